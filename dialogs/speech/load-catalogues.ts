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
export const catalogueLanguages = ['ar', 'en', 'ur', 'hi', 'bn', 'tl', 'id', 'ml'] as const

/** Reads `locales/*.json`. Throws `config.unreadable`. */
export function loadCatalogues(): Catalogues {
  return Object.fromEntries(
    catalogueLanguages.map((language) => [language, readConfig(`locales/${language}.json`, catalogueSchema)]),
  )
}

/** The list of texts under these keys; empty where there is none. */
export function textsUnder(catalogue: Catalogue, ...path: readonly string[]): readonly string[] {
  const found = valueUnder(catalogue, path)
  return typeof found === 'object' && isList(found) ? found : []
}

/** The text under these keys; null where there is none. */
export function textUnder(catalogue: Catalogue | undefined, ...path: readonly string[]): string | null {
  const found = valueUnder(catalogue, path)
  return typeof found === 'string' ? found : null
}

function valueUnder(catalogue: Catalogue | undefined, path: readonly string[]): Catalogue[string] | undefined {
  let found: Catalogue[string] | undefined = catalogue
  for (const key of path) {
    if (typeof found !== 'object' || isList(found) || !Object.hasOwn(found, key)) return undefined
    found = found[key]
  }
  return found
}

function isList(value: Catalogue[string]): value is readonly string[] {
  return Array.isArray(value)
}
