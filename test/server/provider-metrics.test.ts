import { expect } from 'chai'
import { createMetrics } from '../../server/metrics.js'

describe('figures of the providers', () => {
  it('tell who understood a message, and why', async () => {
    const metrics = createMetrics()
    metrics.understoodBy({ provider: 'azure', reason: 'answered' })
    metrics.understoodBy({ provider: 'embedded', reason: 'timeout' })
    metrics.understoodBy({ provider: 'embedded', reason: 'timeout' })
    const text = await metrics.text(null)
    expect(text).to.include('tawasul_understanding_provider_total{provider="azure",reason="answered"} 1')
    expect(text).to.include('tawasul_understanding_provider_total{provider="embedded",reason="timeout"} 2')
  })
})
