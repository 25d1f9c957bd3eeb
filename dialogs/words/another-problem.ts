import { foldText } from '../fold-text.js'

const opening =
  /^\s*(?:(?:و|طيب|كمان|أيضا|ايضا|also|and|ok|oh)[\s،,]+)*(?:و)?(?:(?:ابي|أبي|ابغى|أبغى|ابغا|اريد|أريد|بغيت|i want to|id like to)\s+(?:(?:اضيف|أضيف|ابلغ عن|أبلغ عن|اقول|add|report)\s+)?)?(?:(?:عندي|عندنا|لدي|فيه|في|هناك|i have|there is|there's|we have)\s+)?(?:(?:مشكلة|مشكله|بلاغ|موضوع|شي|شيء)\s+(?:ثانية|ثانيه|ثاني|أخرى|اخرى|آخر|اخر|كمان|غيرها)|(?:another|second|one more|a second)\s+(?:problem|issue|report|thing))(?![\p{L}\p{M}])[\s،,:：.-]*/iu
const samePlace =
  /^(?:في\s+|ب)?(?:نفس|بنفس)\s+(?:المكان|الموقع|الحي|الشارع)[\s،,:.-]*|^(?:in |at )?the same (?:place|location|street)[\s,:.-]*/iu

/** The words of a further problem that a message announces («مشكلة ثانية: الكراسي مكسورة»); null where it announces none or does not tell it. */
export function readAnotherProblem(text: string): string | null {
  const found = opening.exec(text)
  if (found === null) return null
  const rest = text.slice(found[0].length).replace(samePlace, '').trim()
  return foldText(rest) === '' ? null : rest
}
