import type { Understanding } from '../nlu/understanding.js'
import { offerHuman } from './human.js'
import { askMenu } from './menu.js'
import type { Turn } from './turn.js'

const choiceOfIntent: Readonly<Record<string, string>> = {
  open_report: 'menu:report',
  query_status: 'menu:status',
  inquiry: 'menu:inquiry',
  complaint_ignored: 'menu:complaint',
  complaint_service: 'menu:complaint',
  talk_to_human: 'menu:human',
}

/** Says that it is not clear what is wanted: first with the menu, the second time in a row with the offer of a person. */
export function notUnderstood(turn: Turn): void {
  turn.memory.misses++
  turn.effect({ type: 'note', name: 'not_understood' })
  if (turn.memory.misses < 2 || turn.memory.human !== 'open') {
    askMenu(turn, 'not_understood.first')
    return
  }
  turn.memory.misses = 0
  offerHuman(turn, 'not_understood.second', 'not_understood')
}

/** In doubt between a few wishes: asks which. */
export function askWhich(turn: Turn, { intents }: Understanding): void {
  const likely = [...new Set(intents.map(({ id }) => choiceOfIntent[id]).filter((id) => id !== undefined))]
  if (likely.length < 2) {
    notUnderstood(turn)
    return
  }
  turn.memory.misses++
  if (turn.memory.misses >= 2 && turn.memory.human === 'open') {
    turn.memory.misses = 0
    offerHuman(turn, 'not_understood.second', 'not_understood')
    return
  }
  turn.ask('doubt', 'not_understood.doubt', [
    ...new Set([...likely, ...(turn.memory.human === 'kept' ? [] : ['menu:human'])]),
  ])
}
