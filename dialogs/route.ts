import { askCancel, cancelReport } from './cancel.js'
import { choiceValue } from './choices.js'
import { complaintIgnored, complaintService } from './complaint.js'
import { asksWhetherHuman } from './control-words.js'
import type { ResidentMessage } from './dialog-types.js'
import { help } from './help.js'
import { wishHuman } from './human.js'
import { inquiry, outOfScope } from './inquiry.js'
import { changeLanguage, switched } from './language.js'
import { returnToReport } from './menu.js'
import { askWhich, notUnderstood } from './not-understood.js'
import { rating } from './rating.js'
import { beginReport, chooseInReport } from './report/report-dialog.js'
import { idleAnswer, smallTalk, tellWhatWeAre } from './small-talk.js'
import { askStatus } from './status.js'
import { suggestion } from './suggestion.js'
import type { Turn } from './turn.js'
import { showMenu, welcome } from './welcome.js'

/** Starts the dialog that a message's intent wants. */
export function routeByIntent(turn: Turn, message: ResidentMessage): void {
  const { intent, decision } = message.understood
  if (message.understood.urgent) return beginReport(turn, message)
  if (asksWhetherHuman(message.text)) return tellWhatWeAre(turn)
  if (decision === 'menu') return notUnderstood(turn)
  if (decision === 'confirm' && !isPlainEnough(message)) return askWhich(turn, message.understood)
  switch (intent) {
    case 'open_report':
      return beginReport(turn, message)
    case 'query_status':
      return askStatus(turn, message)
    case 'complaint_ignored':
      return complaintIgnored(turn, message)
    case 'complaint_service':
      return complaintService(turn)
    case 'inquiry':
      return inquiry(turn)
    case 'suggestion':
      return suggestion(turn, message)
    case 'rate':
      return rating(turn)
    case 'talk_to_human':
      return wishHuman(turn, 'asked')
    case 'greeting':
      return welcome(turn)
    case 'thanks':
    case 'goodbye':
      return smallTalk(turn, intent)
    case 'affirm':
    case 'deny':
      return idleAnswer(turn)
    case 'cancel':
      return askCancel(turn)
    case 'help':
      return help(turn)
    case 'change_language':
      return changeLanguage(turn, message)
    case 'out_of_scope':
      return outOfScope(turn)
  }
}

/** A report that names a known problem or a place goes ahead even where the intent alone would be asked about: its summary is confirmed anyway. */
function isPlainEnough({ understood }: ResidentMessage): boolean {
  const placed = understood.entities.some(
    ({ type }) => type === 'district' || type === 'city' || type === 'coordinates' || type === 'map_link',
  )
  if (understood.intent === 'open_report') return understood.serviceConfidence >= 0.4 || placed
  return understood.intent !== 'complaint_service' && understood.intent !== 'rate' && understood.confidence >= 0.5
}

/** Takes a choice by its id, whichever question offered it. */
export function routeByChoice(turn: Turn, id: string, message: ResidentMessage): void {
  const { report } = turn.memory
  if (id.startsWith('language:')) {
    turn.memory.language = choiceValue(id)
    return switched(turn)
  }
  switch (id) {
    case 'menu:report':
      return report === null ? beginReport(turn, withoutText(message)) : void returnToReport(turn)
    case 'menu:status':
      return askStatus(turn, null)
    case 'menu:inquiry':
      return inquiry(turn)
    case 'menu:complaint':
      return complaintIgnored(turn, message)
    case 'menu:human':
    case 'human:yes':
      return wishHuman(turn, turn.memory.question?.name === 'human' ? 'not_understood' : 'asked')
    case 'menu:main':
      return showMenu(turn)
    case 'cancel:yes':
      return report === null ? askCancel(turn) : cancelReport(turn)
    case 'cancel:no':
      return returnToReport(turn, false) ? undefined : showMenu(turn)
    default:
      if (report !== null) return chooseInReport(turn, report, id)
      turn.say('report.none_open')
      return showMenu(turn)
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
