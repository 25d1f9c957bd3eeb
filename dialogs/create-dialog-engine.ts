import type { EmergencyNumbers } from '../config/emergency.js'
import type { Services } from '../config/services.js'
import { changeFound } from './change-registered.js'
import { complaintFound } from './complaint.js'
import type { DialogEngine, DialogResult, DialogStep } from './dialog-types.js'
import { expectingOf } from './expecting.js'
import { foldText } from './fold-text.js'
import { type Memory, newMemory, readMemory } from './memory.js'
import { takeMessage } from './message.js'
import type { PlaceNames } from './place-names.js'
import { publicReply } from './public-reply.js'
import { createFindOutside } from './report/find-outside.js'
import { lastPlaceFound } from './report/last-place.js'
import { reportOpened } from './report/open-report.js'
import { createSpeech } from './speech/create-speech.js'
import { createFormatDate } from './speech/format-date.js'
import type { Catalogues } from './speech/load-catalogues.js'
import { statusFound } from './status.js'
import { createTurn, type Turn } from './turn.js'
import { isOptOut } from './words/opt-out.js'

/** What the engine is made of. `megabytes`: the largest photo that is taken. */
export interface EngineParts {
  readonly services: Services
  readonly places: PlaceNames
  readonly emergency: EmergencyNumbers
  readonly catalogues: Catalogues
  readonly timeZone: string
  readonly megabytes: number
}

/** The dialog engine: the same state, event and time give the same step, and nothing outside is read or changed. */
export function createDialogEngine({
  services,
  places,
  emergency,
  catalogues,
  timeZone,
  megabytes,
}: EngineParts): DialogEngine {
  const speech = createSpeech(catalogues, { megabytes, emergency: emergency.emergency, ambulance: emergency.ambulance })
  const parts = {
    services,
    places,
    emergency,
    speech,
    findOutside: createFindOutside(places.elsewhere),
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
      return work(memory, now, (turn) => {
        if (event.type === 'message') takeMessage(turn, event)
        else takeResult(turn, event)
      })
    },
    isOptOut,
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
