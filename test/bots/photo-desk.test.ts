import { mkdtemp, readdir, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { type CopyResult, createPhotoCopier, type PhotoCopier } from '../../adapters/media/photo-copier.js'
import { createPhotoDesk } from '../../bots/photo-desk.js'
import { buildMessage } from '../support/build-event.js'
import { FakeClock } from '../support/fake-clock.js'
import { RecordingLog } from '../support/recorders.js'
import { ScriptedAdapter } from '../support/scripted-adapter.js'
import { openTestStore, type TestStore } from '../support/test-store.js'

const copied = (file: string): CopyResult => ({ ok: true, file, bytes: 9, mediaType: 'image/jpeg', sha256: file })
const gone: CopyResult = { ok: false, reason: 'gone', retryable: false }
const busy: CopyResult = { ok: false, reason: 'network', retryable: true }

const minute = 60_000

describe('photo desk', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  let clock: FakeClock
  beforeEach(async () => {
    await store.clear()
    clock = new FakeClock(() => store.quiet())
  })
  after(() => store.close())

  const adapter = new ScriptedAdapter()
  const open = (copy: PhotoCopier['copy'], patienceMs = 3000) =>
    createPhotoDesk({
      models: store.models,
      copier: { copy },
      adapterOf: () => adapter,
      clock,
      log: new RecordingLog(),
      patienceMs,
    })
  const withPhotos = (...urls: string[]) =>
    buildMessage({ at: clock.now(), attachments: urls.map((url) => ({ kind: 'photo' as const, url })) })
  const stateOf = async (id: string) => (await store.models.photos.findById(id).lean())?.state

  it('copies a message’s photos and keeps where they came from', async () => {
    const desk = open(async (url) => copied(`${url.slice(-1)}.jpg`))
    const event = withPhotos('https://media.example.org/a', 'https://media.example.org/b')
    expect(await desk.receive('messenger:e', event)).to.deep.equal({
      photos: [{ id: 'messenger:e#0' }, { id: 'messenger:e#1' }],
      unusable: 0,
    })
    expect(await store.models.photos.findById('messenger:e#1').lean()).to.deep.include({
      state: 'copied',
      file: 'b.jpg',
      bytes: 9,
      mediaType: 'image/jpeg',
      url: 'https://media.example.org/b',
      conversationId: event.conversationId,
    })
  })

  it('asks the channel which hosts may be asked', async () => {
    const asked: (object | null)[] = []
    const desk = open(async (url, access) => {
      asked.push(access(new URL(url)))
      return gone
    })
    await desk.receive('e', withPhotos('https://media.example.org/a', 'https://evil.example/a'))
    expect(asked).to.deep.equal([{ headers: {} }, null])
  })

  it('counts what is no photo, not to be had, or too many, as unusable', async () => {
    const desk = open(async (url) => (url.endsWith('x') ? gone : copied('f.jpg')))
    const event = buildMessage({
      attachments: [
        { kind: 'video', url: 'https://media.example.org/v' },
        { kind: 'photo', url: 'https://media.example.org/x' },
        ...Array.from({ length: 11 }, (_, index) => ({
          kind: 'photo' as const,
          url: `https://media.example.org/${index}`,
        })),
      ],
    })
    const { photos, unusable } = await desk.receive('e', event)
    expect([photos.length, unusable]).to.deep.equal([9, 4])
    expect(await stateOf('e#0')).to.equal('failed')
  })

  it('does not keep a resident waiting for a slow copy, which goes on all the same', async () => {
    let finish: (result: CopyResult) => void = () => undefined
    const desk = open(() => new Promise((resolve) => (finish = resolve)), 1)
    const received = await desk.receive('e', withPhotos('https://media.example.org/a'))
    expect(received).to.deep.equal({ photos: [{ id: 'e#0' }], unusable: 0 })
    expect(await stateOf('e#0')).to.equal('pending')
    finish(copied('late.jpg'))
    await store.quiet()
    expect(await stateOf('e#0')).to.equal('copied')
  })

  it('goes on later with what a fault interrupted, also when the copier breaks', async () => {
    const results: (CopyResult | Error)[] = [busy, new Error('a defect'), copied('done.jpg')]
    const desk = open(async () => {
      const result = results.shift() ?? gone
      if (result instanceof Error) throw result
      return result
    })
    expect((await desk.receive('e', withPhotos('https://media.example.org/a'))).photos).to.have.length(1)
    await desk.resume(10)
    expect(results, 'before its time').to.have.length(2)
    await clock.advance(minute)
    await desk.resume(10)
    expect(await stateOf('e#0')).to.equal('pending')
    await clock.advance(5 * minute)
    await desk.resume(10)
    expect(await stateOf('e#0')).to.equal('copied')
    await desk.resume(10)
    expect(await stateOf('e#0')).to.equal('copied')
  })

  it('tries after 1, 5 and 30 minutes, then every 2 hours, and gives up after a day', async () => {
    const tries: number[] = []
    const desk = open(async () => {
      tries.push(clock.now())
      return busy
    })
    await desk.receive('e', withPhotos('https://media.example.org/a'))
    const begin = clock.now()
    const end = begin + 30 * 60 * minute
    while (clock.now() < end) {
      await clock.advance(clock.now() - begin < 36 * minute ? minute : 20 * minute)
      await desk.resume(10)
    }
    const waited = tries.slice(1).map((at, index) => (at - (tries[index] ?? 0)) / minute)
    expect(waited).to.deep.equal([1, 5, 30, ...Array<number>(12).fill(120)])
    expect(await store.models.photos.findById('e#0').lean()).to.deep.include({ state: 'failed', reason: 'network' })
  })

  it('gives a photo that came late some tries all the same', async () => {
    const desk = open(async () => busy)
    const event = { ...withPhotos('https://media.example.org/a'), at: clock.now() - 48 * 60 * minute }
    expect((await desk.receive('e', event)).unusable).to.equal(0)
    expect(await stateOf('e#0')).to.equal('pending')
  })

  it('does not let photos that keep failing keep others waiting', async () => {
    const copiedUrls: string[] = []
    const desk = open(async (url) => {
      if (url.includes('bad')) return busy
      if (copiedUrls.push(url) === 1) return busy
      return copied('good.jpg')
    })
    const bad = Array.from({ length: 4 }, (_, index) => `https://media.example.org/bad${index}`)
    await desk.receive('bad', withPhotos(...bad))
    await clock.advance(1)
    await desk.receive('good', withPhotos('https://media.example.org/good'))
    for (let round = 0; round < 3; round++) {
      await clock.advance(minute)
      await desk.resume(2)
    }
    expect(await stateOf('good#0')).to.equal('copied')
  })

  it('copies a photo in one process only, and once at a time', async () => {
    let copies = 0
    const finish: ((result: CopyResult) => void)[] = []
    const slow = () => {
      copies += 1
      return new Promise<CopyResult>((resolve) => finish.push(resolve))
    }
    const [one, other] = [open(slow, 1), open(slow, 1)]
    const event = withPhotos('https://media.example.org/a')
    await Promise.all([one.receive('e', event), other.receive('e', event)])
    expect(copies).to.equal(1)
    await clock.advance(minute)
    await one.resume(10)
    await one.resume(10)
    expect(copies, 'the process that copies it leaves it to go on').to.be.at.most(2)
    finish[0]?.(busy)
    await store.quiet()
    await clock.advance(10 * minute)
    const before = copies
    await Promise.all([one.resume(10), other.resume(10)])
    expect(copies).to.equal(before + 1)
    for (const resolve of finish) resolve(copied('a.jpg'))
    await store.quiet()
    expect(await stateOf('e#0')).to.equal('copied')
  })

  it('copies so many at once at most, the others in their turn', async () => {
    let underWay = 0
    let most = 0
    const desk = open(async () => {
      most = Math.max(most, ++underWay)
      await new Promise<void>((resolve) => setImmediate(resolve))
      underWay -= 1
      return copied('f.jpg')
    })
    const ten = Array.from({ length: 10 }, (_, n) => `https://media.example.org/${n}`)
    const events = Array.from({ length: 8 }, (_, n) => desk.receive(`crowd-${n}`, withPhotos(...ten)))
    expect((await Promise.all(events)).map(({ photos }) => photos.length)).to.deep.equal(Array(8).fill(10))
    expect(most).to.be.within(2, 24)
  })

  describe('with a real copier', () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF'), Buffer.alloc(4000, 7)])
    let directory: string
    let server: http.Server
    let asked: string[]
    beforeEach(async () => {
      directory = await mkdtemp(path.join(os.tmpdir(), 'tawasul-desk-'))
      asked = []
      server = http.createServer(({ url = '' }, response) => {
        asked.push(url)
        if (url.startsWith('/silent')) return
        if (url.startsWith('/announced')) response.setHeader('content-length', 30 * 1024 * 1024)
        response.write(jpeg)
        if (url.startsWith('/photo')) return void response.end()
        // Without end, as far as anybody takes it.
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', more)
        more()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    })
    afterEach(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    })
    const address = (rest: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${rest}`
    const desk = (patienceMs: number, timeoutMs: number) => {
      const own = new ScriptedAdapter()
      own.mediaAccess = (url) => (url.hostname === '127.0.0.1' ? { headers: {} } : null)
      const copier = createPhotoCopier({
        directory,
        clock,
        timeoutMs,
        maxBytes: 15 * 1024 * 1024,
        privateHosts: [new URL(address('')).host],
      })
      return createPhotoDesk({
        models: store.models,
        copier,
        adapterOf: () => own,
        clock,
        log: new RecordingLog(),
        patienceMs,
      })
    }
    const fates = async () =>
      (await store.models.photos.find({}).sort({ _id: 1 }).lean()).map(({ _id, state, reason }) => [_id, state, reason])

    it('takes ten of fifty photos of one message and counts the others as unusable', async () => {
      const urls = Array.from({ length: 50 }, (_, n) => address(`photo/${n}`))
      const { photos, unusable } = await desk(3000, 5000).receive('e', withPhotos(...urls))
      expect([photos.length, unusable, asked.length]).to.deep.equal([10, 40, 10])
      expect((await fates()).map(([, state]) => state)).to.deep.equal(Array(10).fill('copied'))
      // The same photo ten times is one file.
      expect(await readdir(directory)).to.have.length(1)
    })

    it('gives every photo its fate, and the answer does not wait for a host that is silent', async () => {
      const urls = [
        'https://evil.example/photo',
        address('announced'),
        address('endless'),
        address('photo'),
        address('silent'),
      ]
      const copies = desk(300, 700)
      const began = performance.now()
      const { photos, unusable } = await copies.receive('e', withPhotos(...urls))
      expect(performance.now() - began).to.be.lessThan(650)
      expect(photos.map(({ id }) => id)).to.include.members(['e#3', 'e#4'])
      expect(photos.length + unusable).to.equal(5)
      // The same turn run again once all have ended: what cannot be had is known by then.
      while ((await fates()).filter(([, state]) => state === 'pending').length > 1)
        await new Promise<void>((resolve) => setImmediate(resolve))
      expect(await fates()).to.deep.equal([
        ['e#0', 'failed', 'host'],
        ['e#1', 'failed', 'size'],
        ['e#2', 'failed', 'size'],
        ['e#3', 'copied', undefined],
        ['e#4', 'pending', undefined],
      ])
      expect(asked.some((url) => url.includes('evil'))).to.equal(false)
      expect(await copies.receive('e', withPhotos(...urls))).to.deep.equal({
        photos: [{ id: 'e#3' }, { id: 'e#4' }],
        unusable: 3,
      })
    })
  })

  it('gives the same photos again when the turn is run again', async () => {
    let copies = 0
    const desk = open(async () => copied(`${++copies}.jpg`))
    const event = withPhotos('https://media.example.org/a')
    const first = await desk.receive('e', event)
    expect(await desk.receive('e', event)).to.deep.equal(first)
    expect(await store.models.photos.countDocuments()).to.equal(1)
  })
})
