import type { EmergencyNumbers } from '../config/emergency.js'
import type { Knowledge } from '../config/knowledge.js'
import type { Services } from '../config/services.js'
import { changeFound } from './change-registered.js'
import { complaintFound } from './complaint.js'
import type { DialogEngine, DialogResult, DialogStep } from './dialog-types.js'
import { expectingOf } from './expecting.js'
import { foldText } from './fold-text.js'
import { type Memory, newMemory, readMemory } from './memory.js'
import { takeMessage } from './message.js'
import { noteUnderstanding, standingOf } from './note-understanding.js'
import type { PlaceNames } from './place-names.js'
import { publicReply } from './public-reply.js'
import { createReadSaid } from './read-said.js'
import { createFindOutside } from './report/find-outside.js'
import { lastPlaceFound } from './report/last-place.js'
import { createNameService } from './report/name-service.js'
import { reportOpened } from './report/open-report.js'
import { createSpeech } from './speech/create-speech.js'
import { createFormatDate } from './speech/format-date.js'
import type { Catalogues } from './speech/load-catalogues.js'
import { translatePlaces, translateServices } from './speech/translate-names.js'
import { statusFound } from './status.js'
import { createTurn, type Turn } from './turn.js'
import { isOptOut } from './words/opt-out.js'

/** What the engine is made of. `megabytes`: the largest photo that is taken. */
export interface EngineParts {
  readonly services: Services
  readonly places: PlaceNames
  readonly emergency: EmergencyNumbers
  readonly knowledge: Knowledge
  readonly catalogues: Catalogues
  readonly timeZone: string
  readonly megabytes: number
}

/** The dialog engine: the same state, event and time give the same step, and nothing outside is read or changed. */
export function createDialogEngine({
  emergency,
  knowledge,
  catalogues,
  timeZone,
  megabytes,
  ...named
}: EngineParts): DialogEngine {
  const services = translateServices(named.services, catalogues)
  const places = translatePlaces(named.places, catalogues)
  const speech = createSpeech(catalogues, { megabytes, emergency: emergency.emergency, ambulance: emergency.ambulance })
  const readSaid = createReadSaid(catalogues)
  const languages = Object.keys(catalogues)
  const parts = {
    services,
    places,
    emergency,
    knowledge,
    speech,
    findOutside: createFindOutside(places.elsewhere),
    nameService: createNameService(),
    readSaid,
    isOptOut: (text: string) => isOptOut(text) || readSaid(text, languages)?.said === 'opt_out',
    formatDate: createFormatDate(timeZone),
    foldLabel: remember(foldText),
  }
  const work = (memory: Memory, now: number, act: (turn: Turn) => void): DialogStep => {
    const { turn, effects } = createTurn(parts, memory, now)
    act(turn)
    return { state: memory, effects: effects() }
  }
  return {
    begin: (language) => newMemory(language),
    expecting: (state) => expectingOf(readMemory(state)),
    step(state, event, now) {
      const memory = readMemory(state)
      if (event.type !== 'message') return work(memory, now, (turn) => takeResult(turn, event))
      const before = standingOf(memory)
      const step = work(memory, now, (turn) => takeMessage(turn, event))
      const notes = noteUnderstanding(before, { memory, effects: step.effects, parts }, event)
      return notes.length === 0 ? step : { ...step, effects: [...step.effects, ...notes] }
    },
    isOptOut: parts.isOptOut,
    faultReply: (language) =>
      speech
        .languagesFor(language)
        .map((each) => speech.text(each, 'fault.ours'))
        .join('\n'),
    publicReply: (language, urgent, variant, link) => publicReply(parts, language, urgent, variant, link),
  }
}

/** Remembers every answer; for a few texts only. */
function remember(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = work(text)
    known.set(text, made)
    return made
  }
}

function takeResult(turn: Turn, result: DialogResult): void {
  const { waiting } = turn.memory
  if (result.type === 'report_opened') {
    turn.memory.waiting = null
    reportOpened(turn, result.report)
  } else if (waiting?.purpose === 'status') statusFound(turn, waiting, result)
  else if (waiting?.purpose === 'complaint') complaintFound(turn, waiting, result)
  else if (waiting?.purpose === 'change') changeFound(turn, result)
  else if (waiting?.purpose === 'place') lastPlaceFound(turn, result)
}
