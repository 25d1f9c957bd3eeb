import type { Understanding, UnderstandingContext } from '../understanding.js'

/** Tells which language a text is written in. */
export interface LanguageDetector {
  /** Base code and how sure it is, 0..1; null where it cannot tell or is out of reach. Never throws. */
  detect(text: string): Promise<{ readonly language: string; readonly confidence: number } | null>
}

/** Less sure than this is not sure. */
const sure = 0.8
/** Fewer words tell too little. */
const fewestWords = 3

/** Fills the language in where the embedded pipeline is not sure and the conversation has none yet; empty elsewhere. */
export function createLanguageFinder(detector: LanguageDetector | null) {
  return async (
    text: string,
    embedded: Understanding,
    context: UnderstandingContext,
  ): Promise<Partial<Pick<Understanding, 'language' | 'languageSure'>>> => {
    if (detector === null || embedded.languageSure || context.language !== undefined) return {}
    if ((text.match(/\p{L}+/gu) ?? []).length < fewestWords) return {}
    const found = await detector.detect(text)
    return found !== null && found.confidence >= sure ? { language: found.language, languageSure: true } : {}
  }
}
