import { createHash } from 'node:crypto'

/** Ids longer than this would not fit into an index. */
const longestId = 200
/** Nothing Meta sends is nested deeper; deeper parts do not tell events apart. */
const deepest = 32

/** The id of an event that has the platform's own; one that is too long to be kept is hashed. */
export function idFromMid(mid: string): string {
  return mid.length <= longestId ? mid : `mid:${hash(mid)}`
}

/** The id of an event without one: the same content gives the same id, in whatever order its keys come. */
export function idFromContent(kind: string, content: unknown): string {
  return `${kind}:${hash(canonicalJson(content, 0))}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

function canonicalJson(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (depth > deepest) return '"..."'
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join()}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, depth + 1)}`).join()}}`
}
