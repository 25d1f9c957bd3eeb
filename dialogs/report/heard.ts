import type { ResidentMessage } from '../dialog-types.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress } from '../memory.js'
import type { PlaceNames } from '../place-names.js'
import { hasCorrection } from '../words/correction.js'
import { findDistricts } from './find-districts.js'
import { type PlaceRead, readPlace } from './read-place.js'

/** A resident's message as the report dialog reads it. */
export interface Heard {
  readonly message: ResidentMessage
  readonly words: number
  readonly corrects: boolean
  readonly place: PlaceRead
}

const longestCorrection = 8

/** Reads a message for the report dialog. */
export function hear(message: ResidentMessage, report: ReportProgress, places: PlaceNames): Heard {
  const { text, understood, location } = message
  const words = wordCount(foldText(text))
  const corrects = hasCorrection(text)
  const { city, district } = report.draft
  const named = understood.entities.some(({ type }) => type === 'district')
  const corrigible = city !== undefined && district !== undefined && !named && words <= longestCorrection
  const meant = corrigible && (corrects || report.asking === 'confirm') ? findDistricts(text, city, places) : []
  return { message, words, corrects, place: readPlace(text, [...understood.entities, ...meant], location) }
}
