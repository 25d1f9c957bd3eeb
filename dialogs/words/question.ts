import { foldText } from '../fold-text.js'

const questionOpening =
  /^(?:و|طيب |بس |ok |and |so )?(?:كم|وش|ايش|شنو|كيف|متي|وين|اين|ليش|لماذا|هل|مين|من هو|ما هي|ما هو|what|whats|how|when|where|why|who|can|could|do|does|is|are)(?:\s|$)/u

/** Whether a message asks something: by its mark, or by the word it begins with. */
export function asksSomething(text: string): boolean {
  return /[?؟]/u.test(text) || questionOpening.test(foldText(text))
}

const whenDone =
  /^(?:طيب |و|ok |and |so )?(?:متي|امتي|mata|when)(?: (?:راح|رح|will|are|is|do|does|you|it|they|this|be|going|to|يعني)){0,5} (?:ب?[تين]\S*(?:صلح|نحل|حل|جي|جون|نظف|شيل|خلص|عالج|رفع|سوو|ركب)\S*|fix\S*|repair\S*|com\S*|clean\S*|finish\S*|solv\S*|done|collect\S*|remov\S*)(?: |$)/u

/** Whether a message asks when the work will be done («متى بتصلحونها», "when will you fix it"). */
export function asksWhenDone(text: string): boolean {
  const folded = foldText(text, 120)
  return folded.split(' ').length <= 9 && whenDone.test(folded)
}
