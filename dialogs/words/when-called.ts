import { foldText, wordCount } from '../fold-text.js'

const whenCalled =
  /(?:^| )(?:متي|امتي|emta|mata|when)(?: \S+){0,3} (?:[بحه]?[يت](?:تصل|كلم|دق|رد|تواصل)\S*|call|calls|contact|contacts|ring|reach|get back)(?: |$)/u

/** Whether a message asks when somebody of the staff will call («متى يتصلون علي»). */
export function asksWhenCalled(text: string): boolean {
  const folded = foldText(text, 120)
  return wordCount(folded) <= 10 && whenCalled.test(folded)
}
