import { expect } from 'chai'
import fc from 'fast-check'
import type { Collection } from 'mongodb'
import { type DatabaseUnderTest, openDatabaseUnderTest } from './storage-under-test.js'

interface Row {
  readonly _id: number
  readonly n?: number
  readonly list?: readonly number[]
}

const ids = fc.integer({ min: 0, max: 6 })
const numbers = fc.integer({ min: -3, max: 3 })
type Operation = {
  readonly name:
    | 'insert'
    | 'inc'
    | 'push'
    | 'pull'
    | 'unset'
    | 'replace'
    | 'upsert'
    | 'delete'
    | 'deleteMany'
    | 'incMany'
    | 'cas'
  readonly id: number
  readonly value: number
}
const operations: fc.Arbitrary<Operation> = fc.record({
  name: fc.constantFrom(
    'insert',
    'inc',
    'push',
    'pull',
    'unset',
    'replace',
    'upsert',
    'delete',
    'deleteMany',
    'incMany',
    'cas',
  ),
  id: ids,
  value: numbers,
})

describe('storage: random writes', () => {
  let under: DatabaseUnderTest
  let rows: Collection<Row>

  before(async () => {
    under = await openDatabaseUnderTest()
    rows = under.db.collection<Row>('rows')
    await rows.createIndex({ n: 1 })
  })
  after(() => under.close())

  it('leave what a plain model holds', async function () {
    this.timeout(120_000)
    await fc.assert(
      fc.asyncProperty(fc.array(operations, { maxLength: 30 }), async (sequence) => {
        await rows.deleteMany({})
        const model = new Map<number, Row>()
        for (const operation of sequence) expect(await carryOut(rows, operation)).to.equal(imitate(model, operation))
        const expected = [...model.values()].sort((a, b) => a._id - b._id)
        expect(await rows.find().sort({ _id: 1 }).toArray()).to.deep.equal(expected)
        for (let n = -6; n <= 6; n++)
          expect(await rows.countDocuments({ n })).to.equal(expected.filter((row) => row.n === n).length)
      }),
      { numRuns: 60 },
    )
  })
})

/** Carries out one write; gives how many documents it matched, made or removed, or -1 where it was refused. */
async function carryOut(rows: Collection<Row>, { name, id, value }: Operation): Promise<number> {
  try {
    switch (name) {
      case 'insert':
        return (await rows.insertOne({ _id: id, n: value })).acknowledged ? 1 : 0
      case 'inc':
        return (await rows.updateOne({ _id: id }, { $inc: { n: value } })).matchedCount
      case 'push':
        return (await rows.updateOne({ _id: id }, { $push: { list: value } })).matchedCount
      case 'pull':
        return (await rows.updateOne({ _id: id }, { $pull: { list: value } })).matchedCount
      case 'unset':
        return (await rows.updateOne({ _id: id }, { $unset: { n: '' } })).matchedCount
      case 'replace':
        return (await rows.replaceOne({ _id: id }, { n: value })).matchedCount
      case 'upsert':
        return (await rows.updateOne({ _id: id }, { $set: { n: value } }, { upsert: true })).matchedCount
      case 'delete':
        return (await rows.deleteOne({ _id: id })).deletedCount
      case 'deleteMany':
        return (await rows.deleteMany({ n: { $gt: value } })).deletedCount
      case 'incMany':
        return (await rows.updateMany({ n: { $lte: value } }, { $inc: { n: 1 } })).matchedCount
      case 'cas':
        return (await rows.updateOne({ _id: id, n: value }, { $inc: { n: 1 } })).matchedCount
    }
  } catch {
    return -1
  }
}

function imitate(model: Map<number, Row>, { name, id, value }: Operation): number {
  const row = model.get(id)
  const put = (next: Row | undefined) => {
    if (next) model.set(id, next)
    return next ? 1 : 0
  }
  switch (name) {
    case 'insert':
      return row ? -1 : put({ _id: id, n: value })
    case 'inc':
      return put(row && { ...row, n: (row.n ?? 0) + value })
    case 'push':
      return put(row && { ...row, list: [...(row.list ?? []), value] })
    case 'pull':
      return put(row?.list ? { ...row, list: row.list.filter((each) => each !== value) } : row)
    case 'unset': {
      if (!row) return 0
      const { n: _n, ...rest } = row
      return put(rest)
    }
    case 'replace':
      return put(row && { _id: id, n: value })
    case 'upsert':
      put({ ...row, _id: id, n: value })
      return row ? 1 : 0
    case 'delete':
      return model.delete(id) ? 1 : 0
    case 'deleteMany':
      return [...model.values()].filter((each) => each.n !== undefined && each.n > value && model.delete(each._id))
        .length
    case 'incMany': {
      const found = [...model.values()].filter((each) => each.n !== undefined && each.n <= value)
      for (const each of found) model.set(each._id, { ...each, n: (each.n ?? 0) + 1 })
      return found.length
    }
    case 'cas':
      return put(row?.n === value ? { ...row, n: value + 1 } : undefined)
  }
}
