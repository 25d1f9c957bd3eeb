import { localized } from '../config/localized.js'
import type { DialogResult, ReportView, ResidentMessage } from './dialog-types.js'
import { isolate } from './isolate.js'
import type { Waiting } from './memory.js'
import { askMenu, returnToReport } from './menu.js'
import type { Turn } from './turn.js'
import { isSkip, isUnknown } from './words/skip.js'
import { asksForAll } from './words/wish.js'

const mostNumbers = 3

/** Asks for the reports a message names, or for the resident's own. */
export function askStatus(turn: Turn, message: ResidentMessage | null): void {
  const numbers = message?.understood.entities.filter((entity) => entity.type === 'report_number') ?? []
  const valid = [...new Set(numbers.filter((entity) => entity.valid).map((entity) => entity.value))].slice(
    0,
    mostNumbers,
  )
  const invalid = numbers.some((entity) => !entity.valid)
  if (valid.length === 0 && invalid) {
    turn.say('status.invalid')
    afterStatus(turn, true, true)
    return
  }
  turn.carry()
  turn.memory.waiting = {
    purpose: 'status',
    left: Math.max(1, valid.length),
    found: [],
    missing: false,
    invalid,
    all: message !== null && valid.length === 0 && asksForAll(message.text),
    service: message?.understood.service ?? null,
  }
  for (const number of valid.length > 0 ? valid : [null]) turn.effect({ type: 'find_reports', number })
}

/** Takes an answer to «what is the number» that holds no number of a report: figures of another length, or that it is not known. Returns whether it was one. */
export function answerNumber(turn: Turn, message: ResidentMessage): boolean {
  const { text, understood } = message
  if (understood.entities.some(({ type }) => type === 'report_number')) return false
  if (isUnknown(text) || isSkip(text, true)) {
    askStatus(turn, null)
    if (turn.memory.waiting !== null) turn.memory.waiting.all = true
    return true
  }
  if (!/^[^\p{L}]*\p{Nd}[^\p{L}]*$/u.test(text)) return false
  turn.say('status.invalid')
  turn.ask('number', 'status.ask_number_again')
  return true
}

/** Takes what was found; tells it as soon as the last answer is there. */
export function statusFound(
  turn: Turn,
  waiting: Waiting,
  result: Extract<DialogResult, { type: 'reports_found' }>,
): void {
  waiting.left--
  if (result.askedFor !== null && result.reports.length === 0) waiting.missing = true
  const views = result.askedFor === null ? result.reports : result.reports.slice(0, 1)
  waiting.found.push(...views.map((view) => ({ ...view })))
  if (waiting.left > 0) {
    turn.carry()
    return
  }
  turn.memory.waiting = null
  const { found, missing, invalid, all } = waiting
  if (result.askedFor === null) tellOwn(turn, found, all, waiting.service)
  else for (const view of found) sayStatus(turn, view)
  if (missing) turn.say('status.not_found')
  if (invalid) turn.say('status.invalid')
  const none = result.askedFor === null && found.length === 0
  if (none) turn.say('status.none')
  // who does not know the number is not asked for it again
  if (none && all && turn.memory.report === null) askMenu(turn, 'welcome.question')
  else afterStatus(turn, none)
}

function tellOwn(turn: Turn, found: readonly ReportView[], all: boolean, service: string | null): void {
  if (all) {
    for (const view of found) sayStatus(turn, view)
    return
  }
  const [latest] = found
  if (latest === undefined) return
  sayStatus(turn, found.find((view) => view.service === service) ?? latest)
  const count = found.length - 1
  if (count > 0)
    turn.say('status.others', (language) => ({ reports: turn.parts.speech.text(language, 'count.report', { count }) }))
}

/** Says number, service, state and date of a report. */
export function sayStatus(turn: Turn, view: ReportView): void {
  const { services, speech, formatDate } = turn.parts
  const service = services.get(view.service)
  const department = services.department(service.department)
  const authority = view.authority === null ? null : services.authority(view.authority)
  turn.say('status.report', (language) => ({
    number: isolate(view.number),
    service: localized(service.name, language),
  }))
  turn.say('status.state', (language) => ({
    state: speech.text(language, `status.states.${view.state}`, {
      department: department ? localized(department, language) : speech.text(language, 'status.the_department'),
      authority: authority ? localized(authority, language) : speech.text(language, 'status.the_authority'),
    }),
  }))
  if (running.has(view.state)) turn.say('status.due', (language) => ({ date: formatDate(view.dueAt, language) }))
}

const running: ReadonlySet<ReportView['state']> = new Set([
  'open',
  'acknowledged',
  'assigned',
  'in_progress',
  'forwarded',
  'reopened',
])

function afterStatus(turn: Turn, askNumber: boolean, again = false): void {
  turn.memory.misses = 0
  if (!returnToReport(turn) && askNumber) turn.ask('number', again ? 'status.ask_number_again' : 'status.ask_number')
}
