import { z } from 'zod'
import { TawasulError } from '../models/tawasul-error.js'
import { type ElsewhereRegion, loadElsewhere } from './elsewhere.js'
import { readConfig } from './read-config.js'

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

const districtSchema = z.object({
  id,
  ar: z.string().min(1),
  en: z.string().min(1),
  /** Other spellings and names, in either language. */
  also: z.array(z.string().min(1)).default([]),
  /** The name is an everyday word too (the beach, the garden): it counts only where the text speaks of a place. */
  common: z.boolean().default(false),
})
const citySchema = z.object({
  id,
  ar: z.string().min(1),
  en: z.string().min(1),
  also: z.array(z.string().min(1)).default([]),
  common: z.boolean().default(false),
  /** The city whose governorate it belongs to, where that is another one. */
  within: id.exactOptional(),
  /** Middle of the town, `lat,lng`. */
  centre: z.string().regex(/^\d+\.\d+,\d+\.\d+$/),
  districts: z.array(districtSchema).default([]),
})
const fileSchema = z.object({
  region: z.object({ id, ar: z.string(), en: z.string() }),
  cities: z.array(citySchema).min(1),
})

/** A city or town. */
export type City = Readonly<z.infer<typeof citySchema>>
/** A district of a city; its id is unique over all cities. */
export type District = Readonly<z.infer<typeof districtSchema>> & { readonly city: string }

/** The places residents name: cities and their districts. */
export interface Places {
  /** Largest first. */
  readonly cities: readonly City[]
  readonly districts: readonly District[]
  city(id: string): City | null
  district(id: string): District | null
  /** Districts of a city; empty where the id is unknown. */
  districtsOf(cityId: string): readonly District[]
  /** Name of a city or district: Arabic in Arabic, English in every other language; null where the id is unknown. */
  name(id: string, language: string): string | null
  /** The city a district lies in; null where the id is unknown. */
  cityOf(districtId: string): string | null
  /** What is not served here. */
  readonly elsewhere: readonly ElsewhereRegion[]
}

/** Reads `config/places/eastern-province.json` and `elsewhere.json`. Throws `config.unreadable`, also where an id is there twice. */
export function loadPlaces(file = 'config/places/eastern-province.json'): Places {
  const { cities } = readConfig(file, fileSchema)
  return createPlaces(cities, loadElsewhere(), file)
}

function createPlaces(cities: readonly City[], elsewhere: readonly ElsewhereRegion[], file: string): Places {
  const districts = cities.flatMap((city) =>
    city.districts.map((district): District => ({ ...district, city: city.id })),
  )
  const citiesById = new Map(cities.map((city) => [city.id, city]))
  const districtsById = new Map(districts.map((district) => [district.id, district]))
  if (citiesById.size !== cities.length || districtsById.size !== districts.length) {
    throw new TawasulError('config.unreadable', `${file}: ${twice([...cities, ...districts])} is there twice`, {
      retryable: false,
      hint: `Give every city and district of ${file} an id of its own.`,
    })
  }
  const byCity = grouped(districts)
  return {
    cities,
    districts,
    elsewhere,
    city: (cityId) => citiesById.get(cityId) ?? null,
    district: (districtId) => districtsById.get(districtId) ?? null,
    districtsOf: (cityId) => byCity.get(cityId) ?? [],
    cityOf: (districtId) => districtsById.get(districtId)?.city ?? null,
    name(placeId, language) {
      const place = districtsById.get(placeId) ?? citiesById.get(placeId)
      if (place === undefined) return null
      return language === 'ar' ? place.ar : place.en
    },
  }
}

function grouped(districts: readonly District[]): Map<string, District[]> {
  const byCity = new Map<string, District[]>()
  for (const district of districts) {
    const list = byCity.get(district.city)
    if (list === undefined) byCity.set(district.city, [district])
    else list.push(district)
  }
  return byCity
}

function twice(places: readonly { readonly id: string }[]): string {
  const seen = new Set<string>()
  for (const place of places) {
    if (seen.has(place.id)) return place.id
    seen.add(place.id)
  }
  return 'an id'
}
