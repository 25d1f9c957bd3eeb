import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './unpack-chromium.js'

/** No sandbox, as it needs rights that build machines do not give; no GPU; letters as drawn on every machine alike. */
const flags = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none']

/**
 * Starts a headless Chromium: that of CHROMIUM_PATH, or else the one inside the npm package `@sparticuz/chromium`
 * together with the shared libraries that lie in it (NSS, NSPR, expat), so that the machine needs none of its own.
 * Throws an Error that says what is missing when it does not start.
 */
export async function openBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH
  const { executablePath, libraries, fontSettings } = own
    ? { executablePath: own, libraries: '', fontSettings: '' }
    : await unpackChromium()
  const env = {
    ...inherited(),
    ...(libraries ? { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') } : {}),
    ...(fontSettings && !existsSync('/etc/fonts/fonts.conf') ? { FONTCONFIG_FILE: fontSettings } : {}),
  }
  try {
    return await chromium.launch({ executablePath, args: flags, env })
  } catch (cause) {
    throw new Error(`${executablePath} does not start. ${whyNot(executablePath, env)}`, { cause })
  }
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** What is missing, as far as this machine can tell, and what to do about it. */
function whyNot(executablePath: string, env: Record<string, string>): string {
  const advice = 'Set CHROMIUM_PATH to a Chromium or Chrome of this machine.'
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `The packaged Chromium is for Linux on x64; this is ${process.platform} on ${process.arch}. ${advice}`
  const { stdout } = spawnSync('ldd', [executablePath], { env: { ...process.env, ...env }, encoding: 'utf8' })
  const missing = [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library)
  return missing.length > 0 ? `Shared libraries missing on this machine: ${missing.join(', ')}. ${advice}` : advice
}
