import { localized } from '../../config/localized.js'
import type { ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import type { Outside } from './find-outside.js'
import { nextQuestion } from './next-question.js'

/** Says that a place is not served here, and who serves it. */
export function sayOutside(turn: Turn, outside: Outside): void {
  const { municipality } = outside
  turn.say('outside.served')
  if (municipality === null) turn.say('outside.abroad', (language) => ({ place: localized(outside, language) }))
  else {
    turn.say('outside.kingdom', (language) => ({
      place: localized(outside, language),
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
