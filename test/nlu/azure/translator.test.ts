import { expect } from 'chai'
import fc from 'fast-check'
import { createAzureTranslator } from '../../../nlu/azure/azure-translator.js'
import { createCachedTranslator } from '../../../nlu/azure/cached-translator.js'
import { protectPlaceholders, restorePlaceholders } from '../../../nlu/azure/protect-placeholders.js'
import { type Answer, type AzureServer, json, startAzureServer } from './azure-server.js'

/** Translates by upper case, outside of what must not be translated. */
const upper = (html: string): string =>
  html
    .split(/(<[^>]*>.*?<\/span>|<br>|&\w+;)/)
    .map((part) => (/^[<&]/.test(part) ? part : part.toUpperCase()))
    .join('')
const translating: Answer = (received, response) =>
  json({
    value: received.body.inputs.map(({ text }) => ({
      translations: [{ language: 'ur', text: upper(text) }],
    })),
  })(received, response)

describe('translation by Azure Translator', () => {
  let azure: AzureServer
  const codes: string[] = []
  beforeEach(async () => {
    azure = await startAzureServer(translating)
    codes.length = 0
  })
  afterEach(() => azure.close())
  const translator = (region: string | null = 'uaenorth') =>
    createAzureTranslator({
      settings: { endpoint: azure.endpoint, key: 'the-key', region },
      timeoutMs: 5000,
      onFailure: (code) => codes.push(code),
    })

  it('keeps placeholders as they are', async () => {
    const texts = ['report {{number}} of <{{name}}> & "more"\n$t(menu.main)', 'thanks']
    expect(await translator().translate(texts, 'en', 'ur')).to.deep.equal([
      'REPORT {{number}} OF <{{name}}> & "MORE"\n$t(menu.main)',
      'THANKS',
    ])
    const [asked] = azure.received
    expect(asked?.url).to.match(/^\/translate\?api-version=[\d-]+$/)
    expect(asked?.headers).to.include({
      'ocp-apim-subscription-key': 'the-key',
      'ocp-apim-subscription-region': 'uaenorth',
    })
    expect(asked?.body.inputs[1]).to.deep.equal({
      text: 'thanks',
      language: 'en',
      textType: 'Html',
      targets: [{ language: 'ur' }],
    })
  })

  it('takes no translation that lost, doubled or changed a placeholder', async () => {
    const spoilt = ['report', 'report {{number}} {{number}}', 'report {{NUMBER}}', '']
    azure.answer = json({ value: spoilt.map((text) => ({ translations: [{ language: 'ur', text }] })) })
    const texts = spoilt.map(() => 'report {{number}}')
    expect(await translator(null).translate(texts, 'en', 'ur')).to.deep.equal([null, null, null, null])
  })

  const failures: readonly [string, Answer][] = [
    ['401', json({ error: { code: 401000, message: 'not authorized' } }, 401)],
    ['400', json({ error: { code: 400036, message: 'The target language is not valid.' } }, 400)],
    ['malformed', json({ value: [] })],
    ['malformed', json([{ translations: [] }])],
  ]
  for (const [code, answer] of failures)
    it(`gives null and never throws: ${code}`, async () => {
      azure.answer = answer
      expect(await translator().translate(['hello'], 'en', 'ur')).to.deep.equal([null])
      expect(codes).to.deep.equal([code])
    })

  it('gives null where the socket is closed', async () => {
    azure.answer = (_received, response) => void response.destroy()
    expect(await translator().translate(['hello'], 'en', 'ur')).to.deep.equal([null])
    expect(codes).to.have.length(1)
  })

  it('sends no more at once than the service takes', async () => {
    const texts = Array.from({ length: 230 }, (_, index) => `text ${index} ${'x'.repeat(400)}`)
    const translated = await translator().translate(texts, 'en', 'ur')
    expect(translated).to.deep.equal(texts.map((text) => text.toUpperCase()))
    for (const { body } of azure.received) expect(body.inputs.length).to.be.at.most(100)
  })

  it('asks for each text once, and again for what failed', async () => {
    const cached = createCachedTranslator(translator())
    const twice = await Promise.all([
      cached.translate(['hello', 'thanks', 'hello'], 'en', 'ur'),
      cached.translate(['thanks'], 'en', 'ur'),
    ])
    expect(twice).to.deep.equal([['HELLO', 'THANKS', 'HELLO'], ['THANKS']])
    expect(azure.received.map(({ body }) => body.inputs.length)).to.deep.equal([2])
    await cached.translate(['hello'], 'en', 'hi')
    expect(azure.received, 'another language').to.have.length(2)
    azure.answer = json({ error: { code: 500000, message: '' } }, 400)
    expect(await cached.translate(['bye'], 'en', 'ur')).to.deep.equal([null])
    azure.answer = translating
    expect(await cached.translate(['bye'], 'en', 'ur')).to.deep.equal(['BYE'])
  })

  it('keeps only the texts used last', async () => {
    const cached = createCachedTranslator(translator(), 2)
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.translate([text], 'en', 'ur')
    expect(azure.received.map(({ body }) => body.inputs[0]?.text)).to.deep.equal(['a', 'b', 'c', 'b'])
  })
})

describe('placeholders', () => {
  it('come back as they were, whatever the text', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('{{number}}', '{{ a, b }}', '$t(x.y)', '<b>', '&amp;', '\n'))
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('')
        expect(restorePlaceholders(protectPlaceholders(text), text)).to.equal(text)
      }),
    )
  })
})
