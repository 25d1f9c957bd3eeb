import type {
  DialogEffect,
  DialogEngine,
  DialogEvent,
  DialogState,
  DialogStep,
  ResidentMessage,
} from '../../dialogs/dialog-types.js'
import type { Understander, Understanding } from '../../nlu/understanding.js'

const countOf = (state: DialogState): number => (typeof state.count === 'number' ? state.count : 0)
const reply = (text: string): DialogEffect => ({ type: 'reply', text })

/**
 * A dialog that shows what became of each message: it answers `<n>: <text>`, n counting the conversation's messages. Some first words do more:
 * `report` opens one, `status` asks for one, `twice` answers in two messages, `ask` offers choices, `stop` opts out, `human` asks for a person,
 * `quiet` answers nothing, `fail` throws, `circle` asks without end.
 */
export const countingEngine: DialogEngine = {
  begin: (language) => ({ version: 1, language, count: 0 }),
  expecting: (state) => (countOf(state) > 0 ? 'next' : null),
  step(state, event) {
    return event.type === 'message' ? takeMessage(state, event) : { state, effects: tell(state, event) }
  },
  isOptOut: (text: string) => text === 'STOP',
  faultReply: (language: string) => `fault ${language}`,
  publicReply: (language, _urgent, _variant, link) => `${language} ${link}`,
}

function takeMessage(
  before: DialogState,
  { text, choice, photos, unusableFiles, sticker }: ResidentMessage,
): DialogStep {
  const count = countOf(before) + 1
  const state = { ...before, count, circling: text.startsWith('circle') }
  const [word, argument] = text.split(' ')
  const words = [text, ...(choice ? [`[${choice}]`] : []), ...(sticker ? ['[sticker]'] : [])].join(' ')
  const files = photos.length + unusableFiles > 0 ? ` (${photos.length} photos, ${unusableFiles} unusable)` : ''
  const answer = reply(`${count}: ${words}${files}`)
  const draft = { service: 'lighting', description: text, photos: photos.map(({ id }) => id), urgent: false }
  const effects: Readonly<Record<string, readonly DialogEffect[]>> = {
    report: [{ type: 'open_report', ordinal: 0, draft }],
    status: [{ type: 'find_reports', number: argument ?? null }],
    circle: [{ type: 'find_reports', number: null }],
    twice: [answer, reply(`${count}: again`)],
    ask: [{ type: 'reply', text: `${count}: ask`, choices: [{ id: 'yes', label: 'Yes' }] }],
    stop: [answer, { type: 'opt_out' }],
    human: [answer, { type: 'wish_human', reason: 'asked' }],
    note: [{ type: 'note', name: 'noted' }, answer],
    quiet: [],
  }
  if (word === 'fail') throw new Error('this turn fails every time')
  return { state, effects: effects[word ?? ''] ?? [answer] }
}

function tell(state: DialogState, event: Exclude<DialogEvent, ResidentMessage>): DialogEffect[] {
  if (state.circling === true) return [{ type: 'find_reports', number: null }]
  if (event.type === 'report_opened') return [reply(`${countOf(state)}: opened ${event.report.number}`)]
  return [reply(`${countOf(state)}: found ${event.reports.map(({ number }) => number).join(' ') || 'nothing'}`)]
}

/** What is understood of anything unless told otherwise. */
export const buildUnderstanding = (more: Partial<Understanding> = {}): Understanding => ({
  language: 'en',
  languageSure: true,
  intent: 'greeting',
  confidence: 0.9,
  decision: 'act',
  intents: [{ id: 'greeting', p: 0.9 }],
  service: null,
  serviceConfidence: 0,
  services: [],
  urgent: false,
  entities: [],
  phrase: false,
  encoder: false,
  us: 10,
  ...more,
})

/** Understands everything as a greeting. */
export const plainUnderstander: Understander = { understand: async () => buildUnderstanding() }
