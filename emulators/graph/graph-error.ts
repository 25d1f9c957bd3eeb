import { randomBytes } from 'node:crypto'
import type { PlatformAnswer } from '../platform-router.js'

/** An error in the Graph API's envelope; `status` is the HTTP status. */
export function graphError(code: number, message: string, more: GraphErrorFacts = {}): PlatformAnswer {
  const { subcode, status = 400, transient, headers = {} } = more
  const error = {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(transient === undefined ? {} : { is_transient: transient }),
    fbtrace_id: `A${randomBytes(11).toString('base64url')}`,
  }
  return { status, body: { error }, headers: { ...usageHeaders, ...headers } }
}

/** What an error tells besides its code and message. */
export interface GraphErrorFacts {
  readonly subcode?: number
  readonly status?: number
  readonly transient?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/** The headers by which the Graph API tells how much of the app's allowance is used, in percent. */
export const usageHeaders: Readonly<Record<string, string>> = {
  'x-app-usage': '{"call_count":3,"total_cputime":2,"total_time":2}',
  'facebook-api-version': 'v24.0',
}

/** 200 with a body. */
export const graphAnswer = (body: object): PlatformAnswer => ({ status: 200, body, headers: usageHeaders })

/** 10/2018278: more than 24 hours since the resident last wrote. */
export const windowClosed = (): PlatformAnswer =>
  graphError(10, 'This message is sent outside of allowed window.', { subcode: 2018278 })

/** 551/1545041: the resident cannot be reached. */
export const unreachable = (): PlatformAnswer =>
  graphError(551, "This person isn't available right now.", { subcode: 1545041 })

/** 100/2018001: nobody has this id. */
export const unknownResident = (): PlatformAnswer => graphError(100, 'No matching user found', { subcode: 2018001 })

/** 613: too many calls. */
export const tooManyCalls = (): PlatformAnswer =>
  graphError(613, 'Calls to this api have exceeded the rate limit.', {
    transient: true,
    headers: { 'x-app-usage': '{"call_count":100,"total_cputime":30,"total_time":30}' },
  })

/** 1: something went wrong, nobody knows how far it came. */
export const serverError = (): PlatformAnswer =>
  graphError(1, 'An unknown error has occurred.', { status: 500, transient: true })

/** 190: the access token does not hold. */
export const invalidToken = (): PlatformAnswer =>
  graphError(190, 'Invalid OAuth access token - Cannot parse access token', { subcode: 463, status: 401 })
