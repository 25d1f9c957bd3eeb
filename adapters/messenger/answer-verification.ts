import { createHash, timingSafeEqual } from 'node:crypto'
import type { HandshakeAnswer } from '../channel-adapter.js'

/**
 * Answers Meta's GET on the webhook: 200 with the bare `hub.challenge` when the mode and the verify token are right, else 403.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export function answerVerification(query: URLSearchParams, verifyToken: string): HandshakeAnswer {
  const challenge = query.get('hub.challenge')
  const asked = query.get('hub.mode') === 'subscribe' && isSame(query.get('hub.verify_token') ?? '', verifyToken)
  if (!asked || challenge === null) return { status: 403, contentType: 'text/plain', body: 'Forbidden' }
  return { status: 200, contentType: 'text/plain', body: challenge }
}

/** Digests make both sides equally long, as the constant-time comparison wants. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
