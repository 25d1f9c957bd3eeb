import { createRequire } from 'node:module'
import { TawasulError } from '../../models/tawasul-error.js'

/**
 * Runs `start` with `adapter` as the SDK's HTTP adapter. The SDK gives no way to hand one in, but takes the default synchronously when
 * a call begins; so it is there for exactly that long, and calls of others (and of another page's client) never see it.
 */
export function withHttpAdapter<T>(adapter: (config: { data?: unknown }) => Promise<object>, start: () => T): T {
  const usual = httpDefaults.adapter
  httpDefaults.adapter = adapter
  try {
    return start()
  } finally {
    httpDefaults.adapter = usual
  }
}

/** The defaults of the HTTP client that the SDK itself loads. */
const httpDefaults = findHttpDefaults(
  createRequire(createRequire(import.meta.url).resolve('facebook-nodejs-business-sdk'))('axios'),
)

function findHttpDefaults(client: unknown): { adapter: unknown } {
  if (typeof client === 'function' && 'defaults' in client) {
    const { defaults } = client
    if (typeof defaults === 'object' && defaults !== null && 'adapter' in defaults) return defaults
  }
  throw new TawasulError('messenger.sdk', 'facebook-nodejs-business-sdk does not use axios as it did', {
    retryable: false,
    hint: 'Install the version of facebook-nodejs-business-sdk that package-lock.json names.',
  })
}
