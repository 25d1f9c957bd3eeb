import { maskPersonal } from './embedded-redactor.js'
import type { Redactor } from './redactor.js'
import type { TextAnalysis } from './text-analysis.js'
import { wellFormed } from './well-formed.js'

/** One document of a call is no longer than this, UTF-16 units; the service takes 5,120 text elements. */
const longestDocument = 5000
/** So many documents a call: https://learn.microsoft.com/azure/ai-services/language-service/concepts/data-limits. */
const documentsAtOnce = 5

/** What tells of the problem rather than of a person stays: a review needs it. */
const harmless: ReadonlySet<string> = new Set(['PersonType', 'Organization', 'DateTime', 'Quantity'])
const masks: Readonly<Record<string, string>> = {
  Person: '[name]',
  PhoneNumber: '[phone]',
  Address: '[address]',
  Email: '[email]',
  URL: '[link]',
  InternationalBankingAccountNumber: '[iban]',
}

/** What was found in a document, offsets in UTF-16 units. */
interface Found {
  readonly category: string
  readonly offset: number
  readonly length: number
}

/**
 * Redaction by Azure AI Language (`PiiEntityRecognition`) and by patterns, each catching what the other misses. Where Azure does
 * not answer, or not for this language, the patterns work alone: a text never comes back as it was for that reason.
 */
export function createAzureRedactor(analysis: TextAnalysis): Redactor {
  return {
    async redact(text, language = 'ar') {
      const documents = documentsOf(wellFormed(text))
      const masked: string[] = []
      for (let from = 0; from < documents.length; from += documentsAtOnce) {
        const some = documents.slice(from, from + documentsAtOnce)
        const results = await analysis.call((client, abortSignal) =>
          client.analyze(
            'PiiEntityRecognition',
            some.map((document, index) => ({ id: String(index), text: document, language })),
            { abortSignal, disableServiceLogs: true, stringIndexType: 'Utf16CodeUnit' },
          ),
        )
        for (const [index, document] of some.entries()) {
          const result = results?.find(({ id }) => id === String(index))
          masked.push(result === undefined || result.error !== undefined ? document : mask(document, result.entities))
        }
      }
      return maskPersonal(masked.join(''))
    },
  }
}

/** From the end to the start, so that offsets hold; what overlaps a part that is masked already is skipped. */
function mask(text: string, found: readonly Found[]): string {
  let masked = text
  let before = text.length
  for (const { category, offset, length } of [...found].sort((a, b) => b.offset - a.offset)) {
    if (harmless.has(category) || offset < 0 || length <= 0 || offset + length > before) continue
    masked = masked.slice(0, offset) + (masks[category] ?? '[number]') + masked.slice(offset + length)
    before = offset
  }
  return masked
}

/** Cuts a long text at blanks. */
function documentsOf(text: string): string[] {
  const documents: string[] = []
  let left = text
  while (left.length > longestDocument) {
    const blank = left.lastIndexOf(' ', longestDocument)
    const end = blank > 0 ? blank : longestDocument
    documents.push(left.slice(0, end))
    left = left.slice(end)
  }
  if (left.trim() !== '') documents.push(left)
  return documents
}
