import { expect } from 'chai'
import type { OutboundMessage, SendResult } from '../../adapters/outbound.js'
import { startSendCall } from '../../bots/send-call.js'
import { FakeClock } from '../support/fake-clock.js'
import { RecordingLog } from '../support/recorders.js'
import { ScriptedAdapter } from '../support/scripted-adapter.js'

const message: OutboundMessage = {
  channel: 'messenger',
  key: 'k/0',
  target: { type: 'private', personId: '1' },
  purpose: 'answer',
  text: 'words',
}

/** Breaks its promise not to throw, before anything is awaited or after. */
class BrokenAdapter extends ScriptedAdapter {
  readonly #at: 'once' | 'later'
  constructor(at: 'once' | 'later') {
    super()
    this.#at = at
  }
  override send(): Promise<SendResult> {
    const error = new Error('defect')
    if (this.#at === 'once') throw error
    return Promise.reject(error)
  }
}

describe('send call', () => {
  for (const at of ['once', 'later'] as const)
    it(`takes an outcome for unknown when the adapter throws: ${at}`, async () => {
      const log = new RecordingLog()
      const call = startSendCall(new BrokenAdapter(at), message, new FakeClock().timers(), log)
      expect(await call.result).to.deep.include({ outcome: 'unknown' })
      expect(log.lines.map(({ level }) => level)).to.deep.equal(['error'])
    })

  it('ends with what the platform’s own event has told, and gives the call three seconds to end', async () => {
    const clock = new FakeClock()
    const adapter = new ScriptedAdapter()
    let signal: AbortSignal | null = null
    adapter.onSend = (send) => {
      signal = send.signal
      return new Promise<SendResult>(() => undefined)
    }
    const call = startSendCall(adapter, message, clock.timers(), new RecordingLog())
    call.confirm()
    expect(await call.result).to.equal(null)
    await clock.advance(2999)
    expect(signal).to.have.property('aborted', false)
    await clock.advance(1)
    expect(signal).to.have.property('aborted', true)
  })
})
