/**
 * The link that opens a private conversation with an account in the browser or the app; `text` is what its input field begins with.
 * Document: X for Websites, "Direct Message button".
 */
export function deepLink(userId: string, text?: string): string {
  const link = `https://x.com/messages/compose?recipient_id=${userId}`
  return text === undefined ? link : `${link}&text=${encodeURIComponent(text)}`
}
