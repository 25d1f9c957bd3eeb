import { belongsToOpened, offerAddition } from './after-report.js'
import { answerAside, mayBeQuestion } from './answer-aside.js'
import { takeAside } from './asides.js'
import { askCancel } from './cancel.js'
import { changeRegistered } from './change-registered.js'
import { menuChoices } from './choices.js'
import type { ResidentMessage } from './dialog-types.js'
import { isDigression } from './digression.js'
import { tellEmergencyNumbers } from './emergency-numbers.js'
import { foldText } from './fold-text.js'
import { acceptHuman, refuseHuman } from './human.js'
import { inquiry } from './inquiry.js'
import { pickLanguage } from './language.js'
import type { Memory, ReportProgress } from './memory.js'
import { askMenu, returnBriefly, returnToReport } from './menu.js'
import { readChoice, readLabel } from './read-choice.js'
import { understoodAs } from './read-said.js'
import { oldChoice, outOfRange, repeatQuestion } from './repeat-question.js'
import { goBack } from './report/back.js'
import { beginReport } from './report/begin-report.js'
import { continueReport } from './report/continue-report.js'
import { affirmsPlainly, deniesPlainly, saysSend } from './report/yes-no.js'
import { restoreReport } from './restore.js'
import { routeByChoice, routeByIntent } from './route.js'
import { answerNumber, askStatus } from './status.js'
import type { Turn } from './turn.js'
import { sayOpening } from './welcome.js'
import { isBack } from './words/back.js'
import { wantsRegisteredChanged } from './words/change-registered.js'
import { readEdit } from './words/edit.js'
import { asksEmergencyNumber, asksWhatToDo } from './words/emergency.js'
import { wantsNotSent } from './words/not-sending.js'
import { asksWhenDone } from './words/question.js'
import { isSkip } from './words/skip.js'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Takes a resident's message: opt-out, then the choices offered, then control words, then the report being taken, then a new wish. */
export function takeMessage(turn: Turn, message: ResidentMessage): void {
  const { memory } = turn
  const away = memory.report !== null && memory.lastAt > 0 && turn.now - memory.lastAt > dayMs
  // what was cancelled is kept for the talk only
  if (turn.now - memory.lastAt > hourMs) memory.cancelled = null
  memory.lastAt = turn.now
  if (away) memory.human = 'open'
  memory.waiting = null
  const { text, understood, choice } = message
  const found = choice === undefined ? turn.parts.readSaid(text, [memory.language, understood.language]) : null
  if (found === null) memory.language = pickLanguage(memory, message)
  else if (!memory.introduced) memory.language = found.language
  const said = found?.said ?? null
  if (turn.parts.isOptOut(text) && !refusesSending(memory, text)) optOut(turn)
  else if (said === null || said === 'back' || said === 'opt_out') takeWanted(turn, message, away, said === 'back')
  else takeWanted(turn, understoodAs(message, said, memory.language), away, false)
}

function takeWanted(turn: Turn, message: ResidentMessage, away: boolean, goesBack: boolean): void {
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
  else if (goesBack || isBack(message.text)) back(turn)
  else if (asksEmergencyNumber(message.text) && !message.understood.urgent) tellEmergencyNumbers(turn)
  else if (takeAside(turn, message)) turn.effect({ type: 'note', name: 'aside' })
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

/** «لا ترسل» under the summary speaks of the report. */
function refusesSending({ question, report }: Memory, text: string): boolean {
  return (
    report !== null &&
    question?.name === 'confirm' &&
    wantsNotSent(text) &&
    !/رسا|رسل(?:ون|وا)|messag|text| لي/u.test(text)
  )
}

function optOut(turn: Turn): void {
  turn.memory.report = null
  turn.memory.later = []
  turn.memory.cancelled = null
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

function isSilent({ text }: ResidentMessage): boolean {
  return text.trim() === ''
}

/** A message without words: photos, a place on the map, a sticker, or files that could not be used. */
function takeFiles(turn: Turn, message: ResidentMessage): void {
  const { report } = turn.memory
  if (message.photos.length === 0 && message.location === undefined) repeatQuestion(turn)
  else if (belongsToOpened(turn, message)) offerAddition(turn, message)
  else if (report === null) beginReport(turn, message)
  else continueReport(turn, report, message)
}

function back(turn: Turn): void {
  const { report, question } = turn.memory
  if (report === null && turn.memory.cancelled !== null) restoreReport(turn, turn.memory.cancelled)
  else if (report === null) askMenu(turn, 'welcome.question')
  else if (question !== null && question.name !== report.asking) returnToReport(turn, false)
  else goBack(turn, report)
}

function withoutReport(turn: Turn, message: ResidentMessage): void {
  const { question } = turn.memory
  if (belongsToOpened(turn, message)) offerAddition(turn, message)
  else if (question?.name === 'number' && answerNumber(turn, message)) turn.memory.misses = 0
  else if (message.understood.intent !== 'complaint_ignored' && isAboutRegistered(message))
    aboutRegistered(turn, message)
  else if (message.photos.length > 0 && message.understood.decision === 'menu') beginReport(turn, message)
  else if (!answersOffer(turn, message)) newWish(turn, message)
}

/** Whether a message is about a report that is registered: to change it, or when it is done, or by its number. */
function isAboutRegistered(message: ResidentMessage): boolean {
  return wantsRegisteredChanged(message.text) || asksWhenDone(message.text) || numbersOf(message) > 0
}

function aboutRegistered(turn: Turn, message: ResidentMessage): void {
  if (wantsRegisteredChanged(message.text)) changeRegistered(turn, message)
  else askStatus(turn, message)
}

/** Takes a yes or no to the offer of a person or of a report. Returns whether it was one. */
function answersOffer(turn: Turn, { text, understood, ...message }: ResidentMessage): boolean {
  const { question } = turn.memory
  if (question?.name !== 'human' && question?.name !== 'offer') return false
  const person = question.name === 'human'
  const [offered] = question.choices
  if (affirmsPlainly(text, understood)) {
    if (person) acceptHuman(turn)
    else if (offered !== undefined) routeByChoice(turn, offered, { ...message, text, understood })
    return true
  }
  if (!deniesPlainly(text, understood)) return false
  if (person) refuseHuman(turn)
  askMenu(turn, 'welcome.question')
  return true
}

function newWish(turn: Turn, message: ResidentMessage): void {
  const { question, language } = turn.memory
  const named = readLabel(foldText(message.text, 80), menuChoices, language, turn.parts)
  if (named !== null) routeByChoice(turn, named, message)
  else if (awaitsQuestion.has(question?.name ?? '') && mayBeQuestion(message)) inquiry(turn, message)
  else routeByIntent(turn, message)
}

const awaitsQuestion: ReadonlySet<string> = new Set(['question', 'article'])

function acceptsPlace({ entities }: ResidentMessage['understood']): boolean {
  return entities.some(({ type }) => type === 'city' || type === 'district' || type === 'landmark')
}

function numbersOf({ understood }: ResidentMessage): number {
  return understood.entities.filter((entity) => entity.type === 'report_number').length
}

function withReport(turn: Turn, report: ReportProgress, message: ResidentMessage): void {
  const { text, understood } = message
  const { intent, decision } = understood
  if (answerAside(turn, message)) return
  if (report.draft.urgent && asksWhatToDo(text)) {
    turn.say('report.emergency')
    returnToReport(turn, false)
  } else if (numbersOf(message) > 0 && wantsRegisteredChanged(text)) changeRegistered(turn, message)
  else if (
    intent === 'cancel' &&
    decision === 'act' &&
    !isSkip(text) &&
    !saysSend(text) &&
    readEdit(text, true) === null
  )
    askCancel(turn)
  else if (asksWhenDone(text) && !acceptsPlace(understood)) {
    turn.say('report.when')
    returnBriefly(turn)
  } else if (!refusesPhoto(report, message) && isDigression(report, message)) routeByIntent(turn, message)
  else continueReport(turn, report, message)
}

/** «بعدين» or "no thanks" to the photo is its answer, and no farewell. */
function refusesPhoto({ asking }: ReportProgress, { text }: ResidentMessage): boolean {
  return asking === 'photo' && (isSkip(text, true) || /^(?:لا|no)(?: \S+)?$/u.test(foldText(text, 80)))
}
