/** The languages that most residents write in, besides Arabic and English. */
const tier1: ReadonlySet<string> = new Set(['ur', 'hi', 'bn', 'tl', 'id', 'ml'])

/** Languages that are understood alike well, and therefore weighed alike. */
export type LanguageGroup = 'ar' | 'en' | 'tier1' | 'tier2'

/** The group of a language; every other one is `tier2`. */
export function languageGroup(language: string): LanguageGroup {
  if (language === 'ar' || language === 'en') return language
  return tier1.has(language) ? 'tier1' : 'tier2'
}
