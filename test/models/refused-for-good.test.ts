import { expect } from 'chai'
import { MongoExpiredSessionError, MongoInvalidArgumentError, MongoNotConnectedError, MongoServerError } from 'mongodb'
import { refusedForGood } from '../../models/refused-for-good.js'

describe('refused for good', () => {
  it('are writes that the server or the driver will never take', () => {
    expect(refusedForGood(new MongoServerError({ message: 'failed validation', code: 121 }))).to.equal('mongodb.121')
    expect(refusedForGood(new MongoInvalidArgumentError('no'))).to.equal('MongoInvalidArgumentError')
    expect(refusedForGood(new RangeError('too large'))).to.equal('RangeError')
  })

  it('are none that another try may bring through', () => {
    const passing = [
      new MongoExpiredSessionError(),
      new MongoNotConnectedError('away'),
      new MongoServerError({ message: 'no space', code: 14031 }),
      new Error('unknown'),
    ]
    for (const error of passing) expect(refusedForGood(error), error.name).to.equal(null)
  })
})
