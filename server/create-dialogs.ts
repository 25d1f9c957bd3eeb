import { loadPlaces } from '../config/places.js'
import type { Services } from '../config/services.js'
import { createDialogEngine } from '../dialogs/create-dialog-engine.js'
import type { DialogEngine } from '../dialogs/dialog-types.js'
import { createUnderstander } from '../nlu/create-understander.js'
import type { Understander } from '../nlu/understanding.js'
import type { Settings } from './settings.js'

/** The understanding and the dialogs, from the municipality's configuration. */
export async function createDialogs(
  settings: Pick<Settings, 'timeZone'>,
  services: Services,
): Promise<{ engine: DialogEngine; understander: Understander }> {
  const places = loadPlaces()
  const understander = await createUnderstander({ places, timeZone: settings.timeZone })
  return { engine: createDialogEngine({ services, places, timeZone: settings.timeZone }), understander }
}
