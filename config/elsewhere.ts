import { z } from 'zod'
import { readConfig } from './read-config.js'

const nameSchema = z.object({ ar: z.string().min(1), en: z.string().min(1) })
const placeSchema = nameSchema.extend({
  /** Other spellings and names, in either language. */
  also: z.array(z.string().min(1)).default([]),
  /** The name is an everyday word too: it counts only where the text speaks of a place («في جدة»). */
  common: z.boolean().default(false),
})
const fileSchema = z.object({
  regions: z.array(
    nameSchema.extend({
      id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
      /** Who takes reports there on 940; none outside the Kingdom. */
      municipality: nameSchema.exactOptional(),
      places: z.array(placeSchema).min(1),
    }),
  ),
})

/** A region that is not served here, and the places in it that residents name. */
export type ElsewhereRegion = Readonly<z.infer<typeof fileSchema>['regions'][number]>

/** Reads `config/places/elsewhere.json`. Throws `config.unreadable`. */
export function loadElsewhere(file = 'config/places/elsewhere.json'): readonly ElsewhereRegion[] {
  return readConfig(file, fileSchema).regions
}
