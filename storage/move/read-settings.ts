import { existsSync } from 'node:fs'
import path from 'node:path'
import { TawasulError } from '../../models/tawasul-error.js'

/** Where the data is moved from and to, by the command's arguments or else the settings. Throws `storage.move-settings` or `storage.move-no-source`. */
export function readSettings(
  given: { readonly to?: string | undefined; readonly from?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): { readonly from: string; readonly to: string } {
  const to = given.to ?? environment.MONGODB_URI
  if (to === undefined || !/^mongodb(\+srv)?:\/\//.test(to)) {
    throw new TawasulError('storage.move-settings', 'it is not said where the data is to be moved to', {
      retryable: false,
      hint: 'Name the server: npm run data:move -- --to mongodb://host:27017/tawasul, or set MONGODB_URI.',
    })
  }
  const from = given.from ?? environment.DATA_DIR ?? './data'
  if (!existsSync(path.join(from, 'storage'))) {
    throw new TawasulError('storage.move-no-source', `there is no data of the embedded store in ${from}`, {
      retryable: false,
      hint: 'Name the folder that DATA_DIR named: npm run data:move -- --from ./data --to ...',
    })
  }
  return { from, to }
}
