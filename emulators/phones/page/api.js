// The page's way to its server, and the key by which the server knows whose phones these are.

const base = `${document.documentElement.dataset.base}/api`
const storageName = 'tawasul.phones.resident'

let key = storedKey() ?? newKey()
remember(key)

/** Becomes somebody else. */
export function becomeNewResident() {
  key = newKey()
  remember(key)
}

/** Who the resident is, and which account they write to. */
export async function fetchMe() {
  const response = await fetch(`${base}/me?resident=${key}`)
  if (!response.ok) throw new Error(`me: ${response.status}`)
  return response.json()
}

/** Opens the stream of both phones' events; the browser reconnects by itself and resumes. */
export const openEvents = () => new EventSource(`${base}/events?resident=${key}`)

/** Sends a text, or a photo with an optional text. */
export function sendMessage(channel, { text, photo }) {
  if (!photo) return post(`${channel}/messages`, { text })
  const query = new URLSearchParams({ resident: key, text })
  return request(`${channel}/photos?${query}`, photo, photo.type)
}

export const sendPost = (text) => post('x/posts', { text })
export const tapQuickReply = (messageId, payload) => post('messenger/quick-replies', { messageId, payload })
export const pressButton = (messageId, payload) => post('messenger/postbacks', { messageId, payload })
export const pressProfile = (payload) => post('messenger/profile', { payload })
export const photoUrl = (path) => `${base}/photos/${path}`

const post = (path, fields) => request(path, JSON.stringify({ resident: key, ...fields }), 'application/json')

async function request(path, body, type) {
  const response = await fetch(`${base}/${path}`, { method: 'POST', headers: { 'content-type': type }, body })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function storedKey() {
  try {
    const stored = localStorage.getItem(storageName)
    return stored && /^[0-9a-f]{32}$/.test(stored) ? stored : undefined
  } catch {
    return undefined // storage is switched off: a new resident at each visit
  }
}

function remember(value) {
  try {
    localStorage.setItem(storageName, value)
  } catch {
    key = value // storage is switched off: kept for this visit alone
  }
}
