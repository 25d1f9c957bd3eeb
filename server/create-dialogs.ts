import { loadEmergency } from '../config/emergency.js'
import { loadPlaces } from '../config/places.js'
import type { Services } from '../config/services.js'
import { createDialogEngine } from '../dialogs/create-dialog-engine.js'
import type { DialogEngine } from '../dialogs/dialog-types.js'
import { loadCatalogues } from '../dialogs/speech/load-catalogues.js'
import { createUnderstander } from '../nlu/create-understander.js'
import type { Understander } from '../nlu/understanding.js'
import type { Settings } from './settings.js'

/** What the bot talks with. */
export interface Dialogs {
  readonly engine: DialogEngine
  readonly understander: Understander
}

/** The understanding and the dialogs, from the municipality's configuration; `megabytes`: the largest photo taken. */
export function createDialogs(
  { timeZone }: Pick<Settings, 'timeZone'>,
  services: Services,
  megabytes: number,
): Dialogs {
  const places = loadPlaces()
  const understander = createUnderstander({ places, timeZone })
  const engine = createDialogEngine({
    services,
    places,
    emergency: loadEmergency(),
    catalogues: loadCatalogues(),
    timeZone,
    megabytes,
  })
  return { engine, understander }
}
