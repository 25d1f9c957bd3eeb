import type { Entity, Intent } from '../understanding.js'

/** Factors on the intents' odds, by what the dialog waits for; what is not named stays as it is. */
type Priors = Readonly<Partial<Record<Intent, number>>>

const answers: Priors = { affirm: 6, deny: 6, cancel: 3, greeting: 0.3, out_of_scope: 0.3 }
const place: Priors = { open_report: 3, out_of_scope: 0.2, greeting: 0.3, goodbye: 0.5 }

const priors: ReadonlyMap<string, Priors> = new Map(
  Object.entries({
    confirm: answers,
    yes_no: answers,
    resolved: answers,
    photo: { ...answers, open_report: 2 },
    cancel: answers,
    human: answers,
    doubt: answers,
    place,
    where: place,
    location: place,
    city: place,
    district: place,
    landmark: place,
    coordinates: place,
    description: { open_report: 4, out_of_scope: 0.3 },
    details: { open_report: 4, out_of_scope: 0.3 },
    service: { open_report: 5, out_of_scope: 0.4 },
    category: { open_report: 5, out_of_scope: 0.4 },
    question: { inquiry: 5, out_of_scope: 0.3 },
    report_number: { query_status: 4, out_of_scope: 0.3 },
    number: { query_status: 4, out_of_scope: 0.3 },
    rating: { rate: 8, out_of_scope: 0.3 },
    rate: { rate: 8, out_of_scope: 0.3 },
    phone: { out_of_scope: 0.3 },
    name: { out_of_scope: 0.5 },
    language: { change_language: 6, out_of_scope: 0.3 },
  } satisfies Record<string, Priors>),
)

/** Entities that answer a slot, and the intent such an answer belongs to. */
const fitting: ReadonlyMap<Entity['type'], { readonly slots: RegExp; readonly intent: Intent }> = new Map([
  ['report_number', { slots: /report|^number$/, intent: 'query_status' }],
  ['rating', { slots: /rat/, intent: 'rate' }],
  ['city', { slots: /city|place|where|location|district|landmark/, intent: 'open_report' }],
  ['district', { slots: /city|place|where|location|district|landmark/, intent: 'open_report' }],
  ['landmark', { slots: /place|where|location|district|landmark/, intent: 'open_report' }],
  ['coordinates', { slots: /place|where|location|district|landmark|coord/, intent: 'open_report' }],
  ['map_link', { slots: /place|where|location|district|landmark|coord/, intent: 'open_report' }],
  ['short_address', { slots: /place|where|location|district|landmark|address/, intent: 'open_report' }],
])

/**
 * Log-odds to add to the intents' scores for what the dialog waits for: intents that answer it are favoured, the more so
 * when an entity of that kind is there. Empty where it waits for nothing (or for something unknown).
 */
export function expectationOf(expecting: string | undefined, entities: readonly Entity[]): ReadonlyMap<Intent, number> {
  const bonus = new Map<Intent, number>()
  if (expecting === undefined || expecting === '') return bonus
  const slot = expecting.toLowerCase()
  const named = priors.get(slot) ?? priors.get(slot.split(/[._:-]/).at(-1) ?? '')
  for (const [intent, factor] of entriesOf(named ?? {})) bonus.set(intent, Math.log(factor))
  for (const entity of entities) {
    const fit = fitting.get(entity.type)
    if (fit?.slots.test(slot) === true) bonus.set(fit.intent, Math.max(bonus.get(fit.intent) ?? 0, Math.log(20)))
  }
  return bonus
}

function entriesOf(named: Priors): [Intent, number][] {
  return Object.entries(named) as [Intent, number][]
}
