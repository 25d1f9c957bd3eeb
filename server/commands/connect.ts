import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { RateBudgets } from '../../adapters/rate-budget.js'
import { systemClock } from '../../models/clock.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { connectChannels } from '../connect-channels.js'
import { createAdapters } from '../create-adapters.js'
import { parseSettings } from '../settings.js'

// `npm run connect` reads .env, looks at each channel's set-up and mends what it can after asking; `-- --yes` agrees to all, `-- --check` changes nothing.
const usage = `Looks at each channel's set-up and mends what it can.

  npm run connect [-- --yes | --check]

  --yes    mend without asking
  --check  change nothing`
const values = readOptions()
const terminal = createInterface({ input: process.stdin, output: process.stdout })

/** Set-up calls are few and spend nothing of the budgets for messages. */
const noBudgets: RateBudgets = {
  take: async () => ({ granted: true }),
  observe: () => undefined,
  giveBack: () => undefined,
}

const agrees = async (question: string): Promise<boolean> => {
  if (values.check) return false
  if (values.yes) return true
  return /^(y|yes|ن|نعم)$/i.test((await terminal.question(`${question} [y/N] `)).trim())
}

try {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const settings = parseSettings(process.env)
  const adapters = createAdapters(settings, noBudgets, systemClock)
  if (adapters.length === 0) {
    console.log(
      'No channel has credentials yet. Copy .env.example to .env and fill in X_... or MESSENGER_...; the README tells where to find each.',
    )
    process.exitCode = 1
  } else {
    if (!settings.publicUrl.startsWith('https://'))
      console.log(`note: PUBLIC_URL is ${settings.publicUrl}; the platforms deliver webhooks to https addresses only.`)
    const open = await connectChannels(adapters, { say: (line) => console.log(line), agrees })
    console.log(open === 0 ? '\nEverything is in order.' : `\n${open} left to do; run this again when they are done.`)
    process.exitCode = open === 0 ? 0 : 1
  }
} catch (error) {
  console.error(error instanceof TawasulError ? `${error.message}\n${error.hint}` : error)
  process.exitCode = 1
} finally {
  terminal.close()
}

/** What was asked for on the command line; a wrong word ends the command with the usage. */
function readOptions(): { readonly yes?: boolean | undefined; readonly check?: boolean | undefined } {
  try {
    const options = { yes: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean' } } as const
    const { values } = parseArgs({ options })
    if (!values.help) return values
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(1)
  }
}
