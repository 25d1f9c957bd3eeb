import type { EmergencyNumbers } from '../config/emergency.js'
import type { Knowledge } from '../config/knowledge.js'
import type { Services } from '../config/services.js'
import { choiceLabel } from './choices.js'
import type { DialogEffect, PromptChoice } from './dialog-types.js'
import type { Memory, QuestionName } from './memory.js'
import type { PlaceNames } from './place-names.js'
import type { ReadSaid } from './read-said.js'
import type { FindOutside } from './report/find-outside.js'
import type { NameService } from './report/name-service.js'
import type { Speech, Values } from './speech/create-speech.js'
import type { FormatDate } from './speech/format-date.js'

/** What the dialogs work with; the same in every turn. */
export interface DialogParts {
  readonly services: Services
  readonly places: PlaceNames
  readonly emergency: EmergencyNumbers
  readonly knowledge: Knowledge
  readonly speech: Speech
  readonly findOutside: FindOutside
  readonly nameService: NameService
  readonly readSaid: ReadSaid
  /** Whether a message, in any language, wishes for no more messages. */
  readonly isOptOut: (text: string) => boolean
  readonly formatDate: FormatDate
  /** `foldText` for labels, which are few: each is worked out once. */
  readonly foldLabel: (label: string) => string
}

/** Values of a text in a language, for those that name services, places or dates. */
export type ValuesIn = Values | ((language: string) => Values)

/** One step of a conversation while it is being worked out: the memory to change, and what is to be said and done. */
export interface Turn {
  readonly parts: DialogParts
  readonly memory: Memory
  readonly now: number
  /** Says a line; lines of one bubble stand under one another. */
  say(key: string, values?: ValuesIn): void
  /** Says something in the line that the next one goes on with. */
  open(key: string): void
  /** Ends the bubble: what follows stands in another. */
  apart(): void
  /** Asks: the last line of the turn, with its choices; the answer is waited for. */
  ask(name: QuestionName, key: string, choices?: readonly string[], values?: ValuesIn): void
  /** The line above the choices where they are shown by number, in place of the usual one. */
  lead(key: string, values?: Values): void
  /** Keeps the lines said so far (texts without values) for the turn's next step, which brings an awaited answer. */
  carry(): void
  effect(effect: DialogEffect): void
}

interface Line {
  readonly key: string
  readonly values: ValuesIn | undefined
  readonly opens: boolean
}

/** A turn, and the end of it: everything that was said in one or two bubbles, in the resident's language. */
export function createTurn(
  parts: DialogParts,
  memory: Memory,
  now: number,
): { turn: Turn; effects: () => readonly DialogEffect[] } {
  const bubbles: Line[][] = [[]]
  const effects: DialogEffect[] = []
  let choices: readonly string[] = []
  let lead: { readonly key: string; readonly values: Values | undefined } | null = null
  const add = (line: Line): void => {
    bubbles.at(-1)?.push(line)
  }
  const turn: Turn = {
    parts,
    memory,
    now,
    say: (key, values) => add({ key, values, opens: false }),
    open: (key) => add({ key, values: undefined, opens: true }),
    apart() {
      if (bubbles.length === 1 && bubbles[0]?.length) bubbles.push([])
    },
    ask(name, key, offered = [], values) {
      add({ key, values, opens: false })
      choices = offered
      memory.question = { name, choices: [...offered] }
    },
    lead(key, values) {
      lead = { key, values }
    },
    carry() {
      memory.carried = bubbles.flat().map((line) => (line.opens ? `+${line.key}` : line.key))
      bubbles.splice(0, bubbles.length, [])
    },
    effect: (effect) => effects.push(effect),
  }
  for (const key of memory.carried) key.startsWith('+') ? turn.open(key.slice(1)) : turn.say(key)
  memory.carried = []
  const replies = (): readonly DialogEffect[] => {
    const spoken = bubbles.filter((lines) => lines.length > 0)
    return spoken.map((lines, index) => {
      const text = render(lines, parts.speech, memory.language)
      const offered = index === spoken.length - 1 ? choices.map((id) => offer(id, parts, memory.language)) : []
      if (offered.length === 0) return { type: 'reply', text }
      // a single choice needs no line that asks for its number
      if (offered.length === 1 && lead === null) return { type: 'reply', text, choices: offered }
      return { type: 'reply', text, choices: offered, menuLead: leadUnder(text, lead, parts.speech, memory.language) }
    })
  }
  return { turn, effects: () => [...replies(), ...effects] }
}

function render(lines: readonly Line[], speech: Speech, language: string): string {
  return speech
    .languagesFor(language)
    .map((spoken) =>
      lines
        .map(
          ({ key, values, opens }) =>
            speech.text(spoken, key, typeof values === 'function' ? values(spoken) : values) + (opens ? ' ' : '\n'),
        )
        .join('')
        .trimEnd(),
    )
    .join('\n\n')
}

/** One "please" a message, and none in danger. */
const plain = /⚠️|يُرجى|please|براہ کرم|कृपया|অনুগ্রহ|(?<!\p{L})(?:paki|mangyaring|mohon|harap)|ദയവായി/iu

function leadUnder(
  text: string,
  lead: { readonly key: string; readonly values: Values | undefined } | null,
  speech: Speech,
  language: string,
): string {
  const [spoken = 'ar'] = speech.languagesFor(language)
  if (lead !== null) return speech.text(spoken, lead.key, lead.values)
  return speech.text(spoken, plain.test(text) ? 'menu.lead_plain' : 'menu.lead')
}

function offer(id: string, parts: DialogParts, language: string): PromptChoice {
  const [spoken = 'ar'] = parts.speech.languagesFor(language)
  return { id, label: choiceLabel(id, spoken, parts.speech, parts, parts.places.name) }
}
