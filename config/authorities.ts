import { z } from 'zod'
import { type Localized, localizedSchema } from './localized.js'
import { readConfig } from './read-config.js'

/** The competent authorities outside the municipality, by id. */
export type Authorities = ReadonlyMap<string, Localized>

/** Reads `config/authorities.json`. Throws `config.unreadable`. */
export function loadAuthorities(): Authorities {
  return new Map(Object.entries(readConfig('config/authorities.json', z.record(z.string(), localizedSchema))))
}
