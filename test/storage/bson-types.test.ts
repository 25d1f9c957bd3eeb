import { expect } from 'chai'
import {
  Binary,
  BSONRegExp,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest } from './storage-under-test.js'

describe('storage: BSON types', () => {
  let under: DatabaseUnderTest
  let rows: Collection<Document>

  before(async () => {
    under = await openDatabaseUnderTest()
  })
  after(() => under.close())
  beforeEach(() => {
    rows = under.db.collection(`rows_${new ObjectId().toHexString()}`)
  })

  const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const

  it('keeps every type through insert, update and find', async () => {
    const values = {
      int: new Int32(5),
      double: new Double(5),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      date: new Date('2024-02-29T00:00:00.123Z'),
      binary: new Binary(Buffer.from([1, 2, 3])),
      uuid: new UUID('0188b1a0-0000-4000-8000-000000000001'),
      id: new ObjectId(),
      yes: true,
      nothing: null,
      pattern: new BSONRegExp('^a', 'i'),
      timestamp: new Timestamp({ t: 7, i: 9 }),
      least: new MinKey(),
      most: new MaxKey(),
      nested: { list: [new Double(1), new Int32(1), { deep: Long.fromNumber(1) }] },
    }
    await rows.insertOne({ _id: 'x' as never, ...values })
    await rows.updateOne({ _id: 'x' as never }, { $set: { touched: new Double(2) } })
    const found = await rows.findOne({ _id: 'x' as never }, exact)
    const { _id, ...rest } = found!
    expect(rest).to.deep.equal({ ...values, touched: new Double(2) })
  })

  it('adds int to int, grows to long, and lets double win', async () => {
    await rows.insertOne({
      _id: 1 as never,
      int: new Int32(2147483647),
      long: Long.fromNumber(1),
      double: new Double(1),
    })
    await rows.updateOne({ _id: 1 as never }, { $inc: { int: 1, long: 1, double: 1 } })
    const found = await rows.findOne({ _id: 1 as never }, exact)
    expect(found!.int).to.deep.equal(Long.fromString('2147483648'))
    expect(found!.long).to.deep.equal(Long.fromNumber(2))
    expect(found!.double).to.deep.equal(new Double(2))
  })

  it('tells neighbours beyond 2^53 apart, also by an index', async () => {
    await rows.createIndex({ n: 1 })
    const big = Long.fromString('9007199254740993')
    await rows.insertMany([
      { n: Long.fromString('9007199254740992') },
      { n: big },
      { n: Long.fromString('9007199254740994') },
    ])
    expect(await rows.countDocuments({ n: big })).to.equal(1)
    expect(await rows.countDocuments({ n: { $gt: big } })).to.equal(1)
    expect(await rows.countDocuments({ n: { $lte: big } })).to.equal(2)
  })

  it('finds a number whatever its type, but a string never by a number', async () => {
    await rows.insertMany([
      { n: new Int32(1) },
      { n: new Double(1) },
      { n: Long.fromNumber(1) },
      { n: Decimal128.fromString('1.0') },
      { n: '1' },
    ])
    expect(await rows.countDocuments({ n: 1 })).to.equal(4)
    expect(await rows.countDocuments({ n: '1' })).to.equal(1)
    expect(await rows.countDocuments({ n: { $type: 'double' } })).to.equal(1)
  })
})
