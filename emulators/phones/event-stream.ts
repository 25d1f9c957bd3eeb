import type { Request, Response } from 'express'
import type { Phones } from './phones.js'

const beatMs = 15_000

/** Streams one person's events as server-sent events; `Last-Event-ID` resumes where a lost connection stopped. */
export function streamEvents(phones: Phones, key: string, request: Request, response: Response): void {
  response.status(200).set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write('retry: 1500\n\n')
  const lastId = request.get('last-event-id')
  const unfollow = phones.follow(key, lastId, ({ id, event }) => {
    response.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`)
  })
  const beat = setInterval(() => response.write(': beat\n\n'), beatMs).unref()
  const unhear = phones.onClose(() => response.end())
  response.once('close', () => {
    clearInterval(beat)
    unfollow()
    unhear()
  })
}
