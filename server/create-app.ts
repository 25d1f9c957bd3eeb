import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import type { Log } from '../models/log.js'

/** The web application: the given routers, JSON for what is not there and for faults; nothing of the inside is told. */
export function createApp(routers: readonly Router[], log: Log): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  for (const router of routers) app.use(router)
  app.use((_request: Request, response: Response) => {
    response.status(404).json({ error: 'not-found' })
  })
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    log.error({ err: error }, 'a request failed')
    if (!response.headersSent) response.status(500).json({ error: 'internal' })
    else response.end()
  })
  return app
}
