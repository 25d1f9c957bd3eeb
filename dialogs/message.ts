import { askCancel, cancelReport } from './cancel.js'
import { menuChoices } from './choices.js'
import type { ResidentMessage } from './dialog-types.js'
import { isDigression } from './digression.js'
import { foldText } from './fold-text.js'
import { acceptHuman } from './human.js'
import { pickLanguage } from './language.js'
import type { ReportProgress } from './memory.js'
import { askMenu, returnToReport } from './menu.js'
import { readChoice, readLabel } from './read-choice.js'
import { resumeReport } from './report/advance.js'
import { goBack } from './report/back.js'
import { beginReport } from './report/begin-report.js'
import { continueReport } from './report/continue-report.js'
import { affirmsPlainly, deniesPlainly } from './report/yes-no.js'
import { routeByChoice, routeByIntent } from './route.js'
import { askStatus } from './status.js'
import type { Turn } from './turn.js'
import { sayOpening } from './welcome.js'
import { isBack } from './words/back.js'
import { isOptOut } from './words/opt-out.js'
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
  if (last > 1) turn.say('not_understood.number', { last })
  else turn.say('not_understood.only_number')
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
  const numbered = understood.entities.some((entity) => entity.type === 'report_number')
  const named = readLabel(foldText(message.text, 80), menuChoices, turn.memory.language, turn.parts)
  if (numbered && understood.intent !== 'complaint_ignored') askStatus(turn, message)
  else if (photos.length > 0 && understood.decision === 'menu') beginReport(turn, message)
  else if (named !== null) routeByChoice(turn, named, message)
  else if (offered && affirmsPlainly(text, understood)) acceptHuman(turn)
  else if (offered && deniesPlainly(text, understood)) askMenu(turn, 'welcome.question')
  else routeByIntent(turn, message)
}

function withReport(turn: Turn, report: ReportProgress, message: ResidentMessage): void {
  const { text, understood } = message
  const { intent, decision } = understood
  const asked = turn.memory.question?.name
  const acts = decision === 'act'
  const yes = affirmsPlainly(text, understood)
  if (asked === 'cancel' && (yes || (acts && intent === 'cancel'))) cancelReport(turn)
  else if (asked === 'human' && (yes || (acts && intent === 'talk_to_human'))) acceptHuman(turn)
  else if ((asked === 'cancel' || asked === 'human') && deniesPlainly(text, understood)) returnToReport(turn, false)
  else if (intent === 'cancel' && acts && !isSkip(text)) askCancel(turn)
  else if (!refusesPhoto(report, message) && isDigression(report, message)) routeByIntent(turn, message)
  else continueReport(turn, report, message)
}

/** «بعدين» or "no thanks" to the photo is its answer, and no farewell. */
function refusesPhoto({ asking }: ReportProgress, { text }: ResidentMessage): boolean {
  return asking === 'photo' && (isSkip(text, true) || /^(?:لا|no)(?: \S+)?$/u.test(foldText(text, 80)))
}
