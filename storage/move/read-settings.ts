import { TawasulError } from '../../models/tawasul-error.js'

/** Where the data is moved from and to, by the command's arguments or else the settings. Throws `storage.move-settings`. */
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
  return { from: given.from ?? environment.DATA_DIR ?? './data', to }
}
