import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { projectRoot } from '../../config/project-root.js'
import { systemClock, systemTimers } from '../../models/clock.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { understoodModel } from '../../models/understood.js'
import { supplyRedactor } from '../../nlu/azure/supply-azure.js'
import { findUnsure } from '../../nlu/learn/find-understood.js'
import { learnedFrom } from '../../nlu/learn/learned-files.js'
import { type ReviewItem, reviewOf } from '../../nlu/learn/review.js'
import { parseSettings } from '../settings.js'
import { withStore } from './with-store.js'

// npm run nlu:review -- [--language ar] [--limit 50] [--json]
const usage = `Lists what was not understood, or was put right by the resident: the most useful first, near duplicates as one.

  npm run --silent nlu:review -- [--language ar] [--limit 50] [--json]

  --language  of one language only (its base code)
  --limit     so many at most (50)
  --json      a JSON object a line: fill in "label" and give the file to npm run nlu:learn -- --file
With the embedded store stop Tawasul first. Personal data is masked.`

try {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { values } = parseArgs({
    options: {
      language: { type: 'string' },
      limit: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(usage)
  else await list(values.language, limitOf(values.limit), values.json)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(error instanceof TawasulError ? error.hint : `\n${usage}`)
  process.exitCode = 1
}

function complain(facts: object, sentence: string): void {
  console.error(sentence, JSON.stringify(facts))
}

function silent(): void {
  // The list is all that is asked for.
}

function limitOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError('--limit must be a number from 1')
  return Number(text)
}

async function list(language: string | undefined, limit: number, json: boolean): Promise<void> {
  const settings = parseSettings(process.env)
  const records = await withStore(settings, (connection) =>
    findUnsure({ understood: understoodModel(connection) }, language),
  )
  const redactor = supplyRedactor({
    ...settings.azure,
    clock: systemClock,
    timers: systemTimers,
    log: { debug: silent, info: silent, warn: complain, error: complain },
  })
  const items = reviewOf(records, limit, learnedFrom(projectRoot))
  for (const item of items) {
    const shown = { ...item, text: await redactor.redact(item.text, item.language) }
    console.log(json ? JSON.stringify(shown) : textOf(shown))
  }
  if (items.length === 0 && !json) console.log('nothing to review')
}

function textOf({ id, at, language, text, outcome, understood, label, times }: ReviewItem): string {
  const { intent, confidence, service, serviceConfidence } = understood
  const was = `${intent} ${confidence.toFixed(2)}${service === null ? '' : `, ${service} ${serviceConfidence.toFixed(2)}`}`
  const meant = label === null ? '' : ` -> ${label.intent}${label.service === null ? '' : ` ${label.service}`}`
  const repeated = times > 1 ? ` (${times} times)` : ''
  return `${text}${repeated}\n  ${outcome}: ${was}${meant}\n  ${language}, ${at.slice(0, 10)}, ${id}\n`
}
