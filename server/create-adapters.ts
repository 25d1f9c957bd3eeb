import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import { createMessengerAdapter } from '../adapters/messenger/create-messenger-adapter.js'
import type { RateBudgets } from '../adapters/rate-budget.js'
import { createTwitterAdapter } from '../adapters/twitter/create-twitter-adapter.js'
import type { Clock } from '../models/clock.js'
import { loadProfileTexts } from './load-profile-texts.js'
import type { Settings } from './settings.js'

/** The adapters of the channels that have credentials. */
export function createAdapters(settings: Settings, budgets: RateBudgets, clock: Clock): ChannelAdapter[] {
  const { twitter, messenger, mediaAllowedHosts, publicUrl } = settings
  return [
    ...(twitter
      ? [
          createTwitterAdapter(
            { ...twitter, apiBaseUrl: settings.xApiBaseUrl, mediaAllowedHosts, publicUrl, clock },
            budgets,
          ),
        ]
      : []),
    ...(messenger
      ? [
          createMessengerAdapter({
            ...messenger,
            graphBaseUrl: settings.graphApiBaseUrl,
            graphVersion: settings.graphApiVersion,
            webhookUrl: `${publicUrl}/webhooks/messenger`,
            mediaAllowedHosts,
            profileTexts: loadProfileTexts(),
            clock,
          }),
        ]
      : []),
  ]
}
