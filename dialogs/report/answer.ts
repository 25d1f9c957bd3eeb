/** What a message was to the question asked: its answer, something taken besides it (`kept`: the question stays), a name to be asked about, an answer that needs another question, or neither. */
export type Answer = 'answered' | 'added' | 'kept' | 'vague' | 'doubtful' | 'affirmed' | 'denied' | 'unclear'
