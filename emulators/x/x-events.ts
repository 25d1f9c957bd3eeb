import { newEventUuid } from '../platform-ids.js'
import { escapeXText } from './x-json.js'
import type { XDirectMessage, XPerson, XPost } from './x-messages.js'

/** Events of the X Activity API that the emulator sends. */
export type XEventType =
  | 'dm.received'
  | 'dm.sent'
  | 'post.mention.create'
  | 'post.reply.create'
  | 'chat.received'
  | 'oauth.revoke'

/** A webhook body before it is written as JSON, with the id of the message or post it is about. */
export interface XEvent {
  readonly id: string
  readonly type: string
  readonly body: unknown
}

const tags: Partial<Record<XEventType, string>> = {
  'dm.received': 'dm-inbound',
  'dm.sent': 'dm-outbound',
  'post.mention.create': 'mentions',
  'post.reply.create': 'replies',
}

/** The X Activity envelope: one event a body, `event_uuid` a signed decimal. */
export function activityEvent(
  type: XEventType,
  about: { readonly id: string; readonly accountId: string },
  payload: object,
  includes?: object,
): XEvent {
  const { id, accountId } = about
  const filter = type === 'oauth.revoke' ? {} : { user_id: accountId }
  const tag = tags[type]
  const data = {
    event_uuid: newEventUuid(),
    filter,
    event_type: type,
    ...(tag ? { tag } : {}),
    payload,
    ...(includes ? { includes } : {}),
  }
  return { id, type, body: { data } }
}

/** `dm.received` or `dm.sent`: the message in its v1.1 shape, the people by id under `data`. */
export function directMessageEvent(accountId: string, message: XDirectMessage, people: readonly XPerson[]): XEvent {
  const type = message.senderId === accountId ? 'dm.sent' : 'dm.received'
  const users = Object.fromEntries(people.map((person) => [person.id, { data: userObject(person) }]))
  return activityEvent(type, { id: message.id, accountId }, { direct_message_events: [messageObject(message)], users })
}

/** The same message as the older Account Activity API words it. */
export function accountActivityEvent(accountId: string, message: XDirectMessage, people: readonly XPerson[]): XEvent {
  const users = people.map(({ id, name, username }) => {
    const user = {
      id,
      created_timestamp: '1422556069340',
      name,
      screen_name: username,
      protected: false,
      verified: false,
    }
    return [id, { ...user, followers_count: 22, friends_count: 45, statuses_count: 494 }]
  })
  const body = {
    for_user_id: accountId,
    direct_message_events: [messageObject(message)],
    apps: { 3033300: { id: '3033300', name: 'X Web App', url: 'https://x.com' } },
    users: Object.fromEntries(users),
  }
  return { id: message.id, type: 'direct_message_events', body }
}

/** `post.mention.create` or `post.reply.create`: a v2 Post and what it refers to. */
export function postEvent(
  type: 'post.mention.create' | 'post.reply.create',
  account: XPerson,
  post: XPost,
  author: XPerson,
): XEvent {
  const payload = postObject(post, account)
  const includes = { users: [userObject(author), userObject(account)], tweets: [payload] }
  return activityEvent(type, { id: post.id, accountId: account.id }, payload, includes)
}

/** `chat.received`: an encrypted message, which only XChat clients can read. */
export function encryptedChatEvent(account: XPerson, senderId: string, messageId: string, ciphertext: string): XEvent {
  return activityEvent(
    'chat.received',
    { id: messageId, accountId: account.id },
    {
      id: messageId,
      sender_id: senderId,
      conversation_id: `${account.id}-${senderId}`,
      encoded_event: ciphertext,
      conversation_key_version: '1',
    },
  )
}

/** `oauth.revoke`: the account has withdrawn the app's access. */
export function revokeEvent(account: XPerson, at: number): XEvent {
  return activityEvent(
    'oauth.revoke',
    { id: account.id, accountId: account.id },
    {
      date_time: new Date(at).toISOString(),
      source: { user_id: account.id },
      target: { app_id: '29820954' },
    },
  )
}

function messageObject(message: XDirectMessage): object {
  const { photo } = message
  const urls = photo ? [...message.links, photo.link] : message.links
  return {
    type: 'message_create',
    id: message.id,
    created_timestamp: String(message.at),
    message_create: {
      target: { recipient_id: message.recipientId },
      sender_id: message.senderId,
      source_app_id: '3033300',
      message_data: {
        text: escapeXText(message.wireText),
        entities: { hashtags: [], symbols: [], user_mentions: [], urls },
        ...(photo ? { attachment: { type: 'media', media: mediaObject(photo.mediaId, photo.url, photo.link) } } : {}),
      },
    },
  }
}

function mediaObject(mediaId: string, mediaUrl: string, link: XDirectMessage['links'][number]): object {
  const size = (w: number, h: number, resize: string) => ({ w, h, resize })
  return {
    id: BigInt(mediaId),
    id_str: mediaId,
    indices: link.indices,
    media_url: mediaUrl,
    media_url_https: mediaUrl,
    url: link.url,
    display_url: link.display_url,
    expanded_url: link.expanded_url,
    type: 'photo',
    sizes: {
      thumb: size(150, 150, 'crop'),
      small: size(510, 680, 'fit'),
      medium: size(900, 1200, 'fit'),
      large: size(1536, 2048, 'fit'),
    },
  }
}

function userObject({ id, name, username }: XPerson): object {
  return {
    id,
    name,
    username,
    description: '',
    protected: false,
    verified: false,
    verified_type: 'none',
    created_at: '2021-04-20T19:55:59.000Z',
    profile_image_url: 'https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png',
    public_metrics: { followers_count: 97, followers_count_str: '97', tweet_count: 50, tweet_count_str: '50' },
  }
}

function postObject(post: XPost, account: XPerson): object {
  const at = post.text.toLowerCase().indexOf(`@${account.username.toLowerCase()}`)
  const start = at < 0 ? at : [...post.text.slice(0, at)].length
  const end = start + account.username.length + 1
  const mention = {
    start,
    start_str: String(start),
    end,
    end_str: String(end),
    username: account.username,
    id: account.id,
  }
  const reply = post.inReplyTo && {
    in_reply_to_tweet_id: post.inReplyTo,
    in_reply_to_user_id: account.id,
    referenced_tweets: [{ type: 'replied_to', id: post.inReplyTo }],
  }
  return {
    id: post.id,
    text: post.text,
    author_id: post.authorId,
    conversation_id: post.threadId,
    created_at: new Date(post.at).toISOString(),
    edit_history_tweet_ids: [post.id],
    lang: 'und',
    reply_settings: 'everyone',
    possibly_sensitive: false,
    display_text_range: [0, [...post.text].length],
    entities: start < 0 ? {} : { mentions: [mention] },
    public_metrics: { retweet_count: 0, reply_count: 0, like_count: 0, quote_count: 0 },
    ...reply,
  }
}
