/** How long a lease holds without being renewed: what a crash of a process costs its conversations at most, ms. */
export const leaseMs = 15_000

/** The filter that a conversation meets when `owner` may take it: nobody's, run out, or its own already. */
export function freeLease(owner: string, now: number) {
  return { $or: [{ lease: null }, { 'lease.until': { $lt: now } }, { 'lease.owner': owner }] }
}
