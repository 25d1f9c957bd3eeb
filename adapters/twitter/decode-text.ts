import { z } from 'zod'

const link = z.object({
  url: z.string(),
  expanded_url: z.string().optional(),
  display_url: z.string().optional(),
  media_key: z.string().optional(),
})
const mediaLink = z.object({ url: z.string() })
const entities = z.object({
  urls: z.array(z.unknown()).optional().catch(undefined),
  media: z.array(z.unknown()).optional().catch(undefined),
})

/**
 * Makes X's text what the resident wrote: `&amp; &lt; &gt;` are decoded exactly once, a t.co link of attached media is dropped and any
 * other is replaced by what it stands for. Links are found by their wording: the indices of `entities` do not hold in escaped text.
 * `media` adds links known from elsewhere to stand for attached media. Takes v1.1 and v2 entities.
 */
export function decodeText(text: string, rawEntities: unknown, media: readonly string[] = []): string {
  const decoded = decodeHtml(text)
  if (!decoded.includes('//t.co/')) return decoded.trim()
  const meanings = readLinks(rawEntities, media)
  const spelled = decoded.replace(/(\s?)(https?:\/\/t\.co\/\w+)/g, (whole, space: string, url: string) => {
    const meaning = meanings.get(url)
    if (meaning === undefined) return whole
    return meaning === '' ? '' : `${space}${meaning}`
  })
  return spelled.trim()
}

/** Decodes the HTML entities that X escapes text with, in one pass, so that a written `&amp;lt;` stays `&lt;`. */
export function decodeHtml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (whole, name: string) => signs.get(name) ?? whole)
}

/** The text without the names it begins with, which are the address of a post and no part of what it says. */
export function withoutLeadingMentions(text: string): string {
  return text
    .replace(/^[\s.\u200e\u200f\u202a-\u202e\u2066-\u2069]*(?:@\w+[\s,:،\u200e\u200f\u202c\u2069]*)+/u, '')
    .trim()
}

const signs: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['#39', "'"],
])

/** t.co link -> what it stands for, '' for attached media. */
function readLinks(rawEntities: unknown, media: readonly string[]): Map<string, string> {
  const meanings = new Map<string, string>()
  const found = entities.safeParse(rawEntities)
  for (const raw of found.data?.urls ?? []) {
    const parsed = link.safeParse(raw)
    if (!parsed.success) continue
    const { url, expanded_url: expanded = '' } = parsed.data
    if (isMedia(parsed.data)) meanings.set(url, '')
    else if (expanded) meanings.set(url, expanded)
  }
  for (const raw of found.data?.media ?? []) {
    const parsed = mediaLink.safeParse(raw)
    if (parsed.success) meanings.set(parsed.data.url, '')
  }
  for (const url of media) meanings.set(url, '')
  return meanings
}

function isMedia({
  expanded_url: expanded = '',
  display_url: display = '',
  media_key: key,
}: z.infer<typeof link>): boolean {
  if (key !== undefined) return true
  if (/^pic\.(x|twitter)\.com\//.test(display)) return true
  if (!/^https?:\/\/(www\.)?(x|twitter)\.com\//.test(expanded)) return false
  return /\/messages\/media\/\d+/.test(expanded) || /\/status\/\d+\/(photo|video)\/\d+/.test(expanded)
}
