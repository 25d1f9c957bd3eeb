import { foldText, wordCount } from '../fold-text.js'
import type { Draft, ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { readProblemCorrection } from '../words/problem-correction.js'
import { readStreetCorrection, withStreet } from '../words/street.js'
import { advance } from './advance.js'
import { sayCorrections } from './corrections.js'
import { describe } from './draft.js'
import type { Heard } from './heard.js'

const worthTaking = 0.25
const sure = 0.6
const fewWords = 5

/** Takes a correction of the problem or the street that names what is right instead. Returns whether the message was one. */
export function takeCorrection(turn: Turn, report: ReportProgress, before: Draft, heard: Heard): boolean {
  const { text } = heard.message
  const street = readStreetCorrection(text)
  if (street !== null) {
    const landmark = withStreet(report.draft.landmark, street, text)
    report.draft.landmark = landmark
    sayCorrections(turn, { ...before, landmark: before.landmark ?? '' }, report.draft)
    advance(turn, report, before, report.asking === 'place' ? 'place' : null)
    return true
  }
  const service = correctedService(turn, report, heard)
  if (service === null) return false
  report.draft.service = service
  report.guessed = false
  if (service !== before.service) describe(report.draft, text)
  sayCorrections(turn, before, report.draft)
  advance(turn, report, before, null)
  return true
}

function correctedService({ memory, parts }: Turn, { draft }: ReportProgress, heard: Heard): string | null {
  const { message, place } = heard
  const { services, service, serviceConfidence } = message.understood
  if (draft.service === undefined) return null
  // what is typed under the question what to change, and names a problem
  if (memory.question?.name === 'edit' && !heard.corrects && wordCount(foldText(message.text)) <= fewWords) {
    const told = parts.nameService(message.text)
    return told !== null && (told === service || service === null) && place.landmark === null ? told : null
  }
  const correction = readProblemCorrection(message.text)
  if (correction === null) return null
  const placed = place.districts.length > 0 || place.cities.length > 0 || place.landmark !== null
  const told = parts.nameService(correction.instead)
  if (told !== null && (correction.named || !placed)) return told
  if (!correction.named || placed) return null
  const denied = parts.nameService(correction.not) ?? draft.service
  const other = services.find(
    ({ id, p }) => id !== denied && id !== 'other' && parts.services.has(id) && p >= worthTaking,
  )
  if (other !== undefined) return other.id
  return service !== null && service !== 'other' && serviceConfidence >= sure ? service : null
}
