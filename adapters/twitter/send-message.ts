import { z } from 'zod'
import type { OutboundMessage, SendResult } from '../outbound.js'
import type { RateBudgets } from '../rate-budget.js'
import { type BudgetRules, directMessageBudget, listRules, observeBudgets, postBudget } from './budget-rules.js'
import { classifyError, isDuplicate } from './classify-error.js'
import { defaultTimeoutMs, type XClient } from './create-client.js'
import { idField } from './read-field.js'
import type { TwitterSettings } from './twitter-settings.js'
import { varyText } from './vary-text.js'
import type { XAnswer } from './x-answer.js'

/** What sending needs. */
export interface SendParts {
  readonly client: XClient
  readonly budgets: RateBudgets
  readonly settings: TwitterSettings
}

/**
 * Sends a direct message (`POST /2/dm_conversations/with/:id/messages`) or a reply in public (`POST /2/tweets`), after a place in the
 * shared budgets was taken. Never throws. X has no key against sending twice: an answer that did not come is `unknown`. A reply sent
 * again after that is refused as a duplicate when X has it, since every post's reply has a text of its own (`renderReplies`). A direct
 * message that X refuses as a duplicate says again what was said before, and goes once more with an invisible difference.
 */
export async function sendMessage(
  message: OutboundMessage,
  signal: AbortSignal,
  parts: SendParts,
): Promise<SendResult> {
  if (message.target.type === 'private') {
    const { personId } = message.target
    if (!idField.safeParse(personId).success) return { outcome: 'refused', reason: 'the person has no id of X' }
    // both tries together take no longer than one may: the conversation is leased for that long
    const limited = AbortSignal.any([signal, AbortSignal.timeout(parts.settings.timeoutMs ?? defaultTimeoutMs)])
    const sendText = (text: string) =>
      sendOnce(directMessageBudget, message, limited, parts, sentMessageId, () =>
        parts.client.post(
          'dm_conversations/with/:participant_id/messages',
          { text },
          { parameters: { participant_id: personId }, signal: limited },
        ),
      )
    const { result, duplicate } = await sendText(message.text)
    return duplicate ? (await sendText(varyText(message.text, message.key))).result : result
  }
  const { postId } = message.target
  const { result } = await sendOnce(postBudget, message, signal, parts, sentPostId, () =>
    parts.client.post('tweets', { text: message.text, reply: { in_reply_to_tweet_id: postId } }, { signal }),
  )
  return result
}

/** What became of one call. */
interface Attempt {
  readonly result: SendResult
  readonly duplicate: boolean
}

const resulting = (result: SendResult, duplicate = false): Attempt => ({ result, duplicate })

async function sendOnce(
  rules: BudgetRules,
  message: OutboundMessage,
  signal: AbortSignal,
  { budgets, settings }: SendParts,
  readId: (data: unknown) => string | undefined,
  call: () => Promise<XAnswer>,
): Promise<Attempt> {
  if (signal.aborted) return resulting({ outcome: 'later', reason: 'stopped before sending' })
  const list = listRules(rules)
  try {
    const grant = await budgets.take(list, message.purpose)
    if (!grant.granted) {
      return resulting({
        outcome: 'later',
        reason: `budget ${rules.window.name} is used up`,
        retryAt: grant.retryAt,
        scope: 'channel',
      })
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'error'
    return resulting({ outcome: 'later', reason: `budgets are out of reach (${name})` })
  }
  const answer = await call()
  if (answer.kind === 'unsent') budgets.giveBack(list)
  if (answer.kind === 'ok' || answer.kind === 'error') observeBudgets(budgets, rules, answer.headers)
  if (answer.kind !== 'ok') return resulting(classifyError(answer, settings.clock.now()), isDuplicate(answer))
  const messageId = readId(answer.data)
  return resulting(
    messageId === undefined
      ? { outcome: 'unknown', reason: 'X: answer without an id' }
      : { outcome: 'sent', messageId },
  )
}

/** The library's types say `{dm_event_id}`; X wraps it in `data`. */
const sentMessage = z.object({ data: z.object({ dm_event_id: z.string().min(1) }) })
const sentPost = z.object({ data: z.object({ id: z.string().min(1) }) })
const sentMessageId = (data: unknown): string | undefined => sentMessage.safeParse(data).data?.data.dm_event_id
const sentPostId = (data: unknown): string | undefined => sentPost.safeParse(data).data?.data.id
