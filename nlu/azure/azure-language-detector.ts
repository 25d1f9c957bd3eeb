import type { LanguageDetector } from './language-detector.js'
import type { TextAnalysis } from './text-analysis.js'
import { wellFormed } from './well-formed.js'

/** Longest text it sends; its beginning tells the language, UTF-16 units. */
const longestText = 500

/** Language detection of Azure AI Language (`LanguageDetection`). */
export function createAzureLanguageDetector(analysis: TextAnalysis): LanguageDetector {
  return {
    async detect(text) {
      const results = await analysis.call((client, abortSignal) =>
        client.analyze('LanguageDetection', [wellFormed(text.slice(0, longestText))], 'none', {
          abortSignal,
          disableServiceLogs: true,
        }),
      )
      const result = results?.[0]
      if (result === undefined || result.error !== undefined) return null
      const { iso6391Name, confidenceScore } = result.primaryLanguage
      const [language] = iso6391Name.toLowerCase().split(/[-_]/)
      // "(Unknown)" where it cannot tell.
      return language !== undefined && /^[a-z]{2,3}$/.test(language) ? { language, confidence: confidenceScore } : null
    },
  }
}
