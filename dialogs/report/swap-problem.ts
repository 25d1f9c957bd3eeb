import { localized } from '../../config/localized.js'
import { foldText, wordCount } from '../fold-text.js'
import { type Draft, newReport, type ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { describesWay } from '../words/way.js'
import { askNext } from './ask.js'
import { copyDistrict } from './draft.js'
import type { Heard } from './heard.js'
import { mostLater } from './keep-further.js'

const fewWords = 3

/** Begins with another of the problems the resident told, where an answer names it and nothing else («الحفرة»); the one being taken waits. Returns whether it did. */
export function takeOtherFirst(turn: Turn, report: ReportProgress, { message, words, place }: Heard): boolean {
  const { memory, parts } = turn
  if (words === 0 || words > fewWords || place.landmark !== null || describesWay(message.text)) return false
  const service = parts.nameService(message.text)
  if (service === null || service === report.draft.service || report.draft.urgent) return false
  const at = memory.later.findIndex(({ draft }) => draft.service === service)
  const kept = memory.later[at]
  if (kept === undefined && !wasTold(report.draft, message.text)) return false
  const draft: Draft = kept?.draft ?? { service, photos: [], urgent: false }
  if (kept === undefined && report.draft.description !== undefined) draft.description = report.draft.description
  copyDistrict(report.draft, draft)
  memory.later = [
    { draft: report.draft, guesses: [], samePlace: false },
    ...memory.later.filter((_, index) => index !== at),
  ].slice(0, mostLater)
  memory.report = { ...newReport(memory.lastCity), draft }
  memory.misses = 0
  turn.say('report.problem', (language) => ({ service: localized(parts.services.get(service).name, language) }))
  askNext(turn, memory.report)
  return true
}

/** Whether the sentence that began the report names this problem too. */
function wasTold({ description }: Draft, text: string): boolean {
  const told = ` ${bare(description ?? '')} `
  return wordCount(foldText(text)) > 0 && told.includes(` ${bare(text)} `)
}

function bare(text: string): string {
  return foldText(text, 1000).replace(/(?<=^| )[وفب]?ال(?=\S{3})/gu, '')
}
