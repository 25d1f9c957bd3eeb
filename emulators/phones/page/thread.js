import { photoUrl } from './api.js'
import { button, icon, make, spoken } from './elements.js'
import { clockOf, momentOf, setWords } from './text.js'

const groupGap = 3 * 60_000
const stampGap = 12 * 60_000
const typingLasts = 20_000

const receipts = {
  sent: { icon: 'sent', words: 'أُرسلت' },
  waiting: { icon: 'sent', words: 'بانتظار الخدمة…' },
  delivered: { icon: 'delivered', words: 'وصلت' },
  seen: { icon: 'mark', words: 'شوهدت' },
  failed: { icon: 'close', words: 'لم تصل' },
}

/** One conversation on a phone: bubbles in order, choices under the newest, receipts, typing. */
export class Thread {
  #log
  #actions
  #entries = new Map()
  #newest
  #choices
  #typing
  #typingTimer
  #wasAtEnd = true

  /** `actions`: `tap(messageId, payload)`, `press(messageId, payload)`, `follow(url)`. */
  constructor(log, actions) {
    this.#log = log
    this.#actions = actions
    log.addEventListener('scroll', () => {
      this.#wasAtEnd = this.#isAtEnd()
    })
    new ResizeObserver(() => {
      if (this.#wasAtEnd) this.#toEnd()
    }).observe(log)
  }

  /** Takes everything away. */
  clear() {
    for (const child of [...this.#log.children]) if (!child.classList.contains('intro')) child.remove()
    this.#entries.clear()
    this.#newest = undefined
    this.#choices = undefined
    this.setTyping(false)
  }

  /** Adds a message; one that is there already is left alone. */
  add(message) {
    if (this.#entries.has(message.id)) return
    const atEnd = this.#isAtEnd()
    this.setTyping(false)
    this.#withdraw()
    const entry = this.#entryOf(message)
    this.#group(entry)
    this.#entries.set(message.id, entry)
    this.#newest = entry
    this.#log.append(entry.element)
    if (message.quickReplies?.length) this.#offer(message)
    if (atEnd || message.mine) this.#toEnd()
  }

  /** Shows how far a message of the resident has come. */
  setStatus(id, status) {
    const entry = this.#entries.get(id)
    if (!entry?.mine || entry.status === 'seen') return
    entry.status = status
    const { words, icon: name } = receipts[status]
    entry.receipt.dataset.status = status
    entry.receipt.replaceChildren(icon(name), words)
    entry.element.classList.toggle('troubled', status === 'failed' || status === 'waiting')
    if (entry === this.#newest) this.#toEnd()
  }

  /** Everything the resident wrote so far has been seen. */
  setSeen() {
    for (const [id, entry] of this.#entries) if (entry.mine) this.setStatus(id, 'seen')
  }

  /** Shows or hides the three dots; they go by themselves after 20 seconds. */
  setTyping(on) {
    clearTimeout(this.#typingTimer)
    this.#typing?.remove()
    this.#typing = undefined
    if (!on) return
    const dots = make('div', 'bubble', make('i'), make('i'), make('i'))
    dots.setAttribute('role', 'img')
    dots.setAttribute('aria-label', 'يكتب الآن')
    this.#typing = make('div', 'entry typing first last', icon('mark', 'face'), make('div', 'stack', dots))
    const atEnd = this.#isAtEnd()
    this.#log.append(this.#typing)
    if (atEnd) this.#toEnd()
    this.#typingTimer = setTimeout(() => this.setTyping(false), typingLasts)
  }

  #entryOf(message) {
    const stack = make('div', 'stack')
    if (message.author) stack.append(make('span', 'author', message.author))
    if (message.photo) stack.append(this.#photoOf(message))
    if (message.text) {
      const bubble = make('div', 'bubble')
      setWords(bubble, message.text, this.#actions.follow)
      stack.append(bubble)
    }
    if (message.buttons?.length || message.links?.length) stack.append(this.#buttonsOf(message))
    const time = make('time', '', clockOf(message.at))
    time.dateTime = new Date(message.at).toISOString()
    const receipt = make('span', 'receipt')
    stack.append(make('div', 'meta', time, receipt))
    const element = make('div', message.mine ? 'entry mine' : 'entry')
    element.classList.toggle('fresh', Date.now() - message.at < 4000)
    if (!message.mine) element.append(icon('mark', 'face'))
    element.append(spoken(message.mine ? 'أنت:' : 'المركز:'), stack)
    return { element, receipt, mine: message.mine, at: message.at }
  }

  #photoOf(message) {
    const image = make('img', 'photo')
    image.src = photoUrl(message.photo)
    image.alt = message.mine ? 'صورة أرسلتها' : 'صورة من المركز'
    image.addEventListener('load', () => this.#toEnd(), { once: true })
    return image
  }

  #buttonsOf(message) {
    const box = make('div', 'buttons')
    for (const { title, payload } of message.buttons ?? []) {
      const press = button('', title)
      press.addEventListener('click', () => this.#actions.press(message.id, payload))
      box.append(press)
    }
    for (const { title, url } of message.links ?? []) {
      const link = make('a', '', title)
      link.href = /^https?:/i.test(url) ? url : '#'
      link.target = '_blank'
      link.rel = 'noopener noreferrer'
      box.append(link)
    }
    return box
  }

  #offer(message) {
    this.#choices = make('div', 'quick-replies')
    this.#choices.setAttribute('role', 'group')
    this.#choices.setAttribute('aria-label', 'ردود سريعة')
    for (const { title, payload } of message.quickReplies) {
      const choice = button('', title)
      choice.dir = 'auto'
      choice.addEventListener('click', () => this.#actions.tap(message.id, payload))
      this.#choices.append(choice)
    }
    this.#log.append(this.#choices)
  }

  /** Takes the choices away; who was on one of them by keyboard stays in the thread. */
  #withdraw() {
    const focused = this.#choices?.contains(document.activeElement)
    this.#choices?.remove()
    this.#choices = undefined
    if (focused) this.#log.focus({ preventScroll: true })
  }

  /** Bubbles of one side within three minutes belong together; after a longer pause the time stands between. */
  #group(entry) {
    const before = this.#newest
    const joins = before && before.mine === entry.mine && entry.at - before.at < groupGap
    if (joins) before.element.classList.remove('last')
    else entry.element.classList.add('first')
    entry.element.classList.add('last')
    if (!before || entry.at - before.at > stampGap) this.#log.append(make('p', 'stamp', momentOf(entry.at)))
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log
    return scrollHeight - scrollTop - clientHeight < 120
  }

  #toEnd() {
    this.#log.scrollTo({ top: this.#log.scrollHeight, behavior: 'auto' })
  }
}
