import { createInstance } from 'i18next'
import type { Catalogues } from './load-catalogues.js'

/** Values for the places in a text; `count` chooses the plural form. */
export type Values = Readonly<Record<string, string | number>>

/** The texts of the catalogues. */
export interface Speech {
  /** The languages to answer in: the language itself where there is a catalogue, else English, then Arabic. */
  languagesFor(language: string): readonly string[]
  text(language: string, key: string, values?: Values): string
  /** The variants of a text. */
  variants(language: string, key: string): number
}

/** Texts by i18next, in an instance of its own; `defaults` are values any text may use. Values are taken as they are: no nesting, no escaping. */
export function createSpeech(catalogues: Catalogues, defaults: Values): Speech {
  const i18n = createInstance()
  void i18n.init({
    initAsync: false,
    resources: Object.fromEntries(
      Object.entries(catalogues).map(([language, translation]) => [language, { translation }]),
    ),
    fallbackLng: false,
    interpolation: { escapeValue: false, skipOnVariables: true, defaultVariables: { ...defaults } },
  })
  const fixed = new Map(Object.keys(catalogues).map((language) => [language, i18n.getFixedT(language)]))
  const translated = (language: string, key: string, values: Values): string => {
    const translate = fixed.get(language)
    return translate ? String(translate(key, values)) : key
  }
  // Texts without values never change: each is worked out once.
  const plain = new Map<string, string>()
  return {
    languagesFor: (language) => (fixed.has(language) ? [language] : ['en', 'ar']),
    text(language, key, values) {
      if (values !== undefined) return translated(language, key, values)
      const id = `${language} ${key}`
      const known = plain.get(id)
      if (known !== undefined) return known
      const text = translated(language, key, {})
      plain.set(id, text)
      return text
    },
    variants(language, key) {
      const list: unknown = i18n.getResource(language, 'translation', key)
      return Array.isArray(list) ? list.length : 0
    },
  }
}
