import { z } from 'zod'
import { readConfig } from './read-config.js'

const emergencySchema = z.object({ emergency: z.string().regex(/^\d{3,5}$/), ambulance: z.string().regex(/^\d{3,5}$/) })

/** The numbers to call when life is in danger: `emergency` (police, traffic, civil defence) and `ambulance`. */
export type EmergencyNumbers = Readonly<z.infer<typeof emergencySchema>>

/** Reads `config/emergency.json`. Throws `config.unreadable`. */
export function loadEmergency(): EmergencyNumbers {
  return readConfig('config/emergency.json', emergencySchema)
}
