/** The text without lone surrogates, which JSON in UTF-8 cannot carry; as long as it was. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}
