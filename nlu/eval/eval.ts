import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadPlaces } from '../../config/places.js'
import { projectRoot } from '../../config/project-root.js'
import { createUnderstander } from '../create-understander.js'
import { type Encoder, noEncoder } from '../encoder/encoder.js'
import { encoderFolder, findEncoder } from '../encoder/encoder-files.js'
import { startReadyEncoder } from '../encoder/start-ready-encoder.js'
import { encoderModelFolder } from '../heads/encoder/encoder-model.js'
import { languageGroup } from '../heads/encoder/language-group.js'
import { sentenceLanguagesFiles } from '../heads/languages/sentence-languages.js'
import { modelFolder } from '../heads/ngrams/model-file.js'
import { knowledgeFolder } from '../knowledge/knowledge-head.js'
import { confusionPicture } from './confusion-picture.js'
import { type Figures, figuresOf } from './figures.js'
import { belowFloors } from './floors.js'
import type { Judged } from './judge.js'
import { judgeSentences } from './judge-sentences.js'
import { evaluateKnowledge, writeKnowledgeFigures } from './knowledge.js'
import { writeReport, writeTable } from './report.js'
import { readSentences } from './sentence.js'

// `npm run eval`: the test sentences, without the encoder and, where it is installed, with it. `-- --json`: figures as JSON;
// `-- --picture`: draws docs/confusions.svg; `-- --words`: without the encoder only. Fails below nlu/eval/floors.json.
const asked = new Set(process.argv.slice(2))
const sentences = readSentences(path.join(projectRoot, 'test', 'nlu', 'sentences'))
const installed = !asked.has('--words') && findEncoder(encoderFolder(projectRoot)) !== null
const encoder = installed ? await startReadyEncoder(projectRoot) : noEncoder
const modes = installed ? (['words', 'encoder'] as const) : (['words'] as const)

const runs = new Map<'words' | 'encoder', Run>()
for (const mode of modes) runs.set(mode, await run(mode === 'words' ? noEncoder : encoder))
const failures = [...runs].flatMap(([mode, { groups }]) => belowFloors(projectRoot, mode, groups))
const last = runs.get('encoder') ?? runs.get('words')

if (asked.has('--json'))
  process.stdout.write(
    `${JSON.stringify({ modelBytes: modelBytes(), failures, runs: Object.fromEntries([...runs].map(([mode, { judged: _judged, ...figures }]) => [mode, figures])) })}\n`,
  )
else {
  if (last) process.stdout.write(writeReport(last.judged))
  for (const [mode, { groups, languages, cost }] of runs)
    process.stdout.write(
      writeTable(mode === 'words' ? 'without the encoder' : 'with the encoder', { ...groups, ...languages }, cost),
    )
  process.stdout.write(writeKnowledgeFigures('knowledge, words only', await evaluateKnowledge()))
  if (installed)
    process.stdout.write(writeKnowledgeFigures('knowledge, with the encoder', await evaluateKnowledge(encoder)))
  process.stdout.write(`\nown model files ${(modelBytes() / 1e6).toFixed(2)} MB\n`)
  for (const line of failures.length === 0 ? ['floors: all kept'] : failures.map((failure) => `BELOW FLOOR ${failure}`))
    process.stdout.write(`${line}\n`)
}
if (asked.has('--picture') && last)
  writeFileSync(
    path.join(projectRoot, 'docs', 'confusions.svg'),
    confusionPicture(last.judged, `Intents of ${last.judged.length} test sentences: true (rows), understood (columns)`),
  )
await encoder.close()
process.exit(failures.length > 0 ? 1 : 0)

/** What one way of understanding came to. */
interface Run {
  readonly judged: readonly Judged[]
  readonly groups: Readonly<Record<string, Figures>>
  readonly languages: Readonly<Record<string, Figures>>
  readonly cost: { readonly p50: number; readonly p95: number }
}

async function run(by: Encoder): Promise<Run> {
  const understander = createUnderstander({ places: loadPlaces(), timeZone: 'Asia/Riyadh', encoder: by })
  // Once to warm up, so that times are those of a running bot.
  if (!by.ready) await judgeSentences(understander, sentences)
  const judged = await judgeSentences(understander, sentences)
  const times = judged.map(({ understood }) => understood.us).sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  return {
    judged,
    groups: figuresBy(judged, ({ sentence }) => languageGroup(sentence.language)),
    languages: figuresBy(judged, ({ sentence }) => sentence.language),
    cost: { p50: at(0.5), p95: at(0.95) },
  }
}

function figuresBy(judged: readonly Judged[], keyOf: (judged: Judged) => string): Record<string, Figures> {
  const keys = [...new Set(judged.map(keyOf))].sort()
  return Object.fromEntries(keys.map((key) => [key, figuresOf(judged.filter((row) => keyOf(row) === key))]))
}

function modelBytes(): number {
  const trained = [
    'ngrams.bin',
    'ngrams.json',
    'languages.bin',
    'languages.json',
    ...Object.values(sentenceLanguagesFiles),
  ]
  const files = [
    ...trained.map((name) => path.join(modelFolder(projectRoot), name)),
    ...['encoder-heads.bin', 'encoder-heads.json'].map((name) => path.join(encoderModelFolder(projectRoot), name)),
    ...['knowledge.bin', 'knowledge.json'].map((name) => path.join(knowledgeFolder(projectRoot), name)),
  ]
  return files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
}
