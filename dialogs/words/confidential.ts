import { foldText, wordCount } from '../fold-text.js'

const longest = 14
const secret =
  /(?:^| )(?:ال|ب)?(?:سري|سريه|سريا|بسريه|السريه|confidential|confidentially|confidentiality|anonymous|anonymously|in secret|privacy|الخصوصيه|خصوصيه|مجهول)(?: |$)|(?:^| )keep (?:my name|it) (?:private|secret)(?: |$)/u
const knows =
  '(?:ب|ح|ه|راح |رح )?[يت](?:عرف|دري|علم|وصل|قال|بلغ)\\S*|يطلع|يظهر|تقولون|تقولوا|تعلمون|تخبرون|تخبروا|know|knows|find out|see|tell|told'
const whoReported =
  '(?:اني|انني|انا)? ?(?:بلغت|اشتكيت|قدمت|رفعت|المبلغ|اللي بلغ|مين بلغ|من بلغ|اسمي|هويتي|رقمي|i reported|who reported|it was me|my name|my identity|i complained)'
const showsName =
  /(?:^| )(?:هل |راح )?(?:اسمي|هويتي|بياناتي|رقمي|my name|my identity|my details)(?: \S+){0,2} (?:[بحه]?[يت](?:ظهر|طلع|وصل|عرف|بين|نعرف)\S*|shown|visible|revealed|shared|appear|appears)(?: |$)/u
const asksWho = new RegExp(`(?:^| )(?:${knows})(?: \\S+){0,5} ${whoReported}(?: |$)`, 'u')

/** Whether a message asks that, or whether, nobody learns who reported («ابي البلاغ يكون سري», «هل بيعرف جاري اني بلغت؟»). */
export function asksConfidential(text: string): boolean {
  const folded = foldText(text, 160)
  return (
    wordCount(folded) <= longest &&
    (secret.test(folded) || asksWho.test(folded) || showsName.test(folded)) &&
    !/(?:^| )(?:رقم|مخبا|باب) سري/u.test(folded)
  )
}
