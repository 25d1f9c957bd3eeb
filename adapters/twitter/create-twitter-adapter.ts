import type { ChannelAdapter } from '../channel-adapter.js'
import type { RateBudgets } from '../rate-budget.js'
import { TwitterAdapter } from './twitter-adapter.js'
import type { TwitterSettings } from './twitter-settings.js'

/** The X channel for one account. `budgets` is shared by everything that sends, across processes. Opens no connection yet. */
export function createTwitterAdapter(settings: TwitterSettings, budgets: RateBudgets): ChannelAdapter {
  return new TwitterAdapter(settings, budgets)
}
