import type { ChannelAdapter, RenderContext } from '../../../adapters/channel-adapter.js'
import type { OutboundMessage, OutboundTarget } from '../../../adapters/outbound.js'
import type { BudgetGrant, BudgetReading, BudgetRule, RateBudgets } from '../../../adapters/rate-budget.js'
import { createTwitterAdapter } from '../../../adapters/twitter/create-twitter-adapter.js'
import type { TwitterSettings } from '../../../adapters/twitter/twitter-settings.js'

export const now = 1_785_000_000_000
export const us = '1505551112223334445'
export const resident = '1660000000000000017'

/** Settings whose secrets hold every sign that OAuth 1.0a encodes in its own way. */
export const settings: TwitterSettings = {
  apiKey: 'key+key',
  apiSecret: 'apiSecret',
  accessToken: `${us}-token`,
  accessSecret: "access/secret!*'()",
  userId: us,
  username: 'Amana940',
  apiBaseUrl: 'http://127.0.0.1:1',
  mediaAllowedHosts: [],
  clock: { now: () => now },
  timeoutMs: 5_000,
}

/** Budgets that grant what they are told to and remember what they heard. */
export class RecordingBudgets implements RateBudgets {
  readonly taken: { rules: string[]; purpose: string }[] = []
  readonly observed: [string, BudgetReading][] = []
  readonly givenBack: string[][] = []
  grant: BudgetGrant | Error = { granted: true }

  async take(rules: readonly BudgetRule[], purpose: 'answer' | 'news'): Promise<BudgetGrant> {
    this.taken.push({ rules: rules.map(({ name }) => name), purpose })
    if (this.grant instanceof Error) throw this.grant
    return this.grant
  }

  observe(rule: BudgetRule, reading: BudgetReading): void {
    this.observed.push([rule.name, reading])
  }

  giveBack(rules: readonly BudgetRule[]): void {
    this.givenBack.push(rules.map(({ name }) => name))
  }
}

export const adapterWith = (
  more: Partial<TwitterSettings> = {},
  budgets: RateBudgets = new RecordingBudgets(),
): ChannelAdapter => createTwitterAdapter({ ...settings, ...more }, budgets)

export const privately: OutboundTarget = { type: 'private', personId: resident }
export const publicly = {
  type: 'public-reply',
  personId: resident,
  postId: '1940000000000000001',
} as const satisfies OutboundTarget
export const turn = (target: OutboundTarget): RenderContext => ({ keyPrefix: 'dm:1', target, purpose: 'answer' })

export const message = (text: string, target: OutboundTarget = privately): OutboundMessage => ({
  channel: 'twitter',
  key: 'dm:1:0',
  target,
  purpose: 'answer',
  text,
})
