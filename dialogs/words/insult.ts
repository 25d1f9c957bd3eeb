import { foldText, wordCount } from '../fold-text.js'
import { isAnger } from './no-name.js'

const longest = 8
const insult =
  '(?:ال)?(?:زباله|كلب|كلاب|حيوان|حيوانات|حمار|حمير|تيس|ثور|بقر|غبي|اغبياء|غبيه|فاشل|فاشله|فاشلين|كذاب|كذابين|نصاب|نصابين|حراميه|حقير|حقيرين|تافه|تافهين|وسخ|وسخين|زفت|خرا|تبن|قليل ادب|قليلين ادب|ما تستحون|trash|garbage|rubbish|idiot|idiots|stupid|useless|liars|losers|incompetent|pathetic|dogs|a joke|failures|worthless)'
const addressed = new RegExp(
  [
    `(?:^| )يا (?:\\S+ )?${insult}(?: |$)`,
    `(?:^| )(?:انت|انتي|انتم|انتو|انتوا|انكم|انك|كلكم|والله انكم|البلديه|الامانه|امانه|بلديه|خدمتكم|خدماتكم|شغلكم|نظامكم|بوت|هالبوت|you are|youre|you all are|you|your service is|this bot is|the bot is|your bot is|this app is|this service is|u r|ur) (?:\\S+ ){0,2}?${insult}(?: (?:والله|مره|جدا|كلكم|all|so|and|people))*$`,
  ].join('|'),
  'u',
)
const harmless =
  /(?:^| )(?:فيه|في|عندنا|عندي|حفره|حاويه|شارع|الشارع|قدام|جنب|there is|there are|street|in front)(?: |$)/u

/** Whether a message is an insult and tells nothing else («والله انكم زبالة», «يا كلب»). */
export function isInsult(text: string): boolean {
  const folded = foldText(text, 120)
  if (wordCount(folded) > longest || harmless.test(folded)) return false
  return addressed.test(folded) || (wordCount(folded) <= 2 && isAnger(text))
}
