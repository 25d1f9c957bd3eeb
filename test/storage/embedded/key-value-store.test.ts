import { rmSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { KeyValueStore, tables } from '../../../storage/embedded/engine/key-value-store.js'
import { temporaryFolder } from '../storage-under-test.js'

type Change =
  | { readonly kind: 'put'; readonly key: number; readonly value: number }
  | { readonly kind: 'remove'; readonly key: number }
type Step = Change | { readonly kind: 'commit' | 'rollback' | 'checkpoint' | 'reopen' }

const keys = fc.integer({ min: 0, max: 12 })
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), key: keys, value: fc.nat(255) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), key: keys }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('commit' as const, 'rollback' as const, 'checkpoint' as const, 'reopen' as const),
    }),
  },
)

describe('embedded store: key-value store', () => {
  it('holds what was committed, in order, whatever comes between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
        const folder = temporaryFolder()
        let store = new KeyValueStore(folder)
        const model = { current: new Map<number, number>(), committed: new Map<number, number>() }
        for (const step of sequence) {
          if (step.kind === 'put' || step.kind === 'remove') change(store, model.current, step)
          else store = await finish(store, model, step.kind, folder)
          check(store, model.current)
        }
        store.rollback()
        await store.close()
        rmSync(folder, { recursive: true, force: true })
      }),
      { numRuns: 25 },
    )
  })
})

interface Model {
  current: Map<number, number>
  committed: Map<number, number>
}

function change(store: KeyValueStore, current: Map<number, number>, step: Change): void {
  const key = Buffer.from([step.key])
  if (step.kind === 'put') {
    store.put(tables.records, key, Buffer.from([step.value]))
    current.set(step.key, step.value)
  } else {
    store.remove(tables.records, key)
    current.delete(step.key)
  }
}

async function finish(store: KeyValueStore, model: Model, kind: string, folder: string): Promise<KeyValueStore> {
  if (kind === 'rollback') {
    store.rollback()
    model.current = new Map(model.committed)
    return store
  }
  store.commitGroup()
  model.committed = new Map(model.current)
  if (kind === 'checkpoint') store.checkpoint()
  if (kind !== 'reopen') return store
  await store.close()
  return new KeyValueStore(folder)
}

function check(store: KeyValueStore, model: ReadonlyMap<number, number>): void {
  const expected = [...model].sort(([a], [b]) => a - b)
  const from = Buffer.from([2])
  const to = Buffer.from([9])
  const within = expected.filter(([key]) => key >= 2 && key < 9)
  const read = (reverse: boolean, limit: number) =>
    store.range(tables.records, { from, to, reverse, limit }).map(({ key, value }) => [key[0], value[0]])
  expect(read(false, 100)).to.deep.equal(within)
  expect(read(true, 100)).to.deep.equal([...within].reverse())
  expect(read(false, 2)).to.deep.equal(within.slice(0, 2))
  expect(read(true, 2)).to.deep.equal([...within].reverse().slice(0, 2))
  expect(store.count(tables.records, from, to)).to.equal(within.length)
  for (let key = 0; key <= 12; key++) {
    expect(store.get(tables.records, Buffer.from([key]))?.[0]).to.equal(model.get(key))
    expect(store.has(tables.records, Buffer.from([key]))).to.equal(model.has(key))
  }
}
