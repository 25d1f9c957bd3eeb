import { expect } from 'chai'
import type { CopyResult, PhotoCopier } from '../../adapters/media/photo-copier.js'
import { createPhotoDesk } from '../../bots/photo-desk.js'
import { buildMessage } from '../support/build-event.js'
import { RecordingLog } from '../support/recorders.js'
import { ScriptedAdapter } from '../support/scripted-adapter.js'
import { openTestStore, type TestStore } from '../support/test-store.js'

const copied = (file: string): CopyResult => ({ ok: true, file, bytes: 9, mediaType: 'image/jpeg', sha256: file })
const gone: CopyResult = { ok: false, reason: 'gone', retryable: false }
const busy: CopyResult = { ok: false, reason: 'network', retryable: true }

describe('photo desk', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  beforeEach(() => store.clear())
  after(() => store.close())

  const adapter = new ScriptedAdapter()
  const open = (copy: PhotoCopier['copy'], patienceMs = 3000) =>
    createPhotoDesk({
      models: store.models,
      copier: { copy },
      adapterOf: () => adapter,
      log: new RecordingLog(),
      patienceMs,
    })
  const withPhotos = (...urls: string[]) =>
    buildMessage({ attachments: urls.map((url) => ({ kind: 'photo' as const, url })) })
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
    expect(await stateOf('e#0')).to.equal('pending')
    await desk.resume(10)
    expect(await stateOf('e#0')).to.equal('copied')
    await desk.resume(10)
    expect(await stateOf('e#0')).to.equal('copied')
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
