import type { Entity } from '../../nlu/understanding.js'
import type { ResidentMessage } from '../dialog-types.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress } from '../memory.js'
import type { DialogParts } from '../turn.js'
import { hasCorrection } from '../words/correction.js'
import { meansSamePlace } from '../words/same-place.js'
import { findDistricts } from './find-districts.js'
import type { Outside } from './find-outside.js'
import { type PlaceRead, readPlace } from './read-place.js'

/** A resident's message as the report dialog reads it. */
export interface Heard {
  readonly message: ResidentMessage
  readonly words: number
  readonly corrects: boolean
  readonly place: PlaceRead
  /** Where it says that the problem is, if that is not served here; no place is read out of it then. */
  readonly outside: Outside | null
  /** The place is that of the report before. */
  readonly samePlace: boolean
}

const longestCorrection = 8

/** Reads a message for the report dialog. */
export function hear(message: ResidentMessage, report: ReportProgress, { places, findOutside }: DialogParts): Heard {
  const { text, understood, location } = message
  const words = wordCount(foldText(text))
  const corrects = hasCorrection(text)
  const { city, district } = report.draft
  const named = understood.entities.some(({ type }) => type === 'district')
  const corrigible = city !== undefined && district !== undefined && !named && words <= longestCorrection
  const meant = corrigible && (corrects || report.asking === 'confirm') ? findDistricts(text, city, places) : []
  const outside = location === undefined ? findOutside(text, understood.entities, careOf(report)) : null
  const entities = outside === null ? [...understood.entities, ...meant] : understood.entities.filter(isNoPlace)
  return {
    message,
    words,
    corrects,
    place: readPlace(text, entities, location),
    outside,
    samePlace: meansSamePlace(text),
  }
}

function isNoPlace({ type }: Entity): boolean {
  return type !== 'district' && type !== 'landmark'
}

/** Once the place is known, a name may be that of a shop; where it is asked for, it is the answer. */
function careOf({ asking, draft }: ReportProgress): 'strict' | 'plain' | 'bare' {
  if (asking === 'place' || asking === 'photo' || asking === 'confirm') return 'strict'
  if (asking === 'category' && draft.service === undefined) return 'plain'
  return 'bare'
}
