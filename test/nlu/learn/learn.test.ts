import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { learn, type School, unlearn } from '../../../nlu/learn/learn.js'
import { addBatch, learnedBatches, learnedFrom, removeBatch } from '../../../nlu/learn/learned-files.js'
import { type Lesson, readLessons } from '../../../nlu/learn/lesson.js'
import { lossesOf, type Scores } from '../../../nlu/learn/scores.js'
import { siftLessons } from '../../../nlu/learn/sift-lessons.js'
import type { Stoppable } from '../../../nlu/learn/undo-when-stopped.js'
import { readUtterances } from '../../../nlu/train/read-utterances.js'

const services = new Set(['pothole', 'street_light'])
const lesson = (id: string, text: string, more: Partial<Lesson> = {}): Lesson => ({
  id,
  language: 'en',
  text,
  intent: 'open_report',
  service: 'pothole',
  ...more,
})
const date = '2026-03-01'
const scores = (intent: number, service = 80): Scores => {
  const score = { sentences: 100, intent, withService: 90, service }
  return { en: score, all: score }
}

/** A school that tells the given scores, and what was asked of it. */
class ToldSchool implements School {
  readonly done: string[] = []
  readonly #root: string
  readonly #after: Scores | Error
  constructor(root: string, after: Scores | Error) {
    this.#root = root
    this.#after = after
  }
  async examine(): Promise<Scores> {
    this.done.push('examine')
    return scores(90)
  }
  async train() {
    this.done.push(`train on ${readUtterances(this.#root, services).length}`)
    const after = this.#after
    if (after instanceof Error) throw after
    return { scores: after, keep: () => void this.done.push('keep'), drop: () => void this.done.push('drop') }
  }
}

/** Takes signals in the process's place, and keeps how it was ended. */
class StoppedProcess extends EventEmitter implements Stoppable {
  readonly exits: number[] = []
  exit(code: number): void {
    this.exits.push(code)
  }
}

/** A school in whose training a signal comes. */
class StoppedSchool extends ToldSchool {
  readonly #stop: () => void
  constructor(root: string, stop: () => void) {
    super(root, scores(90))
    this.#stop = stop
  }
  override async train(): Promise<never> {
    this.#stop()
    throw new Error('the process has ended')
  }
}

describe('learning from labelled messages', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'tawasul-learn-'))
    mkdirSync(path.join(root, 'nlu', 'utterances'), { recursive: true })
    writeFileSync(path.join(root, 'nlu', 'utterances', 'en.txt'), '# greeting\nhello\n')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))
  const file = (language: string) => path.join(root, 'nlu', 'utterances', 'learned', `${language}.txt`)
  const texts = () => readUtterances(root, services).map(({ text }) => text)

  it('writes a batch where the training reads it, by language, without ids or masks, and takes it out again', () => {
    const first = { id: 'one', date, lessons: [lesson('messenger:m_secret', 'a hole near [place] call [phone]')] }
    const second = {
      id: 'two',
      date,
      lessons: [
        lesson('b', '# the lamp\nis dark', { service: null, intent: 'inquiry' }),
        lesson('c', 'حفرة', { language: 'ar' }),
      ],
    }
    addBatch(root, first)
    addBatch(root, second)
    expect(readUtterances(root, services)).to.deep.equal([
      { language: 'en', text: 'hello', intent: 'greeting', service: null },
      { language: 'ar', text: 'حفرة', intent: 'open_report', service: 'pothole' },
      { language: 'en', text: 'a hole near call', intent: 'open_report', service: 'pothole' },
      { language: 'en', text: 'the lamp is dark', intent: 'inquiry', service: null },
    ])
    expect(readFileSync(file('en'), 'utf8')).not.to.include('m_secret')
    expect(learnedBatches(root)).to.deep.equal(['one', 'two'])
    expect(['messenger:m_secret', 'b', 'x'].map(learnedFrom(root))).to.deep.equal([true, true, false])
    expect(removeBatch(root, 'two')).to.equal(2)
    expect(existsSync(file('ar'))).to.equal(false)
    expect(texts()).to.deep.equal(['hello', 'a hole near call'])
    expect(removeBatch(root, 'two')).to.equal(0)
  })

  it('masks once more what a labelled file brings', () => {
    addBatch(root, { id: 'x', date, lessons: [lesson('a', 'hole, call 0551234567, my name is Sara Ali')] })
    expect(readFileSync(file('en'), 'utf8')).not.to.match(/0551234567|Sara/)
  })

  for (const [name, after, anyway, isKept] of [
    ['better', scores(92), false, true],
    ['as good', scores(90), false, true],
    ['a sentence worse', scores(89), false, true],
    ['worse by intent', scores(85), false, false],
    ['worse by service', scores(95, 70), false, false],
    ['worse, but wanted', scores(85), true, true],
  ] as const)
    it(`${isKept ? 'keeps' : 'takes back'} a batch that makes it ${name}`, async () => {
      const school = new ToldSchool(root, after)
      const said: string[] = []
      const kept = await learn(root, { id: 'x', date, lessons: [lesson('a', 'a hole')] }, school, {
        anyway,
        say: (line) => said.push(line),
      })
      expect(kept).to.equal(isKept)
      expect(school.done).to.deep.equal(['examine', 'train on 2', isKept ? 'keep' : 'drop'])
      expect(texts()).to.deep.equal(isKept ? ['hello', 'a hole'] : ['hello'])
      expect(said.join('\n')).to.include('0.900 -> ')
    })

  it('leaves everything as it was where the training fails', async () => {
    const school = new ToldSchool(root, new Error('no memory'))
    const outcome = await learn(root, { id: 'x', date, lessons: [lesson('a', 'a hole')] }, school, {
      anyway: true,
      say: () => undefined,
    }).catch((error: Error) => error.message)
    expect(outcome).to.equal('no memory')
    expect(texts()).to.deep.equal(['hello'])
  })

  it('takes a batch back and trains without it', async () => {
    addBatch(root, { id: 'x', date, lessons: [lesson('a', 'a hole'), lesson('b', 'two holes')] })
    const school = new ToldSchool(root, scores(90))
    expect(await unlearn(root, 'x', school, () => undefined)).to.equal(2)
    expect(school.done).to.deep.equal(['examine', 'train on 1', 'keep'])
    expect(await unlearn(root, 'x', school, () => undefined)).to.equal(0)
  })

  it('leaves a batch where it was when training without it fails', async () => {
    addBatch(root, { id: 'w', date, lessons: [lesson('c', 'the lamp')] })
    addBatch(root, { id: 'x', date, lessons: [lesson('a', 'a hole'), lesson('b', 'حفرة', { language: 'ar' })] })
    const before = [readFileSync(file('en'), 'utf8'), readFileSync(file('ar'), 'utf8')]
    const outcome = await unlearn(root, 'x', new ToldSchool(root, new Error('no memory')), () => undefined).catch(
      (error: Error) => error.message,
    )
    expect(outcome).to.equal('no memory')
    expect([readFileSync(file('en'), 'utf8'), readFileSync(file('ar'), 'utf8')]).to.deep.equal(before)
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    it(`leaves everything as it was at ${signal} before the end, and does nothing at one after it`, async () => {
      const stoppable = new StoppedProcess()
      const seen: string[][] = []
      const stopping = new StoppedSchool(root, () => {
        stoppable.emit(signal)
        seen.push(texts())
      })
      const more = { anyway: true, say: () => undefined, stoppable }
      const batch = { id: 'x', date, lessons: [lesson('a', 'a hole')] }
      await learn(root, batch, stopping, more).catch(() => null)
      expect(await learn(root, batch, new ToldSchool(root, scores(90)), more)).to.equal(true)
      await unlearn(root, 'x', stopping, more.say, stoppable).catch(() => null)
      expect(seen).to.deep.equal([['hello'], ['hello', 'a hole']])
      expect(stoppable.exits).to.deep.equal([code, code])
      stoppable.emit('SIGINT')
      stoppable.emit('SIGTERM')
      expect(stoppable.exits).to.have.length(2)
      expect(texts()).to.deep.equal(['hello', 'a hole'])
    })

  it('takes neither test sentences nor what it knows, nor services that there are none of', () => {
    const { taken, leftOut } = siftLessons(
      [
        lesson('new', 'a deep hole'),
        lesson('again', 'A deep hole!'),
        lesson('known', 'Hello', { intent: 'greeting', service: null }),
        lesson('other meaning', 'hello', { intent: 'inquiry', service: null }),
        lesson('test', 'The hole, in the road'),
        lesson('service', 'x', { service: 'nonsense' }),
        lesson('empty', '[phone]'),
      ],
      readUtterances(root, services),
      [{ text: 'the hole in the road' }],
      services,
    )
    expect(taken.map(({ id }) => id)).to.deep.equal(['new', 'other meaning'])
    expect(leftOut.map(({ id, why }) => `${id}: ${why}`)).to.deep.equal([
      'again: known already',
      'known: known already',
      'test: a test sentence',
      'service: unknown service',
      'empty: no words left',
    ])
  })

  it('reads a review file, passes over what has no label, and tells the line that is wrong', () => {
    const line = {
      id: 'a',
      language: 'en',
      text: 'a hole',
      times: 3,
      label: { intent: 'open_report', service: 'pothole' },
    }
    const content = `${JSON.stringify(line)}\n\n${JSON.stringify({ ...line, label: null })}\n`
    expect(readLessons(content)).to.deep.equal([lesson('a', 'a hole')])
    for (const wrong of [
      'no json',
      JSON.stringify({ ...line, label: { intent: 'nonsense' } }),
      JSON.stringify({ ...line, language: '../../x' }),
    ])
      expect(() => readLessons(`${content}${wrong}`)).to.throw(SyntaxError, 'line 4')
  })

  it('calls a loss what is more than chance, in any language', () => {
    const some = { sentences: 40, intent: 38, withService: 30, service: 25 }
    const all = { sentences: 2000, intent: 1800, withService: 1500, service: 1300 }
    expect(lossesOf({ ur: some, all }, { ur: { ...some, intent: 36 }, all: { ...all, intent: 1796 } })).to.deep.equal(
      [],
    )
    expect(lossesOf({ ur: some, all }, { ur: { ...some, intent: 35 }, all: { ...all, service: 1296 } })).to.deep.equal([
      'ur: 3 fewer right by intent',
      'all: 4 fewer right by service',
    ])
    expect(lossesOf({ all }, {})).to.have.length(1)
  })
})
