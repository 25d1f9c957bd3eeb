import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { findEncoder } from './encoder-files.js'

/** Longer than any installation takes. */
const staleMs = 60 * 60_000

/** A new folder beside `folder` to install in; removes those that installations left which were ended an hour ago or earlier. */
export async function openWorkFolder(folder: string): Promise<string> {
  const parent = path.dirname(folder)
  const prefix = `${path.basename(folder)}.new-`
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue
    const left = path.join(parent, name)
    // Whoever made it may be removing it now.
    const changedAt = await stat(left).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    )
    if (changedAt !== null && Date.now() - changedAt > staleMs) await rm(left, { recursive: true, force: true })
  }
  return mkdtemp(path.join(parent, prefix))
}

/**
 * Puts what was unpacked into its place in one step. What another process put there meanwhile is kept if it is whole; what
 * is not whole is moved to `aside` first. Rejects with the file system's error.
 */
export async function placeEncoder(unpacked: string, folder: string, aside: string): Promise<void> {
  if (findEncoder(folder)) return
  if (await moved(unpacked, folder)) return
  if (findEncoder(folder)) return
  // Another one may have done so already.
  await rename(folder, aside).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
  if (!(await moved(unpacked, folder)) && !findEncoder(folder))
    throw new Error(`${folder} is being written by another process`)
}

/** False where something is there already. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
