import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { openStorage } from '../storage/open-storage.js'

/** What one measured operation cost. */
export interface StorageFigure {
  readonly name: string
  /** Commands a second, with `concurrency` of them under way. */
  readonly perSecond: number
  readonly concurrency: number
  /** Processor time of the whole process (driver and store) for one command, in microseconds. */
  readonly cpuMicroseconds: number
}

interface BenchDocument {
  _id: number
  key: number
  rev: number
  text: string
}

const documents = 10_000

/** Measures the commands a conversation turn uses, through the driver; with `uri` another server than the embedded store. */
export async function benchStorage(uri?: string): Promise<StorageFigure[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tawasul-bench-'))
  const storage = await openStorage({ uri, dataDir })
  const client = await new MongoClient(storage.uri, { maxPoolSize: 4 }).connect()
  try {
    const collection = client.db('bench').collection<BenchDocument>('documents')
    await collection.drop()
    await collection.createIndex({ key: 1 })
    const text = 'x'.repeat(600)
    const all = Array.from({ length: documents }, (_, i) => ({ _id: i, key: i % 5000, rev: 0, text }))
    for (let i = 0; i < documents; i += 1000) await collection.insertMany(all.slice(i, i + 1000))
    let id = documents
    const revisions = new Map<number, number>()
    return [
      await measure('insertMany(10)', 2000, () =>
        collection.insertMany(Array.from({ length: 10 }, () => ({ _id: id++, key: id, rev: 0, text }))),
      ),
      await measure('bulkWrite of 10 updateOne by _id and rev', 2000, (i) =>
        collection.bulkWrite(
          Array.from({ length: 10 }, (_, j) => {
            const target = (i * 10 + j) % documents
            const rev = revisions.get(target) ?? 0
            revisions.set(target, rev + 1)
            return { updateOne: { filter: { _id: target, rev }, update: { $set: { rev: rev + 1 } } } }
          }),
        ),
      ),
      await measure('findOneAndUpdate', 4000, (i) => collection.findOneAndUpdate({ _id: i }, { $inc: { rev: 1 } })),
      await measure('updateMany by _id $in (3)', 4000, (i) =>
        collection.updateMany({ _id: { $in: [i, i + 1, i + 2] } }, { $set: { rev: i } }),
      ),
      await measure('find by index (2 of 10000)', 4000, (i) => collection.find({ key: i % 5000 }).toArray()),
      await measure('findOne by _id', 4000, (i) => collection.findOne({ _id: i })),
    ]
  } finally {
    await client.close()
    await storage.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const concurrency = 16

async function measure(name: string, count: number, run: (i: number) => Promise<unknown>): Promise<StorageFigure> {
  let next = 0
  const cpu = process.cpuUsage()
  const start = performance.now()
  const worker = async () => {
    while (next < count) await run(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    name,
    perSecond: Math.round(count / seconds),
    concurrency,
    cpuMicroseconds: Math.round((user + system) / count),
  }
}
