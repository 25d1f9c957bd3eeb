import { localized } from '../../config/localized.js'
import type { ReportProgress } from '../memory.js'
import { askMenu } from '../menu.js'
import type { Turn } from '../turn.js'
import type { Outside } from './find-outside.js'
import { nextQuestion } from './next-question.js'

/** Says that a place is not served here, and who serves it. */
export function sayOutside(turn: Turn, outside: Outside): void {
  turn.memory.outside = outside
  const { name, municipality } = outside
  turn.say('outside.served')
  if (municipality === null) turn.say('outside.abroad', (language) => ({ place: localized(name, language) }))
  else {
    turn.say('outside.kingdom', (language) => ({
      place: localized(name, language),
      municipality: localized(municipality, language),
    }))
  }
}

/** Asks whether the problem is in the province nevertheless, before the report goes on. */
export function askOutside(turn: Turn, report: ReportProgress, outside: Outside): void {
  report.asking = nextQuestion(report, turn.parts.services)
  turn.memory.misses = 0
  sayOutside(turn, outside)
  turn.ask('outside', 'outside.question', ['outside:yes', 'outside:no'])
}

/** Whoever asks what to do then is told once more who serves the place, with the choices there were. */
export function repeatOutside(turn: Turn, outside: Outside): void {
  sayOutside(turn, outside)
  askMenu(turn, 'outside.menu')
}
