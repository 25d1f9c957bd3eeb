import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ConnectCheck } from '../channel-adapter.js'
import { type Desk, stepAfter, write } from './connect-desk.js'
import { buildProfile } from './profile.js'

const profileBody = z.object({ data: z.array(z.record(z.string(), z.unknown())) })

/** Whether get started, menu, ice breakers and greeting are as `buildProfile` has them. */
export async function checkProfile(desk: Desk): Promise<ConnectCheck> {
  const { settings, read } = desk
  const name = 'get started, menu and ice breakers'
  const wanted = buildProfile(settings.profileTexts)
  const edge = [settings.pageId, 'messenger_profile']
  const mend = async (): Promise<string> => {
    await write(desk, edge, wanted)
    return 'profile set in Arabic and English'
  }
  const answer = await read(profileBody, edge, { fields: Object.keys(wanted).join(',') })
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: stepAfter(answer, 'Check that the token has pages_messaging.'),
      mend,
    }
  const present = answer.body.data[0] ?? {}
  const different = Object.entries(wanted)
    .filter(([field, value]) => !includes(present[field], value))
    .map(([field]) => field)
  if (different.length === 0) return { name, state: 'ok', found: 'set in Arabic and English' }
  return {
    name,
    state: different.length === Object.keys(wanted).length ? 'missing' : 'wrong',
    found: `not as wanted: ${different.join(', ')}`,
    nextStep: 'Set the profile.',
    mend,
  }
}

/** Whether `present` holds all of `wanted`; what Graph adds does not matter, nor the order in which it lists locales. */
function includes(present: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(present) &&
      present.length === wanted.length &&
      wanted.every((one) => present.some((other) => includes(other, one)))
    )
  if (typeof wanted !== 'object' || wanted === null) return isDeepStrictEqual(present, wanted)
  if (typeof present !== 'object' || present === null) return false
  const facts = new Map<string, unknown>(Object.entries(present))
  return Object.entries(wanted).every(([key, value]) => includes(facts.get(key), value))
}
