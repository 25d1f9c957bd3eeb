import { expect } from 'chai'
import { projectRoot } from '../../../config/project-root.js'
import type { Embedding, Encoder } from '../../../nlu/encoder/encoder.js'
import { encoderFolder, findEncoder } from '../../../nlu/encoder/encoder-files.js'
import { type EncoderChange, type EncoderOptions, startEncoder } from '../../../nlu/encoder/start-encoder.js'

const script = new URL('./scripted-child.js', import.meta.url)

describe('encoder process', () => {
  let encoder: Encoder | null = null
  afterEach(async () => {
    await encoder?.close()
    encoder = null
  })

  /** Starts one and gives it with the changes that it tells, in order, each to be waited for. */
  const start = (options: Partial<EncoderOptions> = {}) => {
    const told: EncoderChange[] = []
    let wake: () => void = () => undefined
    const started = startEncoder({
      files: { engine: 'fine', weights: '' },
      script,
      onChange: (change) => {
        told.push(change)
        wake()
      },
      ...options,
    })
    encoder = started
    const change = async (): Promise<EncoderChange> => {
      if (told.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      const [first] = told.splice(0, 1)
      return first ?? change()
    }
    return { encoder: started, change }
  }
  const first = (embedding: Embedding) => ('vector' in embedding ? embedding.vector[0] : embedding.skipped)

  it('gives vectors once it is there, and none before', async () => {
    const { encoder, change } = start()
    expect(await encoder.embed('early')).to.deep.equal({ skipped: 'absent' })
    expect(await change()).to.deep.equal({ state: 'ready' })
    expect(await Promise.all(['a', 'bb', 'ccc'].map(async (text) => first(await encoder.embed(text))))).to.deep.equal([
      1, 2, 3,
    ])
  })

  it('answers all that waited when the process is killed, and is there again soon', async () => {
    const { encoder, change } = start({ patienceMs: 10_000 })
    await change()
    const waiting = [encoder.embed('hang'), encoder.embed('die'), encoder.embed('later')]
    expect((await Promise.all(waiting)).map(first)).to.deep.equal(['failed', 'failed', 'failed'])
    expect(await change()).to.include({ state: 'ended' })
    expect(encoder.ready).to.equal(false)
    expect(await change()).to.deep.equal({ state: 'ready' })
    expect(first(await encoder.embed('again'))).to.equal(5)
  })

  it('does not wait for a text that takes too long, and goes on with the next', async () => {
    const { encoder, change } = start({ timeoutMs: 60, workers: 1 })
    await change()
    expect(first(await encoder.embed('hang'))).to.equal('timeout')
    expect(first(await encoder.embed('next'))).to.equal(4)
  })

  it('takes no more than can be done in time', async () => {
    const { encoder, change } = start({ patienceMs: 100, workers: 2 })
    await change()
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => encoder.embed('slow 5')))
    const busy = outcomes.filter((outcome) => 'skipped' in outcome && outcome.skipped === 'busy').length
    expect(busy).to.be.greaterThan(20).and.lessThan(39)
    expect(encoder.load).to.equal(0)
  })

  it('says so when the engine cannot do a text', async () => {
    const { encoder, change } = start()
    await change()
    expect(first(await encoder.embed('bad'))).to.equal('failed')
  })

  it('gives an engine up that does not start, in the engine’s own words', async () => {
    const { encoder, change } = start({ files: { engine: 'broken', weights: '' }, pauseMs: 1 })
    for (let attempt = 1; attempt <= 4; attempt++)
      expect(await change()).to.deep.equal({ state: 'ended', reason: 'no such engine' })
    expect(await change()).to.deep.equal({ state: 'given-up', reason: 'no such engine' })
    expect(await encoder.embed('a')).to.deep.equal({ skipped: 'absent' })
  })

  describe('with the real engine, where it is installed', () => {
    const files = findEncoder(encoderFolder(projectRoot))
    before(function () {
      if (files === null) this.skip()
    })

    it('gives the same vector of unit length for the same text, and survives what would overflow it', async () => {
      if (files === null) return
      const { encoder, change } = start({
        files,
        script: new URL('../../../nlu/encoder/encoder-child.js', import.meta.url),
        patienceMs: 10_000,
        timeoutMs: 10_000,
      })
      await change()
      const nasty = ['ﷺ'.repeat(1000), '\0', '\ud800', '', 'x'.repeat(10_000), '💩'.repeat(400), 'ـ'.repeat(5000)]
      for (const text of nasty) expect(await encoder.embed(text)).to.have.property('vector')
      const [one, two] = await Promise.all([encoder.embed('حفرة في الشارع'), encoder.embed('حفرة في الشارع')])
      expect(one).to.deep.equal(two)
      const length = 'vector' in one ? Math.hypot(...one.vector) : 0
      expect(length).to.be.closeTo(1, 1e-3)
    })
  })
})
