import { z } from 'zod'

/** A name in the two languages every name of the configuration is kept in. */
export const localizedSchema = z.object({ ar: z.string().min(1), en: z.string().min(1) })

/** A name by language: always in Arabic and English, and in others where the catalogues have it. */
export type Localized = Readonly<Record<string, string>> & { readonly ar: string; readonly en: string }

/** The name in this language, in English where it has none. */
export function localized(name: Localized, language: string): string {
  return (Object.hasOwn(name, language) ? name[language] : undefined) ?? name.en
}
