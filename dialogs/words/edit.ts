import { foldText, wordCount } from '../fold-text.js'

const editVerb =
  /(?:^| )(?:غير|غيروا|اغير|نغير|تغيير|عدل|عدلوا|اعدل|نعدل|تعديل|صحح|صححوا|تصحيح|بدل|بدلوا|ابدل|change|edit|correct|modify|update|fix)(?: |$)/u
const editTargets: readonly (readonly [string, RegExp])[] = [
  ['district', /(?:^| )(?:حي|الحي|المدينه|مدينه|district|city|neighborhood|neighbourhood|area)(?: |$)/u],
  ['photo', /(?:^| )(?:الصوره|صوره|الصور|photo|picture|image|photos)(?: |$)/u],
  ['problem', /(?:^| )(?:المشكله|مشكله|النوع|نوع|التصنيف|الخدمه|problem|issue|type|category|service)(?: |$)/u],
  ['place', /(?:^| )(?:الموقع|موقع|المكان|مكان|المعلم|معلم|العنوان|place|location|landmark|address)(?: |$)/u],
]

const otherProblem =
  /(?:^| )(?:ال)?(?:مشكله|بلاغ|موضوع|problem|issue|matter) (?:هي )?(?:مو|مب|مش|موب|ليست|ليس|is not|isnt|not)(?: |$)|(?:^| )(?:مو|مب|مش|not) (?:هذي |هذه |هذا |the |my )?(?:ال)?(?:مشكله|problem|issue)(?: |$)/u

/** Whether a message says that the problem is another one («المشكلة مو سيارة»). */
export function deniesProblem(text: string): boolean {
  return otherProblem.test(foldText(text))
}

/** What a short message wants to change («غيّر الموقع», "change the district"): the ending of a `report.edit:` choice, `all` where it does not say what, null where it wants nothing changed. */
export function readEdit(text: string, verbNeeded: boolean): string | null {
  const folded = foldText(text, 120)
  if (wordCount(folded) > 7) return null
  const verb = editVerb.test(folded)
  if (verbNeeded && !verb) return null
  const target = editTargets.find(([, words]) => words.test(folded))
  if (target) return target[0]
  return verb && wordCount(folded) <= 3 ? 'all' : null
}
