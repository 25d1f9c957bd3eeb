import { expect } from 'chai'
import { type Collection, ObjectId } from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest, rejection } from './storage-under-test.js'

type Row = { _id: number; [field: string]: unknown }

describe('storage: find', () => {
  let under: DatabaseUnderTest
  let rows: Collection<Row>

  before(async () => {
    under = await openDatabaseUnderTest()
  })
  after(() => under.close())
  beforeEach(async () => {
    rows = under.db.collection<Row>(`rows_${new ObjectId().toHexString()}`)
  })

  const ids = async (filter: object) => (await rows.find(filter).sort({ _id: 1 }).toArray()).map((row) => row._id)

  it('compares within types, and numbers of all kinds with each other', async () => {
    await rows.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2.5 },
      { _id: 3, a: '2' },
      { _id: 4, a: null },
      { _id: 5 },
      { _id: 6, a: new Date(2) },
      { _id: 7, a: [0, 9] },
    ])
    expect(await ids({ a: { $gt: 1 } })).to.deep.equal([2, 7])
    expect(await ids({ a: { $lte: 2.5 } })).to.deep.equal([1, 2, 7])
    expect(await ids({ a: '2' })).to.deep.equal([3])
    expect(await ids({ a: null })).to.deep.equal([4, 5])
    expect(await ids({ a: { $exists: false } })).to.deep.equal([5])
    expect(await ids({ a: { $ne: null } })).to.deep.equal([1, 2, 3, 6, 7])
    expect(await ids({ a: { $in: [1, null] } })).to.deep.equal([1, 4, 5])
    expect(await ids({ a: { $nin: [1, 2.5, '2', 9] } })).to.deep.equal([4, 5, 6])
    expect(await ids({ a: { $not: { $gt: 1 } } })).to.deep.equal([1, 3, 4, 5, 6])
    expect(await ids({ a: { $type: 'number' } })).to.deep.equal([1, 2, 7])
    expect(await ids({ a: { $gte: new Date(0), $lt: new Date(3) } })).to.deep.equal([6])
  })

  it('walks paths through arrays and embedded documents', async () => {
    await rows.insertMany([
      { _id: 1, a: { b: 1 } },
      {
        _id: 2,
        a: [
          { b: 1, c: 5 },
          { b: 2, c: 6 },
        ],
      },
      { _id: 3, a: [1, 2] },
      { _id: 4, a: [{ b: [7, 8] }] },
    ])
    expect(await ids({ 'a.b': 1 })).to.deep.equal([1, 2])
    expect(await ids({ 'a.b': 1, 'a.c': 6 })).to.deep.equal([2])
    expect(await ids({ a: { $elemMatch: { b: 1, c: 6 } } })).to.deep.equal([])
    expect(await ids({ a: { $elemMatch: { b: 2, c: 6 } } })).to.deep.equal([2])
    expect(await ids({ a: { $elemMatch: { $gt: 1 } } })).to.deep.equal([3])
    expect(await ids({ 'a.0': 1 })).to.deep.equal([3])
    expect(await ids({ 'a.1.b': 2 })).to.deep.equal([2])
    expect(await ids({ 'a.b': 8 })).to.deep.equal([4])
    expect(await ids({ a: { $size: 2 } })).to.deep.equal([2, 3])
    expect(await ids({ a: [1, 2] })).to.deep.equal([3])
    expect(await ids({ a: { $all: [2, 1] } })).to.deep.equal([3])
    expect(await ids({ a: { b: 1 } })).to.deep.equal([1])
  })

  it('knows $and, $or, $nor, $regex, $mod and $expr', async () => {
    await rows.insertMany([
      { _id: 1, name: 'حفرة', n: 4, m: 4 },
      { _id: 2, name: 'Hole', n: 5, m: 4 },
      { _id: 3, name: 'hole', n: 6 },
    ])
    expect(await ids({ $or: [{ n: 4 }, { name: 'hole' }] })).to.deep.equal([1, 3])
    expect(await ids({ $nor: [{ n: 4 }, { name: 'hole' }] })).to.deep.equal([2])
    expect(await ids({ $and: [{ n: { $gt: 4 } }, { n: { $lt: 6 } }] })).to.deep.equal([2])
    expect(await ids({ name: /^hole$/i })).to.deep.equal([2, 3])
    expect(await ids({ name: { $regex: '^حف' } })).to.deep.equal([1])
    expect(await ids({ name: { $in: [/^H/, 'حفرة'] } })).to.deep.equal([1, 2])
    expect(await ids({ n: { $mod: [2, 0] } })).to.deep.equal([1, 3])
    expect(await ids({ $expr: { $gt: ['$n', '$m'] } })).to.deep.equal([2, 3])
  })

  it('sorts in MongoDB’s order of types, skips, limits and projects', async () => {
    await rows.insertMany([
      { _id: 1, a: 'x' },
      { _id: 2, a: 3 },
      { _id: 3 },
      { _id: 4, a: [5, 1] },
      { _id: 5, a: true },
      { _id: 6, a: { z: 1 } },
    ])
    const sorted = async (direction: 1 | -1) =>
      (await rows.find().sort({ a: direction, _id: 1 }).toArray()).map((row) => row._id)
    expect(await sorted(1)).to.deep.equal([3, 4, 2, 1, 6, 5])
    expect(await sorted(-1)).to.deep.equal([5, 6, 1, 4, 2, 3])
    const page = await rows.find().sort({ _id: -1 }).skip(1).limit(2).project({ a: 1 }).toArray()
    expect(page).to.deep.equal([
      { _id: 5, a: true },
      { _id: 4, a: [5, 1] },
    ])
    expect(await rows.find({ _id: 6 }).project({ _id: 0, 'a.z': 1 }).toArray()).to.deep.equal([{ a: { z: 1 } }])
    expect(await rows.find({ _id: 6 }).project({ a: 0 }).toArray()).to.deep.equal([{ _id: 6 }])
  })

  it('projects $slice, $elemMatch and the positional $', async () => {
    await rows.insertOne({ _id: 1, a: [{ k: 1 }, { k: 2 }, { k: 3 }], b: 7 })
    expect(await rows.findOne({ _id: 1 }, { projection: { a: { $slice: -1 } } })).to.deep.equal({
      _id: 1,
      a: [{ k: 3 }],
      b: 7,
    })
    expect(await rows.findOne({ _id: 1 }, { projection: { a: { $elemMatch: { k: { $gt: 1 } } } } })).to.deep.equal({
      _id: 1,
      a: [{ k: 2 }],
    })
    expect(await rows.findOne({ 'a.k': 2 }, { projection: { 'a.$': 1 } })).to.deep.equal({ _id: 1, a: [{ k: 2 }] })
  })

  it('gives large results in batches', async () => {
    await rows.insertMany(Array.from({ length: 500 }, (_, i) => ({ _id: i, n: i % 7 })))
    const cursor = rows
      .find({ n: { $lt: 6 } })
      .batchSize(40)
      .sort({ _id: -1 })
    const found = await cursor.toArray()
    expect(found).to.have.length(500 - Math.floor(500 / 7) - 0)
    expect(found[0]!._id).to.equal(499)
    expect(new Set(found.map((row) => row._id)).size).to.equal(found.length)
  })

  it('goes on with a cursor while documents are added and removed', async () => {
    await rows.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: i })))
    const cursor = rows.find().batchSize(10)
    expect(await cursor.next()).to.deep.equal({ _id: 0 })
    await rows.deleteMany({ _id: { $gte: 200, $lt: 250 } })
    const rest = (await cursor.toArray()).map((row) => row._id)
    expect(rest.filter((id) => id < 200)).to.have.length(199)
    expect(rest).to.include(299)
  })

  it('counts and lists distinct values', async () => {
    await rows.insertMany([{ _id: 1, t: ['a', 'b'] }, { _id: 2, t: 'b' }, { _id: 3 }])
    expect(await rows.countDocuments()).to.equal(3)
    expect(await rows.countDocuments({ t: 'b' })).to.equal(2)
    expect(await rows.countDocuments({ t: 'b' }, { limit: 1 })).to.equal(1)
    expect(await rows.estimatedDocumentCount()).to.equal(3)
    expect(await rows.distinct('t')).to.deep.equal(['a', 'b'])
    expect(await rows.distinct('t', { _id: 2 })).to.deep.equal(['b'])
  })

  it('refuses unknown operators, also on an empty collection', async () => {
    expect(await rejection(rows.find({ a: { $near: 1 } } as object).toArray())).to.be.instanceOf(Error)
    const error = await rejection(rows.find({ a: { $foo: 1 } } as object).toArray())
    expect(error.code).to.equal(2)
    expect((await rejection(rows.find({ $foo: 1 } as object).toArray())).code).to.equal(2)
    expect((await rejection(under.db.command({ thisIsNoCommand: 1 }))).code).to.equal(59)
  })
})
