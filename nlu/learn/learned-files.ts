import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { maskPersonal } from '../azure/embedded-redactor.js'
import { replaceFile } from '../train/replace-file.js'
import type { Lesson } from './lesson.js'
import { withoutMasks } from './mask-message.js'

/** What one call has added. `id` takes it back. */
export interface Batch {
  readonly id: string
  /** Day, ISO. */
  readonly date: string
  readonly lessons: readonly Lesson[]
}

const batchLine = /^## batch (\S+)/
const lessonLine = /^## \d{4}-\d{2}-\d{2} (\S+)$/

/** The folder of learned sentences, an utterance file a language. */
export function learnedFolder(root: string): string {
  return path.join(root, 'nlu', 'utterances', 'learned')
}

/** A sentence as it is written to a file: on one line, without masks and whatever a pattern still finds personal. */
export function lessonText(text: string): string {
  return withoutMasks(maskPersonal(text)).replace(/^[#\s]+/, '')
}

/** Writes a batch's sentences behind those that are there. */
export function addBatch(root: string, { id, date, lessons }: Batch): void {
  mkdirSync(learnedFolder(root), { recursive: true })
  for (const language of new Set(lessons.map((lesson) => lesson.language))) {
    const own = lessons.filter((lesson) => lesson.language === language)
    const file = path.join(learnedFolder(root), `${language}.txt`)
    const lines = own.flatMap((lesson) => [
      `# ${lesson.intent}${lesson.service === null ? '' : ` ${lesson.service}`}`,
      `## ${date} ${shortId(lesson.id)}`,
      lessonText(lesson.text),
    ])
    const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
    replaceFile(file, `${before}## batch ${id}\n${lines.join('\n')}\n`)
  }
}

/** Takes a batch's sentences out again; how many there were. */
export function removeBatch(root: string, id: string): number {
  let removed = 0
  for (const file of learnedFiles(root)) {
    let inside = false
    const kept: string[] = []
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const begins = batchLine.exec(line)
      if (begins !== null) inside = begins[1] === id
      if (!inside) kept.push(line)
      else if (lessonLine.test(line)) removed++
    }
    if (kept.every((line) => line.trim() === '')) rmSync(file)
    else replaceFile(file, `${kept.join('\n').trimEnd()}\n`)
  }
  return removed
}

/** Keeps the learned files as they are now; what it returns puts them back. */
export function keepLearned(root: string): () => void {
  const kept = new Map(learnedFiles(root).map((file) => [file, readFileSync(file, 'utf8')]))
  return () => {
    for (const file of learnedFiles(root)) if (!kept.has(file)) rmSync(file)
    for (const [file, content] of kept) replaceFile(file, content)
  }
}

/** The batches that are there, oldest first. */
export function learnedBatches(root: string): string[] {
  return [...new Set(linesOf(root).flatMap((line) => batchLine.exec(line)?.[1] ?? []))].sort()
}

/** Tells which messages have been learned from. */
export function learnedFrom(root: string): (id: string) => boolean {
  const known = new Set(linesOf(root).flatMap((line) => lessonLine.exec(line)?.[1] ?? []))
  return (id) => known.has(shortId(id))
}

/** Stands for a message's id, of which a file that is kept with the sources need not tell more. */
function shortId(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 12)
}

function learnedFiles(root: string): string[] {
  const folder = learnedFolder(root)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => path.join(folder, name))
}

function linesOf(root: string): string[] {
  return learnedFiles(root).flatMap((file) => readFileSync(file, 'utf8').split('\n'))
}
