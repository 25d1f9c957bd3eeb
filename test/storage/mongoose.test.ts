import { expect } from 'chai'
import { type Connection, Schema } from 'mongoose'
import { connectStorage } from '../../storage/connect.js'
import { freshDatabaseName, openStorageUnderTest, rejection, type StorageUnderTest } from './storage-under-test.js'

describe('storage: mongoose', () => {
  let storage: StorageUnderTest
  let connection: Connection

  before(async () => {
    storage = await openStorageUnderTest()
    connection = (await connectStorage(storage.uri)).useDb(freshDatabaseName())
  })
  after(async () => {
    await connection.dropDatabase()
    await connection.destroy()
    await storage.close()
  })

  const visitSchema = new Schema(
    {
      number: { type: String, required: true },
      history: [{ state: String, at: Date }],
      place: { city: String, at: [Number] },
    },
    { timestamps: true, optimisticConcurrency: true },
  )
  visitSchema.index({ number: 1 }, { unique: true })

  it('saves, finds, updates and guards versions', async () => {
    const Visit = connection.model('Visit', visitSchema)
    await Visit.createIndexes()
    const made = await Visit.create({ number: '100', history: [{ state: 'new', at: new Date(1) }] })
    const first = await Visit.findById(made._id).orFail()
    const second = await Visit.findById(made._id).orFail()
    first.history.push({ state: 'assigned', at: new Date(2) })
    await first.save()
    second.set('place.city', 'الدمام')
    expect((await rejection(second.save())).name).to.equal('VersionError')
    const lean = await Visit.findOne({ 'history.state': 'assigned' }).lean().orFail()
    expect(lean.history).to.have.length(2)
    expect(lean.createdAt).to.be.instanceOf(Date)
    expect((await rejection(Visit.create({ number: '100' }))).code).to.equal(11000)
    expect(await Visit.countDocuments({ number: /^1/ })).to.equal(1)
    expect(await Visit.syncIndexes()).to.deep.equal([])
  })

  it('tells when no server answers', async () => {
    const error = await rejection(connectStorage('mongodb://127.0.0.1:9/none?serverSelectionTimeoutMS=200'))
    expect(error.code).to.equal('storage.unreachable')
  })
})
