import type { Intent } from '../nlu/understanding.js'
import type { DialogEffect, ResidentMessage, UnderstandingNote } from './dialog-types.js'
import type { Memory, QuestionName, ReportProgress, SlotQuestion } from './memory.js'
import { readChoice } from './read-choice.js'
import type { DialogParts } from './turn.js'
import { deniesProblem } from './words/edit.js'

/** Where a talk stood before a message. */
export interface Standing {
  readonly question: Memory['question']
  readonly report: ReportProgress | null
  readonly asking: SlotQuestion | null
  readonly description: string | undefined
  /** The message before, while the choices offered for it may show what it meant. */
  readonly wish: string | null
}

/** Where it stands after. */
export interface Outcome {
  readonly memory: Memory
  readonly effects: readonly DialogEffect[]
  readonly parts: DialogParts
}

/** Taken before the message changes the memory. */
export function standingOf({ question, report, wish }: Memory): Standing {
  return { question, report, asking: report?.asking ?? null, description: report?.draft.description, wish }
}

/**
 * What the dialog made of what was understood of a message, and what the message shows of earlier ones: read off from where the talk
 * stood before and stands after, so that no dialog has to know of it. Remembers in the memory which messages may still be put right.
 */
export function noteUnderstanding(before: Standing, after: Outcome, message: ResidentMessage): UnderstandingNote[] {
  const { memory } = after
  memory.wish = null
  if (message.id === undefined) return []
  const choice = choiceTaken(before, after, message)
  const own = choice === null && isWords(message, after) ? noteOwn(message.id, before, after, message) : []
  return [...own, ...noteWish(before, after, message, choice), ...noteTold(before, after, message, choice)]
}

/** The choice's id; null where none was taken. */
function choiceTaken({ question }: Standing, { memory, parts }: Outcome, message: ResidentMessage): string | null {
  if (message.choice !== undefined) return message.choice
  const read = readChoice(message.text, question?.choices ?? [], memory.language, parts)
  return read === null ? null : read === 'out_of_range' ? '' : read.id
}

/** Whether what was understood of a message counts: it says something, and nothing that the catalogues know as a whole. */
function isWords({ text, understood }: ResidentMessage, { memory, parts }: Outcome): boolean {
  return /\p{L}/u.test(text) && parts.readSaid(text, [memory.language, understood.language]) === null
}

const mostTold = 3
const problemQuestions: ReadonlySet<SlotQuestion | null> = new Set(['category', 'service'])
/** Questions whose answers are no wish. */
const asides: ReadonlySet<QuestionName | undefined> = new Set(['human', 'cancel', 'number', 'language', 'outside'])

function noteOwn(id: string, before: Standing, after: Outcome, message: ResidentMessage): UnderstandingNote[] {
  const { memory } = after
  const { report, question } = memory
  const { understood } = message
  const begun = report !== null && report !== before.report && !isDropped(after)
  const told =
    begun ||
    (report !== null &&
      report === before.report &&
      problemQuestions.has(before.asking) &&
      report.draft.description !== before.description)
  const isAnswer =
    asides.has(before.question?.name) &&
    (understood.phrase || understood.entities.some(({ type }) => type === 'report_number'))
  if (!told && (before.report !== null || isAnswer)) return [{ type: 'note_understanding', of: id, outcome: 'answer' }]
  const isLost = offersHelp(memory)
  const asked = question?.name === 'doubt' || question?.name === 'service' || noted(after, 'not_understood')
  if (told && report !== null) {
    const guess = question?.name === 'service' ? report.guesses[0] : undefined
    report.told = [...report.told, { id, service: report.draft.service ?? guess ?? null, noted: null }].slice(-mostTold)
  } else if (!isLost && (asked || understood.intent === 'out_of_scope')) memory.wish = id
  return [{ type: 'note_understanding', of: id, outcome: isLost ? 'given_up' : asked ? 'asked' : 'acted' }]
}

const intentOfChoice: Readonly<Record<string, Intent>> = {
  'menu:report': 'open_report',
  'menu:status': 'query_status',
  'menu:inquiry': 'inquiry',
  'menu:complaint': 'complaint_ignored',
  'menu:human': 'talk_to_human',
}

/** The choice offered for the message before shows what that one meant. */
function noteWish(
  { wish, question }: Standing,
  { memory }: Outcome,
  { understood }: ResidentMessage,
  choice: string | null,
): UnderstandingNote[] {
  if (wish === null) return []
  const note = { type: 'note_understanding', of: wish } as const
  if (choice === null && offersHelp(memory)) return [{ ...note, outcome: 'given_up' }]
  if (choice === null)
    return understood.intent === 'deny' && question?.name === 'doubt' ? [{ ...note, outcome: 'denied' }] : []
  if (choice === 'human:lost') return [{ ...note, outcome: 'given_up' }]
  const intent = intentOfChoice[choice]
  return intent === undefined ? [] : [{ ...note, outcome: 'chosen', intent }]
}

/** What the report that they led to shows of the messages that told its problem. */
function noteTold(
  before: Standing,
  after: Outcome,
  message: ResidentMessage,
  choice: string | null,
): UnderstandingNote[] {
  const { report } = before
  if (report === null) return []
  const { service } = report.draft
  const dropped = isDropped(after)
  const opened = after.effects.some(({ type }) => type === 'open_report')
  const denied = deniesService(before, after, message, choice)
  const verdictOn = (told: string | null): UnderstandingNote['outcome'] | null => {
    if (dropped) return 'given_up'
    if (service !== undefined && told !== null && service !== told) return 'corrected'
    if (opened || (choice !== null && choice === `report.service:${told}`)) return 'confirmed'
    return denied ? 'denied' : null
  }
  return report.told.flatMap((entry) => {
    const outcome = entry.id === message.id ? null : verdictOn(entry.service)
    const noted = outcome === 'corrected' ? `corrected ${service}` : outcome
    // What a dropped report has shown before stays.
    if (outcome === null || noted === entry.noted || (dropped && entry.noted !== null)) return []
    entry.noted = noted
    const note: UnderstandingNote = { type: 'note_understanding', of: entry.id, outcome }
    return [outcome === 'corrected' && service !== undefined ? { ...note, service } : note]
  })
}

/** Whether the resident says that the service is not the one taken or among those offered, and it is asked for anew. */
function deniesService(
  { question, asking }: Standing,
  { memory }: Outcome,
  { text }: ResidentMessage,
  choice: string | null,
): boolean {
  if (choice !== null) return choice === 'report.service:none' || choice === 'report.edit:problem'
  if (memory.question?.name !== 'category') return false
  return question?.name === 'service' || (asking !== 'category' && deniesProblem(text))
}

function isDropped(after: Outcome): boolean {
  return noted(after, 'report.cancelled') || after.effects.some(({ type }) => type === 'opt_out')
}

function noted({ effects }: Outcome, name: string): boolean {
  return effects.some((effect) => effect.type === 'note' && effect.name === name)
}

/** A person has to be offered, for nothing was understood. */
function offersHelp({ question }: Memory): boolean {
  return question?.choices[0] === 'human:lost'
}
