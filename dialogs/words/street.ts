import { foldText } from '../fold-text.js'

const kind = '(?:ال)?(?:شارع|طريق|ممر|street|road)'
const not = '(?:و?مو|مب|مش|موب|ليس|not|isnt|is not)'
const name = '\\S+(?: \\S+){0,3}?'
const corrections = [
  new RegExp(
    `^(?:لا |no )?${kind} ${not} (?:${kind} )?(${name}) (?:بل |هو |لكن |الصحيح |but |it is )?${kind} (${name})$`,
    'u',
  ),
  new RegExp(`^(?:لا |no )?${not} ${kind} (${name}) (?:بل |هو |لكن |الصحيح |but |it is )?${kind} (${name})$`, 'u'),
  new RegExp(`^(?:لا |no )?${kind} (غلط|خطا|wrong) (?:بل |هو |الصحيح |it is )?${kind} (${name})$`, 'u'),
  new RegExp(`^(?:لا |no )?${kind} (${name}) ${not} (?:${kind} )?(${name})$`, 'u'),
]

/** A street corrected: the name it does not have, and the one it has, folded. */
export interface StreetCorrection {
  readonly wrong: string
  readonly right: string
}

/** What a message corrects of a street («الشارع مو 5، شارع 7»); null where it does not. */
export function readStreetCorrection(text: string): StreetCorrection | null {
  const folded = foldText(text, 120)
  for (const [index, pattern] of corrections.entries()) {
    const found = pattern.exec(folded)
    if (found === null) continue
    const [, first = '', second = ''] = found
    return index === corrections.length - 1 ? { wrong: second, right: first } : { wrong: first, right: second }
  }
  return null
}

const latin = /^\p{Script=Latin}/u

/** The landmark with the street corrected in it: in place of the wrong one, else joined to it. */
export function withStreet(landmark: string | undefined, { wrong, right }: StreetCorrection, text: string): string {
  const street = latin.test(text.trim()) ? `street ${right}` : `شارع ${right}`
  if (landmark === undefined) return street
  const said = /(?:ال)?(?:شارع|طريق|street|road)\s+(\S+)/iu.exec(landmark)
  if (said !== null && foldText(said[1] ?? '') === wrong) return landmark.replace(said[0], street)
  if (said !== null && said[0].length >= landmark.trim().length - 1) return street
  return `${landmark}${latin.test(street) ? ',' : '،'} ${street}`
}
