import { choiceLabel } from './choices.js'
import { foldText, wordCount } from './fold-text.js'
import type { DialogParts } from './turn.js'

/** What a message says about the choices offered: the id of one, a number that is none of them, or nothing. */
export type ChoiceRead = { readonly id: string } | 'out_of_range' | null

/**
 * The choice a message takes: its number in any digits ("2", "2.", "رقم ٢", "option 2", «الثاني», "second") or its label as typed,
 * whole or the one part of it that no other label has.
 */
export function readChoice(text: string, choices: readonly string[], language: string, parts: DialogParts): ChoiceRead {
  if (choices.length === 0) return null
  const folded = foldText(text, 80)
  if (folded === '' || wordCount(folded) > 5) return null
  const number = ordinals.get(folded) ?? numberIn(folded)
  if (number !== undefined) {
    const id = choices[number - 1]
    return id === undefined ? 'out_of_range' : { id }
  }
  const id = readLabel(folded, choices, language, parts)
  return id === null ? null : { id }
}

/** The choice whose label, or another name of it, this folded text is; null where there is none. */
export function readLabel(
  folded: string,
  choices: readonly string[],
  language: string,
  parts: DialogParts,
): string | null {
  const labels = choices.map((id) => labelsOf(id, language, parts))
  const whole = labels.findIndex((forms) => forms.some((pieces) => pieces.join(' ') === folded))
  const part = whole >= 0 ? whole : onlyOne(labels.map((forms) => forms.some((pieces) => pieces.includes(folded))))
  return choices[part] ?? null
}

function numberIn(folded: string): number | undefined {
  const found = /^(?:(?:رقم|الخيار|خيار|اختيار|الاختيار|number|option|no|choice) )*(\d{1,2})$/u.exec(folded)
  return found ? Number(found[1]) : undefined
}

/** The label, in the pieces between its commas, in every language: a resident may type what was shown before a change of language. */
function labelsOf(id: string, language: string, { foldLabel, ...parts }: DialogParts): readonly (readonly string[])[] {
  const languages = [...new Set([...parts.speech.languagesFor(language), 'ar', 'en'])]
  const labels = languages.map((spoken) =>
    choiceLabel(id, spoken, parts.speech, parts, parts.places.name)
      .split(/[،,]/u)
      .map((piece) => foldLabel(piece)),
  )
  return [...labels, ...(otherNames.get(id) ?? []).map((name) => [name])]
}

/** What residents call the choices of the menu besides their labels; folded. */
const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['menu:report', ['بلاغ', 'البلاغ', 'ابلاغ', 'report', 'a report', 'new']],
  [
    'menu:status',
    ['متابعه', 'المتابعه', 'متابعه بلاغي', 'حاله', 'follow up', 'followup', 'a follow up', 'status', 'track'],
  ],
  [
    'menu:inquiry',
    ['سوال', 'السوال', 'الاستفسار', 'عندي سوال', 'عندي استفسار', 'a question', 'inquiry', 'enquiry', 'ask'],
  ],
  ['menu:complaint', ['شكوي', 'الشكوي', 'اشتكي', 'complain', 'complaint', 'a complaint', 'متاخر']],
  ['report.place:same', ['نفس', 'نفسه', 'نفسها', 'نفس المكان', 'نفس الموقع', 'نعم', 'ايوه', 'same', 'the same', 'yes']],
  [
    'report.keep:yes',
    [
      'تاكيد',
      'اكد',
      'نفسه',
      'نفسها',
      'نفس',
      'نفس الجواب',
      'نفس الشي',
      'نعم',
      'ايوه',
      'تمام',
      'صح',
      'keep',
      'keep it',
      'same',
      'the same',
      'yes',
      'ok',
    ],
  ],
  ['menu:human', ['موظف', 'الموظف', 'person', 'a person', 'human', 'agent', 'staff']],
])

function onlyOne(matches: readonly boolean[]): number {
  return matches.filter(Boolean).length === 1 ? matches.indexOf(true) : -1
}

const ordinals: ReadonlyMap<string, number> = new Map(
  [
    'الاول|الاولي|اول|اول واحد|اول خيار|الخيار الاول|واحد|first|the first|first one|the first one|one|ek|pehla|pehli|ایک|پہلا|پہلی|एक|पहला|पहली|এক|প্রথম|প্রথমটি|isa|una|satu|pertama|ഒന്ന്|ഒന്നാമത്തെ|ആദ്യത്തേത്',
    'الثاني|الثانيه|ثاني|ثاني واحد|ثاني خيار|الخيار الثاني|اثنين|second|the second|second one|the second one|two|doosra|dusra|doosri|دو|دوسرا|دوسری|दो|दूसरा|दूसरी|দুই|দ্বিতীয়|দ্বিতীয়টি|dalawa|pangalawa|dua|kedua|രണ്ട്|രണ്ടാമത്തെ',
    'الثالث|الثالثه|ثالث|ثالث واحد|الخيار الثالث|ثلاثه|third|the third|third one|the third one|three|teen|teesra|tisra|تین|تیسرا|تیسری|तीन|तीसरा|तीसरी|তিন|তৃতীয়|তৃতীয়টি|tatlo|pangatlo|tiga|ketiga|മൂന്ന്|മൂന്നാമത്തെ',
    'الرابع|الرابعه|رابع|الخيار الرابع|اربعه|fourth|the fourth|fourth one|four|chaar|chautha|چار|چوتھا|چوتھی|चार|चौथा|चौथी|চার|চতুর্থ|apat|pang apat|empat|keempat|നാല്|നാലാമത്തെ',
    'الخامس|الخامسه|خامس|الخيار الخامس|خمسه|fifth|the fifth|fifth one|five|paanch|panch|panchwa|پانچ|پانچواں|पाँच|पांच|पाँचवाँ|পাঁচ|পঞ্চম|lima|kelima|അഞ്ച്|അഞ്ചാമത്തെ',
  ].flatMap((words, index) => words.split('|').map((word): [string, number] => [foldText(word), index + 1])),
)
