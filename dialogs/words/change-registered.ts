import { foldText, wordCount } from '../fold-text.js'

const verb =
  '(?:الغ|الغي|الغو|الغوا|الغاء|نلغي|يلغي|تلغي|تلغون|تلغوا|كنسل|كنسلو|كنسلوا|احذف|احذفوا|حذف|اسحب|اسحبوا|سحب|شيلو|شيلوا|غير|غيروا|اغير|تغيير|عدل|عدلو|عدلوا|اعدل|تعديل|صحح|صححوا|تصحيح|cancel|cancelling|delete|remove|withdraw|revoke|edit|change|modify|update|correct|alghi|el3\\S*|elghi)'
const report =
  '(?:بلاغي|بلاغنا|البلاغ|بلاغ|للبلاغ|بالبلاغ|ببلاغي|طلبي|الطلب|balaghi|balagh\\S*|report|reports|ticket|request)'
const change = new RegExp(
  `(?:^| )${verb} (?:\\S+ ){0,4}${report}(?: |$)|(?:^| )${report} (?:\\S+ ){0,4}${verb}(?: |$)`,
  'u',
)
const told = /(?:^| )(?:ليش|لماذا|why|was|got|been|has|تم|انلغي|جديد|new|لغيتوا|لغيتو|حاله|status|وين|where)(?: |$)/u
const longest = 12

/** Whether a message wants a registered report cancelled or changed («الغ بلاغي», "edit my report"); who complains that it was, does not. */
export function wantsRegisteredChanged(text: string): boolean {
  const folded = foldText(text, 200)
  return wordCount(folded) <= longest && change.test(folded) && !told.test(folded)
}
