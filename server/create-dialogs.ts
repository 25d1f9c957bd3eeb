import { loadEmergency } from '../config/emergency.js'
import { loadKnowledge } from '../config/knowledge.js'
import { loadPlaces } from '../config/places.js'
import type { Services } from '../config/services.js'
import { createDialogEngine } from '../dialogs/create-dialog-engine.js'
import type { DialogEngine } from '../dialogs/dialog-types.js'
import { loadCatalogues } from '../dialogs/speech/load-catalogues.js'
import { TawasulError } from '../models/tawasul-error.js'
import { createUnderstander, type UnderstanderOptions } from '../nlu/create-understander.js'
import type { Understander } from '../nlu/understanding.js'
import type { Settings } from './settings.js'

/** What the bot talks with. */
export interface Dialogs {
  readonly engine: DialogEngine
  readonly understander: Understander
}

/** The understanding and the dialogs, from the municipality's configuration; `megabytes`: the largest photo taken. Throws `settings.wrong` for a default language without a catalogue. */
export function createDialogs(
  { timeZone, defaultLanguage }: Pick<Settings, 'timeZone' | 'defaultLanguage'>,
  services: Services,
  megabytes: number,
  encoding: Pick<UnderstanderOptions, 'encoder' | 'onEncoder'> = {},
): Dialogs {
  const catalogues = loadCatalogues()
  if (!Object.hasOwn(catalogues, defaultLanguage))
    throw new TawasulError(
      'settings.wrong',
      `wrong settings:\n  DEFAULT_LANGUAGE: the bot does not write in ${defaultLanguage}`,
      {
        retryable: false,
        hint: `Set it to one of ${Object.keys(catalogues).join(', ')}, then start again.`,
      },
    )
  const places = loadPlaces()
  const understander = createUnderstander({ places, timeZone, ...encoding })
  const engine = createDialogEngine({
    services,
    places,
    emergency: loadEmergency(),
    knowledge: loadKnowledge(),
    catalogues,
    timeZone,
    megabytes,
  })
  return { engine, understander }
}
