import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../../config/project-root.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { parseSettings, settingNames } from '../../server/settings.js'

const x = {
  X_API_KEY: 'key',
  X_API_SECRET: 'secret',
  X_ACCESS_TOKEN: 'token',
  X_ACCESS_SECRET: 'access',
  X_USER_ID: '1',
  X_USERNAME: 'city',
}
const messenger = {
  MESSENGER_APP_SECRET: 'secret',
  MESSENGER_PAGE_ACCESS_TOKEN: 'token',
  MESSENGER_VERIFY_TOKEN: 'verify',
  MESSENGER_PAGE_ID: '2',
}

/** The error that these settings stop the start with. */
function refusalOf(env: Record<string, string>): TawasulError {
  try {
    parseSettings(env)
  } catch (error) {
    if (error instanceof TawasulError) return error
    throw error
  }
  throw new Error('the settings were taken')
}

describe('settings', () => {
  it('have the documented defaults', () => {
    expect(parseSettings({})).to.deep.equal({
      port: 3978,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3978',
      dataDir: path.resolve('data'),
      mongodbUri: null,
      emulators: true,
      twitter: null,
      xApiBaseUrl: 'https://api.x.com',
      messenger: null,
      graphApiBaseUrl: 'https://graph.facebook.com',
      graphApiVersion: 'v24.0',
      mediaAllowedHosts: [],
      defaultLanguage: 'ar',
      timeZone: 'Asia/Riyadh',
      logLevel: 'info',
      encoder: 'auto',
      azure: { language: null, translator: null },
    })
  })

  it('take an empty value for none', () => {
    expect(parseSettings({ PORT: '', MONGODB_URI: ' ', X_API_KEY: '' })).to.deep.equal(parseSettings({}))
  })

  const wrong: readonly [string, string, RegExp][] = [
    ['PORT', '70000', /65535/],
    ['PORT', 'http', /number/],
    ['PUBLIC_URL', 'tawasul.example', /URL/i],
    ['PUBLIC_URL', 'ftp://tawasul.example', /URL/i],
    ['MONGODB_URI', 'localhost:27017', /mongodb:\/\//],
    ['EMULATORS', 'yes', /"auto"\|"on"\|"off"/],
    ['X_API_BASE_URL', 'api.x.com', /URL/i],
    ['X_USER_ID', '@city', /digits/],
    ['X_USERNAME', '@city', /without @/],
    ['MESSENGER_PAGE_ID', 'page', /digits/],
    ['MESSENGER_APP_ID', 'app', /digits/],
    ['GRAPH_API_BASE_URL', 'graph', /URL/i],
    ['GRAPH_API_VERSION', '24', /v24\.0/],
    ['DEFAULT_LANGUAGE', 'Arabic', /language code/],
    ['TIME_ZONE', 'Mars/Olympus', /time zone/],
    ['LOG_LEVEL', 'loud', /"info"/],
    ['ENCODER', 'maybe', /"auto"/],
  ]
  for (const [name, value, how] of wrong) {
    it(`stop the start for ${name}=${value}, with its name and how to mend it`, () => {
      const refusal = refusalOf({ [name]: value })
      expect(refusal.code).to.equal('settings.wrong')
      expect(refusal.retryable).to.equal(false)
      expect(refusal.message)
        .to.match(new RegExp(`${name}: .*`))
        .and.match(how)
      expect(refusal.hint).to.contain('.env')
    })
  }

  it('name every wrong one at once', () => {
    const { message } = refusalOf({ PORT: '-1', TIME_ZONE: 'nowhere', LOG_LEVEL: 'x' })
    for (const name of ['PORT', 'TIME_ZONE', 'LOG_LEVEL']) expect(message).to.contain(`${name}:`)
  })

  it('never repeat a wrong value, which may be a secret', () => {
    const { message } = refusalOf({ MONGODB_URI: 'mongo://user:pa55word@host', MESSENGER_PAGE_ID: 'EAAsecret' })
    expect(message).to.not.contain('pa55word').and.not.contain('EAAsecret')
  })

  for (const [channel, all] of [
    ['X', x],
    ['Messenger', messenger],
  ] as const) {
    for (const name of Object.keys(all)) {
      it(`ask for ${name} when the others of ${channel} are there`, () => {
        const { message } = refusalOf({ ...all, [name]: '' })
        expect(message).to.contain(`${name}: is missing`)
        for (const other of Object.keys(all)) if (other !== name) expect(message).to.not.contain(`${other}:`)
      })
    }
  }

  it('read both channels, with and without the app id', () => {
    const settings = parseSettings({ ...x, ...messenger })
    expect(settings.twitter).to.deep.equal({
      apiKey: 'key',
      apiSecret: 'secret',
      accessToken: 'token',
      accessSecret: 'access',
      userId: '1',
      username: 'city',
    })
    expect(settings.messenger).to.deep.equal({
      appSecret: 'secret',
      pageAccessToken: 'token',
      verifyToken: 'verify',
      pageId: '2',
    })
    expect(parseSettings({ ...messenger, MESSENGER_APP_ID: '3' }).messenger?.appId).to.equal('3')
  })

  it('turn the emulators off where a channel has credentials, and refuse both together', () => {
    expect(parseSettings({}).emulators).to.equal(true)
    expect(parseSettings({ EMULATORS: 'off' }).emulators).to.equal(false)
    expect(parseSettings(messenger).emulators).to.equal(false)
    expect(refusalOf({ ...x, EMULATORS: 'on' }).message).to.contain('EMULATORS:')
  })

  it('take addresses without their last slash and hosts without blanks', () => {
    const settings = parseSettings({
      PUBLIC_URL: 'https://a.example/',
      MEDIA_ALLOWED_HOSTS: ' a.example , b.example:81,',
    })
    expect(settings.publicUrl).to.equal('https://a.example')
    expect(settings.mediaAllowedHosts).to.deep.equal(['a.example', 'b.example:81'])
  })

  it('are all in .env.example, with nothing there that is no setting', () => {
    const example = readFileSync(path.join(projectRoot, '.env.example'), 'utf8')
    const listed = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)
    expect([...listed].sort()).to.deep.equal([...settingNames].sort())
  })
})
