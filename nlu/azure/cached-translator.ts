import type { Translator } from './translator.js'

/**
 * A translator that asks for each text once: what is under way is shared, what was translated is kept (the `capacity` last used),
 * what failed is asked for again the next time.
 */
export function createCachedTranslator(translator: Translator, capacity = 5000): Translator {
  const kept = new Map<string, Promise<string | null>>()
  const keep = (key: string, translation: Promise<string | null>) => {
    kept.set(key, translation)
    const oldest = kept.size > capacity ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }
  return {
    translate(texts, from, to) {
      const keyOf = (text: string) => `${from}\u0000${to}\u0000${text}`
      const missing = [...new Set(texts)].filter((text) => !kept.has(keyOf(text)))
      if (missing.length > 0) {
        const asked = translator.translate(missing, from, to)
        for (const [index, text] of missing.entries()) {
          const key = keyOf(text)
          const translation = asked.then((all) => all[index] ?? null)
          keep(key, translation)
          const drop = () => {
            if (kept.get(key) === translation) kept.delete(key)
          }
          translation.then((result) => {
            if (result === null) drop()
          }, drop)
        }
      }
      return Promise.all(
        texts.map((text) => {
          const key = keyOf(text)
          const translation = kept.get(key) ?? Promise.resolve(null)
          if (kept.delete(key)) kept.set(key, translation)
          return translation
        }),
      )
    },
  }
}
