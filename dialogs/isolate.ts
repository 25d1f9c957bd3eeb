const firstStrongIsolate = '\u2068'
const leftToRightIsolate = '\u2066'
const popIsolate = '\u2069'
const echoLength = 60

/** A report number, Latin name or other foreign run, kept from turning the line around it (UAX #9, FSI ... PDI). */
export function isolate(text: string): string {
  return firstStrongIsolate + text + popIsolate
}

/** Coordinates and the like, which read from left to right in any line (UAX #9, LRI ... PDI). */
export function isolateLeftToRight(text: string): string {
  return leftToRightIsolate + text + popIsolate
}

/** A resident's words as they may be shown to them again: one line, at most 60 characters, without marks of direction or long numbers, isolated. */
export function echo(words: string): string {
  const line = words
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Nd}(?:[ .-]?\p{Nd}){6,}/gu, '…')
    .trim()
  const characters = [...line]
  return isolate(
    characters.length > echoLength
      ? `${characters
          .slice(0, echoLength - 1)
          .join('')
          .trimEnd()}…`
      : line,
  )
}
