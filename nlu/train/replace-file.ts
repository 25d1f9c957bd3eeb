import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file beside its place and renames it there, so that a reader never sees half of it. */
export function replaceFile(file: string, content: Uint8Array | string): void {
  writeFileSync(`${file}.new`, content)
  renameSync(`${file}.new`, file)
}
