import { expect } from 'chai'
import fc from 'fast-check'
import type { Collection, Document } from 'mongodb'
import { type InProcessServer, startInProcess } from './in-process-server.js'

const scalars = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom<unknown>(null, 'a', 'b', 'ab', true, 1.5, new Date(1)),
)
const values = fc.oneof(
  { weight: 5, arbitrary: scalars },
  { weight: 2, arbitrary: fc.array(scalars, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.record({ x: scalars, y: scalars }, { requiredKeys: [] }), { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.record({ x: scalars, y: scalars }, { requiredKeys: [] }) },
)
// only one field may hold arrays: MongoDB refuses to index two of them together
const rows = fc.array(fc.record<Document>({ a: values, b: scalars, c: scalars }, { requiredKeys: [] }), {
  maxLength: 25,
})

const comparisons = fc.oneof(
  scalars,
  fc.record({ $in: fc.array(scalars, { maxLength: 3 }) }),
  fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), scalars)
    .map(([operator, value]) => ({ [operator]: value })),
  fc.tuple(scalars, scalars).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.boolean().map((exists) => ({ $exists: exists })),
  fc.constant({ $regex: '^a' }),
  fc.constant({ $elemMatch: { $gte: 0, $lt: 2 } }),
)
const paths = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y', '_id')
const conjunctions = fc.dictionary(paths, comparisons, { maxKeys: 3 })
const queries: fc.Arbitrary<Document> = fc.oneof(
  conjunctions,
  fc
    .tuple(
      conjunctions,
      fc.array(
        conjunctions.filter((each) => Object.keys(each).length > 0),
        { minLength: 1, maxLength: 2 },
      ),
    )
    .map(([all, any]) => ({ ...all, $or: any })),
)
const directions = fc.constantFrom(1 as const, -1 as const)
const indexes = fc.uniqueArray(
  fc.record({
    key: fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y'), { minLength: 1, maxLength: 3 })
      .chain((names) =>
        fc
          .tuple(...names.map(() => directions))
          .map((ways) => Object.fromEntries(names.map((name, i) => [name, ways[i] ?? 1]))),
      ),
    kind: fc.constantFrom('plain', 'sparse', 'partial'),
  }),
  { minLength: 1, maxLength: 3, selector: ({ key }) => JSON.stringify(key) },
)
const sorts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), directions, { maxKeys: 2 })

describe('embedded store: index scans', () => {
  let running: InProcessServer
  let collection: Collection<Document>

  before(async () => {
    running = await startInProcess()
    collection = running.client.db().collection('rows')
  })
  after(() => running.close())

  it('give what a scan of all documents gives, in the same order', async function () {
    this.timeout(120_000)
    await fc.assert(
      fc.asyncProperty(
        rows,
        indexes,
        fc.array(fc.tuple(queries, sorts), { minLength: 1, maxLength: 8 }),
        async (documents, made, asked) => {
          await collection.drop()
          if (documents.length > 0)
            await collection.insertMany(documents.map((document, i) => ({ ...document, _id: i as never })))
          const answers = () =>
            Promise.all(
              asked.map(([query, sort]) =>
                collection
                  .find(query)
                  .sort({ ...sort, _id: 1 })
                  .toArray(),
              ),
            )
          const expected = await answers()
          for (const [i, { key, kind }] of made.entries()) {
            const options =
              kind === 'sparse'
                ? { sparse: true }
                : kind === 'partial'
                  ? { partialFilterExpression: { b: { $gte: 0 } } }
                  : {}
            await collection.createIndex(key, { name: `index${i}`, ...options })
          }
          expect(await answers()).to.deep.equal(expected)
        },
      ),
      { numRuns: 120 },
    )
  })
})
