/** Translates the bot's own texts into a language it has no catalogue for. */
export interface Translator {
  /** In the order of `texts`; null for a text that could not be translated with all its placeholders. Never throws. Languages are BCP 47 codes. */
  translate(texts: readonly string[], from: string, to: string): Promise<readonly (string | null)[]>
}
