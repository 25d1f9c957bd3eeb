import { foldText, wordCount } from '../fold-text.js'

const skipWords =
  /(?:^| )(?:تخطي|تخط|تخطى|تجاوز|بدون|بلا|سكب|لاحقا|بعدين|لا يوجد|لا توجد|ما عندي|مو عندي|ماعندي|معنديش|مفيش|مافيش|ما فيش|ماكو|بلاش|ولا شي|ما فيه|مافي|مافيه|ما في|ليس لدي|لا املك|ما املك|ما معي|ما اقدر|ما صورت|مو لازم|mafi|ma fi|mafee|ma fee|bdon|bdoun|bedon|bidoon|ba3dain|ba3den|ma 3ndi|ma3ndi|skip|without|later|none|no photo|no picture|no photos|no pictures|no pic|not now|dont have|do not have|havent|cant|nope)(?: |$)/u

/** Whether the message says that there is nothing to give («تخطي», «ما عندي», "no photo"). `alone`: it says nothing else (the word may be part of an answer otherwise). */
export function isSkip(text: string, alone = false): boolean {
  const folded = foldText(text, 120)
  const found = skipWords.exec(folded)
  return found !== null && wordCount(folded) <= (alone ? 3 : 8) && (!alone || found.index === 0)
}

const unknownWords =
  /(?:^| )(?:لا اعرف|لا اعلم|ما اعرف|ما بعرف|مش عارف|مش عارفه|معرفش|ما عرفت|ما عندي علم|ماعرف|ما ادري|مدري|لا ادري|مادري|مو متاكد|ma adri|madri|ma a3ref|ma a3rf|madry|ما اذكر|لا اذكر|i dont know|dont know|do not know|not sure|no idea|idk)(?: |$)/u

/** Whether the message says that the resident does not know. */
export function isUnknown(text: string): boolean {
  const folded = foldText(text, 120)
  return unknownWords.test(folded) && wordCount(folded) <= 8
}

/** Whether a message speaks of a photo. */
export function namesPhoto(text: string): boolean {
  return /صور|photo|pic|soora|sora/iu.test(text)
}
