import type { z } from 'zod'
import { carryOutFault } from '../carry-out-fault.js'
import type { PlatformAnswer, PlatformRoute, RoutedCall } from '../platform-router.js'
import * as error from './graph-error.js'
import { graphAnswer, graphError } from './graph-error.js'
import { messageFault, sendRequest, shownQuickReplies, templateButtons, templateText } from './graph-messages.js'
import type { GraphPlatform } from './graph-platform.js'

type SendRequest = z.infer<typeof sendRequest>

/** How residents who never wrote are treated: as Meta does (100/2018001), or as if they had just written. */
export type UnknownResidents = 'refuse' | 'accept'

const commentReplyMs = 7 * 24 * 3_600_000

/** `POST /{page}/messages`, the Send API: shape, limits, window and faults. */
export function graphSendRoute(platform: GraphPlatform, unknownResidents: UnknownResidents): PlatformRoute {
  return { method: 'POST', route: '/{page}/messages', handle }

  function handle(call: RoutedCall): Promise<PlatformAnswer | undefined> | PlatformAnswer {
    const page = call.parameters.page ?? ''
    if (page !== 'me' && page !== platform.credentials.pageId) return error.unknownResident()
    const parsed = sendRequest.safeParse(call.body)
    if (call.malformed || !parsed.success)
      return graphError(100, parsed.error?.issues[0]?.message ?? 'The body is no JSON')
    const request = parsed.data
    const fault = messageFault(request)
    if (fault) return graphError(100, fault)
    if (request.persona_id && !platform.personas.has(request.persona_id))
      return graphError(100, 'Invalid persona_id', { subcode: 2018209 })
    const residentId = recipientOf(request)
    if (typeof residentId !== 'string') return residentId
    return request.sender_action ? act(request, residentId) : send(call, request, residentId)
  }

  function recipientOf({ recipient, message }: SendRequest): string | PlatformAnswer {
    const commentId = recipient.comment_id ?? recipient.post_id
    if (commentId === undefined) return recipient.id ?? ''
    const comment = platform.comments.get(commentId)
    if (!comment || !message) return graphError(100, 'The comment does not exist')
    if (comment.answered) return graphError(10900, 'Activity already replied to')
    if (platform.now() - comment.at > commentReplyMs)
      return graphError(10, 'The comment is too old to reply to', { subcode: 2018278 })
    return comment.residentId
  }

  function act(request: SendRequest, residentId: string): PlatformAnswer {
    if (windowOf(residentId) === 'unknown') return error.unknownResident()
    const { sender_action: action = '', persona_id } = request
    platform.actions.tell({
      kind: 'action',
      threadId: residentId,
      action,
      ...(persona_id ? { personaId: persona_id } : {}),
    })
    return graphAnswer({ recipient_id: residentId })
  }

  async function send(call: RoutedCall, request: SendRequest, residentId: string): Promise<PlatformAnswer | undefined> {
    let answer: PlatformAnswer | undefined
    const give = (refusal: () => PlatformAnswer) => () => {
      answer = refusal()
    }
    const take = () => accept(request, residentId)
    const fault = platform.faults.take(residentId)
    const dealtWith =
      fault !== undefined &&
      (await carryOutFault(fault, call.response, take, {
        'rate-limited': give(error.tooManyCalls),
        'server-error': give(error.serverError),
        refused: give(error.unreachable),
        'window-closed': give(error.windowClosed),
        unauthorized: give(error.invalidToken),
      }))
    if (dealtWith) return answer
    const refusal = windowRefusal(request, residentId)
    return refusal ?? graphAnswer({ recipient_id: residentId, message_id: take() })
  }

  function windowRefusal(
    { recipient, messaging_type, tag }: SendRequest,
    residentId: string,
  ): PlatformAnswer | undefined {
    if (recipient.id === undefined) return undefined
    if (messaging_type === 'UTILITY') return graphError(200, 'The app is not permitted to send utility messages')
    const state = windowOf(residentId)
    if (state === 'unknown') return error.unknownResident()
    const asAgent = messaging_type === 'MESSAGE_TAG' && tag === 'HUMAN_AGENT'
    return state === 'open' || (state === 'human-agent-only' && asAgent) ? undefined : error.windowClosed()
  }

  function windowOf(residentId: string): ReturnType<GraphPlatform['windows']['state']> {
    const state = platform.windows.state(residentId, platform.now())
    if (state !== 'unknown' || unknownResidents === 'refuse') return state
    platform.windows.note(residentId, platform.now())
    return 'open'
  }

  function accept({ recipient, message, persona_id }: SendRequest, residentId: string): string {
    const comment = platform.comments.get(recipient.comment_id ?? recipient.post_id ?? '')
    if (comment) comment.answered = true
    const { text, attachment, quick_replies = [], metadata } = message ?? {}
    return platform.accept({
      threadId: residentId,
      text: text ?? templateText(attachment),
      quickReplies: shownQuickReplies(quick_replies),
      buttons: templateButtons(attachment),
      ...(attachment ? { attachment } : {}),
      ...(metadata === undefined ? {} : { metadata }),
      ...(persona_id ? { personaId: persona_id } : {}),
    }).id
  }
}
