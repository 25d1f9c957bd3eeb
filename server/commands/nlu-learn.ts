import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../../config/project-root.js'
import { loadServices } from '../../config/services.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { understoodModel } from '../../models/understood.js'
import { readSentences } from '../../nlu/eval/sentence.js'
import { findUnderstood } from '../../nlu/learn/find-understood.js'
import { learn, unlearn } from '../../nlu/learn/learn.js'
import { learnedBatches } from '../../nlu/learn/learned-files.js'
import { type Lesson, readLessons } from '../../nlu/learn/lesson.js'
import { openSchool, testSentencesFolder } from '../../nlu/learn/open-school.js'
import { siftLessons } from '../../nlu/learn/sift-lessons.js'
import { readUtterances } from '../../nlu/train/read-utterances.js'
import { parseSettings } from '../settings.js'
import { withStore } from './with-store.js'

// npm run nlu:learn -- --file review.jsonl | --id ... --intent ... [--service ...] | --undo <batch>
const usage = `Learns from messages that were labelled: adds them to nlu/utterances/learned, trains, and shows the test sentences before and after.
The batch is kept where nothing became worse. Minutes, most of them for the encoder.

  npm run nlu:learn -- --file review.jsonl [--yes]
  npm run nlu:learn -- --id <message> --intent open_report --service pothole [--yes]
  npm run nlu:learn -- --undo <batch>
  npm run nlu:learn -- --list

  --file    lines of npm run --silent nlu:review -- --json, with "label" filled in; those with "label": null are passed over
  --id      a message by the id that nlu:review shows (with the embedded store stop Tawasul first)
  --yes     keep it even where something became worse
  --undo    take a batch back; --list shows the batches
A running Tawasul takes the new models at its next start.`

try {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      id: { type: 'string' },
      intent: { type: 'string' },
      service: { type: 'string' },
      undo: { type: 'string' },
      list: { type: 'boolean' },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  const { file, id, intent, service, undo } = values
  if (values.help) console.log(usage)
  else if (values.list) console.log(learnedBatches(projectRoot).join('\n') || 'nothing has been learned yet')
  else if (undo !== undefined) await takeBack(undo)
  else if (file !== undefined) await teach(readLessons(readFileSync(file, 'utf8')), values.yes)
  else if (id !== undefined && intent !== undefined) await teach(await lessonOf(id, intent, service), values.yes)
  else throw new RangeError('name --file, or --id with --intent, or --undo')
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(error instanceof TawasulError ? error.hint : `\n${usage}`)
  process.exitCode = 1
}

/** One stored message with a label, read as a line of a file is. */
async function lessonOf(id: string, intent: string, service: string | undefined): Promise<Lesson[]> {
  const found = await withStore(parseSettings(process.env), (connection) =>
    findUnderstood({ understood: understoodModel(connection) }, id),
  )
  if (found?.text === undefined)
    throw new TawasulError('nlu.no-message', 'there is no such message with a text', {
      retryable: false,
      hint: 'Take the id from npm run nlu:review; messages are kept for 180 days.',
    })
  const { language, text } = found
  return readLessons(JSON.stringify({ id, language, text, label: { intent, service: service ?? null } }))
}

async function teach(lessons: readonly Lesson[], anyway: boolean): Promise<void> {
  const services = new Set(loadServices().all.map((service) => service.id))
  const tests = readSentences(testSentencesFolder(projectRoot))
  const { taken, leftOut } = siftLessons(lessons, readUtterances(projectRoot, services), tests, services)
  for (const { id, why } of leftOut) console.log(`left out (${why}): ${id}`)
  if (taken.length === 0) {
    console.log('nothing to learn')
    return
  }
  const date = new Date().toISOString().slice(0, 10)
  const batch = { id: `${date}-${randomBytes(3).toString('hex')}`, date, lessons: taken }
  console.log(`batch ${batch.id}: ${taken.length} sentences`)
  const school = await openSchool(projectRoot, (line) => console.log(line))
  try {
    const isKept = await learn(projectRoot, batch, school, { anyway, say: (line) => console.log(line) })
    console.log(
      isKept
        ? `kept; to take it back: npm run nlu:learn -- --undo ${batch.id}\nTawasul takes it at its next start.`
        : 'not kept: look at the labels, or keep it all the same with --yes',
    )
    if (!isKept) process.exitCode = 1
  } finally {
    await school.close()
  }
}

async function takeBack(batch: string): Promise<void> {
  if (!learnedBatches(projectRoot).includes(batch))
    throw new RangeError(`there is no batch ${batch} in ${path.join('nlu', 'utterances', 'learned')}; see --list`)
  const school = await openSchool(projectRoot, (line) => console.log(line))
  try {
    const sentences = await unlearn(projectRoot, batch, school, (line) => console.log(line))
    console.log(`taken back: ${sentences} sentences`)
  } finally {
    await school.close()
  }
}
