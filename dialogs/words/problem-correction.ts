import { foldText, wordCount } from '../fold-text.js'

const longest = 16
const problem = '(?:ال)?(?:مشكله|مشكلتي|بلاغ|نوع|تصنيف|موضوع|problem|issue|type|category|service)'
const wrong =
  '(?:غلط|خطا|غلطانه|غلطان|مو|مب|مش|موب|ليست|ليس|غير|غيروا|عدل|عدلوا|بدل|بدلوا|تغيير|تعديل|صحح|wrong|not|isnt|change|correct|edit|fix)'
const aboutProblem = new RegExp(
  `(?:^| )${problem} (?:\\S+ ){0,2}${wrong}(?: |$)|(?:^| )${wrong} (?:\\S+ ){0,2}${problem}(?: |$)`,
  'u',
)
const denies =
  /^(?:(?:actually|لا والله|والله|لا|لاا|لالا|غلط|no|nope|sorry|اسف|عفوا) )*(?:la (?:mo|mu|mob|mish|mesh)|mo|mu|mob|mish|mesh|مو|مب|مش|موب|ماهي|ماهو|ليست|ليس|هي مو|هو مو|هذي مو|هذا مو|it is not|its not|it isnt|not|isnt|thats not)(?: |$)/u
const turningPoint =
  /[،,.؛:;]|(?<!\p{L})(?:هي|هو|بل|لكن|ولكن|وانما|وإنما|انما|إنما|الصحيح|قصدي|اقصد|أقصد|it'?s|it is|but|rather|it should be|i mean)(?!\p{L})/iu

/** What a message corrects of the problem. */
export interface ProblemCorrection {
  /** Whether it says that it speaks of the problem («المشكلة غلط»), so that nothing else can be meant. */
  readonly named: boolean
  /** The words that tell what it is not; empty where it does not say. */
  readonly not: string
  /** The words that tell what it is. */
  readonly instead: string
}

/** Reads «المشكلة غلط، هي حفرة», «لا مو سيارة، هي حفرة», "not garbage, it's a pothole"; null where a message corrects no problem, or does not tell what it is. */
export function readProblemCorrection(text: string): ProblemCorrection | null {
  const folded = foldText(text, 200)
  if (wordCount(folded) > longest) return null
  const named = aboutProblem.test(folded)
  if (!named && !denies.test(folded)) return null
  const parts = text
    .split(turningPoint)
    .map((part) => part.trim())
    .filter((part) => /\p{L}{2}/u.test(part))
  const instead = parts.length > 1 ? (parts.at(-1) ?? '') : afterVerb(text, named)
  return instead === '' ? null : { named, not: parts.slice(0, -1).join(' '), instead }
}

/** «غير المشكلة إلى حفرة», «المشكلة مو سيارة المشكلة زبالة» */
function afterVerb(text: string, named: boolean): string {
  if (!named) return ''
  const found = /.*(?:(?<!\p{L})(?:الى|إلى|to|into)\s+|مشكلة\s+)(?!غلط|خطأ|مو|مش|مب|ليست|is|wrong)(\S.*)$/iu.exec(text)
  return found?.[1]?.trim() ?? ''
}
