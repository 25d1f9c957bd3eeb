import type { ResidentMessage } from '../dialog-types.js'
import type { Draft, ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { readEdit } from '../words/edit.js'
import { advance, askAgain, noneOfGuesses, sayProblem } from './advance.js'
import type { Answer } from './answer.js'
import { askSlot, tellEmergency } from './ask.js'
import { sayCorrections } from './corrections.js'
import { askEdit, editPart } from './edit.js'
import { type Filled, fillSlots } from './fill-slots.js'
import { hear } from './heard.js'
import { keepFurther } from './keep-further.js'
import { takeFurtherProblem, tellsFurtherProblem } from './later.js'
import { openReport } from './open-report.js'
import { readAnswer } from './read-answer.js'

const againKeys: ReadonlyMap<SlotQuestion, string> = new Map([
  ['category', 'report.ask.category_again'],
  ['where', 'report.ask.where_again'],
])

/** Where the problem is known, another one is another report. */
const slotsOfPlaceOn: ReadonlySet<SlotQuestion> = new Set(['where', 'city', 'district', 'place', 'photo', 'confirm'])

/** Goes on with a report by a message that is none of the choices offered. */
export function continueReport(turn: Turn, report: ReportProgress, message: ResidentMessage): void {
  const { services, places } = turn.parts
  const { asking, draft } = report
  const before = { ...draft, photos: [...draft.photos] }
  const heard = hear(message, report, places)
  if (slotsOfPlaceOn.has(asking) && tellsFurtherProblem(report, heard, services)) {
    takeFurtherProblem(turn, report, heard)
    return
  }
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
  if (asking === 'category' && before.service === undefined) keepFurther(turn, report, message.understood)
  const changed = filled.place || filled.pin || filled.landmark || filled.service || filled.photo
  if (turn.memory.question?.name === 'edit') {
    if (changed) advance(turn, report, before, null)
    else unclear(turn, report)
    return
  }
  respond(turn, report, before, readAnswer(report, asking, heard, filled, services), changed, filled)
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
    case 'vague':
      turn.memory.misses = 0
      if (asking === 'service') {
        noneOfGuesses(turn, report)
        return
      }
      askSlot(turn, report, asking, againKeys.get(asking))
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
  if (turn.memory.misses >= 2) {
    turn.memory.misses = 0
    turn.ask('human', 'not_understood.second', ['human:lost', 'report:continue'])
    return
  }
  turn.say('not_understood.answer')
  if (turn.memory.question?.name === 'edit') askEdit(turn)
  else askSlot(turn, report, report.asking)
}
