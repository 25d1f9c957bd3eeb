import { foldText, wordCount } from '../fold-text.js'

const wishToReport =
  /(?:^| )(?:بلاغ|البلاغ|ابلغ|نبلغ|ابلاغ|الابلاغ|اشتكي|شكوي|report|complain|complaint|something|problem|issue|مشكله|شي|حاجه)(?: |$)/u
const wishOnly: ReadonlySet<string> = new Set(
  foldText(
    `ابغى ابغا ابي ابا اريد نبي نبغى بغيت ودي حاب حابب ارغب اود ممكن لو سمحت سمحتوا سمحتم تكفون رجاء ارفع ارفعه اقدم اقدمه تقديم رفع اسوي اسجل تسجيل افتح فتح عندي
     عندنا لدي فيه في عن على بالشارع الشارع شارعنا بشارعنا بالحي الحي حينا هنا جنبنا قدامنا خربان حاجة بلاغ البلاغ بلاغا جديد ابلغ نبلغ ابلاغ الابلاغ اشتكي شكوى مشكلة شي شيء السلام عليكم ورحمة الله وبركاته مرحبا هلا مساء صباح الخير
     i id we want to would like need wish wanna have a an the new report something problem issue complaint complain make file submit open about please hi hello hey can you help me with there is some`,
    2000,
  ).split(' '),
)

/** Whether the message only says that something is to be reported, not what. `sure`: the understanding knows a problem all the same, so that no word may be left over. */
export function isBareWishToReport(text: string, sure = false): boolean {
  const folded = foldText(text, 160)
  if (!wishToReport.test(folded)) return false
  return folded.split(' ').every((word) => wishOnly.has(word)) || (!sure && wordCount(folded) <= 6)
}

const plural =
  /(?:^| )(?:بلاغاتي|بلاغاتنا|كل البلاغات|جميع البلاغات|كل بلاغاتي|بلاغين|البلاغات|my reports|all reports|all my reports|reports)(?: |$)/u

/** Whether the message asks for several of the resident's reports. */
export function asksForAll(text: string): boolean {
  return plural.test(foldText(text))
}
