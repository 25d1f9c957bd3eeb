import { z } from 'zod'
import { Activity, ActivityTypes } from '../adapters/activity.js'
import type { MentionEvent, MessageEvent } from '../adapters/inbound-event.js'
import type { Reply } from '../adapters/outbound.js'
import type { PromptChoice } from '../dialogs/dialog-types.js'

/** A resident's event as an Activity of the Activity protocol. */
export function buildActivity(storedId: string, event: MessageEvent | MentionEvent): Activity {
  const activity = new Activity(ActivityTypes.Message)
  activity.id = storedId
  activity.channelId = event.channel
  activity.timestamp = new Date(event.at)
  activity.from = { id: event.from.id }
  activity.recipient = { id: event.channel, role: 'bot' }
  activity.conversation = { id: event.conversationId }
  activity.text = event.text
  return activity
}

/** Something the bot says, as an Activity; choices are suggested actions, the line above them lies in the channel data. */
export function buildReplyActivity(text: string, choices?: readonly PromptChoice[], menuLead?: string): Activity {
  const activity = new Activity(ActivityTypes.Message)
  activity.text = text
  if (choices && choices.length > 0) {
    activity.suggestedActions = {
      to: [],
      actions: choices.map(({ id, label }) => ({ type: 'postBack', title: label, value: id })),
    }
    if (menuLead !== undefined) activity.channelData = { menuLead }
  }
  return activity
}

/** The other way round: what the adapter is to render. */
export function readReplyActivity(activity: Activity): Reply {
  const choices = (activity.suggestedActions?.actions ?? []).map(({ title, value }) => ({ id: String(value), title }))
  const text = activity.text ?? ''
  if (choices.length === 0) return { text }
  const lead = replyData.safeParse(activity.channelData)
  return lead.success ? { text, choices, menuLead: lead.data.menuLead } : { text, choices }
}

const replyData = z.object({ menuLead: z.string() })
