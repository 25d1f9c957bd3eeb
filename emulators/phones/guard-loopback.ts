import type { NextFunction, Request, Response } from 'express'

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

const localHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
const localPeer = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/

/** Lets in this machine alone: by its address, by a `Host` that names it (against DNS rebinding) and by an `Origin` that is the page's own. Others get 403. */
export function guardLoopback(request: Request, response: Response, next: NextFunction): void {
  const { host = '', origin } = request.headers
  const fromHere = localPeer.test(request.socket.remoteAddress ?? '')
  const sameOrigin = origin === undefined || origin === `http://${host}` || origin === `https://${host}`
  if (!fromHere || !localHost.test(host) || !sameOrigin) {
    response.status(403).type('text/plain').send('The phones page is for this machine alone.\n')
    return
  }
  response.set(headers)
  next()
}
