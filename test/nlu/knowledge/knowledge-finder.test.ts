import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { loadKnowledge } from '../../../config/knowledge.js'
import { projectRoot } from '../../../config/project-root.js'
import { vectorLength } from '../../../nlu/encoder/encoder.js'
import { evaluateKnowledge, type KnowledgeFigures, writeKnowledgeFigures } from '../../../nlu/eval/knowledge.js'
import { type EncoderModel, encoderModelFolder, readEncoderModel } from '../../../nlu/heads/encoder/encoder-model.js'
import { articleRows } from '../../../nlu/knowledge/article-rows.js'
import { createKnowledgeFinder } from '../../../nlu/knowledge/create-knowledge-finder.js'
import { judgeArticles } from '../../../nlu/knowledge/judge-articles.js'
import {
  inputsOf,
  knowledgeFolder,
  packKnowledgeHead,
  readKnowledgeHead,
} from '../../../nlu/knowledge/knowledge-head.js'
import { wantsArticles } from '../../../nlu/knowledge/wants-articles.js'
import type { Decision, Intent } from '../../../nlu/understanding.js'

const knowledge = loadKnowledge()
const rows = articleRows(knowledge)
const nowhere = path.join(tmpdir(), 'no-such-folder')
const byWords = createKnowledgeFinder({ knowledge, encoderModel: null, folder: nowhere })
const first = (text: string, language: string) => byWords.find({ text, language })[0]?.id

describe('finding articles by words', () => {
  it('finds the article in Arabic, dialect and English', () => {
    expect(first('السلام عليكم، متى دوامكم لو سمحتوا؟', 'ar')).to.equal('opening_hours')
    expect(first('شلون اقدر اطلع رخصة محل', 'ar')).to.equal('shop_licence')
    expect(first('kaif atalle3 ro5sat ma7al', 'ar')).to.equal('shop_licence')
    expect(first('what are your opening hours please', 'en')).to.equal('opening_hours')
  })
  it('gives three articles, likeliest first, with room for none of them', () => {
    const found = byWords.find({ text: 'how much is the licence fee', language: 'en' })
    expect(found).to.have.length(3)
    expect(found.map(({ p }) => p)).to.deep.equal(found.map(({ p }) => p).sort((a, b) => b - a))
    expect(found.reduce((sum, { p }) => sum + p, 0)).to.be.at.most(1)
  })
  it('has nothing to say in other languages, and of a message without words', () => {
    expect(byWords.find({ text: 'शिकायत कैसे करें', language: 'hi' })).to.deep.equal([])
    expect(byWords.find({ text: '؟؟', language: 'ar' })).to.deep.equal([])
  })
  it('knows most of the project’s own test questions, and leaves the others alone', async () => {
    const figures = await evaluateKnowledge()
    const of = (group: string) => figures.find((one) => one.group === group) as KnowledgeFigures
    for (const group of ['ar', 'en']) {
      expect(of(group).top1, group).to.be.at.least(0.68)
      expect(of(group).top3, group).to.be.at.least(0.88)
      expect(of(group).right, group).to.be.at.least(0.82)
    }
    expect(of('none').answered).to.be.at.most(0.15)
    expect(writeKnowledgeFigures('by words', figures)).to.include('none')
  })
})

describe('finding articles by the encoder', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'knowledge-'))
  after(() => rmSync(folder, { recursive: true }))
  /** Heads whose mean is nothing, so that vectors stay as they are. */
  const encoderModel: EncoderModel = {
    meta: {
      format: 1,
      inputs: 'heads',
      sentences: 1,
      means: [''],
      intent: { labels: [] },
      service: { labels: [] },
      fusion: {},
    },
    means: new Map([['', new Float32Array(vectorLength)]]),
    intent: { labels: [], weights: new Float32Array(), bias: new Float32Array() },
    service: { labels: [], weights: new Float32Array(), bias: new Float32Array() },
  }
  const axis = (at: number): Float32Array => new Float32Array(vectorLength).fill(1, at, at + 1)
  /** A head that hears the article `labels[n]` in the axis n. */
  const write = (inputs: string): void => {
    const labels = [...new Set(rows.map(({ article }) => article ?? ''))]
    const weights = new Float32Array(labels.length * vectorLength)
    for (const at of labels.keys()) weights[at * vectorLength + at] = 200
    const packed = packKnowledgeHead({ labels, weights, bias: new Float32Array(labels.length) }, inputs)
    writeFileSync(path.join(folder, 'knowledge.json'), packed.json)
    writeFileSync(path.join(folder, 'knowledge.bin'), packed.bytes)
  }
  const place = knowledge.all.findIndex(({ id }) => id === 'pest_spraying')
  const find = (language: string, vectors = [axis(place)]) =>
    createKnowledgeFinder({ knowledge, encoderModel, folder }).find({ text: 'मच्छर', language, vectors })

  it('finds by the vector, in any language', () => {
    write(inputsOf(rows, 'heads'))
    const found = find('hi')
    expect(found[0]?.id).to.equal('pest_spraying')
    expect(judgeArticles(found)).to.equal('answer')
  })
  it('takes the mean of the readings', () => {
    write(inputsOf(rows, 'heads'))
    const two = find('hi', [axis(place), axis(place + 1)]).slice(0, 2)
    expect(two.map(({ id }) => id)).to.have.members(['pest_spraying', knowledge.all[place + 1]!.id])
    expect(judgeArticles(two)).to.equal('choose')
  })
  it('leaves a head out that was made from other questions or other means', () => {
    write(inputsOf(rows.slice(1), 'heads'))
    expect(find('hi')).to.deep.equal([])
    write(inputsOf(rows, 'other heads'))
    expect(find('hi')).to.deep.equal([])
  })
  it('leaves a head out that is torn or missing', () => {
    write(inputsOf(rows, 'heads'))
    writeFileSync(path.join(folder, 'knowledge.bin'), 'torn')
    expect(find('hi')).to.deep.equal([])
    rmSync(path.join(folder, 'knowledge.bin'))
    expect(find('hi')).to.deep.equal([])
  })
})

describe('the head that comes with the project', () => {
  it('belongs to the articles and to the heads of the encoder', () => {
    const model = readEncoderModel(encoderModelFolder(projectRoot))
    expect(model).not.to.equal(null)
    const head = readKnowledgeHead(knowledgeFolder(projectRoot), inputsOf(rows, model?.meta.inputs ?? ''))
    expect(head?.labels, 'npm run encoder:train').to.include.members(knowledge.all.map(({ id }) => id))
  })
})

describe('judging articles', () => {
  const guesses = (...ps: number[]) => ps.map((p, at) => ({ id: `article_${at}`, p }))
  it('answers at a clear margin', () => {
    expect(judgeArticles(guesses(0.7, 0.1, 0.05))).to.equal('answer')
  })
  it('offers three where the margin is small', () => {
    expect(judgeArticles(guesses(0.48, 0.45, 0.02))).to.equal('choose')
    expect(judgeArticles(guesses(0.2, 0.15, 0.1))).to.equal('choose')
  })
  it('does not know where none is likely, or there are none', () => {
    expect(judgeArticles(guesses(0.1, 0.05, 0.02))).to.equal('unknown')
    expect(judgeArticles([])).to.equal('unknown')
  })
})

describe('whether articles are wanted', () => {
  const judged = (intent: Intent, decision: Decision = 'act', phrase = false) => ({ intent, decision, phrase })
  it('for questions, what is taken for others, what was not understood, and where a question is awaited', () => {
    expect(wantsArticles(judged('inquiry'), {})).to.equal(true)
    expect(wantsArticles(judged('out_of_scope'), {})).to.equal(true)
    expect(wantsArticles(judged('open_report', 'menu'), {})).to.equal(true)
    expect(wantsArticles(judged('open_report'), { expecting: 'question' })).to.equal(true)
  })
  it('not for anything else', () => {
    expect(wantsArticles(judged('open_report'), {})).to.equal(false)
    expect(wantsArticles(judged('query_status', 'confirm'), { expecting: 'district' })).to.equal(false)
    expect(wantsArticles(judged('greeting', 'act', true), { expecting: 'question' })).to.equal(false)
  })
})
