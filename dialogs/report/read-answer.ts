import type { Services } from '../../config/services.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import { isAnger, isChatter } from '../words/no-name.js'
import { asksSomething } from '../words/question.js'
import { isSkip, isUnknown, namesPhoto } from '../words/skip.js'
import type { Answer } from './answer.js'
import { addDetail } from './draft.js'
import type { Filled } from './fill-slots.js'
import type { Heard } from './heard.js'
import { readDistrict, readLandmark } from './read-place-answer.js'
import { readOtherProblem, readProblem, tellsProblem } from './read-problem.js'
import { affirms, affirmsSending, beginsWithNo, denies, saysSend } from './yes-no.js'

/** Takes the answer to the question asked in the resident's own words, where the slots found in it are not the answer already. */
export function readAnswer(
  report: ReportProgress,
  asking: SlotQuestion,
  heard: Heard,
  filled: Filled,
  services: Services,
): Answer {
  switch (asking) {
    case 'category':
    case 'service':
      return readProblem(report, asking, heard, filled, services)
    case 'where':
    case 'city':
    case 'district':
      if (filled.place || filled.pin) return 'answered'
      return tellsProblem(heard) ? readOtherProblem(report, heard) : readDistrict(report, asking, heard, filled)
    case 'place':
      return filled.pin ? 'answered' : readLandmark(report, heard, filled)
    case 'photo':
      return readPhotoAnswer(report, heard, filled)
    case 'confirm':
      return readConfirmation(report, heard, filled)
  }
}

function readPhotoAnswer(report: ReportProgress, heard: Heard, filled: Filled): Answer {
  const { draft } = report
  const { message, words } = heard
  if (filled.photo) return 'answered'
  if (filled.place || filled.pin || filled.landmark || filled.service) return 'kept'
  if (isSkip(message.text) || denies(heard)) {
    draft.photoDeclined = true
    return 'answered'
  }
  if (affirms(heard) || (words <= fewWords && namesPhoto(message.text))) return 'affirmed'
  if (words < 2 || isNoDetail(message.text)) return 'unclear'
  addDetail(report, message.text)
  return 'added'
}

const fewWords = 4

/** Questions, anger, talk to somebody and «I do not know» tell nothing of the problem. */
function isNoDetail(text: string): boolean {
  return isUnknown(text) || asksSomething(text) || isAnger(text) || isChatter(text)
}

function readConfirmation(report: ReportProgress, heard: Heard, filled: Filled): Answer {
  const { message, words } = heard
  if (filled.place || filled.pin || filled.landmark || filled.service || filled.photo) return 'answered'
  if (saysSend(message.text)) return 'affirmed'
  if (denies(heard) || beginsWithNo(message.text)) return 'denied'
  if (affirmsSending(heard)) return 'affirmed'
  if (!message.understood.urgent && (words < 3 || isNoDetail(message.text))) return 'unclear'
  addDetail(report, message.text)
  return 'added'
}
