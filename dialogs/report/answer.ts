/** What a message was to the question asked: its answer, something taken besides it, an answer that needs another question, or neither. */
export type Answer = 'answered' | 'added' | 'vague' | 'affirmed' | 'denied' | 'unclear'
