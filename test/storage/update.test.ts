import { expect } from 'chai'
import { type Collection, type Document, ObjectId, type UpdateFilter } from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest, rejection } from './storage-under-test.js'

interface Row extends Document {
  _id: number | ObjectId
}

describe('storage: update', () => {
  let under: DatabaseUnderTest
  let rows: Collection<Row>

  before(async () => {
    under = await openDatabaseUnderTest()
  })
  after(() => under.close())
  beforeEach(() => {
    rows = under.db.collection<Row>(`rows_${new ObjectId().toHexString()}`)
  })

  const updated = async (start: object, update: object, options: object = {}, filter: object = { _id: 1 }) => {
    await rows.deleteMany({})
    await rows.insertOne({ _id: 1, ...start })
    await rows.updateOne(filter, update as UpdateFilter<Row>, options)
    const { _id, ...rest } = (await rows.findOne({ _id: 1 }))!
    return rest
  }

  it('knows the field operators', async () => {
    expect(await updated({ a: 1 }, { $set: { b: 2, 'c.d': 3 } })).to.deep.equal({ a: 1, b: 2, c: { d: 3 } })
    expect(await updated({ a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '' } })).to.deep.equal({ b: { d: 2 } })
    expect(await updated({ a: 1 }, { $inc: { a: 2, b: 1.5 } })).to.deep.equal({ a: 3, b: 1.5 })
    expect(await updated({ a: 2 }, { $mul: { a: 2.5, b: 3 } })).to.deep.equal({ a: 5, b: 0 })
    expect(await updated({ a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3, c: 1 } })).to.deep.equal({ a: 3, b: 5, c: 1 })
    expect(await updated({ a: 1 }, { $rename: { a: 'b.c' } })).to.deep.equal({ b: { c: 1 } })
    expect(await updated({ a: 12 }, { $bit: { a: { and: 10 } } })).to.deep.equal({ a: 8 })
    const { at } = await updated({}, { $currentDate: { at: true } })
    expect(at).to.be.instanceOf(Date)
  })

  it('knows the array operators', async () => {
    expect(await updated({ a: [1] }, { $push: { a: 2, b: 1 } })).to.deep.equal({ a: [1, 2], b: [1] })
    expect(await updated({ a: [3] }, { $push: { a: { $each: [1, 2], $sort: 1, $slice: -2 } } })).to.deep.equal({
      a: [2, 3],
    })
    expect(await updated({ a: [3] }, { $push: { a: { $each: [1, 2], $position: 0 } } })).to.deep.equal({ a: [1, 2, 3] })
    expect(await updated({ a: [{ n: 2 }] }, { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } })).to.deep.equal({
      a: [{ n: 1 }, { n: 2 }],
    })
    expect(await updated({ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } })).to.deep.equal({ a: [1, 2] })
    expect(await updated({ a: [1, 2, 3] }, { $pop: { a: 1 } })).to.deep.equal({ a: [1, 2] })
    expect(await updated({ a: [1, 2, 3] }, { $pop: { a: -1 } })).to.deep.equal({ a: [2, 3] })
    expect(await updated({ a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } })).to.deep.equal({ a: [1] })
    expect(await updated({ a: [{ k: 1, l: 1 }, { k: 2 }] }, { $pull: { a: { k: 1 } } })).to.deep.equal({
      a: [{ k: 2 }],
    })
    expect(await updated({ a: [1, 2, 1] }, { $pullAll: { a: [1] } })).to.deep.equal({ a: [2] })
  })

  it('knows positional operators and array filters', async () => {
    const start = { a: [{ k: 1 }, { k: 2 }, { k: 3 }] }
    expect(await updated(start, { $set: { 'a.$.v': 9 } }, {}, { 'a.k': 2 })).to.deep.equal({
      a: [{ k: 1 }, { k: 2, v: 9 }, { k: 3 }],
    })
    expect(await updated(start, { $inc: { 'a.$[].k': 1 } })).to.deep.equal({ a: [{ k: 2 }, { k: 3 }, { k: 4 }] })
    const filtered = { arrayFilters: [{ 'e.k': { $gte: 2 } }] }
    expect(await updated(start, { $set: { 'a.$[e].v': 1 } }, filtered)).to.deep.equal({
      a: [{ k: 1 }, { k: 2, v: 1 }, { k: 3, v: 1 }],
    })
    expect(await updated({ a: [1, 2, 3] }, { $set: { 'a.1': 9 } })).to.deep.equal({ a: [1, 9, 3] })
    expect(await updated({ a: [1] }, { $set: { 'a.3': 9 } })).to.deep.equal({ a: [1, null, null, 9] })
  })

  it('updates by a pipeline', async () => {
    expect(await updated({ a: 2, b: 3 }, [{ $set: { c: { $add: ['$a', '$b'] } } }, { $unset: 'a' }])).to.deep.equal({
      b: 3,
      c: 5,
    })
  })

  it('tells matched from modified', async () => {
    await rows.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ])
    const result = await rows.updateMany({}, { $set: { a: 1 } })
    expect([result.matchedCount, result.modifiedCount]).to.deep.equal([2, 1])
    const none = await rows.updateOne({ _id: 9 }, { $set: { a: 1 } })
    expect([none.matchedCount, none.modifiedCount, none.upsertedCount]).to.deep.equal([0, 0, 0])
  })

  it('upserts from the query, the update and $setOnInsert', async () => {
    const result = await rows.updateOne(
      { _id: 5, 'a.b': 1, c: { $gt: 1 } },
      { $set: { d: 2 }, $setOnInsert: { e: 3 } },
      { upsert: true },
    )
    expect(result.upsertedId).to.equal(5)
    expect(await rows.findOne({ _id: 5 })).to.deep.equal({ _id: 5, a: { b: 1 }, d: 2, e: 3 })
    await rows.updateOne({ _id: 5 }, { $setOnInsert: { e: 9 }, $set: { d: 4 } }, { upsert: true })
    expect(await rows.findOne({ _id: 5 })).to.deep.equal({ _id: 5, a: { b: 1 }, d: 4, e: 3 })
    const made = await rows.updateOne({ k: 1 }, { $set: { v: 1 } }, { upsert: true })
    expect(made.upsertedId).to.be.instanceOf(ObjectId)
    await rows.replaceOne({ _id: 8 }, { z: 1 }, { upsert: true })
    expect(await rows.findOne({ _id: 8 })).to.deep.equal({ _id: 8, z: 1 })
  })

  it('finds and modifies one document, in the order of a sort', async () => {
    await rows.insertMany([
      { _id: 1, n: 3 },
      { _id: 2, n: 1 },
      { _id: 3, n: 2 },
    ])
    expect(await rows.findOneAndUpdate({}, { $set: { got: true } }, { sort: { n: 1 } })).to.deep.equal({ _id: 2, n: 1 })
    const after = await rows.findOneAndUpdate(
      { got: { $exists: false } },
      { $set: { got: true } },
      { sort: { n: 1 }, returnDocument: 'after' },
    )
    expect(after).to.deep.equal({ _id: 3, n: 2, got: true })
    expect(await rows.findOneAndDelete({ _id: 1 }, { projection: { n: 1, _id: 0 } })).to.deep.equal({ n: 3 })
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } })).to.equal(null)
    const full = await rows.findOneAndUpdate(
      { _id: 7 },
      { $set: { a: 1 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    )
    expect(full.value).to.deep.equal({ _id: 7, a: 1 })
    expect(full.lastErrorObject).to.include({ updatedExisting: false, upserted: 7 })
  })

  it('refuses what MongoDB refuses, with its codes', async () => {
    await rows.insertOne({ _id: 1, a: 'text', b: [1], c: { d: 1 } })
    const code = async (update: object, options: object = {}) =>
      (await rejection(rows.updateOne({ _id: 1 }, update as UpdateFilter<Row>, options))).code
    expect(await code({ $set: { _id: 2 } })).to.equal(66)
    expect(await code({ $inc: { a: 1 } })).to.equal(14)
    expect(await code({ $set: { 'c.d': 1, c: 2 } })).to.equal(40)
    expect(await code({ $push: { a: 1 } })).to.equal(2)
    expect(await code({ $foo: { a: 1 } })).to.equal(9)
    expect(await code({ $set: { 'a.b': 1 } })).to.equal(28)
    expect(await code({ $set: { 'b.$[x]': 1 } })).to.equal(2)
    expect(await rows.findOne({ _id: 1 })).to.deep.equal({ _id: 1, a: 'text', b: [1], c: { d: 1 } })
  })

  it('writes by compare-and-set once however many try at once', async () => {
    await rows.insertOne({ _id: 1, rev: 0 })
    const tries = Array.from({ length: 20 }, () => rows.updateOne({ _id: 1, rev: 0 }, { $inc: { rev: 1 } }))
    const results = await Promise.all(tries)
    expect(results.filter((result) => result.modifiedCount === 1)).to.have.length(1)
    expect(await rows.findOne({ _id: 1 })).to.deep.equal({ _id: 1, rev: 1 })
  })
})
