import { cutText } from './cut-text.js'
import { deepLink } from './deep-link.js'
import { graphemeWeight, linkWeight, postLength, postLimit } from './post-length.js'

/**
 * A public reply under `postId`: the sentence with the link to the private conversation, which is added where the sentence has none and
 * marked with the post (a fragment, so that it leads to the same place). Residents get the same sentence, and X refuses the same text
 * twice: with the mark that happens only to a second reply under the same post. Too long a sentence is cut, after the link first; the
 * link never is.
 */
export function renderPost(text: string, userId: string, postId: string): string {
  if (text === '') return ''
  const link = deepLink(userId)
  const whole = text.includes(link) ? text : `${text}\n${link}`
  const start = whole.indexOf(link)
  const query = /^&[^\s<>"#،؛]*/.exec(whole.slice(start + link.length))?.[0] ?? ''
  const end = start + link.length + query.length
  return fitToPost(whole.slice(0, start), whole.slice(start, end) + markOf(postId), whole.slice(end))
}

/** Six letters or digits that tell one post from another. */
function markOf(postId: string): string {
  return /^\d+$/.test(postId) ? `#${(BigInt(postId) % 36n ** 6n).toString(36).padStart(6, '0')}` : ''
}

function fitToPost(before: string, link: string, after: string): string {
  const whole = before + link + after
  if (postLength(whole) <= postLimit) return whole
  const start = before.trimEnd()
  const room = postLimit - linkWeight - 1 - postLength(start)
  if (room < 2) return `${cutPost(start, postLimit - linkWeight - 1)}\n${link}`
  return `${start}\n${link} ${cutPost(after.trim(), room - 1)}`.trim()
}

/** Other links weigh differently from what their letters do: cut on until the whole is light enough. */
function cutPost(text: string, limit: number): string {
  let cut = cutText(text, limit, graphemeWeight)
  for (let room = limit; postLength(cut) > limit && room > 0; room -= 10) cut = cutText(text, room, graphemeWeight)
  return postLength(cut) > limit ? '' : cut
}
