import { localized } from '../../config/localized.js'
import { choiceValue } from '../choices.js'
import { isBareWishToReport, readEdit } from '../control-words.js'
import type { ReportView, ResidentMessage } from '../dialog-types.js'
import { isolate } from '../isolate.js'
import { type Draft, newReport, type ReportProgress, type SlotQuestion, slotQuestions } from '../memory.js'
import type { Turn } from '../turn.js'
import { type Answer, readAnswer, readProblem } from './answer.js'
import { askNext, askSlot, tellEmergency } from './ask.js'
import { sayCorrections } from './corrections.js'
import { describe, newlyFilled, toReportDraft } from './draft.js'
import { askEdit, editPart } from './edit.js'
import { fillSlots } from './fill-slots.js'
import { hear } from './heard.js'
import { nextQuestion } from './next-question.js'

const longestHistory = 8
const guessFloor = 0.35

/** Begins a report with whatever the message says of it. */
export function beginReport(turn: Turn, message: ResidentMessage): void {
  const { services, places } = turn.parts
  const report = newReport()
  turn.memory.report = report
  turn.effect({ type: 'note', name: 'report.begun' })
  const heard = hear(message)
  const filled = fillSlots(report, heard, null, services, places)
  tellEmergency(turn, report)
  if (filled.photo) turn.say('report.photo_received')
  const { understood } = message
  const guessable = (understood.services[0]?.p ?? 0) >= guessFloor || heard.words > 6
  const bare = !filled.service && !report.draft.urgent && (isBareWishToReport(message.text) || !guessable)
  if (!bare && readProblem(report, null, heard, filled, services) === 'vague') report.doubts = 0
  if (report.draft.service === undefined && report.guesses.length === 0 && message.truncated) {
    askSlot(turn, report, 'category', 'report.ask.category_short')
    return
  }
  if (message.truncated) turn.say('notice.truncated')
  sayProblem(turn, report)
  askNext(turn, report)
}

/** Begins a report that holds these words only. */
export function beginReportOf(turn: Turn, service: string, words: string): void {
  const report = newReport()
  report.draft.service = service
  describe(report.draft, words)
  turn.memory.report = report
  askNext(turn, report)
}

/** Goes on with a report by a message that is none of the choices offered. */
export function continueReport(turn: Turn, report: ReportProgress, message: ResidentMessage): void {
  const { services, places } = turn.parts
  const { asking, draft } = report
  const before = { ...draft, photos: [...draft.photos] }
  const heard = hear(message)
  const filled = fillSlots(report, heard, asking, services, places)
  tellEmergency(turn, report)
  if (message.truncated) turn.say('notice.truncated')
  sayCorrections(turn, before, draft)
  if (filled.photo) turn.say('report.photo_received')
  const part =
    filled.place || filled.landmark || filled.service
      ? null
      : readEdit(message.text, turn.memory.question?.name !== 'edit')
  if (part !== null && asking !== 'category' && asking !== 'service') {
    editPart(turn, report, part)
    return
  }
  const changed = filled.place || filled.pin || filled.landmark || filled.service || filled.photo
  if (turn.memory.question?.name === 'edit') {
    if (changed) advance(turn, report, before, null)
    else unclear(turn, report)
    return
  }
  respond(turn, report, before, readAnswer(report, asking, heard, filled, services), changed)
}

function respond(turn: Turn, report: ReportProgress, before: Draft, answer: Answer, changed: boolean): void {
  const { asking } = report
  switch (answer) {
    case 'answered':
      if (before.service === undefined) sayProblem(turn, report)
      advance(turn, report, before, asking)
      return
    case 'added':
      if (!changed) turn.say('report.added')
      if (asking === 'photo' || asking === 'confirm') advance(turn, report, before, asking)
      else askAgain(turn, report)
      return
    case 'vague':
      turn.memory.misses = 0
      if (asking === 'service') {
        noneOfGuesses(turn, report)
        return
      }
      askSlot(turn, report, asking, asking === 'category' ? 'report.ask.category_again' : undefined)
      return
    case 'affirmed':
      if (asking === 'confirm') openReport(turn, report)
      else askSlot(turn, report, asking, 'report.ask.photo_now')
      return
    case 'denied':
      askEdit(turn)
      return
    case 'unclear':
      if (changed) askAgain(turn, report)
      else unclear(turn, report)
  }
}

/** Goes on to the next question; what the answered one filled is remembered for going back. */
function advance(turn: Turn, report: ReportProgress, before: Draft, answered: SlotQuestion | null): void {
  turn.memory.misses = 0
  if (answered !== null && answered !== 'confirm') {
    report.history = [...report.history, { question: answered, filled: newlyFilled(before, report.draft) }].slice(
      -longestHistory,
    )
  }
  askNext(turn, report)
}

/** Asks the question again that waits, or the next one where it has been answered by the way. */
function askAgain(turn: Turn, report: ReportProgress): void {
  const next = nextQuestion(report, turn.parts.services)
  askSlot(turn, report, slotQuestions.indexOf(next) > slotQuestions.indexOf(report.asking) ? next : report.asking)
}

function unclear(turn: Turn, report: ReportProgress): void {
  turn.memory.misses++
  if (turn.memory.misses >= 2) {
    turn.memory.misses = 0
    turn.ask('human', 'not_understood.second', ['human:lost', 'report:continue'])
    return
  }
  turn.say('not_understood.answer')
  if (turn.memory.question?.name === 'edit') askEdit(turn)
  else askSlot(turn, report, report.asking)
}

/** Takes a tapped choice of the report's questions. */
export function chooseInReport(turn: Turn, report: ReportProgress, id: string): void {
  const before = { ...report.draft, photos: [...report.draft.photos] }
  const value = choiceValue(id)
  if (id === 'report.confirm:yes') openReport(turn, report)
  else if (id === 'report.confirm:edit') askEdit(turn)
  else if (id === 'report.edit:cancel' || id === 'report:continue') resumeReport(turn, report)
  else if (id.startsWith('report.edit:')) editPart(turn, report, value)
  else if (id === 'report.photo:none') {
    report.draft.photoDeclined = true
    advance(turn, report, before, 'photo')
  } else if (id === 'report.service:none') noneOfGuesses(turn, report)
  else if (id.startsWith('report.service:')) {
    report.draft.service = value
    advance(turn, report, before, 'service')
  } else if (id.startsWith('report.city:')) {
    report.draft.city = value
    const district = report.districtOptions.find((option) => turn.parts.places.cityOf(option) === value)
    if (district !== undefined) {
      report.draft.district = district
      delete report.draft.districtText
    }
    advance(turn, report, before, 'city')
  } else resumeReport(turn, report)
}

function noneOfGuesses(turn: Turn, report: ReportProgress): void {
  report.guesses = []
  askSlot(turn, report, 'category', 'report.ask.category_again')
}

/** Comes back to the question that waited during something else. */
export function resumeReport(turn: Turn, report: ReportProgress): void {
  askSlot(turn, report, report.asking)
}

function sayProblem(turn: Turn, report: ReportProgress): void {
  const { services } = turn.parts
  if (report.draft.service === undefined || report.draft.urgent || nextQuestion(report, services) === 'confirm') return
  const service = services.get(report.draft.service)
  turn.say('report.problem', (language) => ({ service: localized(service.name, language) }))
}

function openReport(turn: Turn, report: ReportProgress): void {
  turn.effect({ type: 'note', name: 'report.confirmed' })
  turn.effect({ type: 'open_report', ordinal: 0, draft: toReportDraft(report.draft) })
  turn.memory.waiting = {
    purpose: 'opening',
    left: 1,
    found: [],
    missing: false,
    invalid: false,
    all: false,
    service: null,
  }
  turn.memory.question = null
}

/** Tells the number of the report that has been opened. */
export function reportOpened(turn: Turn, view: ReportView): void {
  const { services, formatDate } = turn.parts
  turn.memory.report = null
  turn.memory.question = null
  turn.memory.misses = 0
  turn.say('report.registered', (language) => ({
    number: isolate(view.number),
    date: formatDate(view.dueAt, language),
  }))
  const authority = view.authority === null ? null : services.authority(view.authority)
  if (authority) turn.say('report.registered_authority', (language) => ({ authority: localized(authority, language) }))
  turn.say('report.follow')
}
