import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express'
import { z } from 'zod'
import { projectRoot } from '../../config/project-root.js'
import { TawasulError } from '../../models/tawasul-error.js'
import type { Emulators } from '../start-emulators.js'
import { streamEvents } from './event-stream.js'
import { guardLoopback } from './guard-loopback.js'
import { imageType } from './image-type.js'

const key = z.string().regex(/^[\w-]{16,64}$/)
const channel = z.enum(['x', 'messenger'])
const text = z.string().trim().min(1).max(10_000)
const saying = z.object({ resident: key, text })
const choice = z.object({ resident: key, messageId: z.string().max(200), payload: z.string().max(1000) })
const starter = z.object({ resident: key, payload: z.string().max(1000) })
const photo = z.object({ resident: key, text: z.string().trim().max(1000).default('') })
const largestPhoto = 10 * 1024 * 1024

/**
 * The residents' phones at `/phones`: the page, its fonts, and its API under `/phones/api`.
 * Answers 400 to wrong fields, 403 to whoever is not on this machine, 413 and 415 to photos too large or none.
 */
export function createPhonesRouter({ phones }: Pick<Emulators, 'phones'>): Router {
  const page = readFileSync(path.join(pageFolder, 'phones.html'), 'utf8')
  const json = express.json({ limit: '64kb' })
  const router = express.Router()
  router.use(guardLoopback)
  router.get('/', (request, response) => {
    response.type('html').set('cache-control', 'no-store').send(page.replaceAll('%BASE%', request.baseUrl))
  })
  router.use('/fonts', express.static(fontFolder, { index: false, maxAge: '30d', immutable: true }))
  router.use('/page', express.static(pageFolder, { index: false }))

  router.get('/api/me', (request, response) => {
    const resident = phones.resident(key.parse(request.query.resident))
    response.set('cache-control', 'no-store').json({ resident, account: phones.account, profile: phones.profile })
  })
  router.get('/api/events', (request, response) => {
    streamEvents(phones, key.parse(request.query.resident), request, response)
  })
  router.post('/api/x/posts', json, (request, response) => {
    const { resident, text } = saying.parse(request.body)
    response.status(201).json({ id: phones.post(resident, text) })
  })
  router.post('/api/messenger/quick-replies', json, (request, response) => {
    const { resident, messageId, payload } = choice.parse(request.body)
    response.status(201).json({ id: phones.tapQuickReply(resident, messageId, payload) })
  })
  router.post('/api/messenger/postbacks', json, (request, response) => {
    const { resident, messageId, payload } = choice.parse(request.body)
    response.status(201).json({ id: phones.pressButton(resident, messageId, payload) })
  })
  router.post('/api/messenger/profile', json, (request, response) => {
    const { resident, payload } = starter.parse(request.body)
    response.status(201).json({ id: phones.pressProfile(resident, payload) })
  })
  router.post('/api/:channel/messages', json, (request, response) => {
    const { resident, text } = saying.parse(request.body)
    response.status(201).json({ id: phones.say(resident, channel.parse(request.params.channel), text) })
  })
  router.post('/api/:channel/photos', express.raw({ type: 'image/*', limit: largestPhoto }), (request, response) => {
    const bytes: unknown = request.body
    const type = Buffer.isBuffer(bytes) ? imageType(bytes) : undefined
    if (!Buffer.isBuffer(bytes) || !type) {
      response.status(415).json({ error: 'Only JPEG, PNG, GIF and WebP images are taken.' })
      return
    }
    const { resident, text } = photo.parse(request.query)
    response
      .status(201)
      .json({ id: phones.sendPhoto(resident, channel.parse(request.params.channel), bytes, type, text) })
  })
  router.get('/api/photos/*path', servePhoto(phones))
  router.use(sayWhatIsWrong)
  const outer = express.Router()
  // Whoever opens the bare address finds what there is to see.
  outer.get('/', guardLoopback, (_request, response) => response.redirect('/phones'))
  return outer.use('/phones', router)
}

const pageFolder = path.join(projectRoot, 'emulators/phones/page')
const fontFolder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@fontsource/ibm-plex-sans-arabic/package.json')),
  'files',
)

const servePhoto =
  (phones: Emulators['phones']): RequestHandler =>
  (request, response) => {
    const { path: parts } = z.object({ path: z.array(z.string()) }).parse(request.params)
    const found = phones.photo(parts.join('/'))
    if (!found) {
      response.sendStatus(404)
      return
    }
    response.type(found.contentType).set('cache-control', 'private, max-age=3600').send(found.bytes)
  }

const sayWhatIsWrong: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = statusOf(error)
  if (status === undefined || response.headersSent) {
    next(error)
    return
  }
  response
    .status(status)
    .json({ error: error instanceof Error && status !== 400 ? error.message : 'The request is not in order.' })
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof z.ZodError) return 400
  if (error instanceof TawasulError) return 409
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}
