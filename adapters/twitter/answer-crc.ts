import type { HandshakeAnswer } from '../channel-adapter.js'
import { signatureOf } from './verify-signature.js'

/** X's tokens are some forty characters. */
const longestToken = 512

/**
 * Answers X's challenge-response check: `{"response_token":"sha256=..."}` for the query's `crc_token`, 400 when there is none.
 * A wrong answer stops the delivery of events at once. Document: X API, Webhooks, "Challenge-response check".
 *
 * The answer is made with the same key as the signature of events, and anybody may ask: a token that could be a webhook's
 * body would get that body signed. So no token is answered that is a JSON object or array, which every such body is.
 */
export function answerCrc(query: URLSearchParams, apiSecret: string): HandshakeAnswer {
  const token = query.get('crc_token')
  if (!token) return refusal('crc_token is missing')
  if (token.length > longestToken || couldBeBody(token)) return refusal('crc_token is none of X')
  const body = JSON.stringify({ response_token: signatureOf(token, apiSecret) })
  return { status: 200, contentType: 'application/json', body }
}

function couldBeBody(token: string): boolean {
  try {
    const parsed: unknown = JSON.parse(token)
    return typeof parsed === 'object' && parsed !== null
  } catch {
    return false
  }
}

function refusal(error: string): HandshakeAnswer {
  return { status: 400, contentType: 'application/json', body: JSON.stringify({ error }) }
}
