import { fold } from '../pipeline/fold.js'
import { createShadow } from '../pipeline/shadow.js'
import type { Understanding } from '../understanding.js'
import type { Sentence } from './sentence.js'

/** One sentence and what was understood of it. */
export interface Judged {
  readonly sentence: Sentence
  readonly understood: Understanding
  readonly entities: EntityCounts
}

/** Entities found and meant, found but not meant, meant but not found; and each by its type. */
export interface EntityCounts {
  readonly hits: readonly string[]
  readonly extra: readonly string[]
  readonly missed: readonly string[]
}

/** Compares found entities with the expected ones: by value where one is given, else by overlapping text. */
export function judge(sentence: Sentence, understood: Understanding): Judged {
  const open = [...(sentence.entities ?? [])]
  const hits: string[] = []
  const extra: string[] = []
  for (const entity of understood.entities) {
    const at = open.findIndex(
      (wanted) =>
        wanted.type === entity.type &&
        (wanted.value === undefined
          ? overlaps(wanted.text ?? '', entity.text)
          : String(wanted.value) === String(entity.value)),
    )
    if (at < 0) extra.push(entity.type)
    else {
      hits.push(entity.type)
      open.splice(at, 1)
    }
  }
  return { sentence, understood, entities: { hits, extra, missed: open.map(({ type }) => type) } }
}

function overlaps(wanted: string, found: string): boolean {
  const a = plain(wanted)
  const b = plain(found)
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
}

function plain(text: string): string {
  return fold(createShadow(text).text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
