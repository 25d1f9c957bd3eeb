import { fold } from '../pipeline/fold.js'

/** A word of a place name, reduced to what its spellings have in common; `article`: it carried «ال» or "al". */
export interface PlaceWord {
  readonly key: string
  readonly article: boolean
}

/** Arabic words lose «ال»; Latin ones their article, doubled letters and the choice of vowels. '' for a bare article. */
export function placeWord(word: string): PlaceWord {
  return /[a-z]/.test(word) ? latinWord(word) : arabicWord(word)
}

/** The key of a whole name: its words' keys, articles left out, joined by blanks. */
export function placeKey(name: string): { readonly key: string; readonly article: boolean } {
  const words = (fold(name.toLowerCase().replaceAll("'", '')).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(placeWord)
  const kept = words.filter(({ key }) => key !== '')
  return { key: kept.map(({ key }) => key).join(' '), article: words.some(({ article }) => article) }
}

function arabicWord(word: string): PlaceWord {
  const article = word.startsWith('ال') && word.length >= 4
  return { key: article ? word.slice(2) : word, article }
}

const articles = /^(?:al|an|ar|as|ash|at|ath|az|ad|adh|el|il)$/
/** "alnoor", "annoor", "arrawdah", "asshati": the article written together with the name. */
const glued = /^(?:al(?=[^aeiou][a-z]{2})|el(?=[^aeiou][a-z]{2})|an(?=n)|ar(?=r)|as(?=s)|at(?=t)|az(?=z)|ad(?=d))/

function latinWord(word: string): PlaceWord {
  if (articles.test(word)) return { key: '', article: true }
  const bare = word.replace(glued, '')
  return { key: sound(bare), article: bare !== word }
}

function sound(word: string): string {
  return word
    .replaceAll('kh', 'x')
    .replaceAll('5', 'x')
    .replaceAll('7', 'h')
    .replaceAll('3', '')
    .replaceAll('gh', 'g')
    .replace(/[qgc]/g, 'k')
    .replace(/oo|ou|o|w(?=[^aeiou]|$)/g, 'u')
    .replace(/ee|ie|ea|ey|ei|y|e/g, 'i')
    .replace(/h$/, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/z/g, 'd')
    .replace(/dh/g, 'd')
    .replace(/th/g, 't')
}
