import { expect } from 'chai'
import { systemTimers } from '../../../models/clock.js'
import { embeddedRedactor } from '../../../nlu/azure/embedded-redactor.js'
import { supplyRedactor, supplyTranslator, understandWithAzure } from '../../../nlu/azure/supply-azure.js'
import type { UnderstandingOutcome } from '../../../nlu/azure/understanding-outcome.js'
import type { Understander } from '../../../nlu/understanding.js'
import { parseSettings } from '../../../server/settings.js'
import { clu, keepingLog, manualClock, startAzureServer } from './azure-server.js'

const embedded: Understander = {
  understand: () =>
    Promise.resolve({
      language: 'en',
      languageSure: true,
      intent: 'inquiry',
      confidence: 0.5,
      decision: 'confirm',
      intents: [{ id: 'inquiry', p: 0.5 }],
      service: null,
      serviceConfidence: 0,
      services: [],
      urgent: false,
      entities: [],
      phrase: false,
      encoder: false,
      us: 1,
    }),
}
const supplyOf = (env: Record<string, string>) => ({
  ...parseSettings(env).azure,
  clock: manualClock(),
  timers: systemTimers,
  log: keepingLog(),
})

describe('what Azure supplies', () => {
  it('is nothing where nothing is set up', () => {
    const supply = supplyOf({})
    expect(understandWithAzure(embedded, new Set(), supply, () => undefined)).to.equal(embedded)
    expect(supplyRedactor(supply)).to.equal(embeddedRedactor)
    expect(supplyTranslator(supply)).to.equal(null)
  })

  it('leaves understanding to the embedded pipeline where there is no project', () => {
    const supply = supplyOf({ AZURE_LANGUAGE_ENDPOINT: 'http://127.0.0.1:9' })
    expect(understandWithAzure(embedded, new Set(), supply, () => undefined)).to.equal(embedded)
    expect(supplyRedactor(supply)).to.not.equal(embeddedRedactor)
  })

  it('understands by the resource that the settings name', async () => {
    const azure = await startAzureServer(clu({ 'open_report.pothole': 0.9, inquiry: 0.1 }))
    try {
      const supply = supplyOf({
        AZURE_LANGUAGE_ENDPOINT: azure.endpoint,
        AZURE_LANGUAGE_KEY: 'key',
        AZURE_CLU_PROJECT: 'tawasul',
        AZURE_CLU_DEPLOYMENT: 'production',
        AZURE_LANGUAGE_API_VERSION: '2024-11-01',
      })
      const outcomes: UnderstandingOutcome[] = []
      const understander = understandWithAzure(embedded, new Set(['pothole']), supply, (one) => outcomes.push(one))
      const understood = await understander.understand('the road is broken', { now: 0 })
      expect(understood).to.include({ intent: 'open_report', service: 'pothole', decision: 'act', language: 'en' })
      expect(azure.received[0]?.url).to.equal('/language/:analyze-conversations?api-version=2024-11-01')
      expect(outcomes).to.deep.equal([{ provider: 'azure', reason: 'answered' }])
    } finally {
      await azure.close()
    }
  })
})
