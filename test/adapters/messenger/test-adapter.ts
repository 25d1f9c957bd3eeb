import type { ChannelAdapter } from '../../../adapters/channel-adapter.js'
import {
  createMessengerAdapter,
  type MessengerDeps,
  type MessengerSettings,
} from '../../../adapters/messenger/create-messenger-adapter.js'
import type { OutboundMessage } from '../../../adapters/outbound.js'
import { loadProfileTexts } from '../../../server/load-profile-texts.js'
import { appId, at, pageId, residentId } from './meta-body.js'

export const pageAccessToken = 'EAAB-page-token-that-nobody-may-see'

export const settings: MessengerSettings = {
  appSecret: 'app secret',
  pageAccessToken,
  verifyToken: 'verify me',
  pageId,
  appId,
  graphBaseUrl: 'http://127.0.0.1:1',
  graphVersion: 'v24.0',
  mediaAllowedHosts: [],
  clock: { now: () => at },
  profileTexts: loadProfileTexts(),
}

export function testAdapter(overrides: Partial<MessengerSettings> = {}, deps: MessengerDeps = {}): ChannelAdapter {
  return createMessengerAdapter({ ...settings, ...overrides }, deps)
}

export function outbound(overrides: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    channel: 'messenger',
    key: 'event-1:0',
    target: { type: 'private', personId: residentId },
    purpose: 'answer',
    text: 'سجّلنا بلاغكم. رقم هاتفكم 0501234567',
    ...overrides,
  }
}
