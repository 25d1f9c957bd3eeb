import { fold } from '../pipeline/fold.js'
import { originalSpan, type Shadow } from '../pipeline/shadow.js'
import type { Entity } from '../understanding.js'
import type { CalendarDay } from './calendar-day.js'
import { type PlaceWord, placeWord } from './place-key.js'

/** A word of the shadow text: folded, with its place in the shadow text. */
export interface Token {
  readonly word: string
  readonly start: number
  readonly end: number
  /** The word as part of a place's name. */
  readonly place: PlaceWord
}

/** What entities are looked for in. */
export interface EntityInput {
  readonly shadow: Shadow
  readonly tokens: readonly Token[]
  /** The slot that the dialog waits for. */
  readonly expecting: string | undefined
  /** The day that relative dates count from. */
  today(): CalendarDay
}

/** Where an entity was written: what `Entity` has besides its value. */
export type Written = Pick<Entity, 'text' | 'start' | 'end'>

/** The words of a shadow text with their places; punctuation and blanks fall between them. */
export function tokensOf(shadowText: string): Token[] {
  const tokens: Token[] = []
  for (const match of shadowText.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const word = fold(match[0])
    tokens.push({ word, start: match.index, end: match.index + match[0].length, place: placeWord(word) })
  }
  return tokens
}

/** `start`..`end` of the shadow text as a place in the original. */
export function written(shadow: Shadow, start: number, end: number): Written {
  return originalSpan(shadow, start, end)
}
