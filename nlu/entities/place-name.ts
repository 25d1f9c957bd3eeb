import type { Token } from './entity-input.js'
import { placeWord } from './place-key.js'

/** The key of the name that tokens `at`..`last` make, the first one read as `first`; null where they make none. */
export function nameOf(
  tokens: readonly Token[],
  at: number,
  last: number,
  first: string,
): { key: string; article: boolean } | null {
  let key = ''
  let article = false
  for (let index = at; index <= last; index++) {
    const token = tokens[index]
    if (token === undefined) return null
    const word = index > at || first === token.word ? token.place : placeWord(first)
    article ||= word.article
    if (word.key === '') {
      if (index === last) return null
      continue
    }
    key = key === '' ? word.key : `${key} ${word.key}`
  }
  return key === '' ? null : { key, article }
}

/** The word as it is, and without the particles that may be glued to it; `skipped`: letters left out before it. */
export function readings(word: string): { word: string; skipped: number }[] {
  const list = [{ word, skipped: 0 }]
  if (!/^[وفبلك]/u.test(word) || word.length < 4) return list
  let rest = word
  let skipped = 0
  if (/^[وف]/u.test(rest)) {
    rest = rest.slice(1)
    skipped = 1
    list.push({ word: rest, skipped })
  }
  if (rest.startsWith('لل') && rest.length > 4) list.push({ word: `ال${rest.slice(2)}`, skipped })
  else if (/^[بلك]/u.test(rest) && rest.length > 4) list.push({ word: rest.slice(1), skipped: skipped + 1 })
  return list
}
