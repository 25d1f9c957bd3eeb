import type { ElsewhereRegion } from '../config/elsewhere.js'

/** A district by its names: in Arabic, in English, and others it is known by. */
export interface DistrictNames {
  readonly id: string
  readonly ar: string
  readonly en: string
  readonly also: readonly string[]
}

/** The names of cities and districts as the dialogs need them; ids are those of `config/places`. */
export interface PlaceNames {
  /** The name in this language (Arabic in Arabic; in another its own where there is one, else English); null where the id is unknown. */
  name(id: string, language: string): string | null
  /** The city a district lies in; null where the id is unknown. */
  cityOf(district: string): string | null
  /** The districts of a city; empty where the id is unknown. */
  districtsOf(city: string): readonly DistrictNames[]
  /** The cities and towns that are served. */
  readonly cities: readonly { readonly id: string }[]
  /** Regions that are not served here, with the places in them. */
  readonly elsewhere: readonly ElsewhereRegion[]
}
