import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type EncoderModel, packEncoderModel } from '../heads/encoder/encoder-model.js'
import { replaceFile } from './replace-file.js'

/** Writes `encoder-heads.bin` and `.json` into a folder, as `readEncoderModel` reads them. */
export function writeEncoderModel(folder: string, model: EncoderModel): void {
  mkdirSync(folder, { recursive: true })
  replaceFile(path.join(folder, 'encoder-heads.bin'), packEncoderModel(model))
  replaceFile(path.join(folder, 'encoder-heads.json'), `${JSON.stringify(model.meta, null, 1)}\n`)
}
