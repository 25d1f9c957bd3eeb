/** Takes what identifies a person out of a text that leaves the conversation: logs, review exports. */
export interface Redactor {
  /** The text with names, phones, numbers, links and the like replaced by `[name]`, `[phone]` ... Never throws. `language`: base code, where it is known. */
  redact(text: string, language?: string): Promise<string>
}
