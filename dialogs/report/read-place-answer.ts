import type { Understanding } from '../../nlu/understanding.js'
import { clipText } from '../clip-text.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import { isOnlyCorrection } from '../words/correction.js'
import { isKindWord, isOrdinal } from '../words/kind-word.js'
import { isAnger, isChatter, isNoName, looksLikeName, speaksToSomebody } from '../words/no-name.js'
import { asksSomething } from '../words/question.js'
import { isSkip, isUnknown, namesPhoto } from '../words/skip.js'
import { isVagueLandmark } from '../words/vague-landmark.js'
import { describesWay } from '../words/way.js'
import type { Answer } from './answer.js'
import { addDetail, describe } from './draft.js'
import type { Filled } from './fill-slots.js'
import type { Heard } from './heard.js'
import { affirms, affirmsPlainly, deniesPlainly } from './yes-no.js'

const longestWords = 200
const longestDistrictWords = 8

/** A district or city in the resident's own words: a name that is on no list is taken as it is. */
export function readDistrict(
  report: ReportProgress,
  asking: 'where' | 'city' | 'district',
  { message, place }: Heard,
  filled: Filled,
): Answer {
  if (isUnknown(message.text) || isSkip(message.text, true)) {
    if (asking === 'district') {
      giveUp(report, 'district')
      return 'answered'
    }
    // without a city no team can be sent
    if (asking === 'where' && (report.doubts > 0 || namesDistrict(message.text))) giveUp(report, 'district')
    report.doubts++
    return 'vague'
  }
  if (message.understood.urgent) {
    addDetail(report, message.text)
    return 'added'
  }
  const settled = settleDoubt(report, asking, message)
  if (settled !== null) return settled
  if (isMereAnswer(message.understood)) return 'unclear'
  if (asking === 'district' && tellsWayAgain(report, place.landmark, filled)) return 'answered'
  const words = place.rest
    .replace(/^(?:(?:في|ب|حي|بحي|الحي|اسمه|هو|مدينة|in|the|at|it is|it's|district|city)\s+)+/iu, '')
    .trim()
  const isName =
    /\p{L}{2}/u.test(words) && !asksSomething(message.text) && wordCount(foldText(words)) <= longestDistrictWords
  if (filled.landmark || !isName || isNoName(words) || isKindWord(words) || isOrdinal(words)) return 'unclear'
  if (report.draft.landmark === undefined && describesWay(words)) {
    report.draft.landmark = clipText(words, longestWords)
    return 'added'
  }
  const repeated = report.doubtfulName !== null && foldText(report.doubtfulName) === foldText(words)
  const plainName = asking !== 'city' && looksLikeName(message.text, words) && !soundsLikeProblem(message.understood)
  if (!repeated && !plainName) {
    report.doubtfulName = clipText(words, longestWords)
    return 'doubtful'
  }
  takeName(report, asking, words)
  return 'answered'
}

/** A yes or no to whether a doubtful name is one; null where it is neither. */
function settleDoubt(
  report: ReportProgress,
  asking: SlotQuestion,
  { text, understood }: Heard['message'],
): Answer | null {
  if (report.doubtfulName === null) return null
  if (affirmsPlainly(text, understood)) {
    takeName(report, asking, report.doubtfulName)
    return 'answered'
  }
  if (!deniesPlainly(text, understood)) return null
  report.doubtfulName = null
  return 'vague'
}

/** Who tells the way once more, does not know the district: it joins the landmark. Returns whether it was so. */
function tellsWayAgain(report: ReportProgress, way: string | null, filled: Filled): boolean {
  const { draft } = report
  if (way === null || draft.landmark === undefined || filled.landmark) return false
  const comma = /\p{Script=Arabic}/u.test(draft.landmark) ? '،' : ','
  draft.landmark = clipText(`${draft.landmark}${comma} ${way}`, longestWords)
  giveUp(report, 'district')
  return true
}

/** Takes a name that is on no list as it was written. */
export function takeName(report: ReportProgress, asking: SlotQuestion, words: string): void {
  const { draft } = report
  report.doubtfulName = null
  let name = words
  if (asking === 'city') {
    report.unknown.push('city')
    if (draft.districtText !== undefined) name = `${draft.districtText}، ${words}`
  } else delete draft.district
  draft.districtText = clipText(name, longestWords)
}

const plainlySure = 0.8

function soundsLikeProblem({ intent, decision, serviceConfidence }: Understanding): boolean {
  return intent === 'open_report' && decision === 'act' && serviceConfidence >= plainlySure
}

/** "Yes", "no", "thanks" and the like name no place. */
function isMereAnswer({ phrase, intent }: Understanding): boolean {
  return phrase && intent !== 'open_report'
}

/** What the resident cannot tell is not asked again. */
function giveUp(report: ReportProgress, slot: 'district' | 'place'): void {
  if (!report.unknown.includes(slot)) report.unknown.push(slot)
}

function namesDistrict(text: string): boolean {
  return /(?:^| )(?:ال)?(?:حي|district|neighbou?rhood|7ay|7ai|hay)(?: |$)/u.test(foldText(text, 120))
}

/** «نفس» of nothing, and sounds. */
function saysNothing(text: string): boolean {
  return /^(?:نفس|نفسه|نفسها|same|the same|(\p{L})\1*|ه+ا+ه*|ا+ه+ا*|اوك|اوكي|طيب|hm+|um+|er+)$/u.test(
    foldText(text, 40),
  )
}

/** Anger, a yes, and, where nothing tells the way, a question or what speaks to somebody. */
function isNoDescription(heard: Heard, tellsWay: boolean): boolean {
  const { text, understood } = heard.message
  if (isAnger(text) || affirms(heard) || (!tellsWay && isChatter(text))) return true
  return !tellsWay && !understood.urgent && (asksSomething(text) || speaksToSomebody(text))
}

/** A landmark in the resident's own words; one that says nothing to others is asked for once more. */
export function readLandmark(report: ReportProgress, heard: Heard, filled: Filled): Answer {
  const { message, place, corrects } = heard
  const { draft } = report
  const words = filled.place ? place.rest : place.plain
  if (filled.place && !filled.landmark && (corrects || isOnlyCorrection(words))) return 'added'
  if (filled.landmark && wordCount(foldText(words)) > longestDistrictWords) return 'answered'
  if (isSkip(message.text) && namesPhoto(message.text)) {
    // told before it was asked
    draft.photoDeclined = true
    return 'vague'
  }
  if (isUnknown(message.text) || isSkip(message.text, true)) {
    giveUp(report, 'place')
    return 'answered'
  }
  if (message.understood.phrase && message.understood.intent === 'deny') {
    giveUp(report, 'place')
    return 'answered'
  }
  if (isMereAnswer(message.understood) || saysNothing(message.text)) return 'unclear'
  // the district said again is no landmark in it
  if (!filled.place && place.districts.length + place.cities.length > 0 && !/\p{L}{2}/u.test(place.rest))
    return 'unclear'
  if (isNoDescription(heard, filled.landmark || describesWay(words))) return 'unclear'
  if (message.understood.urgent && !filled.landmark) {
    addDetail(report, message.text)
    return 'added'
  }
  if (!/\p{L}/u.test(words)) return filled.place ? 'added' : 'unclear'
  if (isVagueLandmark(words) && !report.unknown.includes('place')) {
    report.unknown.push('place')
    describe(draft, words)
    return 'vague'
  }
  draft.landmark = clipText(words, longestWords)
  return 'answered'
}
