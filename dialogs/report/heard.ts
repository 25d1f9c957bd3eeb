import { hasCorrection } from '../control-words.js'
import type { ResidentMessage } from '../dialog-types.js'
import { foldText, wordCount } from '../fold-text.js'
import { type PlaceRead, readPlace } from './read-place.js'

/** A resident's message as the report dialog reads it. */
export interface Heard {
  readonly message: ResidentMessage
  readonly words: number
  readonly corrects: boolean
  readonly place: PlaceRead
}

/** Reads a message for the report dialog. */
export function hear(message: ResidentMessage): Heard {
  return {
    message,
    words: wordCount(foldText(message.text)),
    corrects: hasCorrection(message.text),
    place: readPlace(message.text, message.understood, message.location),
  }
}
