import { expect } from 'chai'
import type { UnderstoodRecord } from '../../../models/understood.js'
import { findUnderstood, findUnsure } from '../../../nlu/learn/find-understood.js'
import { reviewOf } from '../../../nlu/learn/review.js'
import { openTestStore, type TestStore } from '../../support/test-store.js'

const record = (id: string, text: string, more: Partial<UnderstoodRecord> = {}): UnderstoodRecord => ({
  _id: id,
  conversationId: 'twitter:1',
  at: new Date(Date.UTC(2026, 2, 1)),
  text,
  language: 'en',
  intent: 'open_report',
  confidence: 0.5,
  decision: 'confirm',
  service: null,
  serviceConfidence: 0,
  intents: { open_report: 0.5 },
  services: {},
  encoder: true,
  outcome: 'acted',
  ...more,
})

describe('review of what was understood', () => {
  it('puts the corrected first, then the denied, the given up and the unsure, the least certain first', () => {
    const items = reviewOf(
      [
        record('sure', 'a sure one', { confidence: 0.95, decision: 'act' }),
        record('unsure', 'quite unsure words'),
        record('service', 'service is doubtful here', { confidence: 0.9, service: 'trees', serviceConfidence: 0.3 }),
        record('lost', 'what nobody got', { outcome: 'given_up' }),
        record('denied', 'the wrong guess', { outcome: 'denied' }),
        record('late', 'surely wrong words', { outcome: 'corrected', confidence: 0.9, label: { service: 'sewage' } }),
        record('early', 'chosen from menu', { outcome: 'chosen', label: { intent: 'inquiry' } }),
      ],
      10,
    )
    expect(items.map(({ id }) => id)).to.deep.equal(['early', 'late', 'denied', 'lost', 'service', 'unsure'])
    expect(items.map(({ label }) => label).slice(0, 3)).to.deep.equal([
      { intent: 'inquiry', service: null },
      { intent: 'open_report', service: 'sewage' },
      null,
    ])
  })

  it('folds near duplicates into one and counts them, but not those that mean different things', () => {
    const items = reviewOf(
      [
        record('a', 'الإنارة طافية في شارعنا من امس', { language: 'ar' }),
        record('b', 'الانارة طافيه في شارعنا من أمس!', { language: 'ar', confidence: 0.55 }),
        record('c', 'الانارة طافيه في شارعنا من أمس', {
          language: 'ar',
          outcome: 'corrected',
          label: { service: 'park' },
        }),
      ],
      10,
    )
    expect(items.map(({ id, times }) => `${id} ${times}`)).to.deep.equal(['c 1', 'a 2'])
  })

  it('leaves out what was learned already, what is only masks, and what comes after the limit', () => {
    const records = [
      record('a', 'first of these'),
      record('like a', 'First of these!'),
      record('b', '[phone] [name]'),
      record('c', 'another thing'),
    ]
    expect(reviewOf(records, 10, (id) => id === 'a').map(({ id }) => id)).to.deep.equal(['c'])
    expect(reviewOf(records, 1).map(({ times }) => times)).to.deep.equal([2])
  })

  describe('from the store', () => {
    let store: TestStore
    before(async () => {
      store = await openTestStore()
    })
    after(() => store.close())

    it('finds the unsure and the corrected, of one language where it is named', async () => {
      await store.models.understood.insertMany([
        record('sure', 'x', { confidence: 0.9, decision: 'act' }),
        record('answer', 'x', { outcome: 'answer' }),
        record('unsure', 'x'),
        record('service', 'x', { decision: 'act', confidence: 0.9, service: 'trees', serviceConfidence: 0.5 }),
        record('corrected', 'x', { outcome: 'corrected', decision: 'act', confidence: 0.9, language: 'ar' }),
      ])
      const ids = async (language?: string) => (await findUnsure(store.models, language)).map(({ _id }) => _id).sort()
      expect(await ids()).to.deep.equal(['corrected', 'service', 'unsure'])
      expect(await ids('ar')).to.deep.equal(['corrected'])
      expect((await findUnderstood(store.models, 'sure'))?.confidence).to.equal(0.9)
      expect(await findUnderstood(store.models, 'none')).to.equal(null)
    })
  })
})
