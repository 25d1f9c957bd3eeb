// Run as a process of its own by log.test: logs what the bot would, with errors as the channels' clients and others throw them.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import sdk from 'facebook-nodejs-business-sdk'
import { TwitterApi } from 'twitter-api-v2'
import { createAgent } from '../../adapters/twitter/create-agent.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { createLog } from '../../server/create-log.js'
import { personal, words } from './log-words.js'

const log = createLog('debug')
/** What a call throws. */
const thrown = async (call: () => Promise<unknown>): Promise<unknown> => {
  try {
    await call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

const server = http.createServer((_request, response) => {
  response.writeHead(403, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { message: words, code: 190 }, errors: [{ message: words }], detail: words }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const base = `http://127.0.0.1:${port}`

const xKeys = {
  appKey: 'key',
  appSecret: personal.secret,
  accessToken: personal.token,
  accessSecret: personal.secret,
}
const x = new TwitterApi(xKeys, { httpAgent: createAgent('http:').agent })
const dm = { text: words, attachments: [] }
const xUrl = `${base}/2/dm_conversations/with/1/messages`
log.error({ err: await thrown(() => x.post(xUrl, dm)), channel: 'twitter' }, 'x refused')
const nobody = 'http://127.0.0.1:1/2/x'
log.error({ err: await thrown(() => x.post(nobody, dm)) }, 'x away')

const facebook = new sdk.FacebookAdsApi(personal.token, 'en_US', false)
const params = { recipient: { id: '1' }, message: { text: words } }
const graphUrl = `${base}/me/messages?access_token=${personal.token}`
log.error({ err: await thrown(() => facebook.call('POST', graphUrl, params)), channel: 'messenger' }, 'graph refused')
log.error(
  { err: await thrown(() => facebook.call('POST', `http://127.0.0.1:1/?access_token=${personal.token}`, params)) },
  'graph away',
)

log.error({ err: await thrown(async () => JSON.parse(`{"text":"${words}`)) }, 'a parser')
log.error({ err: new Error(`fine\n    at ${words} (file:///a.js:1:1)\n    at once`) }, 'a message like a stack')
const cause = new Error(words, { cause: new Error(`${words} ${personal.phone}`) })
log.error({ err: new TawasulError('area.what', 'known', { retryable: false, hint: 'Mend it.', cause }) }, 'a cause')
log.error({ err: words }, 'a thrown string')
log.error({ err: { text: words, phone: personal.phone } }, 'a thrown object')
log.warn({ text: words, phone: personal.phone, name: personal.name, url: `https://a/?t=${personal.token}` }, 'facts')
log.warn({ event: { text: words, phone: personal.phone, name: personal.name, url: personal.token } }, 'nested facts')
log.info(
  { settings: { accessToken: personal.token, appSecret: personal.secret, pageAccessToken: personal.token } },
  'settings',
)
log.flush()
server.close()
server.closeAllConnections()
