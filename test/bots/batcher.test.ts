import { expect } from 'chai'
import { Batcher } from '../../bots/batcher.js'
import { settlePromises } from '../support/fake-clock.js'
import { deferred } from '../support/scripted-adapter.js'

describe('Batcher', () => {
  it('puts together what comes in the same instant and gives each its own result', async () => {
    const batches: number[][] = []
    const batcher = new Batcher<number, string>(async (items) => {
      batches.push([...items])
      return items.map((item) => `#${item}`)
    })
    const results = await Promise.all([batcher.add(1), batcher.add(2), batcher.add(3)])
    expect(results).to.deep.equal(['#1', '#2', '#3'])
    expect(batches).to.deep.equal([[1, 2, 3]])
  })

  it('runs one batch at a time, in order of arrival, and gathers what comes meanwhile', async () => {
    const batches: number[][] = []
    const gates = [deferred<void>(), deferred<void>()]
    const began = [deferred<void>(), deferred<void>()]
    let running = 0
    let most = 0
    const batcher = new Batcher<number, number>(async (items) => {
      most = Math.max(most, ++running)
      batches.push([...items])
      began[batches.length - 1]?.resolve()
      await gates[batches.length - 1]?.promise
      running -= 1
      return items
    })
    const results = [batcher.add(1)]
    await began[0]?.promise
    results.push(batcher.add(2), batcher.add(3))
    await settlePromises()
    expect(batches).to.deep.equal([[1]])
    gates[0]?.resolve()
    await began[1]?.promise
    expect(batches).to.deep.equal([[1], [2, 3]])
    gates[1]?.resolve()
    expect(await Promise.all(results)).to.deep.equal([1, 2, 3])
    expect(most).to.equal(1)
  })

  it('cuts a crowd into batches of at most the given size, in order', async () => {
    const batches: number[][] = []
    const batcher = new Batcher<number, number>(async (items) => {
      batches.push([...items])
      return items
    }, 2)
    await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)))
    expect(batches).to.deep.equal([[1, 2], [3, 4], [5]])
  })

  it('tells a failure to each of its batch and goes on with the next', async () => {
    const failure = new Error('no')
    let calls = 0
    const batcher = new Batcher<number, number>(async (items) => {
      calls += 1
      if (calls === 1) throw failure
      return items
    }, 2)
    const outcomes = await Promise.allSettled([batcher.add(1), batcher.add(2), batcher.add(3)])
    expect(outcomes).to.deep.equal([
      { status: 'rejected', reason: failure },
      { status: 'rejected', reason: failure },
      { status: 'fulfilled', value: 3 },
    ])
    expect(await batcher.add(4)).to.equal(4)
  })

  it('rejects those for whom a batch gave no result', async () => {
    const batcher = new Batcher<number, number>(async (items) => items.slice(0, 1))
    const [first, second] = await Promise.allSettled([batcher.add(1), batcher.add(2)])
    expect(first).to.deep.equal({ status: 'fulfilled', value: 1 })
    expect(second?.status).to.equal('rejected')
  })
})
