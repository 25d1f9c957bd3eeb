import type { ChannelAdapter, ConnectCheck } from '../adapters/channel-adapter.js'

/** How the command speaks with the operator. */
export interface Operator {
  say(line: string): void
  /** Asks for a yes before anything is changed. */
  agrees(question: string): Promise<boolean>
}

const marks = { ok: '✓', wrong: '✗', missing: '✗', unknown: '?' } as const

/** Goes through each channel's set-up: tells what is right, mends what it can after asking, names the next step for the rest. Gives the number of checks that are still not right. */
export async function connectChannels(adapters: readonly ChannelAdapter[], operator: Operator): Promise<number> {
  let open = 0
  for (const adapter of adapters) {
    operator.say(`\n${adapter.channel}`)
    const checks = await adapter.connectChecks()
    for (const check of checks) {
      operator.say(`  ${marks[check.state]} ${check.name}: ${check.found}`)
      if (check.state !== 'ok' && !(await mended(check, operator))) {
        open += 1
        if (check.nextStep) operator.say(`      next: ${check.nextStep}`)
      }
    }
  }
  return open
}

async function mended(check: ConnectCheck, operator: Operator): Promise<boolean> {
  if (!check.mend || !(await operator.agrees(`      mend «${check.name}» now?`))) return false
  try {
    operator.say(`      ${await check.mend()}`)
    return true
  } catch (error) {
    operator.say(`      that did not succeed: ${error instanceof Error ? error.message : 'unknown error'}`)
    return false
  }
}
