import { z } from 'zod'
import type { Sender } from '../inbound-event.js'
import { recordOf } from './read-field.js'

const text = z.string().min(1).optional().catch(undefined)
const profile = z.object({ name: text, username: text, screen_name: text })

/** What the event told of a person: `rawProfile` is a user object of v1.1 (`screen_name`), of v2 (`username`) or a v2 one under `data`. */
export function readSender(id: string, rawProfile: unknown): Sender {
  const record = recordOf(rawProfile)
  const found = profile.safeParse(record.data ?? record).data
  const username = found?.username ?? found?.screen_name
  return { id, ...(found?.name ? { name: found.name } : {}), ...(username ? { username } : {}) }
}
