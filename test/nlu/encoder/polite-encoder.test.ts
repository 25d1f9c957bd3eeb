import { expect } from 'chai'
import { type Encoder, vectorLength } from '../../../nlu/encoder/encoder.js'
import { politeEncoder } from '../../../nlu/encoder/polite-encoder.js'

describe('polite encoder', () => {
  it('is asked only while there is little to do', async () => {
    const asked: string[] = []
    const inner: Encoder = {
      embed: (text) => {
        asked.push(text)
        return Promise.resolve({ vector: new Float32Array(vectorLength) })
      },
      ready: true,
      load: 3,
      close: () => Promise.resolve(),
    }
    let busy = true
    const encoder = politeEncoder(inner, () => busy)
    expect(await encoder.embed('a')).to.deep.equal({ skipped: 'busy' })
    busy = false
    expect(await encoder.embed('b')).to.have.property('vector')
    expect(asked).to.deep.equal(['b'])
    expect([encoder.ready, encoder.load]).to.deep.equal([true, 3])
  })
})
