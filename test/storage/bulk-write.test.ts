import { expect } from 'chai'
import { type Collection, type Document, MongoBulkWriteError, ObjectId } from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest, rejection } from './storage-under-test.js'

interface Row extends Document {
  _id: number
}

describe('storage: bulk writes and deletes', () => {
  let under: DatabaseUnderTest
  let rows: Collection<Row>

  before(async () => {
    under = await openDatabaseUnderTest()
  })
  after(() => under.close())
  beforeEach(() => {
    rows = under.db.collection<Row>(`rows_${new ObjectId().toHexString()}`)
  })

  it('carries out every kind of write in one call', async () => {
    const result = await rows.bulkWrite([
      { insertOne: { document: { _id: 1, a: 1 } } },
      { insertOne: { document: { _id: 2, a: 2 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { a: 10 } } } },
      { updateMany: { filter: {}, update: { $set: { m: true } } } },
      { replaceOne: { filter: { _id: 3 }, replacement: { r: 1 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ])
    expect(result.insertedCount).to.equal(2)
    expect(result.modifiedCount).to.equal(3)
    expect(result.upsertedCount).to.equal(1)
    expect(result.deletedCount).to.equal(1)
    expect(await rows.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 1, a: 11, m: true },
      { _id: 3, r: 1 },
    ])
  })

  it('stops at the first error where ordered, and goes on where not', async () => {
    const documents: Row[] = [{ _id: 1 }, { _id: 1 }, { _id: 2 }]
    const ordered = await rejection(rows.insertMany(documents))
    expect(ordered.code).to.equal(11000)
    expect(await rows.countDocuments()).to.equal(1)
    const unordered = await rejection(rows.insertMany([...documents, { _id: 3 }, { _id: 3 }], { ordered: false }))
    if (!(unordered instanceof MongoBulkWriteError)) throw unordered
    const errors = Array.isArray(unordered.writeErrors) ? unordered.writeErrors : [unordered.writeErrors]
    expect(errors.map((error) => error.index)).to.deep.equal([0, 1, 4])
    expect(unordered.insertedCount).to.equal(2)
    expect(await rows.countDocuments()).to.equal(3)
  })

  it('deletes one or many', async () => {
    await rows.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 2 },
    ])
    expect((await rows.deleteOne({ a: 1 })).deletedCount).to.equal(1)
    expect((await rows.deleteMany({ a: { $gte: 1 } })).deletedCount).to.equal(2)
    expect((await rows.deleteMany({})).deletedCount).to.equal(0)
  })

  it('takes a thousand documents at once', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ _id: i, text: 'ا'.repeat(200) }))
    expect((await rows.insertMany(many)).insertedCount).to.equal(1000)
    expect(await rows.countDocuments()).to.equal(1000)
  })
})
