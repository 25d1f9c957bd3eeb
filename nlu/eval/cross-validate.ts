import { projectRoot } from '../../config/project-root.js'
import { probabilitiesOf } from '../heads/ngrams/ngram-head.js'
import { calibrationError, fitTemperature } from '../train/calibrate.js'
import { scoreFloat } from '../train/score-float.js'
import { trainHeads } from '../train/train-heads.js'
import { readTrainingData } from '../train/training-data.js'

const data = readTrainingData(projectRoot)
const folds = 4
const only = process.argv[2]
const started = Date.now()
const tally = new Map<string, { n: number; ok: number; top3: number }>()
const perClass = new Map<string, { n: number; ok: number }>()
const held: { scores: Float64Array; label: number }[] = []
const heldService: { scores: Float64Array; label: number }[] = []
for (let fold = 0; fold < (only === 'quick' ? 1 : folds); fold++) {
  const train = data.rows.filter((r, i) => i % folds !== fold && (process.env['ONLY'] === undefined || r.language === process.env['ONLY']))
  const test = data.rows.filter((r, i) => i % folds === fold && (process.env['ONLY'] === undefined || r.language === process.env['ONLY']))
  const heads = trainHeads(data, train)
  for (const row of test) {
    const si = scoreFloat(heads.intent, row.features)
    const sp = probabilitiesOf(scoreFloat(heads.service, row.features).map((x) => x / 0.7))
    const k = Number(process.env['K'] ?? 0) * Math.max(0, Math.max(...sp) - 0.2)
    for (const n of ['open_report', 'complaint_ignored']) { const i = data.intents.indexOf(n as never); si[i] = (si[i] ?? 0) + k }
    const label = data.intents.indexOf(row.intent)
    held.push({ scores: si, label })
    add(`intent ${row.language}`, si, label)
    const pc = perClass.get(row.intent) ?? { n: 0, ok: 0 }
    pc.n++
    if (rank(si, label) === 0) pc.ok++
    perClass.set(row.intent, pc)
    if (row.service !== null) {
      const ss = scoreFloat(heads.service, row.features)
      const sl = data.services.indexOf(row.service)
      heldService.push({ scores: ss, label: sl })
      add(`service ${row.language}`, ss, sl)
    }
  }
}
function rank(scores: Float64Array, label: number): number {
  const own = scores[label] ?? 0
  return scores.filter((s) => s > own).length
}
function add(key: string, scores: Float64Array, label: number): void {
  const t = tally.get(key) ?? { n: 0, ok: 0, top3: 0 }
  t.n++
  const r = rank(scores, label)
  if (r === 0) t.ok++
  if (r < 3) t.top3++
  tally.set(key, t)
}
for (const [name, rows] of [['intent', held], ['service', heldService]] as const) {
  const t = fitTemperature(rows)
  const ece = (tt: number): number => calibrationError(rows.map(({ scores, label }) => {
    const p = probabilitiesOf(scores.map((s) => s / tt))
    return { p: Math.max(...p), right: rank(scores, label) === 0 }
  }))
  process.stdout.write(`${name} T ${t.toFixed(2)} ECE ${ece(1).toFixed(3)} -> ${ece(t).toFixed(3)}\n`)
}
for (const [k, t] of [...tally].sort()) process.stdout.write(`${k} n=${t.n} top1 ${(t.ok / t.n).toFixed(3)} top3 ${(t.top3 / t.n).toFixed(3)}\n`)
process.stdout.write([...perClass].map(([k, t]) => `${k} ${(t.ok / t.n).toFixed(2)}/${t.n}`).join('  ') + '\n')
process.stdout.write(`macro ${([...perClass.values()].reduce((a, t) => a + t.ok / t.n, 0) / perClass.size).toFixed(3)}\n`)
process.stdout.write(`${Date.now() - started} ms\n`)
