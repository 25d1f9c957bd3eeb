import { expect } from 'chai'
import { type Collection, type Document, ObjectId } from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest, type Rejection, rejection } from './storage-under-test.js'

describe('storage: indexes and collections', () => {
  let under: DatabaseUnderTest
  let rows: Collection<Document>

  before(async () => {
    under = await openDatabaseUnderTest()
  })
  after(() => under.close())
  beforeEach(() => {
    rows = under.db.collection(`rows_${new ObjectId().toHexString()}`)
  })

  /** The other server tells neither keyPattern nor keyValue. */
  const expectDuplicate = (error: Rejection, keyPattern: object, keyValue: object) => {
    expect(error.code).to.equal(11000)
    if (!under.embedded) return
    expect(String(error.message)).to.match(/^E11000 duplicate key error collection: /)
    expect(error.keyPattern).to.deep.equal(keyPattern)
    expect(error.keyValue).to.deep.equal(keyValue)
  }

  it('keeps a unique index unique by insert, update and upsert', async () => {
    await rows.createIndex({ channel: 1, event: 1 }, { unique: true })
    await rows.insertMany([
      { channel: 'x', event: 1 },
      { channel: 'x', event: 2 },
    ])
    const keyPattern = { channel: 1, event: 1 }
    expectDuplicate(await rejection(rows.insertOne({ channel: 'x', event: 1 })), keyPattern, { channel: 'x', event: 1 })
    expectDuplicate(await rejection(rows.updateOne({ event: 2 }, { $set: { event: 1 } })), keyPattern, {
      channel: 'x',
      event: 1,
    })
    const upsert = await rejection(
      rows.updateOne({ nobody: 1 }, { $set: { channel: 'x', event: 2 } }, { upsert: true }),
    )
    expectDuplicate(upsert, keyPattern, { channel: 'x', event: 2 })
    expect(await rows.countDocuments()).to.equal(2)
    await rows.updateOne({ event: 2 }, { $set: { event: 3 } })
    await rows.insertOne({ channel: 'x', event: 2 })
  })

  it('counts a missing field as null in a unique index, unless it is sparse or partial', async () => {
    await rows.createIndex({ a: 1 }, { unique: true })
    await rows.createIndex({ b: 1 }, { unique: true, sparse: true })
    await rows.createIndex({ c: 1 }, { unique: true, partialFilterExpression: { c: { $type: 'string' } } })
    await rows.insertMany([{ a: 1, c: 5 }, { a: 2, c: 5 }, { b: 1 }])
    expectDuplicate(await rejection(rows.insertOne({ x: 1 })), { a: 1 }, { a: null })
    expectDuplicate(await rejection(rows.insertOne({ a: 3, b: 1 })), { b: 1 }, { b: 1 })
    await rows.insertOne({ a: 4, c: 't' })
    expectDuplicate(await rejection(rows.insertOne({ a: 5, c: 't' })), { c: 1 }, { c: 't' })
  })

  it('keeps array elements unique across documents', async () => {
    await rows.createIndex({ 'ids.id': 1 }, { unique: true })
    await rows.insertOne({ ids: [{ id: 1 }, { id: 2 }, { id: 2 }] })
    expect((await rejection(rows.insertOne({ ids: [{ id: 3 }, { id: 2 }] }))).code).to.equal(11000)
    await rows.insertOne({ ids: [{ id: 3 }] })
  })

  it('finds the same with an index as without', async () => {
    await rows.insertMany([
      { a: 1, b: [1, 5] },
      { a: 1, b: [3] },
      { a: 2, b: [] },
      { a: null, b: 9 },
      { b: [4, 4] },
      { a: 'x' },
    ])
    const filters: Document[] = [
      { a: 1 },
      { a: null },
      { b: { $gt: 2, $lt: 5 } },
      { b: 5 },
      { b: [] },
      { a: { $in: [1, 'x'] }, b: { $exists: true } },
      { $or: [{ a: 2 }, { b: 9 }] },
      { a: { $ne: 1 } },
      { b: { $elemMatch: { $gt: 2, $lt: 5 } } },
      { b: null },
      { a: { $gte: 1 } },
    ]
    const all = () =>
      Promise.all(
        filters.map(async (filter) => (await rows.find(filter).sort({ _id: 1 }).toArray()).map((row) => row._id)),
      )
    const before = await all()
    await rows.createIndexes([{ key: { a: 1, b: -1 } }, { key: { b: 1 } }])
    expect(await all()).to.deep.equal(before)
  })

  it('lists, names and drops indexes', async () => {
    expect(await rows.createIndex({ a: 1, b: -1 })).to.equal('a_1_b_-1')
    expect(await rows.createIndex({ a: 1, b: -1 })).to.equal('a_1_b_-1')
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60, name: 'expiry' })
    const listed = await rows.listIndexes().toArray()
    expect(listed.map((index) => index.name)).to.have.members(['_id_', 'a_1_b_-1', 'expiry'])
    expect(listed.find((index) => index.name === 'expiry')!.expireAfterSeconds).to.equal(60)
    await rows.dropIndex('expiry')
    expect((await rejection(rows.dropIndex('expiry'))).code).to.equal(27)
    expect((await rows.listIndexes().toArray()).map((index) => index.name)).to.have.members(['_id_', 'a_1_b_-1'])
  })

  it('refuses a unique index over duplicates', async () => {
    await rows.insertMany([{ a: 1 }, { a: 1 }])
    const error = await rejection(rows.createIndex({ a: 1 }, { unique: true }))
    expect(error.code).to.equal(under.embedded ? 11000 : 1)
    expect((await rows.listIndexes().toArray()).map((index) => index.name)).to.deep.equal(['_id_'])
  })

  it('creates, lists and drops collections', async () => {
    const name = `made_${new ObjectId().toHexString()}`
    await under.db.createCollection(name)
    if (under.embedded) expect((await rejection(under.db.createCollection(name))).code).to.equal(48)
    expect((await under.db.listCollections({ name }).toArray()).map((each) => each.name)).to.deep.equal([name])
    await under.db.collection(name).insertOne({ a: 1 })
    await under.db.dropCollection(name)
    expect(await under.db.listCollections({ name }).toArray()).to.deep.equal([])
    expect(await under.db.collection(name).countDocuments()).to.equal(0)
    expect((await rejection(under.db.collection(name).listIndexes().toArray())).code).to.equal(26)
  })
})
