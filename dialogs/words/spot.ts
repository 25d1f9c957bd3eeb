import { foldText, wordCount } from '../fold-text.js'

const opening = '(?:(?:في|علي|ب|هو|هي|اسمه|on|at|in|the|it is|its) )*[وب]?(?:ال)?'
const street = new RegExp(
  `^${opening}(?:شارع|طريق|ممر|زقاق|تقاطع|مخرج|سكه|بلك|بلوك|مربع|street|st|road|rd|avenue|lane|exit|block)(?: \\S+){1,5}$|^(?:\\S+ ){1,4}(?:street|st|road|rd|avenue)$`,
  'u',
)
const facility = new RegExp(
  `^${opening}(?:نفق|جسر|كوبري|دوار|ميدان|كورنيش|سوق|مسجد|جامع|مدرسه|مستشفي|مستوصف|صيدليه|محطه|مجمع|مول|جامعه|مطعم|محل|بقاله|مخبز|كافيه|فندق|برج|بنك|سوبرماركت|روضه|tunnel|bridge|roundabout)(?: \\S+){1,4}$`,
  'u',
)
const longest = 7

/** Whether a message names a street, or with `wide` a facility, and nothing else («شارع ٢٨», «نفق طريق الملك فهد», "King Saud street"): a point in a district, not one. */
export function isSpot(text: string, wide: boolean): boolean {
  const folded = foldText(text, 120)
  return wordCount(folded) <= longest && (street.test(folded) || (wide && facility.test(folded)))
}
