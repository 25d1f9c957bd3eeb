import { TawasulError } from '../../models/tawasul-error.js'

/** The error `encoder.install_failed`; retryable unless it is said that another try cannot end otherwise. */
export function installFailed(
  what: string,
  hint: string,
  { cause, retryable = true }: { readonly cause?: unknown; readonly retryable?: boolean } = {},
): TawasulError {
  return new TawasulError('encoder.install_failed', `the encoder was not installed: ${what}`, {
    retryable,
    hint,
    cause,
  })
}
