import { fold } from './fold.js'
import { withoutMarkup } from './markup.js'

/** Characters of a message that the models read; what follows is cut. */
export const modelLimit = 600

/**
 * Shadow text made ready for the models: links and @mentions dropped, words of #tags kept, long numbers turned into
 * their shape (`n9`), elongation squeezed, folded, one space between words; emoji stay as words.
 */
export function normalise(shadowText: string): string {
  return wordsOf(shadowText.length > modelLimit ? shadowText.slice(0, modelLimit) : shadowText).join(' ')
}

/** The folded words of a shadow text, in order; see `normalise`. */
export function wordsOf(shadowText: string): string[] {
  const text = fold(squeeze(withoutLinks(shadowText)))
  const words = text.match(/[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}/gu)
  return words === null ? [] : words.map(shapeOf)
}

function withoutLinks(text: string): string {
  let rest = withoutMarkup(text)
  if (rest.includes("'")) rest = rest.replaceAll("'", '')
  return rest.includes('_') ? rest.replaceAll('_', ' ') : rest
}

/** «حفرررررة» and "soooo": a letter written three times or more counts once. */
function squeeze(text: string): string {
  return text.replace(/(\p{L})\1{2,}/gu, '$1')
}

function shapeOf(word: string): string {
  return word.length >= 5 && /^[0-9]+$/.test(word) ? `n${word.length}` : word
}
