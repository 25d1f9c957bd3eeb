const dayMs = 86_400_000
const weekend = new Set(['Fri', 'Sat'])

/** Tells the end of a span of working days (Sunday to Thursday) in a time zone; holidays are not known yet. */
export function createWorkingDays(timeZone: string): (from: number, days: number) => number {
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' })
  return (from, days) => {
    let at = from
    for (let left = days; left > 0; ) {
      at += dayMs
      if (!weekend.has(weekday.format(at))) left--
    }
    return at
  }
}
