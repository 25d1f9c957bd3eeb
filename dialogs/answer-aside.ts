import { cancelReport } from './cancel.js'
import type { ResidentMessage } from './dialog-types.js'
import { foldText, wordCount } from './fold-text.js'
import { acceptHuman, refuseHuman } from './human.js'
import { inquiry, isAnswerable } from './inquiry.js'
import type { QuestionName } from './memory.js'
import { returnToReport } from './menu.js'
import { beginReport } from './report/begin-report.js'
import { askOutside } from './report/outside.js'
import { affirmsPlainly, beginsWithNo, deniesPlainly } from './report/yes-no.js'
import { routeByChoice } from './route.js'
import type { Turn } from './turn.js'
import { asksWhatToDo } from './words/emergency.js'
import { leavesMenu } from './words/leaving.js'
import { givesUp, wantsKept } from './words/not-sending.js'
import { asksSomething } from './words/question.js'
import { wantsRestart } from './words/restart.js'

/** A message as an answer to a question beside the report's own. */
interface Answered {
  readonly message: ResidentMessage
  readonly text: string
  readonly yes: boolean
  readonly no: boolean
  /** The intent, where that is sure. */
  readonly wants: string | null
}

/** Takes an answer; returns whether it was one. */
type Take = (turn: Turn, answered: Answered) => boolean

/** What is no other wish where a question is awaited. */
const questions: ReadonlySet<string> = new Set(['inquiry', 'out_of_scope', 'help'])

/** Whether a message may be the question that is awaited, and not another wish that is clear. */
export function mayBeQuestion({ text, understood }: ResidentMessage): boolean {
  const { intent, decision, urgent, phrase } = understood
  if (urgent || phrase) return false
  if (questions.has(intent)) return intent === 'inquiry' || asksSomething(text) || isAnswerable(understood, false)
  return decision !== 'act' && (asksSomething(text) || isAnswerable(understood, true))
}

/** Takes a yes or no to a question beside the report's own. Returns whether it was one. */
export function answerAside(turn: Turn, message: ResidentMessage): boolean {
  const { text, understood } = message
  const yes = affirmsPlainly(text, understood)
  const no = deniesPlainly(text, understood) || isShortNo(text)
  const wants = understood.decision === 'act' ? understood.intent : null
  const take = takers[turn.memory.question?.name ?? 'menu'] ?? keepsOffered
  return take(turn, { message, text, yes, no, wants })
}

const takers: Readonly<Partial<Record<QuestionName, Take>>> = {
  outside: answersOutside,
  edit(turn, { text }) {
    if (!leavesMenu(text)) return false
    return returnToReport(turn, false)
  },
  restart(turn, { message, text, yes, no }) {
    if (yes || wantsRestart(text)) routeByChoice(turn, 'restart:yes', message)
    else if (no || wantsKept(text)) returnToReport(turn, false)
    else return false
    return true
  },
  over(turn, { message, text, yes, no, wants }) {
    if (yes || wantsKept(text)) routeByChoice(turn, 'over:continue', message)
    else if (no || wants === 'cancel') cancelReport(turn)
    else return false
    return true
  },
  cancel(turn, { text, yes, no, wants }) {
    if (wantsKept(text)) returnToReport(turn, false)
    else if (yes || wants === 'cancel' || givesUp(text, true)) cancelReport(turn)
    else if (no) returnToReport(turn, false)
    else return false
    return true
  },
  human(turn, { yes, no, wants }) {
    if (yes || wants === 'talk_to_human') acceptHuman(turn)
    else if (no) {
      refuseHuman(turn)
      returnToReport(turn, false)
    } else return false
    return true
  },
  question: answersQuestion,
  article: answersQuestion,
}

function answersOutside(turn: Turn, { message, text, yes, no }: Answered): boolean {
  const { memory } = turn
  const { entities, intent, service } = message.understood
  const placed = entities.some(({ type }) => type === 'city' || type === 'district')
  if (placed && intent === 'open_report' && service !== null) {
    // another problem, in a place that is served
    memory.report = null
    beginReport(turn, message)
  } else if (asksWhatToDo(text) && memory.outside !== null && memory.report !== null) {
    askOutside(turn, memory.report, memory.outside)
  } else if (placed || !(yes || no)) return false
  else routeByChoice(turn, yes ? 'outside:yes' : 'outside:no', message)
  return true
}

function answersQuestion(turn: Turn, { message, no }: Answered): boolean {
  if (no) returnToReport(turn, false)
  else if (mayBeQuestion(message) && isAnswerable(message.understood, false)) inquiry(turn, message)
  else return false
  return true
}

const offeredAnswers = ['report.keep:yes', 'report.place:same'] as const

/** A yes to what is offered as an answer takes it. */
function keepsOffered(turn: Turn, { message, yes }: Answered): boolean {
  const id = offeredAnswers.find((each) => turn.memory.question?.choices.includes(each))
  if (id === undefined || !yes) return false
  routeByChoice(turn, id, message)
  return true
}

/** «لا كمل» */
function isShortNo(text: string): boolean {
  return beginsWithNo(text) && wordCount(foldText(text, 80)) <= 3
}
