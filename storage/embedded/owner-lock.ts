import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { TawasulError } from '../../models/tawasul-error.js'
import { isRunning, type ProcessIdentity, processIdentitySchema, thisProcess } from './process-identity.js'

const attempts = 20

/**
 * Takes the store's folder for this process by a file `owner.json`; gives the function that lets it go. What a killed
 * process left behind does not count. Throws TawasulError `storage.in-use` where a running process holds it.
 */
export function takeFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'owner.json')
  const own = JSON.stringify({ ...thisProcess(), token: randomUUID() })
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (createWhole(file, own)) return () => release(file, own)
    const found = readIfThere(file)
    if (found === undefined) continue
    const owner = parseOwner(found)
    if (owner && isRunning(owner)) throw inUse(folder, owner.pid)
    removeStale(file, found)
  }
  throw inUse(folder, undefined)
}

/** Makes a file with its whole content, or not at all where there is one already. */
function createWhole(file: string, content: string): boolean {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Takes a dead owner's file away, but gives it back if it meanwhile is another's. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = readIfThere(aside)
  if (moved !== undefined && moved !== stale) createWhole(file, moved)
  rmSync(aside, { force: true })
}

function release(file: string, own: string): void {
  if (readIfThere(file) === own) rmSync(file, { force: true })
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function parseOwner(text: string): ProcessIdentity | undefined {
  try {
    return processIdentitySchema.parse(JSON.parse(text))
  } catch {
    // the file is always made whole, so what cannot be read is nobody's
    return undefined
  }
}

function inUse(folder: string, pid: number | undefined): TawasulError {
  const who = pid === undefined ? 'another process' : `process ${pid}`
  return new TawasulError('storage.in-use', `the data in ${folder} is in use by ${who}`, {
    retryable: false,
    hint: `Stop ${who} first, or set DATA_DIR to another folder for this one; for several processes on the same data set MONGODB_URI.`,
  })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
