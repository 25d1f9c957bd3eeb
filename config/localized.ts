import { z } from 'zod'

/** A name in the two languages every name of the configuration is kept in. */
export const localizedSchema = z.object({ ar: z.string().min(1), en: z.string().min(1) })
export type Localized = z.infer<typeof localizedSchema>

/** The name in this language: Arabic in Arabic, English in every other. */
export function localized(name: Localized, language: string): string {
  return language === 'ar' ? name.ar : name.en
}
