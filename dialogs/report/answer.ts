import type { Services } from '../../config/services.js'
import type { Understanding } from '../../nlu/understanding.js'
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
const mostGuesses = 3
const nearlySure = 0.45
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

/**
 * The problem in the resident's words. Where the service stays unsure, guesses are kept to choose from; the second time the best
 * is taken. In danger nobody is asked to choose: what is not nearly sure is another matter, with the resident's words.
 */
export function readProblem(
  report: ReportProgress,
  asking: SlotQuestion | null,
  heard: Heard,
  filled: Filled,
  services: Services,
): Answer {
  const { draft } = report
  const { understood, text } = heard.message
  if (heard.words === 0) return filled.photo || filled.pin ? 'added' : 'unclear'
  if (onlyPlace(heard, filled)) return 'added'
  if (asking !== null && understood.phrase && isYesOrNo(understood)) return yesOrNoToGuesses(report, understood)
  if (asking === 'category' && draft.service !== undefined) {
    delete draft.description
    if (!filled.service) delete draft.service
  }
  describe(draft, text)
  if (filled.service) return 'answered'
  return chooseService(report, asking, understood, services)
}

function chooseService(
  report: ReportProgress,
  asking: SlotQuestion | null,
  understood: Understanding,
  services: Services,
): Answer {
  const { draft } = report
  const guesses = likelyServices(understood, services)
  const [best = 'other'] = guesses
  if (draft.urgent) draft.service = understood.serviceConfidence >= nearlySure ? best : 'other'
  else if (asking === 'service')
    draft.service = guesses.find((id) => report.guesses.includes(id)) ?? report.guesses[0] ?? best
  else if (report.doubts > 0 || guesses.length === 1) draft.service = best
  else {
    report.doubts++
    report.guesses = guesses
    return guesses.length > 0 ? 'answered' : 'vague'
  }
  return 'answered'
}

/** Whether a message tells where, and hardly anything else. */
function onlyPlace({ place }: Heard, filled: Filled): boolean {
  return (filled.place || filled.pin || filled.landmark) && !filled.service && wordCount(foldText(place.remainder)) <= 2
}

function yesOrNoToGuesses({ draft, guesses }: ReportProgress, { intent }: Understanding): Answer {
  if (guesses.length === 0) return 'unclear'
  if (intent === 'deny') return 'vague'
  draft.service = guesses[0] ?? 'other'
  return 'answered'
}

function isYesOrNo({ intent }: Understanding): boolean {
  return intent === 'affirm' || intent === 'deny'
}

/** The services worth offering: at most three, none of them far behind the first; a single one is as good as sure. */
function likelyServices({ services: guesses }: Understanding, services: Services): string[] {
  const known = guesses.filter(({ id }) => services.has(id)).slice(0, mostGuesses)
  const best = known[0]?.p ?? 0
  const close = known.filter(({ p }) => p >= best / 4)
  return (best >= nearlySure ? close : known).map(({ id }) => id)
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
  const words = filled.place ? place.rest : place.plain
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

function readPhotoAnswer({ draft }: ReportProgress, heard: Heard, filled: Filled): Answer {
  const { message, words } = heard
  if (filled.photo) return 'answered'
  if (filled.place || filled.pin || filled.landmark || filled.service) return 'answered'
  if (isSkip(message.text) || denies(heard)) {
    draft.photoDeclined = true
    return 'answered'
  }
  if (affirms(heard)) return 'affirmed'
  if (words < 2) return photoWord.test(message.text) ? 'affirmed' : 'unclear'
  describe(draft, message.text)
  return 'added'
}

const photoWord = /صور|photo|pic/iu
const yes =
  /^(?:نعم|ايوه|ايوا|اي|ايه|اي نعم|تمام|ارسل|ارسلوا|ارسلوه|اعتمد|اعتمدوا|صح|صحيح|صحيحه|اكيد|موافق|اوكي|اوك|yes|yep|yeah|ok|okay|send|submit|confirm|correct|right|sure)(?: |$)/u
const no = /^(?:لا|لاا|كلا|مو صحيح|غير صحيح|غلط|خطا|no|nope|not|wrong|incorrect)(?: |$)/u

const answerLength = 5

/** A yes; not one the understanding only guesses from what was asked. */
function affirms({ message: { text, understood }, words }: Heard): boolean {
  if (/[?؟]/u.test(text)) return false
  if (understood.phrase) return understood.intent === 'affirm'
  const guessed = understood.intent === 'affirm' && understood.confidence >= 0.6 && understood.entities.length === 0
  return words <= answerLength && (yes.test(foldText(text, 80)) || guessed)
}

/** A no, and hardly anything else. */
function denies({ message: { text, understood }, words }: Heard): boolean {
  if (understood.phrase) return understood.intent === 'deny'
  const guessed = understood.intent === 'deny' && understood.confidence >= 0.6
  return words <= answerLength && (no.test(foldText(text, 80)) || guessed)
}

function readConfirmation({ draft }: ReportProgress, heard: Heard, filled: Filled): Answer {
  const { message, words } = heard
  if (filled.place || filled.pin || filled.landmark || filled.service || filled.photo) return 'answered'
  if (denies(heard) || no.test(foldText(message.text, 80))) return 'denied'
  if (affirms(heard)) return 'affirmed'
  if (words < 3) return 'unclear'
  describe(draft, message.text)
  return 'added'
}
