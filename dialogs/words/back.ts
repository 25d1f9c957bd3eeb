import { foldText, wordCount } from '../fold-text.js'

const backArabic =
  /(?:^| )(?:ارجع|ارجعي|رجوع|الرجوع|رجعني|رجعوني|نرجع|ارجعوا|للخلف|ورا|السابق|السابقه|للسابق|تراجع)(?: |$)/u
const backEnglish = /(?:^| )(?:back|previous|undo)(?: |$)/u
const notBack =
  /(?:^| )(?:call|called|get|come|came|text|write|wrote|message|door|yard|street|side|at|in|behind|جنب|ورا البيت|ورا المسجد|بيت|شارع|مسجد|مدرسه|موقع|الموقع|مكان|المكان|نفس|بنفس|البلاغ|بلاغي|place|location|same|report)(?: |$)/u

/** Whether the message asks for the question before («رجوع», "go back"). */
export function isBack(text: string): boolean {
  const folded = foldText(text, 120)
  const words = wordCount(folded)
  if (words === 0 || words > 6 || notBack.test(folded)) return false
  return (
    (backArabic.test(folded) && !(words > 1 && /(?:^| )ورا(?: |$)/u.test(folded) && !/خطوه/u.test(folded))) ||
    backEnglish.test(folded)
  )
}
