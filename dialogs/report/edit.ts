import type { ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { askSlot } from './ask.js'

const editChoices = [
  'report.edit:problem',
  'report.edit:district',
  'report.edit:place',
  'report.edit:photo',
  'report.edit:cancel',
] as const
const questions: Readonly<Record<string, SlotQuestion>> = {
  problem: 'category',
  district: 'district',
  place: 'place',
  photo: 'photo',
}

/** Asks what is to be changed. */
export function askEdit(turn: Turn): void {
  turn.ask('edit', 'report.ask.edit', editChoices)
}

/** Asks anew for the part to change (the ending of a `report.edit:` choice); what is known stays until it is answered. */
export function editPart(turn: Turn, report: ReportProgress, part: string): void {
  const question = questions[part]
  if (question === undefined) {
    askEdit(turn)
    return
  }
  if (question === 'category') {
    report.doubts = 0
    report.guesses = []
  }
  if (question === 'photo') report.draft.photos = []
  askSlot(turn, report, question, question === 'photo' ? 'report.ask.photo_now' : undefined)
}
