import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { MongoClient } from 'mongodb'
import { openStorage } from '../../../storage/open-storage.js'
import { rejection, temporaryFolder } from '../storage-under-test.js'

const writer = fileURLToPath(new URL('./writer-process.js', import.meta.url))

describe('embedded store: durability', () => {
  let dataDir: string

  beforeEach(() => {
    dataDir = temporaryFolder()
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('keeps every acknowledged write through kill -9, three times in a row', async function () {
    this.timeout(60_000)
    const acknowledged: number[] = []
    let first = 0
    for (const enough of [50, 120, 333]) {
      const child = fork(writer, [dataDir, String(first)])
      const reached = await countUntil(child, first + enough)
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      for (let id = first; id < reached; id++) acknowledged.push(id)
      const found = await readBack(dataDir)
      for (const id of acknowledged) expect(found.get(id), `document ${id}`).to.equal(1)
      // the last one may be there without its second write, which was not acknowledged
      first = found.size
    }
  })

  it('is refused to a second process, and says which one holds it', async function () {
    this.timeout(30_000)
    const child = fork(writer, [dataDir, '0'])
    await countUntil(child, 1)
    const error = await rejection(openStorage({ dataDir }))
    expect(error.code).to.equal('storage.in-use')
    expect(error.message).to.contain(String(child.pid))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    const storage = await openStorage({ dataDir })
    await storage.close()
  })

  it('gives the folder back when it is closed, and keeps the data', async () => {
    for (const expected of [0, 1, 2]) {
      const storage = await openStorage({ dataDir })
      const client = await new MongoClient(storage.uri).connect()
      expect(await client.db().collection('rows').countDocuments()).to.equal(expected)
      await client.db().collection('rows').insertOne({ a: 1 })
      await client.close()
      await storage.close()
    }
  })

  it('passes over the torn end of its journal', async () => {
    const child = fork(writer, [dataDir, '0'])
    const acknowledged = await countUntil(child, 20)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    const journal = path.join(dataDir, 'storage', 'journal')
    writeFileSync(journal, Buffer.concat([readFileSync(journal), Buffer.from('torn')]))
    expect((await readBack(dataDir)).size).to.be.at.least(acknowledged)
  })

  it('tells what is wrong with a folder it cannot use', async () => {
    writeFileSync(path.join(dataDir, 'file'), '')
    const blocked = await rejection(openStorage({ dataDir: path.join(dataDir, 'file') }))
    expect(blocked.code).to.equal('storage.unwritable')
    await (await openStorage({ dataDir })).close()
    const data = path.join(dataDir, 'storage', 'lmdb', 'data.mdb')
    writeFileSync(data, Buffer.alloc(64 * 1024, 7))
    expect((await rejection(openStorage({ dataDir }))).code).to.equal('storage.corrupt')
  })

  it('tells that its file was cut, instead of ending the process', async () => {
    const storage = await openStorage({ dataDir })
    const client = await new MongoClient(storage.uri).connect()
    await client
      .db()
      .collection('rows')
      .insertMany(Array.from({ length: 2000 }, (_, i) => ({ i, text: 'x'.repeat(200) })))
    await client.close()
    await storage.close()
    const data = path.join(dataDir, 'storage', 'lmdb', 'data.mdb')
    truncateSync(data, 5 * 4096)
    expect((await rejection(openStorage({ dataDir }))).code).to.equal('storage.corrupt')
  })
})

/** Counts the acknowledgements a writer reports until there are enough. */
function countUntil(child: ChildProcess, enough: number): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the writer ended early')))
    const listen = (acknowledged: unknown) => {
      if (typeof acknowledged !== 'number' || acknowledged < enough) return
      child.off('message', listen)
      child.removeAllListeners('exit')
      resolve(acknowledged)
    }
    child.on('message', listen)
  })
}

/** The counters of all documents by _id. */
async function readBack(dataDir: string): Promise<Map<number, number>> {
  const storage = await openStorage({ dataDir })
  const client = await new MongoClient(storage.uri).connect()
  const rows = await client.db().collection<{ _id: number; n: number }>('rows').find().toArray()
  const indexed = await client
    .db()
    .collection('rows')
    .countDocuments({ k: { $gte: 0 } })
  expect(indexed).to.equal(rows.length)
  await client.close()
  await storage.close()
  return new Map(rows.map((row) => [row._id, row.n]))
}
