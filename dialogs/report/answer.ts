import type { Services } from '../../config/services.js'
import { clipText } from '../clip-text.js'
import { isSkip, isUnknown, isVagueLandmark } from '../control-words.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import { describe } from './draft.js'
import type { Filled } from './fill-slots.js'
import type { Heard } from './heard.js'

/** What a message was to the question asked: its answer, something taken besides it, an answer that needs another question, or neither. */
export type Answer = 'answered' | 'added' | 'vague' | 'affirmed' | 'denied' | 'unclear'

const longestWords = 200
const longestDistrictWords = 8

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
      return filled.place || filled.pin ? 'answered' : readDistrict(report, asking, heard, filled)
    case 'place':
      return filled.pin ? 'answered' : readLandmark(report, heard, filled)
    case 'photo':
      return readPhotoAnswer(report, heard, filled)
    case 'confirm':
      return readConfirmation(report, heard, filled)
  }
}

/** The problem in the resident's words; where the service stays unsure, three guesses are kept to choose from, and the second time the best is taken. */
export function readProblem(
  report: ReportProgress,
  asking: SlotQuestion | null,
  heard: Heard,
  filled: Filled,
  services: Services,
): Answer {
  const { draft } = report
  const { message, words, place } = heard
  const onlyPlace = (filled.place || filled.pin) && !filled.service && wordCount(foldText(place.rest)) <= 2
  if (words === 0 || onlyPlace) return filled.photo || onlyPlace ? 'added' : 'unclear'
  if (asking === 'category' && draft.service !== undefined) {
    delete draft.description
    if (!filled.service) delete draft.service
  }
  describe(draft, message.text)
  if (filled.service) return 'answered'
  const guesses = message.understood.services.map(({ id }) => id).filter((id) => services.has(id))
  if (asking === 'service' || draft.urgent || (report.doubts > 0 && guesses.length > 0)) {
    draft.service = guesses[0] ?? report.guesses[0] ?? 'other'
    return 'answered'
  }
  report.doubts++
  if (guesses.length > 0) {
    report.guesses = guesses.slice(0, 3)
    return 'answered'
  }
  if (report.doubts < 2) return 'vague'
  draft.service = 'other'
  return 'answered'
}

function readDistrict(
  report: ReportProgress,
  asking: 'where' | 'city' | 'district',
  { message, place }: Heard,
  filled: Filled,
): Answer {
  const { draft } = report
  if (isUnknown(message.text) || isSkip(message.text, true)) {
    giveUp(report, asking)
    return 'answered'
  }
  const words = place.rest
    .replace(/^(?:(?:في|ب|حي|بحي|الحي|اسمه|هو|مدينة|in|the|at|it is|it's|district|city)\s+)+/iu, '')
    .trim()
  const isName = /\p{L}{2}/u.test(words) && wordCount(foldText(words)) <= longestDistrictWords
  if (filled.landmark || !isName) return 'unclear'
  if (asking === 'city') {
    report.unknown.push('city')
    draft.districtText = draft.districtText === undefined ? words : `${draft.districtText}، ${words}`
  } else {
    draft.districtText = words
    delete draft.district
  }
  draft.districtText = clipText(draft.districtText, longestWords)
  return 'answered'
}

/** What the resident cannot tell is not asked again. */
export function giveUp(report: ReportProgress, asking: SlotQuestion): void {
  const slots =
    asking === 'where'
      ? (['city', 'district'] as const)
      : asking === 'city' || asking === 'district' || asking === 'place'
        ? [asking]
        : []
  for (const slot of slots) if (!report.unknown.includes(slot)) report.unknown.push(slot)
}

function readLandmark(report: ReportProgress, { message, place, corrects }: Heard, filled: Filled): Answer {
  const { draft } = report
  const words = place.rest
  if (filled.place && !filled.landmark && corrects) return 'added'
  if (filled.landmark && wordCount(foldText(words)) > longestDistrictWords) return 'answered'
  if (isUnknown(message.text) || isSkip(message.text, true)) {
    giveUp(report, 'place')
    return 'answered'
  }
  if (!/[\p{L}\p{N}]/u.test(words)) return filled.place ? 'added' : 'unclear'
  if (isVagueLandmark(words) && !report.unknown.includes('place')) {
    report.unknown.push('place')
    describe(draft, words)
    return 'vague'
  }
  draft.landmark = clipText(words, longestWords)
  return 'answered'
}

function readPhotoAnswer({ draft }: ReportProgress, { message, words }: Heard, filled: Filled): Answer {
  const { intent } = message.understood
  if (filled.photo) return 'answered'
  if (filled.place || filled.pin || filled.landmark || filled.service) return 'answered'
  if (isSkip(message.text) || intent === 'deny' || isNo(message.text)) {
    draft.photoDeclined = true
    return 'answered'
  }
  if (intent === 'affirm' && words <= 6) return 'affirmed'
  if (words < 2) return 'unclear'
  describe(draft, message.text)
  return 'added'
}

const yes =
  /^(?:نعم|ايوه|ايوا|اي|ايه|اي نعم|تمام|ارسل|ارسلوا|ارسلوه|اعتمد|اعتمدوا|صح|صحيح|صحيحه|اكيد|موافق|اوكي|اوك|yes|yep|yeah|ok|okay|send|submit|confirm|correct|right|sure)(?: |$)/u
const no = /^(?:لا|لاا|كلا|مو صحيح|غير صحيح|غلط|خطا|no|nope|not|wrong|incorrect)(?: |$)/u

function isNo(text: string): boolean {
  return no.test(foldText(text, 80))
}

function readConfirmation({ draft }: ReportProgress, { message, words }: Heard, filled: Filled): Answer {
  if (filled.place || filled.pin || filled.landmark || filled.service || filled.photo) return 'answered'
  const { intent } = message.understood
  const folded = foldText(message.text, 80)
  if (intent === 'deny' || no.test(folded)) return 'denied'
  if ((intent === 'affirm' && words <= 8) || (yes.test(folded) && words <= 4)) return 'affirmed'
  if (words < 3) return 'unclear'
  describe(draft, message.text)
  return 'added'
}
