import { z } from 'zod'
import { readConfig } from '../../config/read-config.js'

/** A catalogue: texts, and lists of variants, nested by dialog. */
export interface Catalogue {
  readonly [key: string]: string | readonly string[] | Catalogue
}
/** Catalogues by language. */
export type Catalogues = Readonly<Record<string, Catalogue>>

const catalogueSchema: z.ZodType<Catalogue> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), z.array(z.string()), catalogueSchema])),
)

/** The languages there is a catalogue for. */
export const catalogueLanguages = ['ar', 'en'] as const

/** Reads `locales/*.json`. Throws `config.unreadable`. */
export function loadCatalogues(): Catalogues {
  return Object.fromEntries(
    catalogueLanguages.map((language) => [language, readConfig(`locales/${language}.json`, catalogueSchema)]),
  )
}
