import type { GraphMessage } from './graph-messages.js'

/** The Page's and the app's ids that stand in every event. */
export interface GraphIdentity {
  readonly pageId: string
  readonly appId: string
}

/** The app id of Facebook's own Page Inbox: a person's answers there echo with it. */
export const pageInboxAppId = '263902037430900'

/** Events about one resident in one body. `channel` is `standby` while another app owns the thread. */
export function pageBody(
  pageId: string,
  at: number,
  events: readonly object[],
  channel: 'messaging' | 'standby' = 'messaging',
): object {
  return { object: 'page', entry: [{ id: pageId, time: at, [channel]: events }] }
}

/** Something a resident did, in the fields of `messaging[]`. */
export function fromResident(pageId: string, residentId: string, at: number, event: object): object {
  return { sender: { id: residentId }, recipient: { id: pageId }, timestamp: at, ...event }
}

/** A message of the Page as it comes back: ours when `appId` is our app's, a person's otherwise. */
export function echoEvent(pageId: string, message: GraphMessage, appId: string): object {
  const { attachment, metadata, text } = message
  const payload = attachment?.type === 'template' ? attachment.payload : { url: attachment?.payload.url }
  return {
    sender: { id: pageId },
    recipient: { id: message.threadId },
    timestamp: message.at,
    message: {
      mid: message.id,
      is_echo: true,
      app_id: Number(appId),
      ...(metadata === undefined ? {} : { metadata }),
      ...(attachment?.type === 'template' || text === '' ? {} : { text }),
      ...(attachment
        ? {
            attachments: [
              { type: attachment.type, ...(attachment.type === 'template' ? { title: text } : {}), payload },
            ],
          }
        : {}),
    },
  }
}

/** A comment under one of the Page's posts: a change of the field `feed`; its time in seconds, as Meta gives it. */
export function commentBody(
  pageId: string,
  comment: { id: string; postId: string; text: string; from: object; at: number },
): object {
  const value = {
    item: 'comment',
    verb: 'add',
    comment_id: comment.id,
    post_id: comment.postId,
    parent_id: comment.postId,
    from: comment.from,
    message: comment.text,
    created_time: Math.floor(comment.at / 1000),
  }
  return { object: 'page', entry: [{ id: pageId, time: comment.at, changes: [{ field: 'feed', value }] }] }
}
