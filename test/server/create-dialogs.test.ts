import { expect } from 'chai'
import { loadServices } from '../../config/services.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { createDialogs } from '../../server/create-dialogs.js'

describe('dialogs of the server', () => {
  const services = loadServices('Asia/Riyadh')
  const create = (defaultLanguage: string) => createDialogs({ timeZone: 'Asia/Riyadh', defaultLanguage }, services, 15)

  it('refuse a default language that the bot does not write, and name those that it does', () => {
    let refusal: unknown
    try {
      create('tlh')
    } catch (error) {
      refusal = error
    }
    expect(refusal).to.be.instanceOf(TawasulError)
    expect(refusal).to.include({ code: 'settings.wrong', retryable: false })
    expect(String(refusal)).to.include('DEFAULT_LANGUAGE').and.include('tlh')
    expect((refusal as TawasulError).hint).to.match(/\bar\b.*\ben\b/)
  })

  it('understand what is written', async () => {
    const { understander } = create('en')
    const { intent } = await understander.understand('السلام عليكم', { now: 0 })
    expect(intent).to.equal('greeting')
  })
})
