import { z } from 'zod'

/** A resident on Facebook, by page-scoped id. */
export interface GraphPerson {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
}

/** A quick reply of a message. */
export type GraphQuickReply = z.infer<typeof quickReply>

/** A button of a template. */
export type GraphButton = z.infer<typeof button>

/** What a message carries besides text. */
export type GraphAttachment = z.infer<typeof attachment>

/** A message the Graph API has taken, or one a resident wrote. */
export interface GraphMessage {
  readonly kind: 'message'
  readonly id: string
  /** The resident's page-scoped id. */
  readonly threadId: string
  readonly fromPage: boolean
  readonly text: string
  readonly quickReplies: readonly GraphQuickReply[]
  readonly buttons: readonly GraphButton[]
  readonly attachment?: GraphAttachment
  readonly metadata?: string
  readonly personaId?: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** `typing_on`, `typing_off` or `mark_seen` from the Page. */
export interface GraphAction {
  readonly kind: 'action'
  readonly threadId: string
  readonly action: string
  readonly personaId?: string
}

const quickReply = z.object({
  content_type: z.enum(['text', 'user_phone_number', 'user_email']),
  title: z.string().optional(),
  payload: z.string().max(1000).optional(),
  image_url: z.string().optional(),
})

const button = z.looseObject({
  type: z.string(),
  title: z.string().optional(),
  url: z.string().optional(),
  payload: z.string().max(1000).optional(),
})

const attachment = z.looseObject({
  type: z.enum(['image', 'audio', 'video', 'file', 'template']),
  payload: z.looseObject({
    url: z.string().optional(),
    attachment_id: z.string().optional(),
    template_type: z.string().optional(),
    text: z.string().optional(),
    buttons: z.array(button).optional(),
    elements: z
      .array(z.looseObject({ title: z.string(), subtitle: z.string().optional(), buttons: z.array(button).optional() }))
      .optional(),
  }),
})

const message = z.looseObject({
  text: z
    .string()
    .min(1, 'Length of param message[text] must be greater than or equal to 1')
    .max(2000, 'Length of param message[text] must be less than or equal to 2000')
    .optional(),
  attachment: attachment.optional(),
  quick_replies: z
    .array(quickReply)
    .max(13, 'Too many elements in param message[quick_replies], 13 allowed')
    .optional(),
  metadata: z.string().max(1000).optional(),
})

/** The body of `POST /{page}/messages`. Unknown keys are let pass, as Meta does (its own SDK adds `id`). */
export const sendRequest = z.looseObject({
  recipient: z
    .looseObject({
      id: z.coerce.string().optional(),
      comment_id: z.string().optional(),
      post_id: z.string().optional(),
    })
    .refine(({ id, comment_id, post_id }) => id ?? comment_id ?? post_id, 'The parameter recipient is required'),
  messaging_type: z.enum(['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY']).optional(),
  tag: z.string().optional(),
  persona_id: z.string().optional(),
  sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']).optional(),
  message: message.optional(),
})

/** What is wrong with a message beyond its shape; undefined when nothing. */
export function messageFault(request: z.infer<typeof sendRequest>): string | undefined {
  const { message: sent, sender_action, messaging_type, tag } = request
  if (sender_action) return sent ? 'Cannot send sender_action together with message' : undefined
  if (!sent) return 'The parameter message is required'
  if (sent.text === undefined && sent.attachment === undefined)
    return 'Message cannot be empty, must provide valid attachment or text'
  if (messaging_type === 'MESSAGE_TAG' && tag !== 'HUMAN_AGENT') return `The tag ${tag ?? '(none)'} is not supported`
  const empty = sent.quick_replies?.some(
    ({ content_type, title, payload }) => content_type === 'text' && (!title || payload === undefined),
  )
  return empty ? 'Quick replies of type text need a title and a payload' : templateFault(sent.attachment)
}

function templateFault(sent: GraphAttachment | undefined): string | undefined {
  if (sent?.type !== 'template') return undefined
  const { template_type, text = '', buttons = [], elements = [] } = sent.payload
  if (template_type === 'button') {
    if (buttons.length < 1 || buttons.length > 3) return 'A button template takes 1 to 3 buttons'
    return text.length < 1 || text.length > 640 ? 'The text of a button template takes 1 to 640 characters' : undefined
  }
  if (template_type !== 'generic') return undefined
  if (elements.length < 1 || elements.length > 10) return 'A generic template takes 1 to 10 elements'
  const long = elements.some(({ title, subtitle = '' }) => title.length > 80 || subtitle.length > 80)
  return long ? 'Title and subtitle of an element take at most 80 characters' : undefined
}

/** Quick replies as they are shown: titles cut after 20 characters. */
export const shownQuickReplies = (replies: readonly GraphQuickReply[]): GraphQuickReply[] =>
  replies.map((reply) =>
    reply.title === undefined ? reply : { ...reply, title: [...reply.title].slice(0, 20).join('') },
  )

/** The words of a template. */
export function templateText(sent: GraphAttachment | undefined): string {
  if (sent?.type !== 'template') return ''
  const { text, elements = [] } = sent.payload
  return [text, ...elements.flatMap(({ title, subtitle }) => [title, subtitle])].filter(Boolean).join('\n')
}

/** The buttons of a template, those of its elements too. */
export function templateButtons(sent: GraphAttachment | undefined): GraphButton[] {
  const { buttons = [], elements = [] } = sent?.payload ?? {}
  return [...buttons, ...elements.flatMap((element) => element.buttons ?? [])]
}
