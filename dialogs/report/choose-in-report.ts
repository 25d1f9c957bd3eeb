import { choiceValue } from '../choices.js'
import { refuseHuman } from '../human.js'
import type { ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { advance, noneOfGuesses, resumeReport } from './advance.js'
import { keepEarlier } from './earlier.js'
import { askEdit, editPart } from './edit.js'
import { takeLastPlace } from './last-place.js'
import { openReport } from './open-report.js'
import { takeName } from './read-place-answer.js'

/** Takes a tapped choice of the report's questions. */
export function chooseInReport(turn: Turn, report: ReportProgress, id: string): void {
  const before = { ...report.draft, photos: [...report.draft.photos] }
  const value = choiceValue(id)
  if (id === 'report.keep:yes') {
    const question = keepEarlier(report)
    if (question === null) resumeReport(turn, report)
    else advance(turn, report, before, question)
  } else if (id === 'report.confirm:yes') openReport(turn, report)
  else if (id === 'report.confirm:edit') askEdit(turn)
  else if (id === 'report:continue') {
    refuseHuman(turn)
    resumeReport(turn, report)
  } else if (id === 'report.edit:cancel') resumeReport(turn, report)
  else if (id.startsWith('report.edit:')) editPart(turn, report, value)
  else if (id === 'report.name:yes' && report.doubtfulName !== null) {
    takeName(report, report.asking, report.doubtfulName)
    advance(turn, report, before, report.asking)
  } else if (id.startsWith('report.name:')) {
    report.doubtfulName = null
    turn.say('not_understood.where')
    resumeReport(turn, report)
  } else if (id === 'report.place:same') {
    if (takeLastPlace(turn, report)) advance(turn, report, before, report.asking)
  } else if (id === 'report.photo:none') {
    report.draft.photoDeclined = true
    advance(turn, report, before, 'photo')
  } else if (id === 'report.service:none') noneOfGuesses(turn, report)
  else if (id.startsWith('report.service:')) {
    report.draft.service = value
    advance(turn, report, before, 'service')
  } else if (id.startsWith('report.city:')) {
    report.draft.city = value
    const district = report.districtOptions.find((option) => turn.parts.places.cityOf(option) === value)
    if (district !== undefined) {
      report.draft.district = district
      delete report.draft.districtText
    }
    advance(turn, report, before, 'city')
  } else resumeReport(turn, report)
}
