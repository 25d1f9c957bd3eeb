import { carryOutFault } from '../carry-out-fault.js'
import type { PlatformAnswer, PlatformRoute, RoutedCall } from '../platform-router.js'
import { XBudget, type XLimits } from './x-budget.js'
import { weightedLength } from './x-messages.js'
import type { XPlatform } from './x-platform.js'
import { blankProblem, forbidden, invalidRequest, tooManyRequests, unauthorized, type XProblem } from './x-problem.js'
import type { XSchemas } from './x-schemas.js'

interface Send {
  readonly call: RoutedCall
  readonly budget: XBudget
  /** Whom a fault is meant for. */
  readonly target: string | undefined
  readonly accept: () => object
  readonly refused: string
  readonly closed: string
}

const longestMessage = 10_000
const longestPost = 280

/** `POST` of direct messages and posts: checked against the schema, the budget and X's rules. */
export function xSendRoutes(platform: XPlatform, schemas: XSchemas, limits: XLimits): PlatformRoute[] {
  const withRoute = '/2/dm_conversations/with/{participant_id}/messages'
  const inRoute = '/2/dm_conversations/{dm_conversation_id}/messages'
  const budgets = {
    with: new XBudget(limits.directMessages, platform.now),
    in: new XBudget(limits.directMessages, platform.now),
    posts: new XBudget(limits.posts, platform.now),
  }
  return [
    {
      method: 'POST',
      route: withRoute,
      handle: (call) => message(call, withRoute, call.parameters.participant_id ?? '', budgets.with),
    },
    {
      method: 'POST',
      route: inRoute,
      handle: (call) => {
        const ids = (call.parameters.dm_conversation_id ?? '').split('-')
        return message(call, inRoute, ids.find((id) => id !== platform.account.id) ?? '', budgets.in)
      },
    },
    { method: 'POST', route: '/2/tweets', handle: post },
  ]

  function message(
    call: RoutedCall,
    route: string,
    participant: string,
    budget: XBudget,
  ): Promise<PlatformAnswer | undefined> | PlatformAnswer {
    const wrong =
      bodyFault(call, route) ?? (/^[0-9]{1,19}$/.test(participant) ? undefined : badParticipant(participant))
    if (wrong) return refusal(invalidRequest(wrong), budget)
    const text = typeof call.body.text === 'string' ? call.body.text : ''
    if ([...text].length > longestMessage)
      return refusal(invalidRequest('The text of your Direct Message is over the max character limit.'), budget)
    const media = mediaIdsOf(call.body)
    if (media.length > 1) return refusal(invalidRequest('attachments: only one attachment is allowed'), budget)
    const unfit = media.map((id) => platform.uploads.refusal(id, 'dm_image')).find(Boolean)
    if (unfit) return refusal(unfit.includes('invalid') ? invalidRequest(unfit) : forbidden(unfit), budget)
    return send({
      call,
      budget,
      target: participant,
      accept: () => {
        const { conversationId, id } = platform.acceptMessage(participant, text, media)
        return { data: { dm_conversation_id: conversationId, dm_event_id: id } }
      },
      refused: 'You are not permitted to DM participants that have not opted in.',
      closed: 'You are not permitted to message the participant(s).',
    })
  }

  function post(call: RoutedCall): Promise<PlatformAnswer | undefined> | PlatformAnswer {
    const budget = budgets.posts
    const wrong = bodyFault(call, '/2/tweets')
    if (wrong) return refusal(invalidRequest(wrong), budget)
    const text = typeof call.body.text === 'string' ? call.body.text : ''
    const inReplyTo = repliedTo(call.body)
    const against = postRefusal(text, inReplyTo)
    if (against) return refusal(forbidden(against), budget)
    const link = call.body.direct_message_deep_link
    return send({
      call,
      budget,
      target: inReplyTo,
      accept: () => {
        const { id } = platform.acceptPost(text, inReplyTo, typeof link === 'string' ? link : undefined)
        return { data: { id, text, edit_history_tweet_ids: [id] } }
      },
      refused: duplicate,
      closed: notSummoned,
    })
  }

  function postRefusal(text: string, inReplyTo: string | undefined): string | undefined {
    if (text.trim() === '') return 'Your post has no text.'
    if (weightedLength(text.replace(/^(@\w+\s+)+/, '')) > longestPost)
      return 'Your Tweet text is too long. For more information, see the documentation.'
    if (inReplyTo === undefined) return undefined
    const original = platform.posts.get(inReplyTo)
    if (!original) return 'You attempted to reply to a Tweet that is deleted or not visible to you.'
    if (original.authorId !== platform.account.id && !platform.isSummoned(original.text)) return notSummoned
    const repeated = platform.posts
      .thread(original.threadId)
      .some((other) => other.inReplyTo === inReplyTo && other.text === text && other.authorId === platform.account.id)
    return repeated ? duplicate : undefined
  }

  function bodyFault(call: RoutedCall, route: string): string | undefined {
    if (call.malformed || call.form.length > 0) return 'The request body is not valid JSON.'
    return schemas.requestFault('POST', route, call.body)
  }

  async function send({ call, budget, target, accept, refused, closed }: Send): Promise<PlatformAnswer | undefined> {
    let answer: PlatformAnswer | undefined
    const reject = (problem: XProblem, headers = budget.headers()): void => {
      answer = { status: problem.status, body: problem, headers }
    }
    const fault = platform.faults.take(target)
    const dealtWith =
      fault !== undefined &&
      (await carryOutFault(fault, call.response, accept, {
        'rate-limited': ({ options }) => reject(tooManyRequests(), budget.exhaustedHeaders(options.ms ?? 3000)),
        'server-error': () => reject(blankProblem(500, 'Internal Server Error', 'Internal Server Error')),
        refused: () => reject(forbidden(refused)),
        'window-closed': () => reject(forbidden(closed)),
        unauthorized: () => reject(unauthorized()),
      }))
    if (dealtWith) return answer
    if (!budget.spend()) return refusal(tooManyRequests(), budget)
    return { status: 201, body: accept(), headers: budget.headers() }
  }
}

const duplicate = 'You are not allowed to create a Tweet with duplicate content.'
const notSummoned =
  'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.'

const badParticipant = (id: string): string => `The participant_id [${id}] does not match ^[0-9]{1,19}$`

const refusal = (problem: XProblem, budget: XBudget): PlatformAnswer => ({
  status: problem.status,
  body: problem,
  headers: budget.headers(),
})

function mediaIdsOf(body: Record<string, unknown>): string[] {
  const list = Array.isArray(body.attachments) ? body.attachments : []
  return list.flatMap((item: unknown) => (hasMediaId(item) ? [item.media_id] : []))
}

const hasMediaId = (item: unknown): item is { media_id: string } =>
  typeof item === 'object' && item !== null && 'media_id' in item && typeof item.media_id === 'string'

function repliedTo(body: Record<string, unknown>): string | undefined {
  const reply: unknown = body.reply
  if (typeof reply !== 'object' || reply === null || !('in_reply_to_tweet_id' in reply)) return undefined
  return typeof reply.in_reply_to_tweet_id === 'string' ? reply.in_reply_to_tweet_id : undefined
}
