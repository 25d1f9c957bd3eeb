import type { Localized } from '../../config/localized.js'
import type { Service, Services } from '../../config/services.js'
import type { PlaceNames } from '../place-names.js'
import { type Catalogues, textUnder } from './load-catalogues.js'

/**
 * The services with their names in every language: those of the configuration (Arabic and English), and those under `services`,
 * `departments` and `authorities` of the catalogues. Where a catalogue lacks a name, it stays away.
 */
export function translateServices(services: Services, catalogues: Catalogues): Services {
  const translated = services.all.map(
    (service): Service => ({
      ...service,
      name: translate(service.name, catalogues, 'services', service.id, 'name'),
      short: translate(service.short, catalogues, 'services', service.id, 'short'),
    }),
  )
  const byId = new Map(translated.map((service) => [service.id, service]))
  const translateOf = (kind: string, id: string, name: Localized | null): Localized | null =>
    name && translate(name, catalogues, kind, id)
  return {
    ...services,
    all: translated,
    get: (id) => byId.get(services.get(id).id) ?? services.get(id),
    department: (id) => translateOf('departments', id, services.department(id)),
    authority: (id) => translateOf('authorities', id, services.authority(id)),
  }
}

/** The places with the names of cities (`cities`) and of other municipalities (`municipalities`, by region) in the languages of the catalogues; districts keep theirs. */
export function translatePlaces(places: PlaceNames, catalogues: Catalogues): PlaceNames {
  return {
    ...places,
    name: (id, language) => textUnder(catalogues[language], 'cities', id) ?? places.name(id, language),
    elsewhere: places.elsewhere.map((region) =>
      region.municipality === undefined
        ? region
        : { ...region, municipality: translate(region.municipality, catalogues, 'municipalities', region.id) },
    ),
  }
}

function translate(name: Localized, catalogues: Catalogues, ...path: readonly string[]): Localized {
  const others = Object.entries(catalogues).flatMap(([language, catalogue]) => {
    const text = textUnder(catalogue, ...path)
    return text === null ? [] : [[language, text] as const]
  })
  return { ...name, ...Object.fromEntries(others) }
}
