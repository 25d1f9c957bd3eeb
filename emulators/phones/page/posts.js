import { button, icon, make } from './elements.js'
import { clockOf, linksOf, messageLink, setWords } from './text.js'

const longest = 280

/** The public side of X: a post that names the account, and the public reply with its way into the private messages. */
export class Posts {
  #list
  #form
  #text
  #count
  #me = { name: '', username: '', initial: '' }
  #account = { username: '', id: '' }
  #posts = new Map()
  #openMessages

  /** `send(text)` posts and tells whether that worked; `openMessages(text)` leads to the private thread with words filled in. */
  constructor(form, list, { send, openMessages }) {
    this.#form = form
    this.#list = list
    this.#openMessages = openMessages
    this.#text = form.querySelector('textarea')
    this.#count = form.querySelector('output')
    this.#text.addEventListener('input', () => this.#refresh())
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const text = this.#text.value.trim()
      if (!this.#isGood(text)) return
      if (await send(text)) this.#reset()
    })
  }

  /** Starts afresh for a resident. */
  begin(me, account) {
    this.#me = me
    this.#account = account
    this.#posts.clear()
    this.#list.replaceChildren(
      make('p', 'hint', 'من يذكر حساب المركز في منشور يصله ردّ عام واحد يدعوه إلى الرسائل الخاصة.'),
    )
    this.#form.querySelector('.me-avatar').textContent = me.initial
    this.#reset()
  }

  /** Adds a post of the resident on top, or a reply under the post it answers. */
  add(post) {
    if (this.#posts.has(post.id)) return
    const element = this.#elementOf(post)
    this.#posts.set(post.id, element)
    this.#list.querySelector('.hint')?.remove()
    const original = this.#posts.get(post.inReplyTo)
    if (!original) {
      this.#list.prepend(element)
      return
    }
    original.classList.add('answered')
    original.after(element)
  }

  #elementOf(post) {
    const link =
      post.directMessageLink ?? linksOf(post.text).find((url) => messageLink(url)?.recipient === this.#account.id)
    const face = post.mine ? make('div', 'me-avatar', this.#me.initial) : icon('mark')
    const [name, username] = post.mine
      ? [this.#me.name, this.#me.username]
      : ['مركز بلاغات 940', this.#account.username]
    const handle = make('bdi', '', `@${username}`)
    const byline = make(
      'p',
      'byline',
      make('strong', '', name),
      ...(post.mine ? [] : [icon('badge', 'badge')]),
      make('span', '', handle, ` · ${clockOf(post.at)}`),
    )
    const words = make('p', 'words')
    setWords(words, link ? post.text.replace(link, '').trim() : post.text)
    markHandles(words)
    const body = make('div', '', byline, words)
    if (link) body.append(this.#messageButton(link))
    const element = make('article', post.inReplyTo ? 'post reply' : 'post', make('div', 'face', face), body)
    element.classList.toggle('fresh', Date.now() - post.at < 4000)
    return element
  }

  #messageButton(link) {
    const open = button('dm', icon('mail'), 'إرسال رسالة خاصة')
    open.addEventListener('click', () => this.#openMessages(messageLink(link)?.text ?? ''))
    return open
  }

  #reset() {
    this.#text.value = `@${this.#account.username} `
    this.#refresh()
  }

  #isGood(text) {
    return text !== `@${this.#account.username}` && text !== '' && [...text].length <= longest
  }

  #refresh() {
    const text = this.#text.value.trim()
    // A leading @name is Latin; the post's direction is that of its words.
    this.#text.dir = /\p{L}/u.test(text.replace(/@\w+/g, '')) ? directionOf(text.replace(/@\w+/g, '')) : 'rtl'
    const left = longest - [...text].length
    this.#count.textContent = String(left)
    this.#count.dataset.over = String(left < 0)
    this.#form.querySelector('button').disabled = !this.#isGood(text)
  }
}

const directionOf = (text) => (/^[^\p{L}]*\p{Script=Latin}/u.test(text) ? 'ltr' : 'rtl')

/** Gives @names their colour and keeps each in its own direction. */
function markHandles(element) {
  for (const node of [...element.childNodes]) {
    if (node.nodeType !== Node.TEXT_NODE || !/@\w/.test(node.textContent)) continue
    const parts = node.textContent
      .split(/(@\w+)/)
      .map((part) => (part.startsWith('@') ? make('bdi', 'handle', part) : part))
    node.replaceWith(...parts)
  }
}
