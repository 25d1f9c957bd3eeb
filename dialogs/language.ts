import { withoutCode } from '../nlu/pipeline/markup.js'
import { languageChoice } from './choices.js'
import type { ResidentMessage } from './dialog-types.js'
import { foldText, wordCount } from './fold-text.js'
import type { Memory } from './memory.js'
import { askMenu, returnToReport } from './menu.js'
import { catalogueLanguages } from './speech/load-catalogues.js'
import type { Turn } from './turn.js'

/** What languages are called in messages that ask for one; folded. */
const names: ReadonlyMap<string, string> = new Map(
  [
    [
      'en',
      'english inglish ingles inggris انجليزي الإنجليزية إنقليزي الإنقليزية إنجليزية بالإنجليزي بالإنقليزي بالإنجليزية بالإنقليزية انگریزی انگلش अंग्रेज़ी अंग्रेजी इंग्लिश ইংরেজি ഇംഗ്ലീഷ് ഇംഗ്ലീഷിൽ',
    ],
    ['ar', 'arabic arabi arab عربي العربية بالعربي بالعربية العربي عربية अरबी আরবি അറബി അറബിയിൽ'],
    ['ur', 'urdu اردو بالأردو أردو أوردو उर्दू উর্দু ഉറുദു'],
    ['hi', 'hindi هندي بالهندي الهندية ہندی हिन्दी हिंदी হিন্দি ഹിന്ദി ഹിന്ദിയിൽ'],
    ['bn', 'bengali bangla بنغالي بالبنغالي البنغالية بنگالی بنگلہ बंगाली बांग्ला বাংলা বাংলায় ബംഗാളി'],
    ['tl', 'tagalog filipino فلبيني بالفلبيني الفلبينية'],
    ['id', 'indonesian indonesia bahasa اندونيسي إندونيسي بالإندونيسي الإندونيسية'],
    ['ml', 'malayalam مليالم مالايالام ملیالم मलयालम മലയാളം മലയാളത്തിൽ'],
  ].flatMap(([language = '', words = '']) =>
    words.split(' ').map((word): [string, string] => [foldText(word), language]),
  ),
)

/** The language a message asks for by name; null where it names none. */
function namedLanguage(text: string): string | null {
  for (const word of foldText(text).split(' ')) {
    const language = names.get(word)
    if (language !== undefined) return language
  }
  return null
}

/** Whether there is a catalogue for this language. */
function isSpoken(language: string): boolean {
  return (catalogueLanguages as readonly string[]).includes(language)
}

/**
 * The language to answer in: the one the message asks for, else the one it is surely written in. The first message also counts
 * where it is short, or the title of what was tapped; a number, a tap or an "ok" later on changes nothing.
 */
export function pickLanguage({ language, introduced }: Memory, message: ResidentMessage): string {
  const { understood, choice } = message
  const text = withoutCode(message.text)
  if (understood.intent === 'change_language') {
    const asked = namedLanguage(text)
    if (asked !== null && isSpoken(asked)) return asked
  }
  // the title of Get Started (`menu:main`) is the platform's, not the resident's
  if (choice !== undefined && (introduced || choice === 'menu:main')) return language
  const words = wordCount(foldText(text))
  if (introduced && isPassing(language, understood.language, words)) return language
  if (introduced && isSpoken(language) && !isSpoken(understood.language) && isOnlyName(message, words)) return language
  if (isSameSpeech(language, understood.language) && !otherScript.test(text)) return language
  if (understood.languageSure && (isSpoken(understood.language) || words >= strangeWords)) return understood.language
  if (words >= realSentence && isArabicOnly(text)) return understood.language === 'en' ? 'ar' : understood.language
  if (introduced || words === 0 || !/\p{L}{2}/u.test(text)) return language
  if (isPlainLatin(text)) return 'en'
  return isSpoken(understood.language) ? understood.language : language
}

/** In a talk that is neither in Arabic nor in English: a few words of those («السلام عليكم», "ok") or a language without a catalogue, which is mostly a spelling not known. */
function isPassing(language: string, other: string, words: number): boolean {
  if (language === 'ar' || language === 'en' || !isSpoken(language)) return false
  if (other !== 'ar' && other !== 'en') return !isSpoken(other)
  // Three words in Arabic letters are plain in a talk that is written in others.
  return words < (other === 'ar' && language !== 'ur' ? realSentence : strangeWords)
}

/** The name of a place or the number of a report is written in any language: it is no other one. */
function isOnlyName({ understood: { entities } }: ResidentMessage, words: number): boolean {
  return (
    words <= longestName &&
    entities.some(({ type }) => type === 'city' || type === 'district' || type === 'report_number')
  )
}

/** Hindi and Urdu in Latin letters are one language to the eye: the talk goes on in the script it has. */
function isSameSpeech(language: string, other: string): boolean {
  return /^(?:hi|ur)$/.test(language) && /^(?:hi|ur)$/.test(other)
}

const otherScript = /[\p{Script=Arabic}\p{Script=Devanagari}]/u

/** A language without a catalogue is answered in two others: not for a few words that only look like it. */
const strangeWords = 4

const longestName = 6

/** So many words are a sentence of the resident's own language, not a greeting picked up. */
const realSentence = 3

function isArabicOnly(text: string): boolean {
  return /\p{Script=Arabic}/u.test(text) && !/(?!\p{Script=Arabic})\p{L}/u.test(text)
}

const arabizi = /(?:^| )(?:as?salaa?m|salaa?m|slm|mar7aba|marhaba|hala|ahlan|balagh|balaghi|7\w+|\w*[2-9]\w*)(?: |$)/u

/** "hello", "help": Latin letters, no Arabic written in them. */
function isPlainLatin(text: string): boolean {
  return /^[\p{Script=Latin}\P{L}]+$/u.test(text) && !arabizi.test(foldText(text))
}

/** Answers a wish for another language; the turn speaks it already. */
export function changeLanguage(turn: Turn, message: ResidentMessage): void {
  turn.memory.misses = 0
  const asked = namedLanguage(message.text)
  if (asked === null || !isSpoken(asked)) {
    if (asked !== null) turn.say('language.unsupported')
    turn.ask('language', 'language.question', catalogueLanguages.map(languageChoice))
    return
  }
  switched(turn)
}

/** Goes on in the language that has been chosen. */
export function switched(turn: Turn): void {
  turn.say('language.switched')
  if (!returnToReport(turn, false)) askMenu(turn, 'welcome.question')
}
