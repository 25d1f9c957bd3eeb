import { intents } from '../understanding.js'
import { type Figures, isRight } from './figures.js'
import type { Judged } from './judge.js'

/** Judged sentences as text: by kind of language, class and entity; confusions and the twenty worst. */
export function writeReport(judged: readonly Judged[]): string {
  const lines = ['intent by kind of language', ...bySlice(judged)]
  lines.push('', 'intent by class', ...byIntent(judged))
  lines.push('', 'service by class (below 0.7)', ...byService(judged))
  lines.push('', 'entities', ...byEntity(judged))
  lines.push('', 'confusions', ...confusions(judged))
  lines.push('', 'twenty worst', ...worst(judged))
  return `${lines.join('\n')}\n`
}

const columns: readonly (readonly [string, keyof Figures])[] = [
  ['intent', 'intent'],
  ['by class', 'intentByClass'],
  ['service', 'service'],
  ['top 3', 'serviceTop3'],
  ['language', 'language'],
  ['entity F1', 'entityF1'],
  ['refused', 'outOfScopeRefused'],
  ['false', 'falseRefusal'],
  ['urgent', 'urgentRecall'],
  ['person', 'personRecall'],
  ['ECE', 'intentCalibrationError'],
  ['act', 'act'],
  ['act right', 'actRight'],
  ['encoder', 'encoder'],
]

/** The figures as a table: a row a language group or language. `cost`: microseconds a message. */
export function writeTable(
  title: string,
  figures: Readonly<Record<string, Figures>>,
  cost: { readonly p50: number; readonly p95: number },
): string {
  const head = `${''.padEnd(8)}${'n'.padStart(5)}${columns.map(([name]) => name.padStart(10)).join('')}`
  const rows = Object.entries(figures).map(([key, found]) => {
    const cells = columns.map(([, name]) => (found[name] === null ? '-' : Number(found[name]).toFixed(3)).padStart(10))
    return `${key.padEnd(8)}${String(found.sentences).padStart(5)}${cells.join('')}`
  })
  return `\n${title}: ${cost.p50} us a message (p95 ${cost.p95})\n${[head, ...rows].join('\n')}\n`
}

function bySlice(judged: readonly Judged[]): string[] {
  return grouped(judged, ({ sentence }) => `${sentence.language} ${sentence.slice ?? '-'}`).map(
    ([name, rows]) => `  ${name.padEnd(26)}${ratio(rows.filter(isRight).length, rows.length)}`,
  )
}

function byIntent(judged: readonly Judged[]): string[] {
  return intents.flatMap((intent) => {
    const rows = judged.filter(({ sentence }) => sentence.intent === intent)
    if (rows.length === 0) return []
    const by = grouped(rows, ({ sentence }) => sentence.language).map(
      ([language, own]) => `${language} ${ratio(own.filter(isRight).length, own.length)}`,
    )
    return [`  ${intent.padEnd(20)}${by.join('   ')}`]
  })
}

function byService(judged: readonly Judged[]): string[] {
  const rows = judged.filter(({ sentence }) => sentence.service != null)
  return grouped(rows, ({ sentence }) => sentence.service ?? '').flatMap(([service, own]) => {
    const right = own.filter(({ understood }) => understood.services[0]?.id === service).length
    return right / own.length < 0.7 ? [`  ${service.padEnd(24)}${ratio(right, own.length)}`] : []
  })
}

function byEntity(judged: readonly Judged[]): string[] {
  const labelled = judged.filter(({ sentence }) => sentence.entities != null)
  const types = new Set(labelled.flatMap(({ entities }) => [...entities.hits, ...entities.extra, ...entities.missed]))
  const count = (kind: 'hits' | 'extra' | 'missed', type: string): number =>
    labelled.reduce((sum, { entities }) => sum + entities[kind].filter((name) => name === type).length, 0)
  return [...types]
    .sort()
    .map(
      (type) =>
        `  ${type.padEnd(16)}found ${count('hits', type)}, missed ${count('missed', type)}, extra ${count('extra', type)}`,
    )
}

function confusions(judged: readonly Judged[]): string[] {
  const wrong = judged.filter((row) => !isRight(row))
  return grouped(wrong, ({ sentence, understood }) => `${sentence.intent} -> ${understood.intent}`)
    .sort((a, b) => b[1].length - a[1].length)
    .slice(0, 15)
    .map(([pair, rows]) => `  ${String(rows.length).padStart(3)} ${pair}`)
}

function worst(judged: readonly Judged[]): string[] {
  return judged
    .filter((row) => !isRight(row))
    .sort((a, b) => b.understood.confidence - a.understood.confidence)
    .slice(0, 20)
    .map(
      ({ sentence, understood }) =>
        `  ${understood.confidence.toFixed(2)} ${understood.intent} (${sentence.intent}): ${sentence.text.slice(0, 90)}`,
    )
}

function grouped(rows: readonly Judged[], keyOf: (row: Judged) => string): [string, Judged[]][] {
  const groups = new Map<string, Judged[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

function ratio(right: number, all: number): string {
  return `${(right / all).toFixed(2)} (${right}/${all})`
}
