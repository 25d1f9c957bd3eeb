import { z } from 'zod'
import { TawasulError } from '../models/tawasul-error.js'
import { type Authorities, loadAuthorities } from './authorities.js'
import { type Localized, localizedSchema } from './localized.js'
import { readConfig } from './read-config.js'
import { createWorkingDays } from './working-days.js'

const buttonLength = 20
const short = z
  .string()
  .refine((label) => [...label].length <= buttonLength, `longer than a button (${buttonLength} code points)`)

const serviceSchema = z.object({
  id: z.string().regex(/^[a-z_]+$/),
  name: localizedSchema,
  short: z.object({ ar: short, en: short }),
  covers: z.string(),
  department: z.string(),
  responseHours: z.number().int().positive(),
  closingWorkingDays: z.number().int().positive(),
  urgentHours: z.number().int().positive(),
  photo: z.boolean(),
  exactPlace: z.boolean(),
  authority: z.string().nullable(),
})
const fileSchema = z.object({
  departments: z.record(z.string(), localizedSchema),
  services: z.array(serviceSchema).min(1),
})

/**
 * A category of report. `short` fits a button (20 code points); `responseHours` until the department has acknowledged it,
 * `closingWorkingDays` until it is closed, `urgentHours` until it is closed when life is in danger; `photo`: one is asked for;
 * `exactPlace`: a district is not enough; `authority`: whose matter it is when it is not the municipality's.
 */
export type Service = Readonly<z.infer<typeof serviceSchema>>

/** The services of this municipality. */
export interface Services {
  readonly all: readonly Service[]
  has(id: string): boolean
  /** The service, or `other` where the id is unknown (a stored report may outlive a service). */
  get(id: string): Service
  /** The department's name; null where the id is unknown. */
  department(id: string): Localized | null
  /** The competent authority's name; null where the id is unknown. */
  authority(id: string): Localized | null
  /** When a report opened at `openedAt` is due to be closed. Both in epoch ms. */
  dueAt(id: string, openedAt: number, urgent: boolean): number
}

/** Reads `config/services.json` and `config/authorities.json`. Throws `config.unreadable`, also for a department or authority that is not there. */
export function loadServices(timeZone = 'Asia/Riyadh'): Services {
  const { departments, services } = readConfig('config/services.json', fileSchema)
  return createServices(services, new Map(Object.entries(departments)), loadAuthorities(), timeZone)
}

function createServices(
  all: readonly Service[],
  departments: ReadonlyMap<string, Localized>,
  authorities: Authorities,
  timeZone: string,
): Services {
  const byId = new Map(all.map((service) => [service.id, service]))
  const other = byId.get('other')
  if (!other) throw broken('there is no service "other"')
  if (byId.size !== all.length) throw broken('an id is there twice')
  for (const { id, department, authority } of all) {
    if (!departments.has(department)) throw broken(`${id}: no department "${department}"`)
    if (authority !== null && !authorities.has(authority)) throw broken(`${id}: no authority "${authority}"`)
  }
  const workingDays = createWorkingDays(timeZone)
  const get = (id: string): Service => byId.get(id) ?? other
  return {
    all,
    has: (id) => byId.has(id),
    get,
    department: (id) => departments.get(id) ?? null,
    authority: (id) => authorities.get(id) ?? null,
    dueAt(id, openedAt, urgent) {
      const service = get(id)
      return urgent ? openedAt + service.urgentHours * 3_600_000 : workingDays(openedAt, service.closingWorkingDays)
    },
  }
}

function broken(what: string): TawasulError {
  return new TawasulError('config.unreadable', `config/services.json: ${what}`, {
    retryable: false,
    hint: 'Mend config/services.json.',
  })
}
