import type { TokenCredential } from '@azure/core-auth'
import { expect } from 'chai'
import { loadPlaces } from '../../../config/places.js'
import { systemTimers, type Timers } from '../../../models/clock.js'
import { createAzureAuthorization } from '../../../nlu/azure/azure-authorization.js'
import { createAzureUnderstander } from '../../../nlu/azure/create-azure-understander.js'
import type { LanguageDetector } from '../../../nlu/azure/language-detector.js'
import type { UnderstandingOutcome } from '../../../nlu/azure/understanding-outcome.js'
import { createUnderstander } from '../../../nlu/create-understander.js'
import type { Understander } from '../../../nlu/understanding.js'
import {
  type Answer,
  type AzureServer,
  clu,
  json,
  keepingLog,
  manualClock,
  manualTimers,
  startAzureServer,
} from './azure-server.js'

const services = new Set(['pothole', 'street_light', 'waste_collection'])
const context = { now: 1_800_000_000_000 }
const hole = 'فيه حفرة كبيرة في شارع الملك فهد'

describe('understanding by Azure AI Language', () => {
  let azure: AzureServer
  let embedded: Understander

  before(() => {
    embedded = createUnderstander({ places: loadPlaces(), timeZone: 'Asia/Riyadh' })
  })
  beforeEach(async () => {
    azure = await startAzureServer(clu({ 'open_report.pothole': 0.9, inquiry: 0.1 }))
  })
  afterEach(() => azure.close())

  function understanderOf(
    options: { timers?: Timers; credential?: TokenCredential; detector?: LanguageDetector; base?: Understander } = {},
  ) {
    const clock = manualClock()
    const outcomes: UnderstandingOutcome[] = []
    const log = keepingLog()
    const { credential, detector } = options
    const understander = createAzureUnderstander({
      settings: {
        endpoint: azure.endpoint,
        key: credential === undefined ? 'the-key' : null,
        apiVersion: '2023-04-01',
        clu: { project: 'tawasul', deployment: 'production' },
      },
      embedded: options.base ?? embedded,
      services,
      clock,
      timers: options.timers ?? systemTimers,
      log,
      onOutcome: (outcome) => outcomes.push(outcome),
      ...(credential === undefined
        ? {}
        : { authorization: createAzureAuthorization(null, clock, () => Promise.resolve(credential)) }),
      ...(detector === undefined ? {} : { detector }),
    })
    return { understander, clock, outcomes, log }
  }

  it('asks the deployed model as documented', async () => {
    const { understander } = understanderOf()
    await understander.understand(hole, context)
    expect(azure.received).to.have.length(1)
    const [{ method, url, headers, body }] = azure.received as [(typeof azure.received)[number]]
    expect([method, url]).to.deep.equal(['POST', '/language/:analyze-conversations?api-version=2023-04-01'])
    expect(headers['ocp-apim-subscription-key']).to.equal('the-key')
    expect(headers['content-type']).to.equal('application/json')
    expect(body).to.deep.equal({
      kind: 'Conversation',
      analysisInput: {
        conversationItem: { id: '1', participantId: 'resident', modality: 'text', language: 'ar', text: hole },
      },
      parameters: {
        projectName: 'tawasul',
        deploymentName: 'production',
        stringIndexType: 'Utf16CodeUnit',
        verbose: true,
        isLoggingEnabled: false,
      },
    })
  })

  it("takes Azure's intent and service, and everything else from the embedded pipeline", async () => {
    azure.answer = clu({ 'open_report.street_light': 0.85, 'open_report.pothole': 0.1, inquiry: 0.05 })
    const { understander, outcomes } = understanderOf()
    const text = 'فيه حفرة في حي الفيصلية بالدمام من أمس'
    const alone = await embedded.understand(text, context)
    const understood = await understander.understand(text, context)
    expect(understood.intent).to.equal('open_report')
    expect(understood.confidence).to.be.closeTo(0.95, 1e-9)
    expect(understood.decision).to.equal('act')
    expect(understood.service).to.equal('street_light')
    expect(understood.serviceConfidence).to.be.closeTo(0.85 / 0.95, 1e-9)
    expect(understood.services.map(({ id }) => id)).to.deep.equal(['street_light', 'pothole'])
    expect(understood.entities).to.deep.equal(alone.entities).and.to.not.have.length(0)
    expect(understood.language).to.equal(alone.language)
    expect(outcomes).to.deep.equal([{ provider: 'azure', reason: 'answered' }])
  })

  const decisions = [
    [0.61, 'act'],
    [0.59, 'confirm'],
    [0.36, 'confirm'],
    [0.34, 'menu'],
  ] as const
  for (const [p, decision] of decisions)
    it(`decides by the same bands: ${p} is ${decision}`, async () => {
      azure.answer = clu({ inquiry: p, suggestion: p / 2, rate: 0.01 })
      const understood = await understanderOf().understander.understand('وين مقر الأمانة الجديد عندكم', context)
      expect([understood.intent, understood.decision]).to.deep.equal(['inquiry', decision])
      expect([understood.service, understood.services]).to.deep.equal([null, []])
    })

  it('takes the highest of scores that are no shares of one', async () => {
    azure.answer = clu({ 'open_report.pothole': 0.9, 'open_report.street_light': 0.8, inquiry: 0.7 })
    const understood = await understanderOf().understander.understand(hole, context)
    expect(understood.confidence).to.equal(0.9)
    expect(understood.service).to.equal('pothole')
    expect(understood.serviceConfidence, 'two nearly as likely').to.be.below(0.6)
  })

  it('knows "None" for out of scope', async () => {
    azure.answer = clu({ None: 0.97, inquiry: 0.03 })
    const understood = await understanderOf().understander.understand('اكتب لي قصيدة عن البحر من فضلك', context)
    expect([understood.intent, understood.decision]).to.deep.equal(['out_of_scope', 'act'])
  })

  it('lets what the dialog waits for weigh in', async () => {
    azure.answer = clu({ inquiry: 0.5, 'open_report.pothole': 0.4, None: 0.1 })
    const asked = { ...context, expecting: 'description' }
    const understood = await understanderOf().understander.understand('الشارع كله مكسر قدام البيت', asked)
    expect(understood.intent).to.equal('open_report')
  })

  it('does not ask about phrases, danger, several problems or bare facts', async () => {
    const { understander, outcomes } = understanderOf()
    const messages = [
      ['شكرا', 'phrase'],
      ['طفل طاح في حفرة صرف مفتوحة الحقوا', 'urgent'],
      ['480213745', 'facts_only'],
      ['https://maps.app.goo.gl/AbC123xyz', 'facts_only'],
    ] as const
    for (const [text, reason] of messages) {
      const understood = await understander.understand(text, context)
      expect(outcomes.at(-1), text).to.deep.equal({ provider: 'embedded', reason })
      const { us: _us, ...alone } = await embedded.understand(text, context)
      expect(understood, text).to.deep.include(alone)
    }
    const base: Understander = {
      understand: async (text, where) => ({
        ...(await embedded.understand(text, where)),
        further: [{ service: 'street_light', text: 'اللمبة طافية' }],
      }),
    }
    const several = understanderOf({ base })
    await several.understander.understand('فيه حفرة واللمبة طافية', context)
    expect(several.outcomes).to.deep.equal([{ provider: 'embedded', reason: 'several_problems' }])
    expect(azure.received).to.have.length(0)
  })

  it('still tells of danger where only Azure sees a report', async () => {
    azure.answer = clu({ 'open_report.street_light': 0.9, None: 0.1 })
    const base: Understander = {
      understand: async (text, where) => ({
        ...(await embedded.understand(text, where)),
        intent: 'inquiry',
        urgent: false,
      }),
    }
    const understood = await understanderOf({ base }).understander.understand(
      'exposed wires near the school gate',
      context,
    )
    expect([understood.intent, understood.urgent]).to.deep.equal(['open_report', true])
  })

  it('keeps phone and report numbers, links and coordinates on this machine', async () => {
    const { understander, log } = understanderOf()
    await understander.understand(
      'بلاغي 480213745 ما انحل وجوالي ٠٥٥١٢٣٤٥٦٧ والموقع https://maps.app.goo.gl/AbC123',
      context,
    )
    const text = azure.received[0]?.body.analysisInput.conversationItem.text
    expect(text).to.include('بلاغي 000000000').and.include('0000000000')
    expect(text).to.not.match(/480213745|٥٥١٢|goo\.gl/)
    expect(log.lines.join()).to.not.include('بلاغي')
  })

  it('sends well-formed text of at most 1,000 units', async () => {
    await understanderOf().understander.understand(`حفرة ${'a '.repeat(490)}${'😀'.repeat(200)}`, context)
    const text = azure.received[0]?.body.analysisInput.conversationItem.text
    expect(text).to.have.length(1000)
    expect(text).to.not.match(/\p{Cs}/u)
  })

  const failures: readonly [string, Answer][] = [
    ['unauthorized', json({ error: { code: '401', message: 'Access denied due to invalid subscription key.' } }, 401)],
    ['not_found', json({ error: { code: 'NotFound', message: 'Project or deployment not found' } }, 404)],
    ['refused', json({ error: { code: 'InvalidRequest', message: 'Invalid' } }, 400)],
    ['throttled', json({ error: { code: '429', message: 'Rate limit is exceeded.' } }, 429, { 'Retry-After': '7' })],
    ['server_error', json({ error: { code: 'InternalServerError', message: 'oops' } }, 500)],
    ['malformed', json({ kind: 'ConversationResult', result: { prediction: { projectKind: 'Orchestration' } } })],
    ['malformed', (_received, response) => void response.end('<html>')],
    ['unknown_labels', clu({ BookFlight: 0.9, Cancel: 0.1 })],
    ['unreachable', (_received, response) => void response.destroy()],
    ['unreachable', (_received, response) => void response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()],
  ]
  for (const [reason, answer] of failures)
    it(`goes on with the embedded understanding: ${reason}`, async () => {
      azure.answer = answer
      const { understander, outcomes, log } = understanderOf()
      const { us: _alone, ...alone } = await embedded.understand(hole, context)
      const { us, ...understood } = await understander.understand(hole, context)
      expect(understood).to.deep.equal(alone)
      expect(us).to.be.above(0)
      expect(outcomes).to.deep.equal([{ provider: 'embedded', reason }])
      expect(azure.received, 'no second try').to.have.length(1)
      expect(log.lines.join()).to.not.include('حفرة').and.not.include('the-key')
    })

  const slow: readonly [string, (late: () => void) => Answer][] = [
    ['an answer', (late) => () => late()],
    [
      "an answer's end",
      (late) => (_received, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.write('{"kind":', late)
      },
    ],
  ]
  for (const [what, answer] of slow)
    it(`waits no longer than its time-out for ${what}`, async () => {
      const timers = manualTimers()
      azure.answer = answer(() => timers.fire())
      const { understander, outcomes } = understanderOf({ timers })
      await understander.understand(hole, context)
      expect(outcomes).to.deep.equal([{ provider: 'embedded', reason: 'timeout' }])
      expect(timers.waiting).to.equal(0)
    })

  it('leaves Azure alone after failures in a row, and comes back to it', async () => {
    const { understander, clock, outcomes } = understanderOf()
    azure.answer = json({ error: { code: 'ServiceUnavailable' } }, 503)
    for (let n = 0; n < 7; n++) await understander.understand(hole, context)
    expect(azure.received).to.have.length(5)
    expect(outcomes.slice(-2).map(({ reason }) => reason)).to.deep.equal(['circuit_open', 'circuit_open'])
    azure.answer = clu({ 'open_report.pothole': 1 })
    clock.set(clock.now() + 30_000)
    await understander.understand(hole, context)
    expect(outcomes.at(-1)).to.deep.equal({ provider: 'azure', reason: 'answered' })
  })

  it('does as Retry-After says', async () => {
    const { understander, clock, outcomes } = understanderOf()
    azure.answer = json({ error: { code: '429' } }, 429, { 'Retry-After': '40' })
    await understander.understand(hole, context)
    azure.answer = clu({ 'open_report.pothole': 1 })
    clock.set(clock.now() + 39_999)
    await understander.understand(hole, context)
    clock.set(clock.now() + 1)
    await understander.understand(hole, context)
    expect(outcomes.map(({ reason }) => reason)).to.deep.equal(['throttled', 'circuit_open', 'answered'])
  })

  it('does not go on asking where a person must mend something first', async () => {
    for (const answer of [json({ error: { code: '401' } }, 401), clu({ BookFlight: 1 })]) {
      azure.answer = answer
      azure.received.length = 0
      const { understander, clock } = understanderOf()
      await understander.understand(hole, context)
      clock.set(clock.now() + 5 * 60_000 - 1)
      await understander.understand(hole, context)
      expect(azure.received).to.have.length(1)
      clock.set(clock.now() + 1)
      await understander.understand(hole, context)
      expect(azure.received).to.have.length(2)
    }
  })

  it('asks no more than 32 at a time', async () => {
    const held: (() => void)[] = []
    let full: (() => void) | undefined
    const all = new Promise<void>((resolve) => {
      full = resolve
    })
    azure.answer = (received, response) => {
      held.push(() => clu({ 'open_report.pothole': 1 })(received, response))
      if (held.length === 32) full?.()
    }
    const { understander, outcomes } = understanderOf()
    const asked = Array.from({ length: 33 }, () => understander.understand(hole, context))
    await all
    for (const answer of held) answer()
    await Promise.all(asked)
    expect(outcomes.filter(({ reason }) => reason === 'busy')).to.have.length(1)
    expect(outcomes.filter(({ reason }) => reason === 'answered')).to.have.length(32)
  })

  it('signs by an Entra identity where there is no key, one token for many calls', async () => {
    let tokens = 0
    const { understander, clock } = understanderOf({
      credential: {
        getToken: (scope) => {
          expect(scope).to.equal('https://cognitiveservices.azure.com/.default')
          return Promise.resolve({ token: `token-${++tokens}`, expiresOnTimestamp: 1_800_000_000_000 + 3_600_000 })
        },
      },
    })
    await Promise.all([understander.understand(hole, context), understander.understand(hole, context)])
    clock.set(clock.now() + 3_600_000 - 4 * 60_000)
    for (let n = 0; n < 2; n++) await understander.understand(hole, context)
    expect(azure.received.map(({ headers }) => headers.authorization)).to.deep.equal([
      'Bearer token-1',
      'Bearer token-1',
      // Used while it still holds, its successor got beside it.
      'Bearer token-1',
      'Bearer token-2',
    ])
    expect(azure.received[0]?.headers).to.not.have.property('ocp-apim-subscription-key')
  })

  it('goes on without a token', async () => {
    const { understander, outcomes, log } = understanderOf({
      credential: { getToken: () => Promise.reject(new Error('no identity, secret=abc')) },
    })
    await understander.understand(hole, context)
    expect(outcomes).to.deep.equal([{ provider: 'embedded', reason: 'no_token' }])
    expect(log.lines.join()).to.not.include('abc')
  })

  it('asks for the language only where the embedded pipeline is not sure and the conversation has none', async () => {
    const asked: string[] = []
    const detector: LanguageDetector = {
      detect: (text) => {
        asked.push(text)
        return Promise.resolve({ language: 'so', confidence: 0.95 })
      },
    }
    const base: Understander = {
      understand: async (text, where) => ({ ...(await embedded.understand(text, where)), languageSure: false }),
    }
    const text = 'waxaa jira god weyn oo wadada ku yaal'
    const { understander } = understanderOf({ detector, base })
    expect(await understander.understand(text, context)).to.include({ language: 'so', languageSure: true })
    await understander.understand(text, { ...context, language: 'ar' })
    await understander.understand('god weyn', context)
    await understanderOf({ detector }).understander.understand(hole, context)
    expect(asked).to.deep.equal([text])
  })
})
