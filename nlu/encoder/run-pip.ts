import { spawn } from 'node:child_process'
import os from 'node:os'
import { installFailed } from './install-failed.js'
import { pickEnv, plainVariables } from './pick-env.js'

const patienceMs = 15 * 60_000
/** Residents wait for the bot, nobody for pip. */
const niceness = 10
/** What pip's own settings, its proxy and its certificates may be told by, and the folders where its settings lie. */
const pipVariables = [
  ...plainVariables,
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'XDG_CONFIG_HOME',
  'VIRTUAL_ENV',
]
const pipPrefixes = ['PIP_', 'PYTHON']

/**
 * Runs `python3 -m pip` with low priority and resolves when it has ended well. Else, and when `signal` or 15 minutes end it,
 * it rejects with `encoder.install_failed` and pip's own last line, once the process is gone.
 */
export function runPip(args: readonly string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(patienceMs)
    const child = spawn('python3', ['-m', 'pip', '--disable-pip-version-check', '--no-input', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: pickEnv(process.env, pipVariables, pipPrefixes),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      killSignal: 'SIGKILL',
    })
    lowerPriority(child.pid)
    let told = ''
    let trouble: NodeJS.ErrnoException | null = null
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told = `${told}${text}`.slice(-2000)
    })
    child.on('error', (error) => {
      trouble ??= error
    })
    // Not `exit`: only now all that pip said has been read.
    child.on('close', (code) => {
      if (trouble) reject(notRun(trouble))
      else if (code === 0) resolve()
      else
        reject(
          installFailed(
            `pip did not succeed: ${lastLine(told)}`,
            'See whether a package index is reachable and the disk has 300 MB left, then run it again; or set ENCODER=off.',
          ),
        )
    })
  })
}

/** False where the process is gone already, or the system does not allow it: pip then runs like any other, and that is no error. */
function lowerPriority(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    os.setPriority(pid, niceness)
    return true
  } catch {
    return false
  }
}

function notRun(cause: NodeJS.ErrnoException): Error {
  const what = cause.code === 'ENOENT' ? 'there is no python3' : `pip was ended (${cause.code ?? cause.name})`
  return installFailed(what, 'Install Python 3 with pip, or set ENCODER=off.', { cause })
}

function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('['))
  return lines.findLast((line) => /^ERROR/.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}
