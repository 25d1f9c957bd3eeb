/** How long a lease holds without being renewed: what a crash of a process costs its conversations at most, ms. */
export const leaseMs = 15_000

/** A lease that ends later than this from now was taken by a clock that was ahead; it must not lock the conversation for as long, ms. */
const longestBelievedMs = leaseMs + 60_000

/** The filter that a conversation meets when nobody holds it: no lease, one that has run out, or one that no clock in order can have taken. */
export function nobodysLease(now: number) {
  return {
    $or: [{ lease: null }, { 'lease.until': { $lt: now } }, { 'lease.until': { $gt: now + longestBelievedMs } }],
  }
}

/** The end of leases that hold now, as a filter. */
export function holdingUntil(now: number) {
  return { $gte: now, $lte: now + longestBelievedMs }
}

/** The filter that a conversation meets when `owner` may take it: nobody's, run out, or its own already. */
export function freeLease(owner: string, now: number) {
  return { $or: [...nobodysLease(now).$or, { 'lease.owner': owner }] }
}
