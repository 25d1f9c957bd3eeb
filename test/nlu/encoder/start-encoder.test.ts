import { expect } from 'chai'
import { projectRoot } from '../../../config/project-root.js'
import type { Timers } from '../../../models/clock.js'
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

  it('ends an engine that no longer answers, and starts another', async () => {
    const { encoder, change } = start({ timeoutMs: 40, workers: 1, patienceMs: 10_000 })
    await change()
    for (let time = 1; time <= 2; time++) expect(first(await encoder.embed('hang'))).to.equal('timeout')
    expect(first(await encoder.embed('fine'))).to.equal(4)
    for (let time = 1; time <= 3; time++) expect(first(await encoder.embed('hang'))).to.equal('timeout')
    expect(await change()).to.deep.equal({ state: 'ended', reason: 'it no longer answered' })
    expect(await change()).to.deep.equal({ state: 'ready' })
    expect(first(await encoder.embed('again'))).to.equal(5)
  })

  it('counts what timed out into its pace, and tries again after some texts left out', async () => {
    const { encoder, change } = start({ timeoutMs: 300, workers: 1, patienceMs: 40 })
    await change()
    expect(first(await encoder.embed('hang'))).to.equal('timeout')
    const outcomes: unknown[] = []
    for (let text = 0; text < 12; text++) outcomes.push(first(await encoder.embed('abc')))
    expect(outcomes[0]).to.equal('busy')
    expect(outcomes.at(-1)).to.equal(3)
  })

  it('waits ever longer for an engine that ends right after its start, and begins anew after a steady one', async () => {
    const pauses: number[] = []
    let steady: (() => void)[] = []
    const timers: Timers = {
      after(ms, action) {
        if (ms === 5000) steady.push(action)
        else {
          pauses.push(ms)
          setImmediate(action)
        }
        return () => {
          steady = steady.filter((other) => other !== action)
        }
      },
    }
    const { change } = start({ files: { engine: 'brief', weights: '' }, pauseMs: 100, steadyMs: 5000, timers })
    for (let life = 1; life <= 6; life++) {
      expect(await change()).to.deep.equal({ state: 'ready' })
      if (life === 5) for (const action of steady) action()
      expect(await change()).to.deep.equal({ state: 'ended', reason: 'ended by code 3' })
    }
    expect(pauses).to.deep.equal([100, 200, 400, 800, 100, 200])
  })

  it('gives the engine no secrets of the bot', async () => {
    process.env.TAWASUL_TEST_TOKEN = 'secret'
    try {
      const { encoder, change } = start()
      await change()
      expect(first(await encoder.embed('knows TAWASUL_TEST_TOKEN'))).to.equal(0)
      expect(first(await encoder.embed('knows PATH'))).to.equal(1)
      expect(first(await encoder.embed('knows OMP_NUM_THREADS'))).to.equal(1)
    } finally {
      delete process.env.TAWASUL_TEST_TOKEN
    }
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

    it('gives the same vectors one after another and at once', async () => {
      if (files === null) return
      const { encoder, change } = start({
        files,
        script: new URL('../../../nlu/encoder/encoder-child.js', import.meta.url),
        patienceMs: 10_000,
        timeoutMs: 10_000,
      })
      await change()
      const texts = [
        'حفرة في الشارع',
        'There is a hole in the road',
        'सड़क पर गड्ढा है',
        'سڑک پر گڑھا ہے',
        'May butas sa kalsada',
        'রাস্তায় গর্ত আছে',
        'the street light in front of my house has been out for three nights',
        'أين وصل بلاغي رقم ٤٨٢٠١٧٣٦',
        'شكرا',
        '🙏🏽',
      ]
      const serial: Embedding[] = []
      for (const text of texts) serial.push(await encoder.embed(text))
      for (const embedding of serial) expect(embedding).to.have.property('vector')
      expect(new Set(serial.map((embedding) => String(first(embedding))))).to.have.property('size', texts.length)
      expect(await Promise.all(texts.map((text) => encoder.embed(text)))).to.deep.equal(serial)
    })
  })
})
