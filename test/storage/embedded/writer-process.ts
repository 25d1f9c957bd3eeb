import { MongoClient } from 'mongodb'
import { openStorage } from '../../../storage/open-storage.js'

// writes documents one after another, and reports how many were acknowledged; a test kills it while it does
const [dataDir = '', first = '0'] = process.argv.slice(2)
const storage = await openStorage({ dataDir })
const client = await new MongoClient(storage.uri).connect()
const rows = client.db().collection<{ _id: number; n: number; k: number }>('rows')
await rows.createIndex({ k: 1 })
for (let i = Number(first); ; i++) {
  await rows.insertOne({ _id: i, n: 0, k: i })
  await rows.updateOne({ _id: i, n: 0 }, { $inc: { n: 1 } })
  process.send?.(i + 1)
}
