/** How long an answer's headers ask to wait, ms: `retry-after-ms`, or `Retry-After` in seconds or as a date. Null where they do not. */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const ms = headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms')
  if (ms !== null && /^\d+$/.test(ms)) return Number(ms)
  const value = headers.get('retry-after')
  if (value === null) return null
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
