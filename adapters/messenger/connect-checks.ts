import type { ConnectCheck } from '../channel-adapter.js'
import { checkProfile } from './check-profile.js'
import { checkPageSubscription, checkWebhook } from './check-subscriptions.js'
import { checkPage, checkToken } from './check-token.js'
import { createReader, type Desk } from './connect-desk.js'
import type { GraphClient } from './graph-client.js'
import type { MessengerSettings } from './messenger-settings.js'

/** Looks at token, page, subscriptions and profile. Only reads; what can be mended carries `mend`. */
export async function checkConnection(
  client: GraphClient,
  settings: MessengerSettings,
): Promise<readonly ConnectCheck[]> {
  const desk: Desk = { client, settings, read: createReader(client) }
  return [
    await checkToken(desk),
    await checkPage(desk),
    await checkPageSubscription(desk),
    await checkWebhook(desk),
    await checkProfile(desk),
  ]
}
