import type { HandshakeAnswer } from '../channel-adapter.js'
import { signatureOf } from './verify-signature.js'

/**
 * Answers X's challenge-response check: `{"response_token":"sha256=..."}` for the query's `crc_token`, 400 when there is none.
 * A wrong answer stops the delivery of events at once. Document: X API, Webhooks, "Challenge-response check".
 */
export function answerCrc(query: URLSearchParams, apiSecret: string): HandshakeAnswer {
  const token = query.get('crc_token')
  if (!token) return { status: 400, contentType: 'application/json', body: '{"error":"crc_token is missing"}' }
  const body = JSON.stringify({ response_token: signatureOf(token, apiSecret) })
  return { status: 200, contentType: 'application/json', body }
}
