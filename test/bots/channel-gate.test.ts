import { expect } from 'chai'
import { createChannelGate } from '../../bots/channel-gate.js'
import { FakeClock } from '../support/fake-clock.js'

describe('channel gate', () => {
  const open = () => {
    const clock = new FakeClock()
    return { clock, gate: createChannelGate(clock), in_: (ms: number) => clock.now() + ms }
  }

  it('is open again when its time has come', async () => {
    const { clock, gate, in_ } = open()
    gate.close('messenger', { state: 'waiting', until: in_(1000), reason: 'budget' })
    expect(gate.condition('messenger')).to.include({ state: 'waiting', reason: 'budget' })
    expect(gate.condition('twitter')).to.deep.equal({ state: 'open' })
    await clock.advance(1000)
    expect(gate.condition('messenger')).to.deep.equal({ state: 'open' })
  })

  for (const state of ['waiting', 'broken'] as const)
    it(`keeps the later end when a shorter closing comes: ${state}`, () => {
      const { gate, in_ } = open()
      gate.close('messenger', { state, until: in_(60_000), reason: 'long' })
      gate.close('messenger', { state, until: in_(1000), reason: 'short' })
      expect(gate.condition('messenger')).to.include({ until: in_(60_000) })
      gate.close('messenger', { state, until: in_(90_000), reason: 'longer' })
      expect(gate.condition('messenger')).to.include({ until: in_(90_000), reason: 'longer' })
    })

  it('waits for a budget also when the channel is proved to be in order, and tells that it is broken while it waits', async () => {
    const { clock, gate, in_ } = open()
    gate.close('messenger', { state: 'waiting', until: in_(60_000), reason: 'budget' })
    gate.close('messenger', { state: 'broken', until: in_(1000), reason: 'token' })
    expect(gate.condition('messenger')).to.include({ state: 'waiting', until: in_(60_000) })
    expect(gate.brokenBy('messenger')).to.include({ reason: 'token' })
    await clock.advance(10)
    gate.proved('messenger')
    expect(gate.brokenBy('messenger')).to.equal(null)
    expect(gate.condition('messenger')).to.include({ state: 'waiting' })
  })

  it('takes no send for a proof that had begun before the channel was found broken', async () => {
    const { clock, gate, in_ } = open()
    const before = clock.now()
    await clock.advance(10)
    gate.close('messenger', { state: 'broken', until: in_(1000), reason: 'restricted' })
    gate.proved('messenger', before)
    expect(gate.brokenBy('messenger')).to.include({ reason: 'restricted' })
    gate.proved('messenger', clock.now())
    expect(gate.brokenBy('messenger')).to.equal(null)
    expect(gate.condition('messenger')).to.deep.equal({ state: 'open' })
  })

  for (const state of ['waiting', 'broken'] as const)
    it(`holds no longer after the clock was set back by an hour: ${state}`, async () => {
      const { clock, gate, in_ } = open()
      gate.close('messenger', { state, until: in_(60_000), reason: 'busy' })
      clock.tick(-3_600_000)
      expect(gate.condition('messenger')).to.include({ state })
      await clock.advance(59_999)
      expect(gate.condition('messenger')).to.include({ state, reason: 'busy' })
      await clock.advance(1)
      expect(gate.condition('messenger')).to.deep.equal({ state: 'open' })
    })

  it('takes a send for a proof also after the clock was set back', () => {
    const { clock, gate, in_ } = open()
    gate.close('messenger', { state: 'broken', until: in_(1000), reason: 'token' })
    clock.tick(-3_600_000)
    gate.proved('messenger', clock.now())
    expect(gate.brokenBy('messenger')).to.equal(null)
  })
})
