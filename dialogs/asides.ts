import { askCancel, holdsNothing } from './cancel.js'
import type { ResidentMessage } from './dialog-types.js'
import { tellWhenCalled } from './human.js'
import type { ReportProgress } from './memory.js'
import { askMenu, returnBriefly } from './menu.js'
import { sayExample } from './report/advance.js'
import { repeatOutside } from './report/outside.js'
import { restoreReport } from './restore.js'
import type { Turn } from './turn.js'
import { asksConfidential } from './words/confidential.js'
import { asksWhatToDo } from './words/emergency.js'
import { isInsult } from './words/insult.js'
import { givesUp, wantsKept, wantsNotSent } from './words/not-sending.js'
import { saysItIsOver } from './words/over.js'
import { wantsRestart } from './words/restart.js'
import { asksWhenCalled } from './words/when-called.js'

/** Answers what is said beside any question: who learns of a report, anger, when somebody calls, giving up, beginning anew. Returns whether it was that. */
export function takeAside(turn: Turn, message: ResidentMessage): boolean {
  const { text } = message
  const { report } = turn.memory
  if (isInsult(text) && !message.understood.urgent) sayCalmly(turn)
  else if (asksWhenCalled(text)) tellWhenCalled(turn)
  else if (asksConfidential(text) && !tellsProblem(message)) tellConfidential(turn)
  else if (report === null) return asideWithoutReport(turn, message)
  else if (report.draft.urgent && saysItIsOver(text) && turn.memory.question?.name !== 'cancel') askWhetherOver(turn)
  else if (wantsRestart(text) && turn.memory.question?.name !== 'cancel') askRestart(turn, report)
  else return givesUpReport(turn, text)
  return true
}

function asideWithoutReport(turn: Turn, { text, understood }: ResidentMessage): boolean {
  const { memory } = turn
  if (memory.cancelled !== null && wantsKept(text)) restoreReport(turn, memory.cancelled)
  else if (memory.opened?.urgent && saysItIsOver(text) && !understood.urgent) {
    turn.say('report.over')
    turn.say('report.over_registered')
    askMenu(turn, 'welcome.question')
  } else if (memory.outside !== null && asksWhatToDo(text)) repeatOutside(turn, memory.outside)
  else return false
  return true
}

/** Not sending, or not wanting it any more: asked about before it is dropped. */
function givesUpReport(turn: Turn, text: string): boolean {
  const { memory } = turn
  const { question, report } = memory
  if (report === null || question?.name === 'cancel') return false
  const aboutSending = question?.name === 'confirm' || question?.name === 'edit'
  const notSent = aboutSending && wantsNotSent(text)
  if (!notSent && !(givesUp(text, aboutSending) && question?.name !== 'category')) return false
  if (notSent) turn.say('cancel.not_sent')
  askCancel(turn)
  return true
}

function sayCalmly(turn: Turn): void {
  const { report } = turn.memory
  turn.say('small_talk.sorry')
  if (report !== null) sayExample(turn, report)
  if (returnBriefly(turn)) return
  turn.say('help.what')
  askMenu(turn, 'welcome.question')
}

function tellConfidential(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('report.confidential')
  if (!returnBriefly(turn)) askMenu(turn, 'welcome.question')
}

function tellsProblem({ understood: { intent, serviceConfidence, service } }: ResidentMessage): boolean {
  return intent === 'open_report' && service !== null && service !== 'other' && serviceConfidence >= plainlySure
}
const plainlySure = 0.8

/** Beginning anew is asked about where something would be lost. */
function askRestart(turn: Turn, report: ReportProgress): void {
  if (holdsNothing(report)) returnBriefly(turn)
  else turn.ask('restart', 'cancel.restart', ['restart:yes', 'cancel:no'])
}

/** The danger is over; the place may still need its repair. */
function askWhetherOver(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('report.over')
  turn.ask('over', 'report.ask.over', ['over:continue', 'over:drop'])
}
