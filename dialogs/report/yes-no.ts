import type { Understanding } from '../../nlu/understanding.js'
import { foldText } from '../fold-text.js'
import { wantsNotSent } from '../words/not-sending.js'
import type { Heard } from './heard.js'

const yes =
  /^(?:(?:لا )?(?:خلاص|طيب|اوكي|ok) (?=ارسل|ابعت|ابعث|سجل|اعتمد|send))?(?:نعم|ابعت|ابعته|ابعث|سجل|سجلوا|ايوه|ايوا|اي|ايه|اي نعم|تمام|ارسل|ارسلوا|ارسلوه|اعتمد|اعتمدوا|صح|صحيح|صحيحه|اكيد|موافق|اوكي|اوك|yes|yep|yeah|ok|okay|send|submit|confirm|correct|right|sure)(?: |$)/u
const no = /^(?:لا|لاا|كلا|مو صحيح|غير صحيح|غلط|خطا|no|nope|not|wrong|incorrect)(?: |$)/u

const reserved = /(?:^| )(?:بس|لكن|ولكن|الا|ماعدا|غلط|خطا|مو|غير|عدل|but|except|wrong|not|change)(?: |$)/u

const answerLength = 5
/** A guess counts from here on: that a yes or no is waited for has raised it already. */
const sureGuess = 0.8
const said = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** A yes; not one the understanding only guesses from what was asked, and none with a "but". */
export function affirms({ message: { text, understood }, words }: Heard): boolean {
  if (/[?؟]/u.test(text)) return false
  if (understood.phrase) return understood.intent === 'affirm'
  const folded = foldText(text, 80)
  if (words > answerLength || reserved.test(folded)) return false
  return yes.test(folded) || affirmsPlainly(text, understood)
}

/** A yes clear enough to send a report: a word for yes, or in other languages next to certain; a place or «the same» is none. */
export function affirmsSending(heard: Heard): boolean {
  const { understood, text } = heard.message
  if (understood.phrase) return understood.intent === 'affirm'
  if (heard.samePlace || !affirms(heard)) return false
  const folded = foldText(text, 80)
  return yes.test(folded) || yesWithin.test(folded) || !wordListed.test(understood.language)
}

const yesWithin =
  /(?:^| )(?:نعم|ايوه|ايوا|ارسل\S*|ابعت\S*|ابعث\S*|اكد|اكدوا|تاكيد|اعتمد\S*|سجل|سجلوا|سجلوه|صح|صحيح|صحيحه|اكيد|موافق|تمام|ايه|ايوة|اي|اجل|بلي|يلا|توكل|ماشي|زين|طيب|حسنا|مضبوط|بالضبط|اعتمدها|اوكيه|اوكي|اوك|yes|yeah|yep|sure|ok|okay|send|submit|confirm|correct|right|go|proceed|perfect|good|fine|do it|na3am|naam|aywa|aiwa|eh|ee|arsl\S*|ersl\S*|arsel\S*|ersel|tamam|akeed|sa7|9a7|yalla)(?: |$)/u
const wordListed = /^(?:ar|en)$/

/** Whether a message says to send after all («لا خلاص ابعت»), whatever word it begins with. */
export function saysSend(text: string): boolean {
  const folded = foldText(text, 80)
  return sends.test(folded) && !wantsNotSent(text)
}

const sends = /^(?:لا |خلاص |طيب |تمام |ok |no )+(?:ارسل\S*|ابعت\S*|ابعث\S*|سجل\S*|اعتمد\S*|send(?: it)?)$/u

/** A no, and hardly anything else. */
export function denies({ message: { text, understood }, words }: Heard): boolean {
  if (understood.phrase) return understood.intent === 'deny'
  return words <= answerLength && (no.test(foldText(text, 80)) || deniesPlainly(text, understood))
}

/** A yes by what is understood of it alone: one of the phrase list, or next to certain. */
export function affirmsPlainly(text: string, { phrase, intent, confidence, entities }: Understanding): boolean {
  return intent === 'affirm' && said.test(text) && (phrase || (confidence >= sureGuess && entities.length === 0))
}

/** A no by what is understood of it alone. */
export function deniesPlainly(text: string, { phrase, intent, confidence }: Understanding): boolean {
  return intent === 'deny' && said.test(text) && (phrase || confidence >= sureGuess)
}

/** Whether a message begins with a no, whatever follows. */
export function beginsWithNo(text: string): boolean {
  return no.test(foldText(text, 80))
}
