import type { TextTranslationClient } from '@azure-rest/ai-translation-text'
import { z } from 'zod'
import { loadEntraCredential } from './azure-authorization.js'
import type { AzureTranslatorSettings } from './azure-settings.js'
import { protectPlaceholders, restorePlaceholders } from './protect-placeholders.js'
import type { Translator } from './translator.js'

/** A call takes so many texts and characters: https://learn.microsoft.com/azure/ai-services/translator/service-limits. */
const textsAtOnce = 100
const charactersAtOnce = 40_000

/** Both shapes: the interface of 2025 and later wraps the list in `value`, 3.0 does not. */
const items = z.array(z.object({ translations: z.array(z.object({ text: z.string() })).min(1) }))
const answerSchema = z.union([z.object({ value: items }).transform(({ value }) => value), items])

export interface AzureTranslatorOptions {
  readonly settings: AzureTranslatorSettings
  /** For one call, ms. */
  readonly timeoutMs: number
  /** Told of every call that failed: an HTTP status, or what was thrown. */
  readonly onFailure: (code: string) => void
}

/** Azure Translator by its library, loaded at the first call. */
export function createAzureTranslator({ settings, timeoutMs, onFailure }: AzureTranslatorOptions): Translator {
  let loading: Promise<TextTranslationClient> | null = null
  const call = async (texts: readonly string[], from: string, to: string): Promise<readonly (string | null)[]> => {
    loading ??= loadClient(settings)
    const client = await loading
    const response = await client.path('/translate').post({
      body: {
        inputs: texts.map((text) => ({
          text: protectPlaceholders(text),
          language: from,
          textType: 'Html',
          targets: [{ language: to }],
        })),
      },
      abortSignal: AbortSignal.timeout(timeoutMs),
    })
    const parsed = answerSchema.safeParse(response.body)
    if (response.status !== '200' || !parsed.success || parsed.data.length !== texts.length) {
      onFailure(response.status === '200' ? 'malformed' : response.status)
      return texts.map(() => null)
    }
    return texts.map((text, index) => {
      const translated = parsed.data[index]?.translations[0]?.text
      return translated === undefined || translated.trim() === '' ? null : restorePlaceholders(translated, text)
    })
  }
  return {
    async translate(texts, from, to) {
      const translated: (string | null)[] = []
      for (const some of portionsOf(texts)) {
        try {
          translated.push(...(await call(some, from, to)))
        } catch (error) {
          loading = null
          onFailure(error instanceof Error ? error.name : 'Error')
          translated.push(...some.map(() => null))
        }
      }
      return translated
    },
  }
}

async function loadClient({ endpoint, key, region }: AzureTranslatorSettings): Promise<TextTranslationClient> {
  const { default: createClient } = await import('@azure-rest/ai-translation-text')
  const credential = key === null ? await loadEntraCredential() : region === null ? { key } : { key, region }
  return createClient(endpoint, credential, {
    retryOptions: { maxRetries: 1 },
    // The settings allow plain http to this machine alone.
    allowInsecureConnection: endpoint.startsWith('http://'),
  })
}

function portionsOf(texts: readonly string[]): string[][] {
  const portions: string[][] = []
  let characters = 0
  for (const text of texts) {
    const last = portions.at(-1)
    characters += text.length
    if (last === undefined || last.length >= textsAtOnce || characters > charactersAtOnce) {
      portions.push([text])
      characters = text.length
    } else last.push(text)
  }
  return portions
}
