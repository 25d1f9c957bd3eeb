import path from 'node:path'
import { z } from 'zod'
import { TawasulError } from '../models/tawasul-error.js'
import { type AzureSettings, azureOf, azureShape } from './azure-settings.js'

const port = z
  .string()
  .regex(/^\d+$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a number from 0 to 65535')
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
const digits = z.string().regex(/^\d+$/, 'must be digits only')
const language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as ar or en')
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Riyadh')
const hostList = z.string().transform((list) =>
  list
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean),
)

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Whether a word is one of the log's levels. */
export function isLogLevel(word: string | undefined): word is (typeof logLevels)[number] {
  return logLevels.some((level) => level === word)
}

const schema = z.object({
  PORT: port.default(3978),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: address.optional(),
  DATA_DIR: z.string().default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  EMULATORS: z.enum(['auto', 'on', 'off']).default('auto'),
  X_API_KEY: z.string().optional(),
  X_API_SECRET: z.string().optional(),
  X_ACCESS_TOKEN: z.string().optional(),
  X_ACCESS_SECRET: z.string().optional(),
  X_USER_ID: digits.optional(),
  X_USERNAME: z
    .string()
    .regex(/^\w{1,50}$/, 'must be the account name without @')
    .optional(),
  X_API_BASE_URL: address.default('https://api.x.com'),
  MESSENGER_APP_SECRET: z.string().optional(),
  MESSENGER_PAGE_ACCESS_TOKEN: z.string().optional(),
  MESSENGER_VERIFY_TOKEN: z.string().optional(),
  MESSENGER_PAGE_ID: digits.optional(),
  MESSENGER_APP_ID: digits.optional(),
  GRAPH_API_BASE_URL: address.default('https://graph.facebook.com'),
  GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v24.0')
    .default('v24.0'),
  MEDIA_ALLOWED_HOSTS: hostList.default([]),
  DEFAULT_LANGUAGE: language.default('ar'),
  TIME_ZONE: timeZone.default('Asia/Riyadh'),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  ENCODER: z.enum(['auto', 'on', 'off']).default('auto'),
  ...azureShape,
})

/** Names of all settings, for `.env.example` to be checked against. */
export const settingNames: readonly string[] = Object.keys(schema.shape)

type Parsed = z.infer<typeof schema>

/** What the X adapter needs. */
export interface TwitterCredentials {
  readonly apiKey: string
  readonly apiSecret: string
  readonly accessToken: string
  readonly accessSecret: string
  readonly userId: string
  readonly username: string
}

/** What the Messenger adapter needs. */
export interface MessengerCredentials {
  readonly appSecret: string
  readonly pageAccessToken: string
  readonly verifyToken: string
  readonly pageId: string
  readonly appId?: string
}

/** All settings, parsed once. A channel without credentials is null. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  readonly dataDir: string
  readonly mongodbUri: string | null
  readonly emulators: boolean
  readonly twitter: TwitterCredentials | null
  readonly xApiBaseUrl: string
  readonly messenger: MessengerCredentials | null
  readonly graphApiBaseUrl: string
  readonly graphApiVersion: string
  readonly mediaAllowedHosts: readonly string[]
  readonly defaultLanguage: string
  readonly timeZone: string
  readonly logLevel: string
  readonly encoder: 'auto' | 'on' | 'off'
  readonly azure: AzureSettings
}

/** Reads the settings from an environment; an empty value counts as none. Throws `settings.wrong` naming every wrong one and how to mend it. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]))
  const result = schema.safeParse(given)
  if (!result.success)
    throw wrong(result.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`))
  const parsed = result.data
  const twitter = twitterOf(parsed)
  const messenger = messengerOf(parsed)
  const emulators = parsed.EMULATORS === 'on' || (parsed.EMULATORS === 'auto' && !twitter && !messenger)
  if (emulators && (twitter || messenger)) {
    throw wrong([
      'EMULATORS: on cannot be combined with real credentials; take those of X_... and MESSENGER_... out, or set it to auto or off',
    ])
  }
  const azure = azureOf(parsed)
  if (azure.problems.length > 0) throw wrong(azure.problems)
  return {
    port: parsed.PORT,
    host: parsed.HOST,
    publicUrl: parsed.PUBLIC_URL ?? `http://${parsed.HOST}:${parsed.PORT}`,
    dataDir: path.resolve(parsed.DATA_DIR),
    mongodbUri: parsed.MONGODB_URI ?? null,
    emulators,
    twitter,
    xApiBaseUrl: parsed.X_API_BASE_URL,
    messenger,
    graphApiBaseUrl: parsed.GRAPH_API_BASE_URL,
    graphApiVersion: parsed.GRAPH_API_VERSION,
    mediaAllowedHosts: parsed.MEDIA_ALLOWED_HOSTS,
    defaultLanguage: parsed.DEFAULT_LANGUAGE,
    timeZone: parsed.TIME_ZONE,
    logLevel: parsed.LOG_LEVEL,
    encoder: parsed.ENCODER,
    azure: azure.settings,
  }
}

const twitterSettings = schema
  .pick({
    X_API_KEY: true,
    X_API_SECRET: true,
    X_ACCESS_TOKEN: true,
    X_ACCESS_SECRET: true,
    X_USER_ID: true,
    X_USERNAME: true,
  })
  .required()

function twitterOf(parsed: Parsed): TwitterCredentials | null {
  const given = allOrNone('X', twitterSettings, parsed)
  return (
    given && {
      apiKey: given.X_API_KEY,
      apiSecret: given.X_API_SECRET,
      accessToken: given.X_ACCESS_TOKEN,
      accessSecret: given.X_ACCESS_SECRET,
      userId: given.X_USER_ID,
      username: given.X_USERNAME,
    }
  )
}

const messengerSettings = schema
  .pick({
    MESSENGER_APP_SECRET: true,
    MESSENGER_PAGE_ACCESS_TOKEN: true,
    MESSENGER_VERIFY_TOKEN: true,
    MESSENGER_PAGE_ID: true,
  })
  .required()

function messengerOf(parsed: Parsed): MessengerCredentials | null {
  const given = allOrNone('Messenger', messengerSettings, parsed)
  return (
    given && {
      appSecret: given.MESSENGER_APP_SECRET,
      pageAccessToken: given.MESSENGER_PAGE_ACCESS_TOKEN,
      verifyToken: given.MESSENGER_VERIFY_TOKEN,
      pageId: given.MESSENGER_PAGE_ID,
      ...(parsed.MESSENGER_APP_ID ? { appId: parsed.MESSENGER_APP_ID } : {}),
    }
  )
}

/** A channel is set up wholly or not at all. */
function allOrNone<Wanted extends z.ZodObject>(
  channel: string,
  wanted: Wanted,
  parsed: Parsed,
): z.output<Wanted> | null {
  const result = wanted.safeParse(parsed)
  if (result.success) return result.data
  const missing = result.error.issues.map(({ path: [name] }) => String(name))
  if (missing.length === Object.keys(wanted.shape).length) return null
  throw wrong(
    missing.map(
      (name) => `${name}: is missing, while other settings of ${channel} are there; add it, or take the others out`,
    ),
  )
}

function wrong(problems: readonly string[]): TawasulError {
  return new TawasulError(
    'settings.wrong',
    `wrong settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    {
      retryable: false,
      hint: 'Mend these in .env or the environment (.env.example explains each), then start again.',
    },
  )
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}
