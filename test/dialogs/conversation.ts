import { loadElsewhere } from '../../config/elsewhere.js'
import { loadEmergency } from '../../config/emergency.js'
import { loadKnowledge } from '../../config/knowledge.js'
import { loadServices } from '../../config/services.js'
import { createDialogEngine } from '../../dialogs/create-dialog-engine.js'
import type {
  DialogEffect,
  DialogEngine,
  DialogResult,
  DialogState,
  PromptChoice,
  ReportDraft,
  ReportView,
  ResidentMessage,
} from '../../dialogs/dialog-types.js'
import type { PlaceNames } from '../../dialogs/place-names.js'
import { loadCatalogues } from '../../dialogs/speech/load-catalogues.js'
import type { Entity, Intent, Understanding } from '../../nlu/understanding.js'

export const hour = 3_600_000
/** Tuesday 24 November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 24, 12)

const names: Readonly<Record<string, { ar: string; en: string; city?: string }>> = {
  dammam: { ar: 'الدمام', en: 'Dammam' },
  khobar: { ar: 'الخبر', en: 'Khobar' },
  'dammam-noor': { ar: 'النور', en: 'Al Noor', city: 'dammam' },
  'dammam-shati': { ar: 'الشاطئ', en: 'Al Shati', city: 'dammam' },
  'dammam-faisaliyah': { ar: 'الفيصلية', en: 'Al Faisaliyah', city: 'dammam' },
  'dammam-rawdah': { ar: 'الروضة', en: 'Al Rawdah', city: 'dammam' },
  'khobar-rawdah': { ar: 'الروضة', en: 'Al Rawdah', city: 'khobar' },
  'khobar-aqrabiyah': { ar: 'العقربية', en: 'Al Aqrabiyah', city: 'khobar' },
}
export const places: PlaceNames = {
  name: (id, language) => names[id]?.[language === 'ar' ? 'ar' : 'en'] ?? null,
  cityOf: (district) => names[district]?.city ?? null,
  districtsOf: (city) =>
    Object.entries(names)
      .filter(([, name]) => name.city === city)
      .map(([id, { ar, en }]) => ({ id, ar, en, also: [] })),
  cities: [{ id: 'dammam' }, { id: 'khobar' }],
  elsewhere: loadElsewhere(),
}

export const services = loadServices('Asia/Riyadh')

export function engine(): DialogEngine {
  return createDialogEngine({
    services,
    places,
    emergency: loadEmergency(),
    knowledge: loadKnowledge(),
    catalogues: loadCatalogues(),
    timeZone: 'Asia/Riyadh',
    megabytes: 10,
  })
}

/** What the understanding is played to have found. Places are written as they stand in the text. */
export interface Meaning {
  readonly intent?: Intent
  readonly confidence?: number
  readonly decision?: Understanding['decision']
  readonly language?: string
  readonly sure?: boolean
  readonly service?: string
  readonly p?: number
  readonly services?: readonly string[]
  readonly urgent?: boolean
  readonly phrase?: boolean
  /** Words in the text -> district ids of that name. */
  readonly districts?: Readonly<Record<string, readonly string[]>>
  readonly cities?: Readonly<Record<string, string>>
  readonly landmark?: string
  readonly number?: string
  readonly valid?: boolean
  readonly coordinates?: string
  readonly mapLink?: string
  readonly phone?: string
  readonly further?: Understanding['further']
  /** Articles found, best first. */
  readonly articles?: Understanding['articles']
}

export function understanding(text: string, meaning: Meaning = {}): Understanding {
  const {
    intent = 'open_report',
    confidence = 0.9,
    decision = 'act',
    service,
    p = 0.9,
    services: guesses = [],
  } = meaning
  const language = meaning.language ?? (/[؀-ۿ]/.test(text) ? 'ar' : 'en')
  return {
    language,
    languageSure: meaning.sure ?? text.split(/\s+/).length >= 3,
    intent,
    confidence,
    decision,
    intents: [
      { id: intent, p: confidence },
      { id: 'inquiry', p: 0.2 },
      { id: 'query_status', p: 0.1 },
    ],
    service: service ?? guesses[0] ?? null,
    serviceConfidence: service === undefined ? (guesses.length > 0 ? 0.4 : 0) : p,
    services: service === undefined ? guesses.map((id, index) => ({ id, p: 0.4 - index / 10 })) : [{ id: service, p }],
    ...(meaning.further ? { further: meaning.further } : {}),
    ...(meaning.articles ? { articles: meaning.articles } : {}),
    urgent: meaning.urgent ?? false,
    entities: entitiesOf(text, meaning),
    phrase: meaning.phrase ?? false,
    encoder: false,
    us: 0,
  }
}

function entitiesOf(text: string, meaning: Meaning): Entity[] {
  const at = (words: string) => {
    const start = text.indexOf(words)
    if (start < 0) throw new Error(`«${words}» is not in «${text}»`)
    return { text: words, start, end: start + words.length }
  }
  const found: Entity[] = []
  for (const [words, ids] of Object.entries(meaning.districts ?? {})) {
    const [value = ''] = ids
    found.push({
      ...at(words),
      type: 'district',
      value,
      city: ids.length === 1 ? places.cityOf(value) : null,
      alternatives: ids.slice(1),
    })
  }
  for (const [words, value] of Object.entries(meaning.cities ?? {})) found.push({ ...at(words), type: 'city', value })
  if (meaning.landmark) found.push({ ...at(meaning.landmark), type: 'landmark', value: meaning.landmark })
  if (meaning.number)
    found.push({
      text: meaning.number,
      start: 0,
      end: text.length,
      type: 'report_number',
      value: meaning.number,
      valid: meaning.valid ?? true,
    })
  if (meaning.coordinates)
    found.push({ ...at(meaning.coordinates), type: 'coordinates', value: meaning.coordinates.replace(' ', '') })
  if (meaning.mapLink) found.push({ ...at(meaning.mapLink), type: 'map_link', value: meaning.mapLink })
  if (meaning.phone) found.push({ text: meaning.phone, start: 0, end: 0, type: 'phone', value: meaning.phone })
  return found
}

export const districts = {
  noor: { النور: ['dammam-noor'] },
  shati: { الشاطئ: ['dammam-shati'] },
  faisaliyah: { الفيصلية: ['dammam-faisaliyah'] },
  aqrabiyah: { العقربية: ['khobar-aqrabiyah'] },
} as const

/** One resident's talk with the engine, and a desk of reports that answers its requests as the bot does. */
export class Conversation {
  state: DialogState
  now = noon
  readonly reports: ReportView[] = []
  readonly drafts: ReportDraft[] = []
  effects: DialogEffect[] = []
  readonly #engine = engine()
  readonly #numbers = ['100000004', '200000008', '300000001', '400000005']

  constructor(language = 'ar') {
    this.state = this.#engine.begin(language)
  }

  get expecting(): string | null {
    return this.#engine.expecting(this.state)
  }

  /** The bubbles of the last turn, under one another. */
  get text(): string {
    return this.replies.map((reply) => reply.text).join('\n---\n')
  }
  get replies(): readonly Extract<DialogEffect, { type: 'reply' }>[] {
    return this.effects.filter((effect) => effect.type === 'reply')
  }
  get choices(): readonly PromptChoice[] {
    return this.replies.at(-1)?.choices ?? []
  }
  get labels(): readonly string[] {
    return this.choices.map(({ label }) => label)
  }
  did(type: DialogEffect['type']): boolean {
    return this.effects.some((effect) => effect.type === type)
  }

  says(text: string, meaning: Meaning = {}, more: Partial<ResidentMessage> = {}): this {
    this.effects = []
    this.#run({
      type: 'message',
      text,
      truncated: false,
      understood: understanding(text, meaning),
      photos: [],
      unusableFiles: 0,
      sticker: false,
      ...more,
    })
    return this
  }
  taps(id: string): this {
    const label = this.choices.find((choice) => choice.id === id)?.label ?? 'x'
    return this.says(label, { intent: 'affirm', decision: 'menu' }, { choice: id })
  }
  sendsPhoto(
    id = 'photo-1',
    text = '',
    meaning: Meaning = { decision: 'menu', intent: 'out_of_scope', confidence: 0.1 },
  ): this {
    return this.says(text, meaning, { photos: [{ id }] })
  }
  later(ms: number): this {
    this.now += ms
    return this
  }

  #run(event: ResidentMessage | DialogResult): void {
    const step = this.#engine.step(this.state, event, this.now)
    this.state = JSON.parse(JSON.stringify(step.state))
    for (const effect of step.effects) {
      this.effects.push(effect)
      if (effect.type === 'open_report') this.#open(effect.draft)
      if (effect.type === 'find_reports') {
        const own = [...this.reports].reverse()
        const found = effect.number === null ? own.slice(0, 5) : own.filter(({ number }) => number === effect.number)
        this.#run({ type: 'reports_found', reports: found, askedFor: effect.number })
      }
    }
  }
  #open(draft: ReportDraft): void {
    const service = services.get(draft.service ?? 'other')
    const report: ReportView = {
      number: this.#numbers[this.reports.length] ?? '000000000',
      service: service.id,
      state: 'open',
      city: draft.city ?? null,
      district: draft.district ?? null,
      openedAt: this.now,
      dueAt: services.dueAt(service.id, this.now, draft.urgent),
      authority: service.authority,
    }
    this.drafts.push(draft)
    this.reports.push(report)
    this.#run({ type: 'report_opened', report })
  }
}
