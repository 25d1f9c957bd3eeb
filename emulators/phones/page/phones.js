import * as api from './api.js'
import { Composer } from './composer.js'
import { showExamples } from './examples.js'
import { Posts } from './posts.js'
import { showProfile } from './profile.js'
import { messageLink } from './text.js'
import { Thread } from './thread.js'

const find = (selector) => document.querySelector(selector)
const all = (selector) => [...document.querySelectorAll(selector)]

const actions = { tap: tried(api.tapQuickReply), press: tried(api.pressButton), follow: followMessageLink }
const threads = {
  x: new Thread(find('.x .thread'), actions),
  messenger: new Thread(find('.messenger .thread'), actions),
}
const composers = {
  x: new Composer(find('.x .composer'), 'رسالة جديدة', (message) => api.sendMessage('x', message)),
  messenger: new Composer(find('.messenger .composer'), 'رسالة', (message) => api.sendMessage('messenger', message)),
}
const posts = new Posts(find('.post-composer'), find('#posts'), {
  send: tried(api.sendPost),
  openMessages: openMessages,
})
const tabs = all('[role=tab]')
let account = { id: '', username: '' }
let events
let beginnings = 0

for (const tab of tabs) {
  tab.addEventListener('click', () => showTab(tab))
  tab.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const other = tabs.find((one) => one !== tab)
    showTab(other)
    other.focus()
  })
}
find('#new-resident').addEventListener('click', () => {
  api.becomeNewResident()
  showTab(tabs[0])
  begin()
})
showExamples(find('#examples'), (channel, sentence) => {
  if (channel === 'x') showTab(tabs[0])
  composers[channel].fill(sentence)
  find(`.${channel}`).scrollIntoView({ block: 'nearest', behavior: 'smooth' })
})
tick()
begin()

/** Takes up the resident's two threads from the server. */
async function begin() {
  beginnings += 1
  const mine = beginnings
  events?.close()
  for (const thread of Object.values(threads)) thread.clear()
  for (const composer of Object.values(composers)) composer.clear()
  try {
    const me = await api.fetchMe()
    if (mine !== beginnings) return // somebody newer has taken the phones meanwhile
    account = me.account
    introduce(me.resident)
    showProfile(me.profile, { phone: find('.messenger'), press: tried(api.pressProfile) })
    listen()
  } catch {
    setConnection('lost', 'لا يجيب الخادم، تُعاد المحاولة…')
    setTimeout(() => mine === beginnings && begin(), 3000)
  }
}

function introduce(resident) {
  const name = `${resident.firstName} ${resident.lastName}`
  find('#resident-name').textContent = name
  find('#resident-handle').textContent = `@${resident.username}`
  for (const element of all('.account-handle')) element.textContent = `@${account.username}`
  find('#tab-posts bdi').textContent = `@${account.username}`
  posts.begin({ name, username: resident.username, initial: resident.firstName.slice(0, 1) }, account)
}

function listen() {
  events = api.openEvents()
  events.addEventListener('open', () => setConnection('good', 'الهاتفان متصلان'))
  events.addEventListener('error', () => setConnection('lost', 'انقطع الاتصال، تُعاد المحاولة…'))
  events.addEventListener('message', ({ data }) => show(JSON.parse(data)))
}

function show(event) {
  const thread = threads[event.channel]
  if (event.type === 'post') posts.add(event)
  if (event.type === 'message') thread.add(event)
  if (event.type === 'seen') thread.setSeen()
  if (event.type === 'typing') thread.setTyping(event.on)
  if (event.type === 'status') thread.setStatus(event.id, event.status)
  // X tells nobody that an answer is being written: here the dots stand for the wait.
  const isRecent = event.type === 'message' && Date.now() - event.at < 5000
  if (event.channel === 'x' && isRecent && event.mine) thread.setTyping(true)
}

/** A link into the account's own private messages stays on this phone. */
function followMessageLink(url) {
  const link = messageLink(url)
  if (!link || link.recipient !== account.id) return false
  openMessages(link.text)
  return true
}

function openMessages(text) {
  showTab(tabs[0])
  composers.x.fill(text)
}

function showTab(shown) {
  for (const tab of tabs) {
    const isShown = tab === shown
    tab.setAttribute('aria-selected', String(isShown))
    tab.tabIndex = isShown ? 0 : -1
    document.getElementById(tab.getAttribute('aria-controls')).hidden = !isShown
  }
}

/** The same call, its failure told on the page. */
function tried(call) {
  return async (...values) => {
    try {
      await call(...values)
      return true
    } catch {
      setConnection('lost', 'تعذّر الإرسال. يُرجى المحاولة مرة أخرى.')
      return false
    }
  }
}

function setConnection(state, words) {
  const element = find('#connection')
  element.dataset.state = state
  element.textContent = words
}

function tick() {
  const now = new Date()
  const time = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`
  for (const clock of all('.clock')) clock.textContent = time
  setTimeout(tick, (60 - now.getSeconds()) * 1000)
}
