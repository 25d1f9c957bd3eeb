import { z } from 'zod'
import type { InboundAttachment } from '../inbound-event.js'

const media = z.object({
  type: z.string().catch('photo'),
  url: z.string().optional().catch(undefined),
  media_url_https: z.string().optional().catch(undefined),
  media_url: z.string().optional().catch(undefined),
  video_info: z
    .object({ variants: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
})
const variant = z.object({
  url: z.string(),
  content_type: z.string().optional(),
  bitrate: z.number().optional().catch(undefined),
})
const point = z.object({ coordinates: z.tuple([z.number(), z.number()]) })
const attachment = z.object({
  media: media.optional().catch(undefined),
  location: z
    .object({
      shared_coordinate: z.object({ coordinates: point }).optional().catch(undefined),
      shared_place: z
        .object({ place: z.object({ centroid: z.tuple([z.number(), z.number()]) }) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
})

/** What a direct message carries besides its text. */
export interface MessageCargo {
  readonly attachments: readonly InboundAttachment[]
  /** The t.co link that stands for the media in the text. */
  readonly mediaLinks: readonly string[]
  readonly location?: { readonly lat: number; readonly lng: number }
}

/** Reads `message_data.attachment` of a v1.1 direct message: a photo, GIF or video, or a shared place. What it does not know it leaves out. */
export function readAttachment(raw: unknown): MessageCargo {
  const parsed = attachment.safeParse(raw)
  if (!parsed.success) return { attachments: [], mediaLinks: [] }
  const { media, location } = parsed.data
  const place = readLocation(location)
  return {
    attachments: media ? readMedia(media) : [],
    mediaLinks: media?.url ? [media.url] : [],
    ...(place ? { location: place } : {}),
  }
}

function readMedia(found: z.infer<typeof media>): InboundAttachment[] {
  const still = found.media_url_https ?? found.media_url
  if (found.type === 'photo') return still ? [{ kind: 'photo', url: still }] : []
  const moving = bestVariant(found.video_info?.variants ?? []) ?? still
  if (!moving) return []
  return [{ kind: found.type === 'video' || found.type === 'animated_gif' ? 'video' : 'file', url: moving }]
}

/** The finest MP4; playlists are no files. */
function bestVariant(variants: readonly unknown[]): string | undefined {
  const files = variants
    .map((raw) => variant.safeParse(raw).data)
    .filter((found) => found !== undefined)
    .filter(({ content_type: type }) => type === undefined || type === 'video/mp4')
  files.sort((a, b) => (b.bitrate ?? 0) - (a.bitrate ?? 0))
  return files[0]?.url
}

/** GeoJSON order is longitude, latitude. */
function readLocation(location: z.infer<typeof attachment>['location']): MessageCargo['location'] {
  const pair = location?.shared_coordinate?.coordinates.coordinates ?? location?.shared_place?.place.centroid
  if (!pair) return undefined
  const [lng, lat] = pair
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined
}
