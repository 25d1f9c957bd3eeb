import { expect } from 'chai'
import fc from 'fast-check'
import type { DialogEvent, DialogState, ReportView } from '../../dialogs/dialog-types.js'
import { type Intent, intents } from '../../nlu/understanding.js'
import { districts, engine, type Meaning, noon, understanding } from './conversation.js'

const sentences: readonly (readonly [string, Meaning])[] = [
  ['فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor }],
  ['موية في الشارع', { services: ['flooding', 'water_leak', 'sewage'] }],
  ['لا، الحي الشاطئ', { intent: 'deny', districts: districts.shati }],
  ['مو النور', { intent: 'deny', districts: districts.noor }],
  ['حي الروضة', { decision: 'menu', districts: { الروضة: ['dammam-rawdah', 'khobar-rawdah'] } }],
  ['في الخبر', { decision: 'menu', cities: { الخبر: 'khobar' } }],
  ['رجوع', { decision: 'menu' }],
  ['إلغاء', { intent: 'cancel', phrase: true }],
  ['نعم', { intent: 'affirm', phrase: true }],
  ['لا', { intent: 'deny', phrase: true }],
  ['وين وصل بلاغي', { intent: 'query_status' }],
  ['100000004', { decision: 'menu', number: '100000004' }],
  ['100000005', { decision: 'menu', number: '100000005', valid: false }],
  ['تخطي', { decision: 'menu' }],
  ['تعديل', { decision: 'menu' }],
  ['غير الحي', { decision: 'menu' }],
  ['STOP', { intent: 'cancel' }],
  ['نفس المكان', { intent: 'affirm' }],
  ['فيه حفرة بالرياض', { service: 'pothole' }],
  ['شارب نورة', { decision: 'menu' }],
  ['الغ بلاغي', { intent: 'cancel' }],
  ['رقم الطوارئ', { decision: 'menu' }],
  ['الحقونا حريق', { urgent: true }],
  ['26.4344, 50.1033', { decision: 'menu', coordinates: '26.4344, 50.1033' }],
  ['can we continue in English please', { intent: 'change_language' }],
]
const choices = [
  'menu:report',
  'menu:status',
  'menu:complaint',
  'report.confirm:yes',
  'report.confirm:edit',
  'report.confirm:cancel',
  'report.edit:photo',
  'report.edit:problem',
  'report.photo:none',
  'report.service:none',
  'report.service:sewage',
  'report.city:khobar',
  'cancel:yes',
  'report.place:same',
  'report.name:yes',
  'report.name:no',
  'outside:yes',
  'outside:no',
  'human:yes',
  'x:y',
  '',
]

const view: ReportView = {
  number: '100000004',
  service: 'pothole',
  state: 'open',
  city: 'dammam',
  district: null,
  openedAt: noon,
  dueAt: noon,
  authority: null,
}
const spoken = fc.oneof(
  fc.constantFrom(...sentences),
  fc.tuple(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.record({
      intent: fc.constantFrom<Intent>(...intents),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      decision: fc.constantFrom('act', 'confirm', 'menu'),
      urgent: fc.boolean(),
      language: fc.constantFrom('ar', 'en', 'ur'),
    }),
  ),
)
const event: fc.Arbitrary<DialogEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        spoken,
        fc.array(fc.record({ id: fc.uuid() }), { maxLength: 2 }),
        fc.boolean(),
        fc.option(fc.constantFrom(...choices), { nil: undefined }),
      )
      .map(
        ([[text, meaning], photos, odd, choice]): DialogEvent => ({
          type: 'message',
          text,
          understood: understanding(text, meaning),
          photos,
          truncated: odd,
          unusableFiles: odd ? 1 : 0,
          sticker: odd,
          ...(choice === undefined ? {} : { choice }),
        }),
      ),
  },
  fc.constant<DialogEvent>({ type: 'report_opened', report: view }),
  fc.constantFrom<DialogEvent>(
    { type: 'reports_found', reports: [], askedFor: null },
    { type: 'reports_found', reports: [view, view], askedFor: null },
    { type: 'reports_found', reports: [], askedFor: '100000004' },
  ),
)
const events = fc.array(event, { maxLength: 25 })

describe('any course of a conversation', () => {
  const dialogs = engine()
  /** Plays the events, an hour or two days apart; calls back after every step. */
  const play = (
    list: readonly DialogEvent[],
    check: (before: DialogState, event: DialogEvent, step: ReturnType<typeof dialogs.step>, now: number) => void,
  ) => {
    let state = dialogs.begin('ar')
    list.forEach((each, index) => {
      const now = noon + index * 40 * 3_600_000
      const step = dialogs.step(state, each, now)
      check(state, each, step, now)
      state = step.state
    })
  }

  it('never throws, says at most two things a turn, and has choices on the last only', () => {
    fc.assert(
      fc.property(events, (list) => {
        play(list, (_, __, { effects }) => {
          const replies = effects.filter(({ type }) => type === 'reply')
          expect(replies.length).to.be.at.most(2)
          for (const reply of replies.slice(0, -1)) expect(reply).not.to.have.property('choices')
          for (const reply of replies) {
            if (reply.type !== 'reply') continue
            expect(reply.text.trim()).not.to.equal('')
            expect(reply.text).not.to.match(/\{\{|undefined|\[object|report\.ask|null/)
            expect([...(reply.text.match(/[\u2066-\u2068]/g) ?? [])].length).to.equal(
              [...(reply.text.match(/\u2069/g) ?? [])].length,
            )
            const numbers = (reply.text.match(/(?<!\d)\d{9}(?!\d)/g) ?? []).filter((number) => number !== '100000004')
            expect(numbers).to.deep.equal([])
            for (const { label } of reply.choices ?? []) expect([...label].length).to.be.within(1, 20)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('answers every message or asks its caller for something', () => {
    fc.assert(
      fc.property(events, (list) => {
        play(list, (_, each, { effects }) => {
          if (each.type === 'message')
            expect(
              effects.some(({ type }) => type === 'reply' || type === 'find_reports' || type === 'open_report'),
            ).to.equal(true)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('keeps its memory as plain JSON, bounded, and does the same with the same', () => {
    fc.assert(
      fc.property(events, (list) => {
        play(list, (before, each, { state, effects }, now) => {
          expect(JSON.parse(JSON.stringify(state))).to.deep.equal(state)
          expect(JSON.stringify(state).length).to.be.below(12_000)
          const again = dialogs.step(JSON.parse(JSON.stringify(before)), each, now)
          expect(again.effects).to.deep.equal(effects)
        })
      }),
      { numRuns: 100 },
    )
  })

  it('never asks for a slot that is filled, unless the resident went back or edits', () => {
    const telling = fc.shuffledSubarray(
      [...sentences].filter(([text]) => !/رجوع|تعديل|غير|نفس/.test(text)),
      { minLength: 3 },
    )
    fc.assert(
      fc.property(telling, (list) => {
        const messages = list.map(
          ([text, meaning]): DialogEvent => ({
            type: 'message',
            text,
            understood: understanding(text, meaning),
            photos: [],
            truncated: false,
            unusableFiles: 0,
            sticker: false,
          }),
        )
        play(messages, (_, __, { state }) => {
          const { report, question } = state as unknown as {
            report: { draft: Record<string, unknown> } | null
            question: { name: string } | null
          }
          if (!report || !question) return
          const filled: Record<string, boolean> = {
            district: 'district' in report.draft || 'districtText' in report.draft,
            where: 'district' in report.draft || 'city' in report.draft,
            city: 'city' in report.draft,
            place: 'landmark' in report.draft || 'coordinates' in report.draft,
            category: 'service' in report.draft,
          }
          expect(filled[question.name] ?? false, question.name).to.equal(false)
        })
      }),
      { numRuns: 300 },
    )
  })
})
