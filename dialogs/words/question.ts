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
  return folded.split(' ').length <= 9 && (whenDone.test(folded) || whenDoneLast.test(folded) || howLong.test(folded))
}

/** «طب هيتحل امتى» */
const whenDoneLast =
  /(?:^| )[بحه]?(?:ت|ي|ن)ت?\S*(?:صلح|حل|نظف|شال|شيل|خلص|عالج|رفع|ركب)\S*(?: \S+)? (?:متي|امتي|emta)$/u
const howLong =
  /^(?:طيب |طب |و|ok |and |so )?(?:كم|قد ايش|قديش|how long|how many days|how much time)(?: \S+)? (?:س|ب|ح|ه)?(?:ي|ت)?(?:ستغرق|اخذ|ياخذ|تاخذ|يطول|تطول|طول|يوم|وقت|will|does|take|takes|until|before|to)(?: |$)/u

const wishToAsk =
  /^(?:(?:السلام عليكم|مرحبا|هلا|hi|hello) )?(?:(?:عندي|لدي|ابي|ابغي|ابغا|اريد|ودي|ممكن|حاب|بس|اقدر|i have|i have got|ive got|ive|i got|i want to|can i|may i|could i|want to|just) )*(?:سوال|السوال|استفسار|استفسر|اسال|اسالكم|اسالك|a question|question|some questions|an inquiry|inquiry|ask|ask you|ask something|ask you something|ask a question|ask you a question|ask about something)(?: (?:لو سمحت\S*|لوسمحت\S*|من فضلكم|ممكن|please|pls))?$/u

/** Whether a message only says that there is something to ask («عندي سؤال», "I have a question"). */
export function asksToAsk(text: string): boolean {
  return wishToAsk.test(foldText(text, 120))
}
