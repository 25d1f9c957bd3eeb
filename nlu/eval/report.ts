import { intents } from '../understanding.js'
import { type Figures, isRight } from './figures.js'
import type { Judged } from './judge.js'

/** The figures as text: by language, kind of language, class and entity; confusions and the twenty worst. */
export function writeReport(
  judged: readonly Judged[],
  figures: Readonly<Record<string, Figures>>,
  cost: { readonly us: number; readonly modelBytes: number },
  failures: readonly string[],
): string {
  const lines: string[] = []
  for (const [language, found] of Object.entries(figures)) lines.push(...byLanguage(language, found))
  lines.push('', 'intent by kind of language', ...bySlice(judged))
  lines.push('', 'intent by class', ...byIntent(judged))
  lines.push('', 'service by class (below 0.7)', ...byService(judged))
  lines.push('', 'entities', ...byEntity(judged))
  lines.push('', 'confusions', ...confusions(judged))
  lines.push('', 'twenty worst', ...worst(judged))
  lines.push('', `${cost.us.toFixed(0)} us a message, model ${(cost.modelBytes / 1e6).toFixed(2)} MB`)
  lines.push(...(failures.length === 0 ? ['floors: all kept'] : failures.map((failure) => `BELOW FLOOR ${failure}`)))
  return `${lines.join('\n')}\n`
}

function byLanguage(language: string, found: Figures): string[] {
  return [
    '',
    `${language}  ${found.sentences} sentences`,
    ...Object.entries(found)
      .filter(([name]) => name !== 'sentences')
      .map(([name, value]) => `  ${name.padEnd(26)}${value === null ? '-' : Number(value).toFixed(3)}`),
  ]
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
