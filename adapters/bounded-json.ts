/** What is kept of a body that nobody understands, bytes. */
const longest = 64 * 1024

/** A value as JSON, cut after 64 KiB of UTF-8; for an operator to look at, never to be parsed or logged. */
export function boundedJson(value: unknown): string {
  const json = toJson(value)
  const bytes = Buffer.from(json, 'utf8')
  // A character cut through at the end is left out.
  return bytes.length <= longest
    ? json
    : bytes
        .subarray(0, longest)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined'
  } catch (error) {
    // Nested more deeply than the stack holds.
    return `not to be written as JSON (${error instanceof Error ? error.name : 'unknown'})`
  }
}
