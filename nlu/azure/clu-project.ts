import type { Utterance } from '../train/read-utterances.js'
import { cluLabelOf } from './clu-labels.js'
import { cluLanguageOf } from './clu-languages.js'

/** What CLU takes: https://learn.microsoft.com/azure/ai-services/language-service/conversational-language-understanding/service-limits. */
export const cluLimits = { utterances: 50_000, utteranceLength: 500, intents: 500, nameLength: 50 } as const

/** A CLU project to import: https://learn.microsoft.com/azure/ai-services/language-service/conversational-language-understanding/concepts/data-formats. */
export interface CluProject {
  readonly projectFileVersion: string
  readonly stringIndexType: 'Utf16CodeUnit'
  readonly metadata: {
    readonly projectKind: 'Conversation'
    readonly projectName: string
    readonly description: string
    readonly language: string
    readonly multilingual: true
    /** 0: the bot itself decides what is too unsure. */
    readonly settings: { readonly confidenceThreshold: number }
  }
  readonly assets: {
    readonly projectKind: 'Conversation'
    readonly intents: readonly { readonly category: string }[]
    readonly entities: readonly never[]
    readonly utterances: readonly {
      readonly text: string
      readonly language: string
      readonly intent: string
      readonly dataset: 'Train'
      readonly entities: readonly never[]
    }[]
  }
}

/** A project and what of the utterances could not go into it. */
export interface CluExport {
  readonly project: CluProject
  readonly left: {
    /** The same text in the same language again. */
    readonly repeated: number
    readonly tooLong: number
    /** Beyond the limit of a project; the languages with most sentences give way. */
    readonly tooMany: number
    /** Utterances by language that CLU does not have. */
    readonly unsupported: Readonly<Record<string, number>>
  }
}

/** Makes a multilingual CLU project of labelled messages. `name`: letters, digits and `_ . -`, at most 50. */
export function createCluProject(utterances: readonly Utterance[], name: string, apiVersion: string): CluExport {
  const rows: CluProject['assets']['utterances'][number][] = []
  const seen = new Set<string>()
  const unsupported: Record<string, number> = {}
  let repeated = 0
  let tooLong = 0
  for (const { text, language, intent, service } of utterances) {
    const code = cluLanguageOf(language)
    const key = `${code}\u0000${text.normalize('NFKC').toLowerCase()}`
    if (code === null) unsupported[language] = (unsupported[language] ?? 0) + 1
    else if (text.length > cluLimits.utteranceLength) tooLong++
    else if (seen.has(key)) repeated++
    else {
      seen.add(key)
      rows.push({ text, language: code, intent: cluLabelOf(intent, service), dataset: 'Train', entities: [] })
    }
  }
  const kept = withinLimit(rows, cluLimits.utterances)
  const labels = [...new Set(kept.map(({ intent }) => intent))].sort()
  return {
    project: {
      projectFileVersion: apiVersion,
      stringIndexType: 'Utf16CodeUnit',
      metadata: {
        projectKind: 'Conversation',
        projectName: name,
        description: 'Messages of residents to the 940 centre, by intent and service.',
        language: 'ar',
        multilingual: true,
        settings: { confidenceThreshold: 0 },
      },
      assets: {
        projectKind: 'Conversation',
        intents: labels.map((category) => ({ category })),
        entities: [],
        utterances: kept,
      },
    },
    left: { repeated, tooLong, tooMany: rows.length - kept.length, unsupported },
  }
}

/** Takes rows of every language and intent in turn, so that none is lost where there are too many. */
function withinLimit<Row extends { readonly language: string; readonly intent: string }>(
  rows: readonly Row[],
  limit: number,
): Row[] {
  if (rows.length <= limit) return [...rows]
  const places = new Map<string, number>()
  const turn = rows.map(({ language, intent }) => {
    const key = `${language} ${intent}`
    const place = places.get(key) ?? 0
    places.set(key, place + 1)
    return place
  })
  const order = rows.map((_, index) => index).sort((a, b) => (turn[a] ?? 0) - (turn[b] ?? 0) || a - b)
  const taken = new Set(order.slice(0, limit))
  return rows.filter((_, index) => taken.has(index))
}
