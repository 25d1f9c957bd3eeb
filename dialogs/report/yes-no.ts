import { foldText } from '../fold-text.js'
import type { Heard } from './heard.js'

const yes =
  /^(?:نعم|ايوه|ايوا|اي|ايه|اي نعم|تمام|ارسل|ارسلوا|ارسلوه|اعتمد|اعتمدوا|صح|صحيح|صحيحه|اكيد|موافق|اوكي|اوك|yes|yep|yeah|ok|okay|send|submit|confirm|correct|right|sure)(?: |$)/u
const no = /^(?:لا|لاا|كلا|مو صحيح|غير صحيح|غلط|خطا|no|nope|not|wrong|incorrect)(?: |$)/u

const answerLength = 5

/** A yes; not one the understanding only guesses from what was asked. */
export function affirms({ message: { text, understood }, words }: Heard): boolean {
  if (/[?؟]/u.test(text)) return false
  if (understood.phrase) return understood.intent === 'affirm'
  const guessed = understood.intent === 'affirm' && understood.confidence >= 0.6 && understood.entities.length === 0
  return words <= answerLength && (yes.test(foldText(text, 80)) || guessed)
}

/** A no, and hardly anything else. */
export function denies({ message: { text, understood }, words }: Heard): boolean {
  if (understood.phrase) return understood.intent === 'deny'
  const guessed = understood.intent === 'deny' && understood.confidence >= 0.6
  return words <= answerLength && (no.test(foldText(text, 80)) || guessed)
}

/** Whether a message begins with a no, whatever follows. */
export function beginsWithNo(text: string): boolean {
  return no.test(foldText(text, 80))
}
