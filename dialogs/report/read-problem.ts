import type { Services } from '../../config/services.js'
import type { Understanding } from '../../nlu/understanding.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import { isUnknown } from '../words/skip.js'
import { isBareWishToReport } from '../words/wish.js'
import type { Answer } from './answer.js'
import { describe } from './draft.js'
import { type Filled, isUnsureFire } from './fill-slots.js'
import type { Heard } from './heard.js'

const mostGuesses = 3
const nearlySure = 0.45
/** What is less likely is offered to nobody. */
const worthOffering = 0.15

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
  if (asking !== null && (isUnknown(text) || isBareWishToReport(text, true))) return 'vague'
  if (asking !== null && understood.phrase && isYesOrNo(understood)) return yesOrNoToGuesses(report, understood)
  if (asking === 'category' && draft.service !== undefined) {
    delete draft.description
    if (!filled.service) delete draft.service
  }
  describe(draft, text)
  if (filled.service) return 'answered'
  if (isUnsureFire(heard)) {
    draft.service ??= 'other'
    return 'answered'
  }
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
  else if (understood.serviceConfidence >= nearlySure && (report.doubts > 0 || guesses.length === 1))
    takeGuess(report, best)
  else if (report.doubts > 1 || (report.doubts > 0 && guesses.length === 0)) takeGuess(report, best)
  else {
    report.doubts++
    report.guesses = guesses
    return guesses.length > 0 ? 'answered' : 'vague'
  }
  return 'answered'
}

/** Takes what is only likely; what is told clearly later on takes its place. */
function takeGuess(report: ReportProgress, service: string): void {
  report.draft.service = service
  report.guessed = true
}

const sentenceLength = 5
const plainlySure = 0.8

/** Whether a sentence that should name a place plainly tells a problem instead. */
export function tellsProblem({ message: { understood }, words, place }: Heard): boolean {
  const { intent, decision, serviceConfidence } = understood
  return (
    intent === 'open_report' &&
    decision === 'act' &&
    words >= sentenceLength &&
    serviceConfidence >= plainlySure &&
    place.landmark === null
  )
}

/** Takes the problem told where a place was asked for; the place is asked for again. */
export function readOtherProblem({ draft }: ReportProgress, { message: { text, understood } }: Heard): Answer {
  describe(draft, text)
  if (understood.service !== null) draft.service = understood.service
  return 'added'
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
  const known = guesses.filter(({ id, p }) => services.has(id) && p >= worthOffering).slice(0, mostGuesses)
  const best = known[0]?.p ?? 0
  const close = known.filter(({ p }) => p >= best / 4)
  return (best >= nearlySure ? close : known).map(({ id }) => id)
}
