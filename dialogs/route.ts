import type { Intent } from '../nlu/understanding.js'
import { askQuestion, sayUnknown, takeArticle, takeOfferedReport, takeTopic } from './article.js'
import { askCancel, cancelReport } from './cancel.js'
import { choiceValue } from './choices.js'
import { complaintIgnored, complaintService } from './complaint.js'
import type { ResidentMessage } from './dialog-types.js'
import { foldText, wordCount } from './fold-text.js'
import { help } from './help.js'
import { refuseHuman, wishHuman } from './human.js'
import { inquiry, isAnswerable, outOfScope, tellOutside } from './inquiry.js'
import { changeLanguage, switched } from './language.js'
import { returnToReport } from './menu.js'
import { askWhich, notUnderstood } from './not-understood.js'
import { rating } from './rating.js'
import { askNext } from './report/ask.js'
import { beginReport } from './report/begin-report.js'
import { chooseInReport } from './report/choose-in-report.js'
import { dropOutside } from './report/drop-outside.js'
import { idleAnswer, smallTalk, tellWhatWeAre } from './small-talk.js'
import { askStatus } from './status.js'
import { suggestion } from './suggestion.js'
import type { Turn } from './turn.js'
import { welcome } from './welcome.js'
import { asksWhetherHuman } from './words/greeting.js'
import { asksSomething } from './words/question.js'
import { isBareWishToReport } from './words/wish.js'

type Dialog = (turn: Turn, message: ResidentMessage) => void

const dialogs: Readonly<Record<Intent, Dialog>> = {
  open_report: beginReport,
  query_status: askStatus,
  complaint_ignored: complaintIgnored,
  complaint_service: complaintService,
  inquiry,
  suggestion,
  rate: rating,
  talk_to_human: (turn) => wishHuman(turn, 'asked'),
  greeting: (turn, message) => (asksAnswerably(message) ? inquiry(turn, message) : welcome(turn)),
  thanks: (turn) => smallTalk(turn, 'thanks'),
  goodbye: (turn) => smallTalk(turn, 'goodbye'),
  affirm: idleAnswer,
  deny: idleAnswer,
  cancel: (turn) => askCancel(turn),
  help: (turn, message) => (asksAnswerably(message) ? inquiry(turn, message) : help(turn)),
  change_language: changeLanguage,
  out_of_scope: outOfScope,
}

/** Starts the dialog that a message's intent wants. */
export function routeByIntent(turn: Turn, message: ResidentMessage): void {
  const { intent, decision, urgent, entities } = message.understood
  const outside = decision === 'act' ? null : turn.parts.findOutside(message.text, entities, 'bare')
  if (urgent) beginReport(turn, message)
  else if (asksWhetherHuman(message.text)) tellWhatWeAre(turn)
  else if (mayAsk(message)) inquiry(turn, message)
  else if (namesPlace(message)) beginReport(turn, message)
  else if (outside !== null && wordCount(foldText(message.text)) <= 3) tellOutside(turn, outside)
  else if (decision !== 'act' && isBareWishToReport(message.text, true)) beginReport(turn, message)
  else if (decision === 'act' || isPlainEnough(message)) dialogs[intent](turn, message)
  else if (decision === 'confirm') askWhich(turn, message.understood)
  else notUnderstood(turn)
}

/** A question that was taken for a greeting or a cry for help. */
function asksAnswerably({ text, understood }: ResidentMessage): boolean {
  return wordCount(foldText(text)) >= 3 && isAnswerable(understood, true)
}

/** A question that is only likely one, but that an article answers. */
function mayAsk({ text, understood }: ResidentMessage): boolean {
  const { intent, decision } = understood
  if (decision === 'act') return false
  if (intent === 'inquiry') return isAnswerable(understood, decision === 'menu')
  return (intent === 'out_of_scope' || (decision === 'menu' && asksSomething(text))) && isAnswerable(understood, true)
}

const placeTypes: ReadonlySet<string> = new Set(['city', 'district', 'coordinates', 'map_link', 'short_address'])
/** What may well name a place without being a report. */
const otherWishes: ReadonlySet<Intent> = new Set(['query_status', 'complaint_ignored', 'inquiry', 'suggestion'])

/** Whoever names a place and nothing else that is clear has something to report: the report asks what. */
function namesPlace({ text, understood: { entities, intent, decision } }: ResidentMessage): boolean {
  if (!entities.some(({ type }) => placeTypes.has(type))) return false
  if (decision === 'act') return intent === 'out_of_scope' && wordCount(foldText(text)) <= 3
  return decision === 'menu' || !otherWishes.has(intent)
}

/** A wish to report goes ahead even where it is only likely: its summary is confirmed anyway. Nobody is turned away on a mere likelihood. */
function isPlainEnough({ text, understood: { intent, confidence, decision, services } }: ResidentMessage): boolean {
  if (intent === 'open_report') {
    const likely = (services[0]?.p ?? 0) >= likelyProblem
    return likely || (decision === 'confirm' && (confidence >= 0.5 || isBareWishToReport(text)))
  }
  return decision === 'confirm' && !unsure.has(intent) && confidence >= 0.5
}
const likelyProblem = 0.3
const unsure: ReadonlySet<Intent> = new Set(['out_of_scope', 'complaint_service', 'rate', 'cancel'])

const choices: Readonly<Record<string, Dialog>> = {
  'menu:report': (turn, message) => {
    if (turn.memory.report === null) beginReport(turn, withoutText(message))
    else returnToReport(turn)
  },
  'menu:status': (turn) => askStatus(turn, null),
  'menu:inquiry': askQuestion,
  'article:none': sayUnknown,
  'menu:complaint': complaintIgnored,
  'menu:human': (turn) => wishHuman(turn, 'asked'),
  'menu:main': (turn) => {
    if (turn.memory.question?.name === 'human') refuseHuman(turn)
    welcome(turn)
  },
  'human:yes': (turn) => wishHuman(turn, 'asked'),
  'human:lost': (turn) => wishHuman(turn, 'not_understood'),
  'outside:yes': (turn) => {
    if (turn.memory.report === null) welcome(turn)
    else askNext(turn, turn.memory.report)
  },
  'outside:no': (turn) => {
    if (turn.memory.report === null) welcome(turn)
    else dropOutside(turn)
  },
  'restart:yes': (turn, message) => {
    turn.memory.report = null
    turn.memory.question = null
    turn.effect({ type: 'note', name: 'report.restarted' })
    beginReport(turn, withoutText(message))
  },
  'over:continue': (turn) => {
    if (!returnToReport(turn, false)) welcome(turn)
  },
  'over:drop': (turn) => {
    if (turn.memory.report === null) askCancel(turn)
    else cancelReport(turn)
  },
  'report.confirm:cancel': askCancel,
  'cancel:yes': (turn) => {
    if (turn.memory.report === null) askCancel(turn)
    else cancelReport(turn)
  },
  'cancel:no': (turn) => {
    if (!returnToReport(turn, false)) welcome(turn)
  },
}

/** Takes a choice by its id, whichever question offered it. */
export function routeByChoice(turn: Turn, id: string, message: ResidentMessage): void {
  const { memory } = turn
  const choose = choices[id]
  if (choose) choose(turn, message)
  else if (id.startsWith('article:')) takeArticle(turn, choiceValue(id))
  else if (id.startsWith('topic:')) takeTopic(turn, choiceValue(id))
  else if (id.startsWith('offer.report:')) takeOfferedReport(turn, choiceValue(id))
  else if (id.startsWith('language:')) {
    memory.language = choiceValue(id)
    switched(turn)
  } else if (memory.report !== null) chooseInReport(turn, memory.report, id)
  else {
    turn.say('report.none_open')
    welcome(turn)
  }
}

/** The label of a tapped choice is no word of the resident's. */
function withoutText(message: ResidentMessage): ResidentMessage {
  return {
    ...message,
    text: '',
    understood: {
      ...message.understood,
      entities: [],
      service: null,
      serviceConfidence: 0,
      services: [],
      urgent: false,
    },
  }
}
