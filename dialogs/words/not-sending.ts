import { foldText, wordCount } from '../fold-text.js'

const longest = 9
const wantsNot =
  '(?:مش عايزه?|مش عاوزه?|ما ابي|ما ابغي|مابي|مابغي|ما ابا|ما اريد|لا اريد|لا ابي|لا ابغي|مو حاب|ما ودي|ما بدي|dont want(?: to)?|do not want(?: to)?)'
const send = '(?:ابعت\\S*|ابعث\\S*|ارسل\\S*|ارسال\\S*|نرسل\\S*|send\\S*|submit\\S*)'
const notSending = new RegExp(
  [
    `(?:^| )${wantsNot} (?:\\S+ )?${send}(?: |$)`,
    `(?:^| )(?:لا|ما|dont|do not|not) (?:ت|ا|ن)?(?:رسل|بعت|بعث|send|submit)\\S*(?: |$)`,
    '(?:^| )(?:متبعتش|متبعتوش|ماتبعتش|ماترسل\\S*)(?: |$)',
  ].join('|'),
  'u',
)
const waits =
  /^(?:لا |no )?(?:استني|استنوا|استنا|انتظر|انتظروا|لحظه|دقيقه|صبر|wait|hold on)(?: (?:شوي|لحظه|a minute|a moment|please|بس))?$/u

/** Whether a message asks not to send what is about to be sent («لا مش عايز ابعت»), or to wait. */
export function wantsNotSent(text: string): boolean {
  const folded = foldText(text, 120)
  return wordCount(folded) <= longest && (notSending.test(folded) || waits.test(folded))
}

const changedMind =
  /(?:^| )(?:غيرت|غيرنا|بدلت) (?:رايي|راي|راينا|فكرتي)(?: |$)|(?:^| )(?:هونت|بطلت|عدلت عنه|changed my mind)(?: |$)/u
const notWanted = new RegExp(
  `^(?:لا |خلاص |طيب |بس )*${wantsNot}(?: (?:خلاص|شي|البلاغ|بلاغ|ابلغ|اكمل|it|anymore|the report))*$`,
  'u',
)

/** Whether a message gives up what was begun («غيرت رايي ما ابي»); `briefly`: a bare «ما ابي» will do. */
export function givesUp(text: string, briefly: boolean): boolean {
  const folded = foldText(text, 120)
  return wordCount(folded) <= 7 && (changedMind.test(folded) || (briefly && notWanted.test(folded)))
}

const keeps =
  /^(?:لا |خلاص |طيب |بس |اسف |لو سمحت\S* |no |please |ok )*(?:رجعه|رجعها|رجعوه|ارجعه|ارجعوه|رجع البلاغ|رجعوا البلاغ|ابيه|ابغاه|ابغيه|نبيه|عايزه|عاوزه|اريده|كمل|كمله|كملوا|كملوه|نكمل|نكمله|اكمل|اكمله|استمر|استمروا|خله|خلوه|خليه|خلوا البلاغ|متابعه|لا تلغوه|لا تلغيه|لا تلغونه|ما ابي الغيه|keep|keep it|continue|go on|carry on|restore|restore it|bring it back|dont cancel|do not cancel|i want it)(?: (?:خلاص|بلاغي|البلاغ|من فضلك|لو سمحت\S*|please|the report))*$/u

/** Whether a message wants the report kept, or back after it was cancelled («لا خلاص ابيه»، «رجعه»، "keep it"). */
export function wantsKept(text: string): boolean {
  return keeps.test(foldText(text, 80))
}
