import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { loadPlaces } from '../../config/places.js'
import { projectRoot } from '../../config/project-root.js'
import { createUnderstander } from '../create-understander.js'
import { modelFolder } from '../heads/ngrams/model-file.js'
import { type Figures, figuresOf } from './figures.js'
import { judgeSentences } from './judge-sentences.js'
import { writeReport } from './report.js'
import { readSentences } from './sentence.js'

/** Lowest (or, for `max`, highest) figure of a language that is still good enough. */
const floorsSchema = z.record(
  z.string(),
  z.object({ min: z.record(z.string(), z.number()).default({}), max: z.record(z.string(), z.number()).default({}) }),
)

const sentences = readSentences(path.join(projectRoot, 'test', 'nlu', 'sentences'))
const understander = createUnderstander({ places: loadPlaces(), timeZone: 'Asia/Riyadh' })
const judged = await judgeSentences(understander, sentences)
const languages = [...new Set(sentences.map(({ language }) => language))]
const figures = Object.fromEntries(
  languages.map((language) => [language, figuresOf(judged.filter(({ sentence }) => sentence.language === language))]),
)
const failures = belowFloors(figures)
const cost = await measure()
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ figures, cost, failures })}\n`)
else process.stdout.write(writeReport(judged, figures, cost, failures))
process.exitCode = failures.length > 0 ? 1 : 0

function belowFloors(all: Readonly<Record<string, Figures>>): string[] {
  const file = path.join(projectRoot, 'nlu', 'eval', 'floors.json')
  const floors = floorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(floors).flatMap(([language, { min, max }]) => {
    const found = all[language]
    if (found === undefined) return [`${language}: no sentences`]
    const values = new Map<string, unknown>(Object.entries(found))
    const figure = (name: string): number | null =>
      z
        .number()
        .nullable()
        .parse(values.get(name) ?? null)
    return [
      ...Object.entries(min).flatMap(([name, floor]) =>
        (figure(name) ?? 0) < floor ? [`${language} ${name} ${figure(name)?.toFixed(3)} < ${floor}`] : [],
      ),
      ...Object.entries(max).flatMap(([name, roof]) =>
        (figure(name) ?? 0) > roof ? [`${language} ${name} ${figure(name)?.toFixed(3)} > ${roof}`] : [],
      ),
    ]
  })
}

/** Time and size, the code warm. */
async function measure(): Promise<{ us: number; modelBytes: number }> {
  const started = performance.now()
  let messages = 0
  for (let round = 0; round < 3; round++) {
    for (const { text } of sentences) {
      await understander.understand(text, { now: 0 })
      messages++
    }
  }
  const folder = modelFolder(projectRoot)
  const modelBytes = ['ngrams.bin', 'ngrams.json', 'languages.bin', 'languages.json'].reduce(
    (sum, name) => sum + statSync(path.join(folder, name)).size,
    0,
  )
  return { us: ((performance.now() - started) * 1000) / Math.max(messages, 1), modelBytes }
}
