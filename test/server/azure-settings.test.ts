import { expect } from 'chai'
import { TawasulError } from '../../models/tawasul-error.js'
import { parseSettings } from '../../server/settings.js'

const endpoint = 'https://city.cognitiveservices.azure.com'

function refusalOf(env: Record<string, string>): string {
  try {
    parseSettings(env)
  } catch (error) {
    if (error instanceof TawasulError) return error.message
    throw error
  }
  throw new Error('the settings were taken')
}

describe('settings of Azure', () => {
  it('are none by default', () => {
    expect(parseSettings({}).azure).to.deep.equal({ language: null, translator: null })
    expect(parseSettings({ AZURE_LANGUAGE_ENDPOINT: ' ' }).azure.language).to.equal(null)
  })

  it('name the resource, the key and the deployed model', () => {
    const { azure } = parseSettings({
      AZURE_LANGUAGE_ENDPOINT: `${endpoint}/`,
      AZURE_LANGUAGE_KEY: 'key',
      AZURE_CLU_PROJECT: 'tawasul',
      AZURE_CLU_DEPLOYMENT: 'production',
      AZURE_LANGUAGE_API_VERSION: '2024-11-01',
    })
    expect(azure.language).to.deep.equal({
      endpoint,
      key: 'key',
      apiVersion: '2024-11-01',
      clu: { project: 'tawasul', deployment: 'production' },
    })
  })

  it('do without a key (Entra identity) and without a project (redaction alone)', () => {
    const { azure } = parseSettings({ AZURE_LANGUAGE_ENDPOINT: endpoint })
    expect(azure.language).to.deep.equal({ endpoint, key: null, apiVersion: '2023-04-01', clu: null })
  })

  it('of Translator know the global and the own endpoint', () => {
    expect(
      parseSettings({ AZURE_TRANSLATOR_KEY: 'key', AZURE_TRANSLATOR_REGION: 'uaenorth' }).azure.translator,
    ).to.deep.equal({ endpoint: 'https://api.cognitive.microsofttranslator.com', key: 'key', region: 'uaenorth' })
    expect(parseSettings({ AZURE_TRANSLATOR_ENDPOINT: endpoint }).azure.translator).to.deep.equal({
      endpoint,
      key: null,
      region: null,
    })
  })

  const halves: readonly [Record<string, string>, RegExp][] = [
    [{ AZURE_LANGUAGE_KEY: 'key' }, /AZURE_LANGUAGE_ENDPOINT: is missing, while AZURE_LANGUAGE_KEY is set/],
    [{ AZURE_CLU_PROJECT: 'a', AZURE_CLU_DEPLOYMENT: 'b' }, /AZURE_LANGUAGE_ENDPOINT: is missing/],
    [{ AZURE_LANGUAGE_ENDPOINT: endpoint, AZURE_CLU_PROJECT: 'a' }, /AZURE_CLU_DEPLOYMENT: is missing/],
    [{ AZURE_LANGUAGE_ENDPOINT: endpoint, AZURE_CLU_DEPLOYMENT: 'a' }, /AZURE_CLU_PROJECT: is missing/],
    [{ AZURE_LANGUAGE_ENDPOINT: 'city' }, /AZURE_LANGUAGE_ENDPOINT/],
    [{ AZURE_LANGUAGE_ENDPOINT: 'http://city.example' }, /AZURE_LANGUAGE_ENDPOINT: must begin with https/],
    [
      { AZURE_LANGUAGE_ENDPOINT: endpoint, AZURE_CLU_PROJECT: 'a b', AZURE_CLU_DEPLOYMENT: 'c' },
      /AZURE_CLU_PROJECT: must be letters/,
    ],
    [
      { AZURE_LANGUAGE_ENDPOINT: endpoint, AZURE_LANGUAGE_API_VERSION: 'latest' },
      /AZURE_LANGUAGE_API_VERSION: must look like/,
    ],
    [{ AZURE_TRANSLATOR_REGION: 'uaenorth' }, /AZURE_TRANSLATOR_KEY: is missing/],
    [
      { AZURE_TRANSLATOR_ENDPOINT: 'https://api.cognitive.microsofttranslator.com' },
      /AZURE_TRANSLATOR_KEY: is missing/,
    ],
  ]
  for (const [env, message] of halves)
    it(`refuse ${JSON.stringify(env)}`, () => {
      expect(refusalOf(env)).to.match(message)
    })
})
