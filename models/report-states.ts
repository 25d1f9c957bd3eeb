/** The states of a report; a new one is `open`. The map of allowed transitions belongs to the life cycle. */
export const reportStates = [
  'open',
  'acknowledged',
  'assigned',
  'in_progress',
  'on_hold',
  'forwarded',
  'resolved',
  'closed',
  'rejected',
  'objected',
  'reopened',
  'cancelled',
  'merged',
] as const
export type ReportState = (typeof reportStates)[number]
