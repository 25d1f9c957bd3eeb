import type { ConversationOwner } from '../models/conversation.js'

/** How long the bot stays silent after a person wrote in the platform's own inbox, ms; counted from their last message. */
export const inboxPauseMs = 30 * 60_000

/** Whether the bot may speak now. */
export function botOwns(owner: ConversationOwner, now: number): boolean {
  return owner.kind === 'bot' || owner.until <= now
}
