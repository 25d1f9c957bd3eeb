import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sentenceLanguagesFiles } from '../heads/languages/sentence-languages.js'
import { modelFolder, modelMeta } from '../heads/ngrams/model-file.js'
import { modelledLanguages } from '../pipeline/language.js'
import { serviceNamesPath } from '../pipeline/service-names.js'
import { buildLanguageTable } from './language-table.js'
import { utteranceFiles } from './read-utterances.js'
import { replaceFile } from './replace-file.js'
import { trainModel } from './train-model.js'
import { trainSentenceLanguages } from './train-sentence-languages.js'
import { readTrainingData, servicesPath } from './training-data.js'

/**
 * Trains the n-gram model into `dist/nlu/model` when its inputs (utterances, services, places, the code that makes it) have
 * changed since; some ten seconds. `root` is the project's top folder, `dist/` must be built.
 */
export async function trainIfStale(root: string, onProgress: (line: string) => void): Promise<void> {
  const folder = modelFolder(root)
  if (trainedFrom(folder) !== hashOf(root)) await trainInto(root, folder, onProgress)
}

/** Trains the n-gram model into a folder, whatever lies there. */
export async function trainInto(root: string, folder: string, onProgress: (line: string) => void): Promise<void> {
  const inputs = hashOf(root)
  const data = readTrainingData(root)
  if (data.services.length < 2) {
    onProgress('understanding: config/services.json names no services, nothing is trained')
    return
  }
  onProgress(`understanding: training on ${data.rows.length} sentences`)
  const { meta, bytes } = trainModel(data, inputs, onProgress)
  mkdirSync(folder, { recursive: true })
  const table = await buildLanguageTable(modelledLanguages)
  const languages = trainSentenceLanguages(data)
  replaceFile(path.join(folder, sentenceLanguagesFiles.weights), languages.bytes)
  replaceFile(path.join(folder, sentenceLanguagesFiles.meta), `${JSON.stringify(languages.meta)}\n`)
  replaceFile(path.join(folder, 'languages.bin'), table.bytes)
  replaceFile(path.join(folder, 'languages.json'), `${JSON.stringify(table.meta)}\n`)
  replaceFile(path.join(folder, 'ngrams.bin'), bytes)
  replaceFile(path.join(folder, 'ngrams.json'), `${JSON.stringify(meta)}\n`)
}

const modelFiles: ReadonlySet<string> = new Set([
  'ngrams.json',
  'ngrams.bin',
  'languages.json',
  'languages.bin',
  ...Object.values(sentenceLanguagesFiles),
])

function trainedFrom(folder: string): string | undefined {
  const file = path.join(folder, 'ngrams.json')
  const complete = [...modelFiles].every((name) => existsSync(path.join(folder, name)))
  if (!complete) return undefined
  const meta = modelMeta.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return meta.success ? meta.data.inputs : undefined
}

function hashOf(root: string): string {
  const hash = createHash('sha256')
  const code = ['train', 'heads', 'pipeline', 'entities'].flatMap((name) =>
    compiled(path.join(root, 'dist', 'nlu', name)),
  )
  // Names the intents.
  const understanding = path.join(root, 'dist', 'nlu', 'understanding.js')
  const places = path.join(root, 'config', 'places', 'eastern-province.json')
  const lexicon = filesOf(path.join(root, 'nlu', 'lexicon'))
  for (const file of [
    ...utteranceFiles(root),
    servicesPath(root),
    serviceNamesPath(root),
    places,
    ...lexicon,
    ...code,
    understanding,
  ]) {
    if (!existsSync(file)) continue
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
}

function compiled(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => path.join(folder, name))
}
