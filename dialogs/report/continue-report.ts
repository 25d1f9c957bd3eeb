import type { ResidentMessage } from '../dialog-types.js'
import { foldText, wordCount } from '../fold-text.js'
import { echo } from '../isolate.js'
import type { Draft, ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { deniesProblem, readEdit } from '../words/edit.js'
import { isSkip, isUnknown } from '../words/skip.js'
import { advance, askAgain, askBriefly, noneOfGuesses, sayExample, sayProblem } from './advance.js'
import type { Answer } from './answer.js'
import { askSlot, tellEmergency } from './ask.js'
import { takeCorrection } from './correct-problem.js'
import { sayCorrections } from './corrections.js'
import { describe } from './draft.js'
import { dropOutside } from './drop-outside.js'
import { askEdit, editPart } from './edit.js'
import { type Filled, fillSlots } from './fill-slots.js'
import type { Outside } from './find-outside.js'
import { type Heard, hear } from './heard.js'
import { keepFurther } from './keep-further.js'
import { lacksPlace, takeLastPlace } from './last-place.js'
import { takeAnnounced, takeFurtherProblem, tellsFurtherProblem } from './later.js'
import { nextQuestion } from './next-question.js'
import { openReport } from './open-report.js'
import { askOutside } from './outside.js'
import { readAnswer } from './read-answer.js'
import { readProblem } from './read-problem.js'
import { takeOtherFirst } from './swap-problem.js'
import { beginsWithNo } from './yes-no.js'

const nameChoices = ['report.name:yes', 'report.name:no'] as const

const againKeys: ReadonlyMap<SlotQuestion, string> = new Map([
  ['category', 'report.ask.category_again'],
  ['where', 'report.ask.where_again'],
  ['city', 'report.ask.city_again'],
])

/** Where the problem is known, another one is another report. */
const slotsOfPlaceOn: ReadonlySet<SlotQuestion> = new Set(['where', 'city', 'district', 'place', 'photo', 'confirm'])

/** Goes on with a report by a message that is none of the choices offered. */
export function continueReport(turn: Turn, report: ReportProgress, message: ResidentMessage): void {
  const { services, places } = turn.parts
  const { asking, draft } = report
  const before = { ...draft, photos: [...draft.photos] }
  const heard = hear(message, report, turn.parts)
  if (turn.memory.question?.name === 'edit' && readEdit(message.text, false) === 'all') {
    askEdit(turn)
    return
  }
  if (slotsOfPlaceOn.has(asking) && takeProblem(turn, report, before, heard)) return
  const filled = fillSlots(report, heard, asking, services, places)
  tellEmergency(turn, report, message.text)
  if (heard.outside !== null) {
    takeOutside(turn, report, heard, filled, heard.outside)
    return
  }
  if (heard.samePlace && lacksPlace(report) && !filled.place && !filled.pin) {
    if (takeLastPlace(turn, report)) advance(turn, report, before, asking)
    return
  }
  if (message.truncated) turn.say('notice.truncated')
  sayCorrections(turn, before, draft)
  if (filled.service && before.service !== undefined && before.service !== draft.service) describe(draft, message.text)
  if (filled.photo) turn.say('report.photo_received')
  if (draft.service !== undefined && draft.service === before.service && !filled.place && deniesProblem(message.text)) {
    takeDeniedProblem(turn, report, before, heard)
    return
  }
  const part = filled.place || filled.landmark || filled.service ? null : partToChange(turn, asking, message.text)
  if (part !== null) {
    editPart(turn, report, part)
    return
  }
  if (asking === 'category' && before.service === undefined) keepFurther(turn, report, message.understood)
  const changed = filled.place || filled.pin || filled.landmark || filled.service || filled.photo
  if (turn.memory.question?.name === 'edit') {
    if (changed) advance(turn, report, before, null)
    else unclear(turn, report)
    return
  }
  respond(turn, report, before, readAnswer(report, asking, heard, filled, services), changed, filled)
}

/** Where the problem is known: one announced, corrected, named first, or told besides. Returns whether the message was that. */
function takeProblem(turn: Turn, report: ReportProgress, before: Draft, heard: Heard): boolean {
  if (takeAnnounced(turn, report, heard) || takeCorrection(turn, report, before, heard)) return true
  if (takeOtherFirst(turn, report, heard)) return true
  if (namesProblem(turn, report, heard)) {
    replaceGuess(turn, report, before, heard.message)
    return true
  }
  if (!tellsFurtherProblem(report, heard, turn.parts.services)) return false
  const { urgent, service } = heard.message.understood
  if (report.guessed && !urgent && service !== null) replaceGuess(turn, report, before, heard.message)
  else takeFurtherProblem(turn, report, heard)
  return true
}

/** Whether a few words name a problem where that of the report is only a guess. */
function namesProblem({ parts }: Turn, { guessed, draft }: ReportProgress, { message, words, place }: Heard): boolean {
  const { service, serviceConfidence } = message.understood
  const open = guessed || draft.service === 'other'
  if (!open || draft.urgent || service === null || service === draft.service || words > fewWords) return false
  return place.landmark === null && serviceConfidence >= nearlyCertain && parts.nameService(message.text) === service
}
const fewWords = 3
const nearlyCertain = 0.8

/** The part of the report that a message wants changed; null where it wants none, or the one being asked for. */
function partToChange(turn: Turn, asking: SlotQuestion, text: string): string | null {
  if (asking === 'category' || asking === 'service') return null
  const refused = refuses(asking, text)
  const named = turn.memory.question?.name === 'edit' || (asking === 'confirm' && wordCount(foldText(text)) === 1)
  const part = readEdit(text, !named && !refused)
  return part === asking || (part === 'photo' && refused) ? null : part
}

/** «لا، الحي غلط»: a no that names a part wants that changed. */
function refuses(asking: SlotQuestion, text: string): boolean {
  const late = asking === 'place' || asking === 'photo' || asking === 'confirm'
  return late && beginsWithNo(text) && !isUnknown(text) && !isSkip(text)
}

/** A problem told clearly takes the place of one that was only likely. */
function replaceGuess(turn: Turn, report: ReportProgress, before: Draft, { text, understood }: ResidentMessage): void {
  if (understood.service !== null) report.draft.service = understood.service
  report.guessed = false
  describe(report.draft, text)
  sayCorrections(turn, before, report.draft)
  askAgain(turn, report)
}

const worthTaking = 0.25

/** The problem is not the one taken: the other that the message tells, or else it is asked for. */
function takeDeniedProblem(turn: Turn, report: ReportProgress, before: Draft, { message }: Heard): void {
  const { services } = turn.parts
  const other = message.understood.services.find(
    ({ id, p }) => id !== before.service && id !== 'other' && services.has(id) && p >= worthTaking,
  )
  if (other === undefined) {
    editPart(turn, report, 'problem')
    return
  }
  report.draft.service = other.id
  describe(report.draft, message.text)
  sayCorrections(turn, before, report.draft)
  advance(turn, report, before, null)
}

/** The resident says that the problem is elsewhere; who says it again after being asked, means it. */
function takeOutside(turn: Turn, report: ReportProgress, heard: Heard, filled: Filled, outside: Outside): void {
  const { services } = turn.parts
  if (turn.memory.question?.name === 'outside') {
    dropOutside(turn)
    return
  }
  if (report.draft.service === undefined && heard.words > 3) readProblem(report, report.asking, heard, filled, services)
  askOutside(turn, report, outside)
}

function respond(
  turn: Turn,
  report: ReportProgress,
  before: Draft,
  answer: Answer,
  changed: boolean,
  filled: Filled,
): void {
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
    case 'kept':
      report.photoOffered = false
      if (filled.landmark && before.landmark === undefined) turn.say('report.added')
      advance(turn, report, before, null)
      return
    case 'doubtful':
      turn.memory.misses = 0
      turn.ask(asking, asking === 'city' ? 'report.ask.city_doubt' : 'report.ask.district_doubt', nameChoices, {
        name: echo(report.doubtfulName ?? ''),
      })
      return
    case 'vague':
      turn.memory.misses = 0
      if (asking === 'service') {
        noneOfGuesses(turn, report)
        return
      }
      askAgainOf(turn, report, asking)
      return
    case 'affirmed':
      if (asking === 'confirm') openReport(turn, report)
      else askSlot(turn, report, asking, 'report.ask.photo_now')
      return
    case 'denied':
      askEdit(turn)
      return
    case 'unclear':
      if (changed) {
        if (filled.landmark && before.landmark === undefined) turn.say('report.added')
        askAgain(turn, report)
      } else unclear(turn, report)
  }
}

function unclear(turn: Turn, report: ReportProgress): void {
  turn.memory.misses++
  if (turn.memory.misses >= 2 && turn.memory.human === 'open') {
    turn.memory.misses = 0
    turn.ask('human', 'not_understood.second', ['human:lost', 'report:continue'])
    return
  }
  turn.say('not_understood.answer')
  if (turn.memory.question?.name !== 'edit') sayExample(turn, report)
  if (turn.memory.question?.name === 'edit') askEdit(turn)
  else askBriefly(turn, report)
}

/** Asks once more, in other words; the city alone where the district is not known. */
function askAgainOf(turn: Turn, report: ReportProgress, asking: SlotQuestion): void {
  const question = asking === 'where' ? nextQuestion(report, turn.parts.services) : asking
  askSlot(turn, report, question, againKeys.get(question))
}
