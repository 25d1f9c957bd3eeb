/** Where log lines go; facts first, then a sentence. Residents' words, names, phones and tokens are never among the facts. */
export interface Log {
  debug(facts: object, sentence: string): void
  info(facts: object, sentence: string): void
  warn(facts: object, sentence: string): void
  error(facts: object, sentence: string): void
}
