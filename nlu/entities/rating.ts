import type { Entity } from '../understanding.js'
import { type EntityInput, type Token, written } from './entity-input.js'

/** A mark from 1 to 5: "4/5", «أربعة من خمسة», "five stars", ⭐⭐⭐; a bare number only where a rating was asked for. */
export function findRatings(input: EntityInput): Entity[] {
  const { shadow, tokens } = input
  const asked = /rat/u.test(input.expecting ?? '')
  const stars = starsIn(input)
  if (stars !== null) return [stars]
  if (tokens.length > 40) return []
  for (const [at, token] of tokens.entries()) {
    const value = markOf(token.word)
    if (value === null) continue
    const end = endOfScale(shadow.text, tokens, at)
    if (end !== null) return [{ type: 'rating', value, ...written(shadow, token.start, end) }]
    const alone = asked && tokens.length <= 4 && !/[\d/]/u.test(shadow.text.charAt(token.end))
    if (
      alone ||
      (tokens.length <= 12 && (saysRating(tokens[at - 1]) || saysRating(tokens[at - 2]) || isStar(tokens[at - 1])))
    ) {
      return [{ type: 'rating', value, ...written(shadow, token.start, token.end) }]
    }
  }
  return []
}

function starsIn({ shadow, expecting }: EntityInput): Entity | null {
  const match = /(?:[⭐★🌟][\s]*){1,5}/u.exec(shadow.text)
  if (match === null) return null
  const count = [...match[0]].filter((character) => '⭐★🌟'.includes(character)).length
  const onlyStars = shadow.text.replace(/[⭐★🌟☆\s]/gu, '') === ''
  if (count < 2 && !onlyStars && !/rat/u.test(expecting ?? '')) return null
  return { type: 'rating', value: count, ...written(shadow, match.index, match.index + match[0].trimEnd().length) }
}

/** End of "/5", "out of 5", «من خمسة», "stars", «نجوم» after the mark; null where there is none. */
function endOfScale(text: string, tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token === undefined || next === undefined) return null
  if (/^(?:stars?|نجوم|نجمات|نجمه|نجم)$/u.test(next.word)) return next.end
  const between = text.slice(token.end, next.start)
  if (/^ ?\/ ?$/u.test(between)) return isFive(next.word) && !/^[/\d]/u.test(text.slice(next.end)) ? next.end : null
  if (/^(?:من|mn|min|men|of)$/u.test(next.word)) return fiveAt(tokens, at + 2)
  if (next.word === 'out' && tokens[at + 2]?.word === 'of') return fiveAt(tokens, at + 3)
  return null
}

function fiveAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  return token !== undefined && isFive(token.word) ? token.end : null
}

function isFive(word: string): boolean {
  return markOf(word) === 5
}

/** «نجمة واحدة» */
function isStar(token: Token | undefined): boolean {
  return token !== undefined && /^(?:نجمه|نجمتين|نجوم)$/u.test(token.word)
}

function saysRating(token: Token | undefined): boolean {
  return (
    token !== undefined &&
    /^(?:(?:ال|و)?تقييمي?|تقيمي|التقييم|اقيمكم|اقيم|rate|rating|rated|score|ta[q2g8]?y+[ei]+e?m+i?)$/u.test(token.word)
  )
}

const marks: ReadonlyMap<string, number> = new Map(
  (
    [
      ['1 one واحد واحده نجمه wahid wa7id', 1],
      ['2 two اثنين اثنان اثنتين ثنتين اتنين تنين نجمتين ithnain thnain', 2],
      ['3 three ثلاثه ثلاث تلاته تلات thalatha tlata', 3],
      ['4 four اربعه اربع arba3a arb3a', 4],
      ['5 five خمسه خمس khamsa 5amsa', 5],
    ] as const
  ).flatMap(([words, value]) => words.split(' ').map((word): [string, number] => [word, value])),
)

function markOf(word: string): number | null {
  return marks.get(word) ?? null
}
