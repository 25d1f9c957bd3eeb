import type { SeededRandom } from './seeded-random.js'

/** The municipality's invented app and account on X. */
export interface XCredentials {
  readonly apiKey: string
  readonly apiSecret: string
  readonly accessToken: string
  readonly accessSecret: string
  readonly userId: string
  readonly username: string
}

/** The municipality's invented app and Page on Facebook. */
export interface GraphCredentials {
  readonly appSecret: string
  readonly pageAccessToken: string
  readonly verifyToken: string
  readonly pageId: string
  readonly appId: string
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Invents credentials for X in the lengths and alphabets X uses. */
export function inventXCredentials(random: SeededRandom): XCredentials {
  const userId = `15${random.digits(17)}`
  return {
    apiKey: random.text(25, letters),
    apiSecret: random.text(50, letters),
    accessToken: `${userId}-${random.text(40, letters)}`,
    accessSecret: random.text(45, letters),
    userId,
    username: 'Amana940',
  }
}

/** Invents credentials for Messenger in the lengths and alphabets Meta uses. */
export function inventGraphCredentials(random: SeededRandom): GraphCredentials {
  return {
    appSecret: random.text(32, '0123456789abcdef'),
    pageAccessToken: `EAA${random.text(180, letters)}`,
    verifyToken: random.text(24, letters),
    pageId: random.digits(15),
    appId: random.digits(15),
  }
}
