import { CommandError } from '../command-error.js'
import { arrayPosition } from '../query/walk-path.js'
import { type BsonDocument, fieldOf, isDocument, setField } from '../values/document.js'

const longestPadding = 1_500_000

/** Changes a document without touching the original: what lies on the way to a change is copied once, the rest is shared. */
export class DocumentEditor {
  #root: BsonDocument
  readonly #owned = new Set<object>()

  constructor(document: BsonDocument) {
    this.#root = { ...document }
    this.#owned.add(this.#root)
  }

  get document(): BsonDocument {
    return this.#root
  }

  /** The value at a path of field names and array positions; undefined where there is none. */
  get(path: readonly string[]): unknown {
    let value: unknown = this.#root
    for (const part of path) value = childOf(value, part)
    return value
  }

  /** Sets a value, making the embedded documents on the way. Throws PathNotViable where a scalar is in the way. */
  set(path: readonly string[], value: unknown): void {
    const last = path.at(-1)
    if (last === undefined) return
    setChild(this.#container(path), last, value, path)
  }

  /** Removes a field; an array element becomes null. */
  unset(path: readonly string[]): void {
    const last = path.at(-1)
    if (last === undefined || this.get(path) === undefined) return
    const container = this.#container(path)
    if (Array.isArray(container)) setChild(container, last, null, path)
    else delete container[last]
  }

  /** The document or array a path's last part lies in, this editor's own copy. */
  #container(path: readonly string[]): BsonDocument | unknown[] {
    let container: BsonDocument | unknown[] = this.#root
    for (const part of path.slice(0, -1)) {
      const child = childOf(container, part)
      const next = this.#own(child, part, path, container)
      if (next !== child) setChild(container, part, next, path)
      container = next
    }
    return container
  }

  #own(child: unknown, part: string, path: readonly string[], parent: unknown): BsonDocument | unknown[] {
    if (child === undefined || isDocument(child) || Array.isArray(child)) {
      if (child !== undefined && this.#owned.has(child)) return child
      const copy = Array.isArray(child) ? [...child] : { ...child }
      this.#owned.add(copy)
      return copy
    }
    throw new CommandError(
      28,
      `Cannot create field '${path.at(-1)}' in element {${part}: ${preview(childOf(parent, part))}}`,
    )
  }
}

function childOf(container: unknown, part: string): unknown {
  if (Array.isArray(container)) {
    const position = arrayPosition(part)
    return position === undefined ? undefined : container[position]
  }
  return isDocument(container) ? fieldOf(container, part) : undefined
}

function setChild(container: BsonDocument | unknown[], part: string, value: unknown, path: readonly string[]): void {
  if (!Array.isArray(container)) {
    setField(container, part, value)
    return
  }
  const position = arrayPosition(part)
  if (position === undefined)
    throw new CommandError(28, `Cannot create field '${part}' in element {${path.at(-2) ?? ''}: [...]}`)
  if (position > container.length + longestPadding) {
    throw new CommandError(2, `can't backfill more than ${longestPadding} elements`)
  }
  while (container.length < position) container.push(null)
  container[position] = value
}

function preview(value: unknown): string {
  return typeof value === 'string' ? '"..."' : String(value)
}
