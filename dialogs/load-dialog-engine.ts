import { loadEmergency } from '../config/emergency.js'
import { loadPlaces } from '../config/places.js'
import { loadServices, type Services } from '../config/services.js'
import { createDialogEngine } from './create-dialog-engine.js'
import type { DialogEngine } from './dialog-types.js'
import type { PlaceNames } from './place-names.js'
import { loadCatalogues } from './speech/load-catalogues.js'

/** What may be set from outside; what is left out is read from the project's files. */
export interface EngineSettings {
  /** IANA name. */
  readonly timeZone: string
  readonly services?: Services
  readonly places?: PlaceNames
  /** The largest photo that is taken; 10 where it is not told. */
  readonly megabytes?: number
}

/** The dialog engine with this municipality's services, places and texts. Throws `config.unreadable`. */
export function loadDialogEngine({ timeZone, services, places, megabytes = 10 }: EngineSettings): DialogEngine {
  return createDialogEngine({
    services: services ?? loadServices(timeZone),
    places: places ?? loadPlaces(),
    emergency: loadEmergency(),
    catalogues: loadCatalogues(),
    timeZone,
    megabytes,
  })
}
