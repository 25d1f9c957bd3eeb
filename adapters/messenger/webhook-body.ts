import { z } from 'zod'

// Shapes of a webhook body. Unknown keys are normal and dropped; a known key of the wrong type counts as absent, so that one odd
// field does not lose the event. https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events

const text = z.string().optional().catch(undefined)
const mid = z.string().min(1).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)
const list = z.array(z.unknown()).optional().catch(undefined)
const whole = z.number().optional().catch(undefined)
const id = z.union([z.string(), z.number()]).optional().catch(undefined)
/** Epoch ms (seconds, as `changes` have them, are made ms); anything else than a time counts as absent. */
const time = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  ])
  .pipe(z.number().positive().max(8.64e15))
  .transform((value) => Math.round(value < 1e11 ? value * 1000 : value))
  .optional()
  .catch(undefined)
const person = z
  .object({ id: z.union([z.string(), z.number()]).transform(String) })
  .optional()
  .catch(undefined)

/** The body as a whole: entries of one page or of several. */
export const envelopeShape = z.object({ object: z.literal('page'), entry: z.array(z.unknown()).min(1) })

/** One entry; what its three lists hold is read item by item. */
export const entryShape = z.object({
  id: id,
  time: time,
  messaging: z.unknown().optional(),
  standby: z.unknown().optional(),
  changes: z.unknown().optional(),
})

const messageShape = z.object({
  mid: mid,
  text: text,
  quick_reply: z.object({ payload: text }).optional().catch(undefined),
  attachments: list,
  is_echo: flag,
  is_deleted: flag,
  app_id: id,
  metadata: text,
})

const threadControlShape = z.object({ previous_owner_app_id: id, new_owner_app_id: id })

/** One element of `messaging[]` or `standby[]`. */
export const itemShape = z.object({
  sender: person,
  recipient: person,
  timestamp: time,
  message: messageShape.optional().catch(undefined),
  postback: z.object({ mid: mid, title: text, payload: text }).optional().catch(undefined),
  delivery: z.object({ mids: list, watermark: time }).optional().catch(undefined),
  read: z.object({ watermark: time }).optional().catch(undefined),
  message_edit: z.object({ mid: mid, num_edit: whole }).optional().catch(undefined),
  pass_thread_control: threadControlShape.optional().catch(undefined),
  take_thread_control: threadControlShape.optional().catch(undefined),
})

/** One element of `messaging[]` or `standby[]`, as far as it is understood. */
export type MessagingItem = z.infer<typeof itemShape>
/** Its `message`. */
export type MessagingMessage = z.infer<typeof messageShape>

/** One element of `message.attachments[]`. */
export const attachmentShape = z.object({
  type: z.string(),
  url: text,
  payload: z
    .object({
      url: text,
      sticker_id: id,
      coordinates: z.object({ lat: z.number(), long: z.number() }).optional().catch(undefined),
    })
    .nullish()
    .catch(undefined),
})

/** One element of `changes[]`. */
export const changeShape = z.object({ field: z.string().regex(/^[A-Za-z_]{1,60}$/) })
