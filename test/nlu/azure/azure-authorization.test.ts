import type { AccessToken } from '@azure/core-auth'
import { expect } from 'chai'
import { createAzureAuthorization } from '../../../nlu/azure/azure-authorization.js'
import { orAborted } from '../../../nlu/azure/or-aborted.js'
import { manualClock } from './azure-server.js'

const hour = 3_600_000
const minute = 60_000

/** An identity whose tokens come when the test says so. */
function slowIdentity() {
  const asked: { give(token: AccessToken): void; fail(error: Error): void }[] = []
  return {
    asked,
    load: () =>
      Promise.resolve({
        getToken: () => new Promise<AccessToken>((give, fail) => asked.push({ give, fail })),
      }),
  }
}
const turnOver = () => new Promise<void>((resolve) => setImmediate(resolve))
const token = (name: string, expiresOnTimestamp: number): AccessToken => ({ token: name, expiresOnTimestamp })

describe('signing by an Entra identity', () => {
  async function signedOnce() {
    const clock = manualClock()
    const identity = slowIdentity()
    const authorization = createAzureAuthorization(null, clock, identity.load)
    const headers = async () => (await authorization.headers(new AbortController().signal)).Authorization
    const first = headers()
    await turnOver()
    identity.asked[0]?.give(token('one', clock.now() + hour))
    expect(await first).to.equal('Bearer one')
    return { clock, identity, headers }
  }

  it('goes on with a token that still holds while one renewal runs beside it', async () => {
    const { clock, identity, headers } = await signedOnce()
    clock.set(clock.now() + hour - 4 * minute)
    expect(await Promise.all([headers(), headers()])).to.deep.equal(['Bearer one', 'Bearer one'])
    await turnOver()
    expect(identity.asked).to.have.length(2)
    identity.asked[1]?.give(token('two', clock.now() + hour))
    await turnOver()
    expect(await headers()).to.equal('Bearer two')
  })

  it('waits for a renewal where the token has ended', async () => {
    const { clock, identity, headers } = await signedOnce()
    clock.set(clock.now() + hour)
    const next = headers()
    await turnOver()
    identity.asked[1]?.give(token('two', clock.now() + hour))
    expect(await next).to.equal('Bearer two')
  })

  it('takes a failed renewal beside calmly, and tries again after a while', async () => {
    const { clock, identity, headers } = await signedOnce()
    clock.set(clock.now() + hour - 4 * minute)
    await headers()
    await turnOver()
    identity.asked[1]?.fail(new Error('away'))
    await turnOver()
    expect(await headers()).to.equal('Bearer one')
    expect(identity.asked).to.have.length(2)
    clock.set(clock.now() + minute)
    expect(await headers()).to.equal('Bearer one')
    await turnOver()
    expect(identity.asked).to.have.length(3)
  })

  it('leaves no rejection unhandled where the caller has gone before', async () => {
    const unhandled: unknown[] = []
    const keep = (reason: unknown) => unhandled.push(reason)
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', keep)
    try {
      const gone = await orAborted(Promise.reject(new Error('late')), AbortSignal.abort('gone')).catch(String)
      expect(gone).to.equal('gone')
      await turnOver()
      await turnOver()
    } finally {
      process.off('unhandledRejection', keep)
      for (const other of others) process.on('unhandledRejection', other)
    }
    expect(unhandled).to.deep.equal([])
  })
})
