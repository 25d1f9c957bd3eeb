import { expect } from 'chai'
import { type Collection, type Document, Long, UUID } from 'mongodb'
import { rejection } from '../storage-under-test.js'
import { type InProcessServer, startInProcess } from './in-process-server.js'

describe('embedded store: server', () => {
  let running: InProcessServer
  let rows: Collection<Document>

  before(async () => {
    running = await startInProcess()
  })
  after(() => running.close())
  beforeEach(async () => {
    rows = running.client.db().collection('rows')
    await rows.drop()
  })

  const explained = async (filter: object, sort: Record<string, 1 | -1> = {}) => {
    const { queryPlanner, executionStats } = await rows.find(filter).sort(sort).explain('executionStats')
    const plan = queryPlanner.winningPlan
    return {
      stage: plan.inputStage?.stage ?? plan.stage,
      index: plan.inputStage?.indexName,
      top: plan.stage,
      examined: executionStats.totalDocsExamined,
    }
  }

  it('uses indexes for equality, $in, ranges, prefixes and sorts', async () => {
    await rows.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i as never, a: i % 10, b: i, s: `s${i}` })))
    await rows.createIndexes([{ key: { a: 1, b: -1 } }, { key: { s: 1 } }])
    expect(await explained({ _id: 5 })).to.include({ stage: 'IDHACK', examined: 1 })
    expect(await explained({ a: 3 })).to.include({ stage: 'IXSCAN', index: 'a_1_b_-1', examined: 100 })
    expect(await explained({ a: 3, b: { $gte: 990 } })).to.include({ stage: 'IXSCAN', examined: 1 })
    expect(await explained({ a: { $in: [3, 4] }, b: { $lt: 20 } })).to.include({ stage: 'IXSCAN', examined: 4 })
    expect(await explained({ s: 's77' })).to.include({ index: 's_1', examined: 1 })
    expect(await explained({ s: { $regex: '^s77' } })).to.include({ index: 's_1', examined: 11 })
    expect(await explained({ $or: [{ s: 's1' }, { _id: 7 }] })).to.include({ top: 'OR', examined: 2 })
    expect(await explained({ a: 3 }, { b: -1 })).to.include({ top: 'FETCH', stage: 'IXSCAN' })
    expect(await explained({ a: 3 }, { b: 1 })).to.include({ top: 'FETCH', stage: 'IXSCAN' })
    expect(await explained({ a: 3 }, { s: 1 })).to.include({ top: 'SORT' })
    expect(await explained({ b: 3 })).to.include({ stage: 'COLLSCAN', examined: 1000 })
    expect(await explained({ _id: { $gte: 990 } })).to.include({ index: '_id_', examined: 10 })
    const sorted = await rows.find({ a: 3 }).sort({ b: -1 }).limit(2).toArray()
    expect(sorted.map((row) => row.b)).to.deep.equal([993, 983])
  })

  it('uses a partial index only for queries that stay within it', async () => {
    await rows.insertMany(Array.from({ length: 100 }, (_, i) => ({ state: i < 5 ? 'due' : 'done', at: i })))
    await rows.createIndex({ at: 1 }, { partialFilterExpression: { state: { $in: ['due', 'late'] } } })
    expect(await explained({ state: 'due', at: { $lt: 3 } })).to.include({ stage: 'IXSCAN', examined: 3 })
    expect(await explained({ state: { $in: ['due', 'done'] }, at: { $lt: 3 } })).to.include({ stage: 'COLLSCAN' })
    expect(await explained({ at: { $lt: 3 } })).to.include({ stage: 'COLLSCAN' })
  })

  it('removes documents when a TTL index says so', async () => {
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    await rows.insertMany([
      { _id: 1 as never, at: new Date(running.time) },
      { _id: 2 as never, at: new Date(running.time + 30_000) },
      { _id: 3 as never, at: 'never' },
      { _id: 4 as never },
    ])
    running.time += 59_000
    expect(running.server.removeExpired()).to.equal(0)
    running.time += 2_000
    expect(running.server.removeExpired()).to.equal(1)
    running.time += 60_000
    expect(running.server.removeExpired()).to.equal(1)
    expect((await rows.find().sort({ _id: 1 }).toArray()).map((row) => row._id)).to.deep.equal([3, 4])
  })

  it('answers a numbered write once', async () => {
    const db = running.client.db()
    const lsid = { id: new UUID() }
    const write = (txnNumber: number) =>
      db.command({
        update: 'rows',
        updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
        lsid,
        txnNumber: Long.fromNumber(txnNumber),
      })
    const first = await write(1)
    expect(await write(1)).to.deep.equal(first)
    expect(await rows.findOne()).to.deep.equal({ _id: 1, n: 1 })
    await write(2)
    expect(await rows.findOne()).to.deep.equal({ _id: 1, n: 2 })
    expect((await rejection(write(1))).code).to.equal(225)
  })

  it('accepts sessions and refuses transactions as a standalone MongoDB does', async () => {
    const db = running.client.db()
    const session = running.client.startSession()
    await rows.insertOne({ a: 1 }, { session })
    await session.endSession()
    const begin = {
      find: 'rows',
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(1),
      startTransaction: true,
      autocommit: false,
    }
    const error = await rejection(db.command(begin))
    expect(error).to.include({
      code: 20,
      message: 'Transaction numbers are only allowed on a replica set member or mongos',
    })
  })

  it('refuses rather than ignores', async () => {
    const db = running.client.db()
    const code = async (command: Document) => (await rejection(db.command(command))).code
    expect(await code({ create: 'c', capped: true, size: 100 })).to.equal(238)
    expect(await code({ create: 'c', validator: { a: 1 } })).to.equal(238)
    expect(await code({ find: 'rows', collation: { locale: 'ar' } })).to.equal(238)
    expect(await code({ find: 'rows', filter: { $where: 'true' } })).to.equal(238)
    expect(await code({ find: 'rows', surprise: 1 })).to.equal(40415)
    expect(await code({ mapReduce: 'rows' })).to.equal(59)
    expect(await code({ aggregate: 'rows', pipeline: [{ $out: 'other' }], cursor: {} })).to.equal(238)
    expect(await code({ createIndexes: 'rows', indexes: [{ key: { a: 'text' }, name: 'a' }] })).to.equal(238)
    expect(await code({ insert: 'rows', documents: [{ _id: 1 }], writeConcern: { w: 2 } })).to.equal(2)
    expect(running.problems).to.deep.equal([])
  })

  it('refuses documents that are too large, too deep or without a proper _id', async () => {
    const deep = Array.from({ length: 190 }).reduce<Document>((inner) => ({ a: inner }), {})
    expect((await rejection(rows.insertOne(deep))).code).to.equal(15)
    expect((await rejection(rows.insertOne({ _id: [1] as never }))).code).to.equal(53)
    await rows.insertOne({ _id: 1 as never, text: 'x'.repeat(15_000_000) })
    expect(
      (await rejection(rows.updateOne({ _id: 1 as never }, { $set: { more: 'x'.repeat(2_000_000) } }))).code,
    ).to.equal(10334)
  })

  it('acknowledges a journalled write after the flush', async () => {
    const result = await rows.insertOne({ a: 1 }, { writeConcern: { w: 1, j: true } })
    expect(result.acknowledged).to.equal(true)
  })

  it('keeps long strings apart in an index and in order', async () => {
    await rows.createIndex({ s: 1 }, { unique: true })
    const long = 'x'.repeat(3000)
    await rows.insertMany([{ s: `${long}b` }, { s: `${long}a` }, { s: 'y' }])
    expect((await rejection(rows.insertOne({ s: `${long}a` }))).code).to.equal(11000)
    expect(await rows.countDocuments({ s: `${long}a` })).to.equal(1)
    expect(
      (
        await rows
          .find({ s: { $gt: long } })
          .sort({ s: 1 })
          .toArray()
      ).map((row) => row.s.at(-1)),
    ).to.deep.equal(['a', 'b', 'y'])
  })
})
