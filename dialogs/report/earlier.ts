import { localized } from '../../config/localized.js'
import { echo } from '../isolate.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { placeText } from './summary.js'

type Undone = ReportProgress['undone'][number]

/** Puts the answer back that going back took out of the question that waits. Returns which question that was; null where there was none. */
export function keepEarlier(report: ReportProgress): SlotQuestion | null {
  const last = report.undone.at(-1)
  if (last === undefined || last.question !== report.asking) return null
  report.undone.pop()
  Object.assign(report.draft, last.values)
  if (last.question === 'photo') report.photoOffered = true
  return last.question
}

/** Shows the answer that going back took out of a question, if there was one to show. Returns whether it did. */
export function sayEarlier(turn: Turn, report: ReportProgress, question: SlotQuestion): boolean {
  report.undone = report.undone.filter((each) => each.question !== question || each === report.undone.at(-1))
  const last = report.undone.at(-1)
  if (last?.question !== question) return false
  if (shown(last, 'ar', turn) === null) return false
  turn.say('report.earlier', (language) => ({ value: shown(last, language, turn) ?? '' }))
  return true
}

function shown({ question, values }: Undone, language: string, { parts }: Turn): string | null {
  const { speech, services } = parts
  if (question === 'category')
    return values.service === undefined ? null : localized(services.get(values.service).name, language)
  if (question === 'photo') {
    const count = values.photos?.length ?? 0
    if (count > 0) return speech.text(language, 'count.photo', { count })
    return values.photoDeclined === true ? speech.text(language, 'report.choice.no_photo') : null
  }
  if (question === 'place') return values.landmark === undefined ? null : echo(values.landmark)
  const { city, district, districtText } = values
  return placeText(
    {
      ...(city === undefined ? {} : { city }),
      ...(district === undefined ? {} : { district }),
      ...(districtText === undefined ? {} : { districtText }),
    },
    language,
    parts,
  )
}
