import { askCancel, cancelReport } from './cancel.js'
import { changeRegistered } from './change-registered.js'
import { menuChoices } from './choices.js'
import type { ResidentMessage } from './dialog-types.js'
import { isDigression } from './digression.js'
import { tellEmergencyNumbers } from './emergency-numbers.js'
import { foldText, wordCount } from './fold-text.js'
import { acceptHuman } from './human.js'
import { pickLanguage } from './language.js'
import type { ReportProgress } from './memory.js'
import { askMenu, returnToReport } from './menu.js'
import { readChoice, readLabel } from './read-choice.js'
import { resumeReport } from './report/advance.js'
import { goBack } from './report/back.js'
import { beginReport } from './report/begin-report.js'
import { continueReport } from './report/continue-report.js'
import { affirmsPlainly, beginsWithNo, deniesPlainly } from './report/yes-no.js'
import { routeByChoice, routeByIntent } from './route.js'
import { askStatus } from './status.js'
import type { Turn } from './turn.js'
import { sayOpening } from './welcome.js'
import { isBack } from './words/back.js'
import { wantsRegisteredChanged } from './words/change-registered.js'
import { readEdit } from './words/edit.js'
import { asksEmergencyNumber, asksWhatToDo } from './words/emergency.js'
import { isOptOut } from './words/opt-out.js'
import { asksWhenDone } from './words/question.js'
import { isSkip } from './words/skip.js'

const dayMs = 86_400_000

/** Takes a resident's message: opt-out, then the choices offered, then control words, then the report being taken, then a new wish. */
export function takeMessage(turn: Turn, message: ResidentMessage): void {
  const { memory } = turn
  const away = memory.report !== null && memory.lastAt > 0 && turn.now - memory.lastAt > dayMs
  memory.lastAt = turn.now
  memory.waiting = null
  memory.language = pickLanguage(memory, message)
  if (isOptOut(message.text)) optOut(turn)
  else takeWanted(turn, message, away)
}

function takeWanted(turn: Turn, message: ResidentMessage, away: boolean): void {
  const { memory } = turn
  const { question } = memory
  const id = chosen(turn, message)
  // whoever begins by tapping Get Started or an ice breaker is welcomed too
  if ((id === null && message.choice === undefined) || !memory.introduced) sayOpening(turn, message)
  if (message.unusableFiles > 0) turn.say('notice.unusable_file')
  if (away) sayContinue(turn, message)
  if (typeof id === 'string') routeByChoice(turn, id, message)
  else if (message.choice !== undefined) oldChoice(turn, message)
  else if (id === false) outOfRange(turn, question?.choices.length ?? 0)
  else if (isSilent(message)) takeFiles(turn, message)
  else if (isBack(message.text)) back(turn)
  else if (asksEmergencyNumber(message.text) && !message.understood.urgent) tellEmergencyNumbers(turn)
  else if (memory.report === null) withoutReport(turn, message)
  else withReport(turn, memory.report, message)
}

/** The id of the choice taken; false for a number that is none of them; null where none was taken. */
function chosen({ memory, parts }: Turn, message: ResidentMessage): string | false | null {
  const choices = memory.question?.choices ?? []
  if (message.choice !== undefined) {
    const isOurs = choices.includes(message.choice) || /^(?:menu|language):/.test(message.choice)
    return isOurs ? message.choice : null
  }
  const read = readChoice(message.text, choices, memory.language, parts)
  return read === 'out_of_range' ? false : (read?.id ?? null)
}

function optOut(turn: Turn): void {
  turn.memory.report = null
  turn.memory.later = []
  turn.memory.question = null
  turn.memory.misses = 0
  turn.effect({ type: 'opt_out' })
  turn.say('opt_out.done')
}

/** After more than a day a report that waits is named before it goes on; one that another takes the place of is dropped, and that is said. */
function sayContinue(turn: Turn, { understood, choice }: ResidentMessage): void {
  const { report } = turn.memory
  if (report === null) return
  const other =
    understood.service !== null && understood.service !== report.draft.service && understood.serviceConfidence >= 0.6
  const replaced =
    choice === undefined &&
    understood.intent === 'open_report' &&
    other &&
    report.draft.service !== undefined &&
    report.asking !== 'category'
  if (replaced) {
    turn.memory.report = null
    turn.memory.question = null
    turn.say('report.replaced')
  } else turn.say('report.continue')
}

function oldChoice(turn: Turn, message: ResidentMessage): void {
  if (turn.memory.report === null && turn.memory.question === null) routeByIntent(turn, message)
  else {
    turn.say('not_understood.old_choice')
    repeatQuestion(turn)
  }
}

function outOfRange(turn: Turn, last: number): void {
  turn.say('not_understood.number')
  turn.lead(last > 1 ? 'menu.lead_range' : 'menu.lead_only', { last })
  repeatQuestion(turn)
}

/** Asks again whatever waits, or shows the menu. */
function repeatQuestion(turn: Turn): void {
  const { question, report } = turn.memory
  if (question?.name === 'cancel') askCancel(turn)
  else if (report !== null) resumeReport(turn, report)
  else askMenu(turn, 'welcome.question')
}

function isSilent({ text }: ResidentMessage): boolean {
  return text.trim() === ''
}

/** A message without words: photos, a place on the map, a sticker, or files that could not be used. */
function takeFiles(turn: Turn, message: ResidentMessage): void {
  const { report } = turn.memory
  if (message.photos.length === 0 && message.location === undefined) repeatQuestion(turn)
  else if (report === null) beginReport(turn, message)
  else continueReport(turn, report, message)
}

function back(turn: Turn): void {
  const { report, question } = turn.memory
  if (report === null) askMenu(turn, 'welcome.question')
  else if (question !== null && question.name !== report.asking) returnToReport(turn, false)
  else goBack(turn, report)
}

function withoutReport(turn: Turn, message: ResidentMessage): void {
  const { understood, photos } = message
  const offered = turn.memory.question?.name === 'human'
  const { text } = message
  const numbered = numbersOf(message) > 0
  const named = readLabel(foldText(message.text, 80), menuChoices, turn.memory.language, turn.parts)
  if (understood.intent !== 'complaint_ignored' && wantsRegisteredChanged(text)) changeRegistered(turn, message)
  else if (asksWhenDone(text) && understood.intent !== 'complaint_ignored') askStatus(turn, message)
  else if (numbered && understood.intent !== 'complaint_ignored') askStatus(turn, message)
  else if (photos.length > 0 && understood.decision === 'menu') beginReport(turn, message)
  else if (named !== null) routeByChoice(turn, named, message)
  else if (offered && affirmsPlainly(text, understood)) acceptHuman(turn)
  else if (offered && deniesPlainly(text, understood)) askMenu(turn, 'welcome.question')
  else routeByIntent(turn, message)
}

/** Takes a yes or no to a question beside the report's own. Returns whether it was one. */
function answersAside(turn: Turn, message: ResidentMessage): boolean {
  const { text, understood } = message
  const wants = understood.decision === 'act' ? understood.intent : null
  const yes = affirmsPlainly(text, understood)
  const no = deniesPlainly(text, understood)
  switch (turn.memory.question?.name) {
    case 'outside': {
      const placed = understood.entities.some(({ type }) => type === 'city' || type === 'district')
      if (placed || !(yes || no)) return false
      routeByChoice(turn, yes ? 'outside:yes' : 'outside:no', message)
      return true
    }
    case 'cancel':
      if (yes || wants === 'cancel') cancelReport(turn)
      else if (no || isShortNo(text)) returnToReport(turn, false)
      else return false
      return true
    case 'human':
      if (yes || wants === 'talk_to_human') acceptHuman(turn)
      else if (no || isShortNo(text)) returnToReport(turn, false)
      else return false
      return true
    default:
      return false
  }
}

/** «لا كمل» */
function isShortNo(text: string): boolean {
  return beginsWithNo(text) && wordCount(foldText(text, 80)) <= 3
}

function acceptsPlace({ entities }: ResidentMessage['understood']): boolean {
  return entities.some(({ type }) => type === 'city' || type === 'district' || type === 'landmark')
}

function numbersOf({ understood }: ResidentMessage): number {
  return understood.entities.filter((entity) => entity.type === 'report_number').length
}

function withReport(turn: Turn, report: ReportProgress, message: ResidentMessage): void {
  const { text, understood } = message
  const { intent, decision } = understood
  if (answersAside(turn, message)) return
  if (report.draft.urgent && asksWhatToDo(text)) {
    turn.say('report.emergency')
    returnToReport(turn, false)
  } else if (numbersOf(message) > 0 && wantsRegisteredChanged(text)) changeRegistered(turn, message)
  else if (intent === 'cancel' && decision === 'act' && !isSkip(text) && readEdit(text, true) === null) askCancel(turn)
  else if (asksWhenDone(text) && !acceptsPlace(understood)) {
    turn.say('report.when')
    returnToReport(turn, false)
  } else if (!refusesPhoto(report, message) && isDigression(report, message)) routeByIntent(turn, message)
  else continueReport(turn, report, message)
}

/** «بعدين» or "no thanks" to the photo is its answer, and no farewell. */
function refusesPhoto({ asking }: ReportProgress, { text }: ResidentMessage): boolean {
  return asking === 'photo' && (isSkip(text, true) || /^(?:لا|no)(?: \S+)?$/u.test(foldText(text, 80)))
}
