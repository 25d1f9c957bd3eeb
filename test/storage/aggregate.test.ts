import { expect } from 'chai'
import { type Collection, type Document, ObjectId } from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest, rejection } from './storage-under-test.js'

describe('storage: aggregate', () => {
  let under: DatabaseUnderTest
  let reports: Collection<Document>

  before(async () => {
    under = await openDatabaseUnderTest()
    reports = under.db.collection('reports')
    const at = (text: string) => new Date(text)
    await reports.insertMany([
      {
        _id: 1 as never,
        service: 'road',
        hours: 4,
        tags: ['a', 'b'],
        openedAt: at('2024-03-01T21:30:00Z'),
        closed: true,
      },
      { _id: 2 as never, service: 'road', hours: 8, tags: ['b'], openedAt: at('2024-03-02T08:00:00Z'), closed: false },
      { _id: 3 as never, service: 'light', hours: 2.5, tags: [], openedAt: at('2024-03-02T22:00:00Z'), closed: true },
      { _id: 4 as never, service: 'light', openedAt: at('2024-04-02T22:00:00Z') },
    ])
    await under.db.collection('services').insertMany([
      { _id: 'road' as never, name: 'طرق' },
      { _id: 'light' as never, name: 'إنارة' },
    ])
  })
  after(() => under.close())

  const run = (...pipeline: Document[]) => reports.aggregate(pipeline).toArray()
  const compute = async (expression: unknown) =>
    (await run({ $match: { _id: 1 } }, { $project: { _id: 0, v: expression } }))[0]!.v

  it('groups with the usual accumulators', async () => {
    const groups = await run(
      {
        $group: {
          _id: '$service',
          n: { $sum: 1 },
          hours: { $sum: '$hours' },
          mean: { $avg: '$hours' },
          least: { $min: '$hours' },
          most: { $max: '$hours' },
          ids: { $push: '$_id' },
        },
      },
      { $sort: { _id: 1 } },
    )
    expect(groups).to.deep.equal([
      { _id: 'light', n: 2, hours: 2.5, mean: 2.5, least: 2.5, most: 2.5, ids: [3, 4] },
      { _id: 'road', n: 2, hours: 12, mean: 6, least: 4, most: 8, ids: [1, 2] },
    ])
    expect(await run({ $group: { _id: null, closed: { $sum: { $cond: ['$closed', 1, 0] } } } })).to.deep.equal([
      { _id: null, closed: 2 },
    ])
    expect(await run({ $count: 'n' })).to.deep.equal([{ n: 4 }])
    // MongoDB gives no document here, the other server one with 0
    if (under.embedded) expect(await run({ $match: { _id: 99 } }, { $count: 'n' })).to.deep.equal([])
  })

  it('unwinds, projects, adds fields and sorts by count', async () => {
    expect(await run({ $unwind: '$tags' }, { $sortByCount: '$tags' })).to.deep.equal([
      { _id: 'b', count: 2 },
      { _id: 'a', count: 1 },
    ])
    expect(await run({ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $count: 'n' })).to.deep.equal([
      { n: 5 },
    ])
    expect(
      await run({ $match: { _id: 1 } }, { $project: { service: 1, double: { $multiply: ['$hours', 2] } } }),
    ).to.deep.equal([{ _id: 1, service: 'road', double: 8 }])
    expect(
      await run({ $match: { _id: 3 } }, { $addFields: { 'x.y': '$hours' } }, { $project: { _id: 0, x: 1 } }),
    ).to.deep.equal([{ x: { y: 2.5 } }])
    expect(await run({ $sort: { hours: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } })).to.deep.equal([
      { _id: 1 },
    ])
    expect(await run({ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { a: '$service' } } })).to.deep.equal([
      { a: 'road' },
    ])
  })

  it('joins and runs several pipelines at once', async () => {
    const joined = await run(
      { $match: { _id: 1 } },
      { $lookup: { from: 'services', localField: 'service', foreignField: '_id', as: 'service' } },
      { $project: { _id: 0, name: { $arrayElemAt: ['$service.name', 0] } } },
    )
    expect(joined).to.deep.equal([{ name: 'طرق' }])
    const [facets] = await run({
      $facet: {
        n: [{ $count: 'n' }],
        road: [{ $match: { service: 'road' } }, { $group: { _id: null, h: { $sum: '$hours' } } }],
      },
    })
    expect(facets).to.deep.equal({ n: [{ n: 4 }], road: [{ _id: null, h: 12 }] })
  })

  it('computes expressions', async () => {
    expect(await compute({ $add: ['$hours', 1.5] })).to.equal(5.5)
    expect(await compute({ $subtract: ['$openedAt', new Date('2024-03-01T21:00:00Z')] })).to.equal(30 * 60_000)
    expect(await compute({ $divide: ['$hours', 8] })).to.equal(0.5)
    expect(await compute({ $ifNull: ['$nothing', 'x'] })).to.equal('x')
    expect(
      await compute({
        $switch: {
          branches: [
            Object.fromEntries([
              ['case', { $gt: ['$hours', 3] }],
              ['then', 'long'],
            ]),
          ],
          default: 'short',
        },
      }),
    ).to.equal('long')
    expect(await compute({ $concat: ['$service', '-', { $toString: '$hours' }] })).to.equal('road-4')
    expect(await compute({ $size: '$tags' })).to.equal(2)
    expect(await compute({ $in: ['b', '$tags'] })).to.equal(true)
    expect(await compute({ $filter: { input: '$tags', as: 't', cond: { $ne: ['$$t', 'a'] } } })).to.deep.equal(['b'])
    expect(await compute({ $map: { input: '$tags', as: 't', in: { $toUpper: '$$t' } } })).to.deep.equal(['A', 'B'])
    expect(
      await compute({ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }),
    ).to.equal(6)
    expect(await compute({ $round: [2.345, 2] })).to.equal(2.34)
    expect(await compute({ $round: [2.5] })).to.equal(2)
    expect(await compute({ $cmp: ['$hours', 5] })).to.equal(-1)
    expect(
      await compute({ $dateToString: { date: '$openedAt', format: '%Y-%m-%d %H:%M', timezone: 'Asia/Riyadh' } }),
    ).to.equal('2024-03-02 00:30')
    expect(await compute({ $dayOfMonth: { date: '$openedAt', timezone: '+03:00' } })).to.equal(2)
    expect(await compute({ $dateTrunc: { date: '$openedAt', unit: 'hour' } })).to.deep.equal(
      new Date('2024-03-01T21:00:00Z'),
    )
  })

  it('truncates dates to the day of a time zone', async function () {
    // the other server is some days off here
    if (!under.embedded) return this.skip()
    const day = { $dateTrunc: { date: '$openedAt', unit: 'day', timezone: 'Asia/Riyadh' } }
    expect(await compute(day)).to.deep.equal(new Date('2024-03-01T21:00:00Z'))
    const days = await run({ $group: { _id: day, n: { $sum: 1 } } }, { $sort: { _id: 1 } })
    expect(days.map((each) => each.n)).to.deep.equal([2, 1, 1])
  })

  it('refuses what it does not know', async () => {
    expect((await rejection(run({ $nonsense: {} }))).code).to.equal(40324)
    expect((await rejection(run({ $project: { a: { $nonsense: 1 } } }))).code).to.be.oneOf([168, 31325])
    const changes = await rejection(reports.watch().next())
    expect(changes.code).to.equal(under.embedded ? 40573 : changes.code)
  })

  it('gives large results in batches', async () => {
    const many = under.db.collection('many')
    await many.insertMany(Array.from({ length: 450 }, (_, i) => ({ n: i, id: new ObjectId() })))
    const found = await many
      .aggregate([{ $match: { n: { $gte: 50 } } }, { $project: { n: 1 } }], { batchSize: 30 })
      .toArray()
    expect(found).to.have.length(400)
  })
})
