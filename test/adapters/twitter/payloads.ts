import { resident, us } from './twitter-fixture.js'

/** Webhook bodies as X's documents show them, parsed as they come out of the wire's JSON: numeric ids have lost their last digits. */
const person = (id: string, name: string, username: string) => ({
  id,
  name,
  username,
  protected: false,
  verified: false,
  verified_type: 'none',
  created_at: '2021-04-20T19:55:59.000Z',
  profile_image_url: 'https://pbs.twimg.com/profile_images/1/a_normal.jpg',
  public_metrics: { followers_count: 97, followers_count_str: '97' },
})

export const v2Users = [person(resident, 'سلطان الدوسري', 'sultan_d'), person(us, 'Municipality', 'Amana940')]

export interface MessageParts {
  readonly id?: string
  readonly text?: string
  readonly from?: string
  readonly to?: string
  readonly data?: object
}

export const messageItem = ({
  id = '1948000000000000123',
  text = 'x',
  from = resident,
  to = us,
  data = {},
}: MessageParts) => ({
  type: 'message_create',
  id,
  created_timestamp: '1784999990000',
  message_create: {
    target: { recipient_id: to },
    sender_id: from,
    source_app_id: '3033300',
    message_data: { text, entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] }, ...data },
  },
})

export const activity = (event_type: string, payload: object, more: object = {}) => ({
  data: { event_uuid: '-6850472171600526495', filter: { user_id: us }, event_type, tag: 'tag', payload, ...more },
})

export const activityMessage = (parts: MessageParts, type = 'dm.received') =>
  activity(type, {
    direct_message_events: [messageItem(parts)],
    users: Object.fromEntries(v2Users.map((user) => [user.id, { data: user }])),
  })

export const accountMessage = (parts: MessageParts) => ({
  for_user_id: us,
  direct_message_events: [messageItem(parts)],
  apps: { 3033300: { id: '3033300', name: 'X Web App', url: 'https://x.com' } },
  users: {
    [resident]: { id: resident, created_timestamp: '1422556069340', name: 'سلطان الدوسري', screen_name: 'sultan_d' },
    [us]: { id: us, created_timestamp: '1422556069340', name: 'Municipality', screen_name: 'Amana940' },
  },
})

export const post = (more: object = {}) => ({
  id: '1940000000000000001',
  text: '@Amana940 حفرة في حي الروضة &amp; ما أحد جاء',
  author_id: resident,
  conversation_id: '1940000000000000001',
  created_at: '2026-07-25T10:00:00.000Z',
  edit_history_tweet_ids: ['1940000000000000001'],
  entities: { mentions: [{ start: 0, start_str: '0', end: 9, end_str: '9', username: 'Amana940', id: us }] },
  ...more,
})

export const postEvent = (type: 'post.mention.create' | 'post.reply.create', more: object = {}) =>
  activity(type, post(more), { includes: { users: v2Users, tweets: [post(more)] } })

export const tweet = (more: object = {}) => ({
  created_at: 'Sat Jul 25 10:00:00 +0000 2026',
  id: Number('1940000000000000001'),
  id_str: '1940000000000000001',
  text: '@Amana940 حفرة في حي الروضة &amp; ما أحد جاء',
  truncated: false,
  user: { id: Number(resident), id_str: resident, name: 'سلطان الدوسري', screen_name: 'sultan_d' },
  entities: {
    user_mentions: [{ screen_name: 'amana940', name: 'M', id: Number(us), id_str: us, indices: [0, 9] }],
    urls: [],
  },
  timestamp_ms: '1784973600000',
  ...more,
})

export const tweetEvent = (more: object = {}, envelope: object = {}) => ({
  for_user_id: us,
  user_has_blocked: 'false',
  tweet_create_events: [tweet(more)],
  ...envelope,
})

/** A photo as a direct message carries it; its link stands at the end of the text too. */
export const photo = {
  type: 'media',
  media: {
    id: Number('1948000000000000777'),
    id_str: '1948000000000000777',
    indices: [12, 35],
    media_url: 'http://ton.twitter.com/1.1/ton/data/dm/1948000000000000123/1948000000000000777/a.jpg',
    media_url_https: 'https://ton.twitter.com/1.1/ton/data/dm/1948000000000000123/1948000000000000777/a.jpg',
    url: 'https://t.co/MediaLink1',
    display_url: 'pic.x.com/MediaLink1',
    expanded_url: 'https://x.com/messages/media/1948000000000000123',
    type: 'photo',
    sizes: { small: { w: 480, h: 640, resize: 'fit' } },
  },
}
