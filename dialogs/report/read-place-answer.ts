import type { Understanding } from '../../nlu/understanding.js'
import { clipText } from '../clip-text.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import { isOnlyCorrection } from '../words/correction.js'
import { isSkip, isUnknown } from '../words/skip.js'
import { isVagueLandmark } from '../words/vague-landmark.js'
import type { Answer } from './answer.js'
import { describe } from './draft.js'
import type { Filled } from './fill-slots.js'
import type { Heard } from './heard.js'

const longestWords = 200
const longestDistrictWords = 8
const questionOpening =
  /^(?:كم|وش|ايش|شنو|كيف|متي|وين|اين|ليش|لماذا|هل|مين|من هو|what|how|when|where|why|who|can|do|does|is)(?:\s|$)/u

/** A district or city in the resident's own words: a name that is on no list is taken as it is. */
export function readDistrict(
  report: ReportProgress,
  asking: 'where' | 'city' | 'district',
  { message, place }: Heard,
  filled: Filled,
): Answer {
  const { draft } = report
  if (isUnknown(message.text) || isSkip(message.text, true)) {
    if (asking === 'where' && report.doubts === 0) {
      report.doubts++
      return 'vague'
    }
    giveUp(report, asking)
    return 'answered'
  }
  if (isMereAnswer(message.understood)) return 'unclear'
  const words = place.rest
    .replace(/^(?:(?:في|ب|حي|بحي|الحي|اسمه|هو|مدينة|in|the|at|it is|it's|district|city)\s+)+/iu, '')
    .trim()
  const isName =
    /\p{L}{2}/u.test(words) && !asksSomething(message.text) && wordCount(foldText(words)) <= longestDistrictWords
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

/** A question names no place. */
function asksSomething(text: string): boolean {
  return /[?؟]/u.test(text) || questionOpening.test(foldText(text))
}

/** "Yes", "no", "thanks" and the like name no place. */
function isMereAnswer({ phrase, intent }: Understanding): boolean {
  return phrase && intent !== 'open_report'
}

/** What the resident cannot tell is not asked again. */
function giveUp(report: ReportProgress, asking: SlotQuestion): void {
  const slots =
    asking === 'where'
      ? (['city', 'district'] as const)
      : asking === 'city' || asking === 'district' || asking === 'place'
        ? [asking]
        : []
  for (const slot of slots) if (!report.unknown.includes(slot)) report.unknown.push(slot)
}

/** A landmark in the resident's own words; one that says nothing to others is asked for once more. */
export function readLandmark(report: ReportProgress, { message, place, corrects }: Heard, filled: Filled): Answer {
  const { draft } = report
  const words = filled.place ? place.rest : place.plain
  if (filled.place && !filled.landmark && (corrects || isOnlyCorrection(words))) return 'added'
  if (filled.landmark && wordCount(foldText(words)) > longestDistrictWords) return 'answered'
  if (isUnknown(message.text) || isSkip(message.text, true)) {
    giveUp(report, 'place')
    return 'answered'
  }
  if (message.understood.phrase && message.understood.intent === 'deny') {
    giveUp(report, 'place')
    return 'answered'
  }
  if (isMereAnswer(message.understood)) return 'unclear'
  if (message.understood.urgent && !filled.landmark) {
    describe(draft, message.text)
    return 'added'
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
