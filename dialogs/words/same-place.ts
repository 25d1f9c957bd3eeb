import { foldText, wordCount } from '../fold-text.js'

const same =
  /(?:^| )(?:في |ب)?(?:نفس|بنفس|ذات) (?:ال)?(?:مكان|موقع|حي|شارع|منطقه|عنوان|محل|بلاغ|place|location)(?: |$)|(?:^| )(?:ال)?(?:مكان|موقع|عنوان|حي) (?:نفسه|نفسها|ذاته|السابق|الاول|القديم)(?: |$)|(?:^| )(?:the )?(?:same|previous) (?:place|location|spot|area|address|district|street|site)(?: |$)|(?:^| )(?:nafs|nfs) (?:el |al )?\S+(?: |$)/u
const longest = 14

/** Whether a message says that the place is that of the report before («نفس المكان», "same place"). */
export function meansSamePlace(text: string): boolean {
  const folded = foldText(text, 200)
  return wordCount(folded) <= longest && same.test(folded)
}
