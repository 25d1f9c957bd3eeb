import { rmSync } from 'node:fs'
import { expect } from 'chai'
import { Decimal128, Double, Int32, Long, MongoClient } from 'mongodb'
import { moveData } from '../../storage/move/move-data.js'
import { readSettings } from '../../storage/move/read-settings.js'
import { type OpenStorage, openStorage } from '../../storage/open-storage.js'
import {
  freshDatabaseName,
  openStorageUnderTest,
  rejection,
  type StorageUnderTest,
  temporaryFolder,
} from './storage-under-test.js'

describe('storage: moving data', () => {
  let source: OpenStorage
  let target: StorageUnderTest
  let from: MongoClient
  let to: MongoClient
  let targetUri: string
  const dataDir = temporaryFolder()

  before(async () => {
    source = await openStorage({ dataDir })
    target = await openStorageUnderTest()
    const name = freshDatabaseName()
    const { origin, host } = new URL(target.uri)
    targetUri = `${origin === 'null' ? `mongodb://${host}` : origin}/${name}`
    from = await new MongoClient(source.uri).connect()
    to = await new MongoClient(targetUri).connect()
  })
  after(async () => {
    await to.db().dropDatabase()
    await Promise.all([from.close(), to.close()])
    await source.close()
    await target.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const exact = { promoteValues: false, promoteLongs: false } as const
  const move = (merge: boolean, lines: string[] = []) =>
    moveData({ from: source.uri, to: targetUri, merge, onProgress: (line) => lines.push(line) })

  it('copies documents with their types, and indexes with their options', async () => {
    const rows = from.db().collection('rows')
    await rows.createIndex({ n: 1 }, { unique: true, partialFilterExpression: { n: { $exists: true } } })
    await rows.createIndex({ at: -1 }, { expireAfterSeconds: 86_400, name: 'expiry' })
    await rows.insertMany(Array.from({ length: 1201 }, (_, i) => ({ n: i })))
    await rows.insertOne({
      d: new Double(2),
      i: new Int32(2),
      l: Long.fromString('9007199254740993'),
      m: Decimal128.fromString('0.10'),
      x: null,
    })
    await from.db().createCollection('empty')
    const lines: string[] = []
    expect(await move(false, lines)).to.deep.equal({ collections: 2, documents: 1202 })
    expect(lines.at(-1)).to.equal('2/2 rows: 1202 of 1202')
    const all = (client: MongoClient) => client.db().collection('rows').find({}, exact).sort({ _id: 1 }).toArray()
    expect(await all(to)).to.deep.equal(await all(from))
    const indexes = await to.db().collection('rows').listIndexes().toArray()
    expect(indexes.find(({ name }) => name === 'expiry')).to.include({ expireAfterSeconds: 86_400 })
    expect(indexes.find(({ name }) => name === 'n_1')).to.deep.include({
      unique: true,
      partialFilterExpression: { n: { $exists: true } },
    })
  })

  it('asks for --merge where documents are, and then replaces those of the same _id', async () => {
    expect((await rejection(move(false))).code).to.equal('storage.move-not-empty')
    await to
      .db()
      .collection('rows')
      .insertOne({ _id: 'theirs' as never, n: -1 })
    await from
      .db()
      .collection('rows')
      .updateOne({ n: 7 }, { $set: { changed: true } })
    await move(true)
    expect(await to.db().collection('rows').countDocuments()).to.equal(1203)
    expect(await to.db().collection('rows').countDocuments({ changed: true })).to.equal(1)
  })

  it('tells where to is missing or cannot be reached, without the password', async () => {
    expect((await rejection(Promise.resolve().then(() => readSettings({}, {})))).code).to.equal('storage.move-settings')
    expect(readSettings({}, { MONGODB_URI: 'mongodb://h/d', DATA_DIR: dataDir })).to.deep.equal({
      from: dataDir,
      to: 'mongodb://h/d',
    })
    const unreachable = moveData({
      from: source.uri,
      to: 'mongodb://u:secret@127.0.0.1:9/d?serverSelectionTimeoutMS=200',
      merge: false,
      onProgress: () => undefined,
    })
    const error = await rejection(unreachable)
    expect(error.code).to.equal('storage.unreachable')
    expect(error.message).not.to.contain('secret')
  })
})
