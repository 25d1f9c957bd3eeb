import { TawasulError } from '../../models/tawasul-error.js'
import type { XAnswer } from './x-answer.js'

/** An answer other than a good one, in words for an operator. */
export function describeFailure(answer: XAnswer): string {
  if (answer.kind === 'ok') return 'X answered in an unknown form'
  return answer.kind === 'error' ? `X answered ${answer.status}` : `X was not reached (${answer.reason})`
}

/** The error of a mend that X did not carry out. */
export function mendError(what: string, answer: XAnswer): TawasulError {
  const hint = 'See the webhook in the developer console; its address must answer by https on the standard port.'
  const retryable = answer.kind !== 'error'
  return new TawasulError('twitter.mend_failed', `${what}: ${describeFailure(answer)}`, { retryable, hint })
}
