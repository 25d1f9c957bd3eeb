// Residents' and the bot's words as DOM nodes: always text nodes, never markup.

const linkPattern = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?()[\]،؛؟«»]/gu
const composePattern = /^https:\/\/(?:x|twitter)\.com\/messages\/compose\?/

/** @returns {{recipient: string, text: string} | undefined} what a link to a private message asks for */
export function messageLink(url) {
  if (!composePattern.test(url)) return undefined
  const { searchParams } = new URL(url)
  return { recipient: searchParams.get('recipient_id') ?? '', text: searchParams.get('text') ?? '' }
}

/** All links of a text. */
export const linksOf = (text) => text.match(linkPattern) ?? []

/** The nodes of a text, links made clickable. `follow(url)` may take a link for itself by returning true. */
export function wordsOf(text, follow = () => false) {
  const nodes = []
  let from = 0
  for (const match of text.matchAll(linkPattern)) {
    nodes.push(document.createTextNode(text.slice(from, match.index)), linkNode(match[0], follow))
    from = match.index + match[0].length
  }
  nodes.push(document.createTextNode(text.slice(from)))
  return nodes
}

function linkNode(url, follow) {
  const link = document.createElement('a')
  link.href = url
  link.target = '_blank'
  link.rel = 'noopener noreferrer nofollow'
  link.dir = 'ltr'
  link.textContent = url.replace(/^https?:\/\//, '').replace(/(.{38}).+/, '$1…')
  link.addEventListener('click', (event) => {
    if (follow(url)) event.preventDefault()
  })
  return link
}

/** The language of a text as far as its letters tell; undefined where they do not. */
export function languageOf(text) {
  if (/[ٹڈڑںہے]/u.test(text)) return 'ur'
  const arabic = (text.match(/\p{Script=Arabic}/gu) ?? []).length
  const latin = (text.replace(linkPattern, '').match(/\p{Script=Latin}/gu) ?? []).length
  if (arabic === 0 && latin === 0) return undefined
  return arabic >= latin ? 'ar' : 'en'
}

/** Sets an element's words with their own language and direction. */
export function setWords(element, text, follow) {
  const language = languageOf(text)
  if (language) element.lang = language
  element.dir = 'auto'
  element.replaceChildren(...wordsOf(text, follow))
}

const clockFormat = new Intl.DateTimeFormat('ar-SA-u-ca-gregory-nu-latn', { hour: 'numeric', minute: '2-digit' })
const dayFormat = new Intl.DateTimeFormat('ar-SA-u-ca-gregory-nu-latn', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

/** `9:41 ص` */
export const clockOf = (at) => clockFormat.format(at)

/** `اليوم 9:41 ص`, or the day's name. */
export function momentOf(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return `${isToday ? 'اليوم' : dayFormat.format(at)} ${clockOf(at)}`
}
