/** The first `length` UTF-16 units of a text, without halves of characters. */
export function clipText(text: string, length: number): string {
  return text.slice(0, length).replace(/\p{Cs}/gu, '')
}
