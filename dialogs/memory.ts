import { z } from 'zod'
import { reportStates } from '../models/report-states.js'
import type { DialogState } from './dialog-types.js'

/** The questions that fill a report, in the order they come. */
export const slotQuestions = ['category', 'service', 'where', 'city', 'district', 'place', 'photo', 'confirm'] as const
export type SlotQuestion = (typeof slotQuestions)[number]

const questionNames = [
  ...slotQuestions,
  'edit',
  'cancel',
  'menu',
  'doubt',
  'human',
  'number',
  'language',
  'outside',
  'restart',
  'over',
  'question',
  'article',
  'offer',
] as const
export type QuestionName = (typeof questionNames)[number]

const text = z.string()
const draftSchema = z.object({
  service: text.exactOptional(),
  city: text.exactOptional(),
  district: text.exactOptional(),
  districtText: text.exactOptional(),
  landmark: text.exactOptional(),
  coordinates: z.object({ lat: z.number(), lng: z.number() }).exactOptional(),
  mapLink: text.exactOptional(),
  shortAddress: text.exactOptional(),
  description: text.exactOptional(),
  phone: text.exactOptional(),
  photos: z.array(text),
  photoDeclined: z.boolean().exactOptional(),
  urgent: z.boolean(),
})
/** A report's slots while it is being taken; turned into a `ReportDraft` by `toReportDraft`. */
export type Draft = z.infer<typeof draftSchema>
export type DraftKey = keyof Draft

const draftKeys = draftSchema.keyof()
/** Every slot's name. */
export const allDraftKeys: readonly DraftKey[] = draftKeys.options
const reportSchema = z.object({
  draft: draftSchema,
  asking: z.enum(slotQuestions),
  /** What each answered question filled, oldest first; going back takes it out again. */
  history: z.array(z.object({ question: z.enum(slotQuestions), filled: z.array(draftKeys) })),
  /** Slots the resident could not tell; not asked again. */
  unknown: z.array(z.enum(['city', 'district', 'place'])),
  /** The best guesses while the service is in doubt, likeliest first. */
  guesses: z.array(text),
  /** How often the problem stayed unclear. */
  doubts: z.number(),
  /** Districts of the same name in several cities, until the city is known. */
  districtOptions: z.array(text),
  photoOffered: z.boolean(),
  authorityTold: z.boolean(),
  emergencyTold: z.boolean(),
  /** What was told in answers besides the sentence that began it; null where nothing was. */
  added: text.nullable().default(null),
  /** The name of a place that is on no list and looks like none: asked about once. */
  doubtfulName: text.nullable().default(null),
  /** It began after another report in the same talk, whose place may be meant. */
  follows: z.boolean().default(false),
  /** The problem was only likely when it was taken: one that is clear takes its place. */
  guessed: z.boolean().default(false),
  /** What going back took out, the last first to be asked again: the answers may be kept. */
  undone: z.array(z.object({ question: z.enum(slotQuestions), values: draftSchema.partial() })).default([]),
  /** The city of the report before, for a district of a name that several cities have. */
  lastCity: text.nullable().default(null),
  /** The messages that told the problem: what they were taken for, and what has been noted about them since. */
  told: z.array(z.object({ id: text, service: text.nullable(), noted: text.nullable() })).default([]),
})
/** A report that is being taken. */
export type ReportProgress = z.infer<typeof reportSchema>

const viewSchema = z.object({
  number: text,
  service: text,
  state: z.enum(reportStates),
  city: text.nullable(),
  district: text.nullable(),
  openedAt: z.number(),
  dueAt: z.number(),
  authority: text.nullable(),
})
const waitingSchema = z.object({
  purpose: z.enum(['opening', 'status', 'complaint', 'change', 'place']),
  /** Answers still to come. */
  left: z.number(),
  found: z.array(viewSchema),
  missing: z.boolean(),
  invalid: z.boolean(),
  all: z.boolean(),
  service: text.nullable(),
})
/** What the dialog has asked the caller for. */
export type Waiting = z.infer<typeof waitingSchema>

/** A request with one answer to come. */
export function newWaiting(purpose: Waiting['purpose']): Waiting {
  return { purpose, left: 1, found: [], missing: false, invalid: false, all: false, service: null }
}

const laterSchema = z.object({
  draft: draftSchema,
  /** What its service may be, where that is not known. */
  guesses: z.array(text).default([]),
  /** It was told to be in the place of the one before. */
  samePlace: z.boolean().default(false),
})
/** A further problem, told while a report was being taken; its report begins when that one is done. */
export type LaterProblem = z.infer<typeof laterSchema>

const lastPlaceSchema = draftSchema.pick({
  city: true,
  district: true,
  districtText: true,
  landmark: true,
  coordinates: true,
  mapLink: true,
  shortAddress: true,
})
/** The place of the report before. */
export type LastPlace = z.infer<typeof lastPlaceSchema>

const openedSchema = z.object({ number: text, at: z.number(), urgent: z.boolean() })
const localizedSchema = z.object({ ar: text, en: text }).catchall(text)
const outsideSchema = z.object({ name: localizedSchema, municipality: localizedSchema.nullable() })

const currentVersion = 1
const memorySchema = z.object({
  version: z.literal(currentVersion),
  language: text,
  /** Whether the resident knows that this is an automated assistant. */
  introduced: z.boolean(),
  question: z.object({ name: z.enum(questionNames), choices: z.array(text) }).nullable(),
  report: reportSchema.nullable(),
  waiting: waitingSchema.nullable(),
  later: z.array(laterSchema).default([]),
  /** The city of the last report. */
  lastCity: text.nullable().default(null),
  /** The place of the last report. */
  lastPlace: lastPlaceSchema.nullable().default(null),
  /** The report that was cancelled last in this talk. */
  cancelled: reportSchema.nullable().default(null),
  /** The report that was registered last in this talk. */
  opened: openedSchema.nullable().default(null),
  /** The place elsewhere that was spoken of last. */
  outside: outsideSchema.nullable().default(null),
  /** Whether a person was offered already, and what came of it. */
  human: z.enum(['open', 'kept', 'refused']).default('open'),
  /** Lines without values, said before an answer that is being waited for. */
  carried: z.array(text),
  /** Id of the message before, while the choices offered for it may show what it meant. */
  wish: text.nullable().default(null),
  misses: z.number(),
  lastAt: z.number(),
})
/** The memory of one conversation, typed. A fresh copy in every step: the dialogs change it freely. */
export type Memory = z.infer<typeof memorySchema>

/** The memory of a conversation that has just begun. */
export function newMemory(language: string): Memory {
  return {
    version: currentVersion,
    language,
    introduced: false,
    question: null,
    report: null,
    waiting: null,
    later: [],
    lastCity: null,
    lastPlace: null,
    cancelled: null,
    opened: null,
    outside: null,
    human: 'open',
    carried: [],
    wish: null,
    misses: 0,
    lastAt: 0,
  }
}

/** A copy of the memory inside a state; what another version wrote begins anew in the same language. */
export function readMemory(state: DialogState): Memory {
  const parsed = memorySchema.safeParse(state)
  return parsed.success ? parsed.data : newMemory(typeof state.language === 'string' ? state.language : 'ar')
}

/** A report of which nothing is known yet; `lastCity` is that of the report before. */
export function newReport(lastCity: string | null): ReportProgress {
  return {
    draft: { photos: [], urgent: false },
    asking: 'category',
    history: [],
    unknown: [],
    guesses: [],
    doubts: 0,
    districtOptions: [],
    photoOffered: false,
    authorityTold: false,
    emergencyTold: false,
    added: null,
    doubtfulName: null,
    follows: false,
    guessed: false,
    undone: [],
    lastCity,
    told: [],
  }
}
