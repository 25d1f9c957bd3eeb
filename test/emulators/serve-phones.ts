import type { Server } from 'node:http'
import express from 'express'
import { createPhonesRouter } from '../../emulators/phones/phones-router.js'
import type { Emulators } from '../../emulators/start-emulators.js'

/** Serves the phones page by itself on loopback. */
export async function servePhones(emulators: Emulators): Promise<{ url: string; close(): void }> {
  const app = express().use(createPhonesRouter(emulators))
  const server = await new Promise<Server>((resolve) => {
    const started = app.listen(0, '127.0.0.1', () => resolve(started))
  })
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
