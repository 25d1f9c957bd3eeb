import { parseArgs } from 'node:util'
import { TawasulError } from '../../models/tawasul-error.js'
import { moveData } from '../../storage/move/move-data.js'
import { readSettings } from '../../storage/move/read-settings.js'
import { openStorage } from '../../storage/open-storage.js'

// npm run data:move -- --to mongodb://host/database [--from ./data] [--merge]
const usage = `Copies the embedded store's data into MongoDB. Stop Tawasul first.

  npm run data:move -- --to mongodb://host:27017/tawasul [--from ./data] [--merge]

  --to     where to (default: MONGODB_URI)
  --from   the folder with the data (default: DATA_DIR, else ./data)
  --merge  also into a database that holds documents already: those with the same _id are replaced
It may be run again after an interruption, with --merge; nothing is doubled.`

try {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      merge: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(usage)
  else await move(readSettings(values, process.env), values.merge ?? false)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  if (error instanceof TawasulError) console.error(error.hint)
  else console.error(`\n${usage}`)
  process.exitCode = 1
}

async function move(settings: { from: string; to: string }, merge: boolean): Promise<void> {
  const source = await openStorage({ dataDir: settings.from, onProgress: (line) => console.log(line) })
  try {
    const { collections, documents } = await moveData({
      from: source.uri,
      to: settings.to,
      merge,
      onProgress: (line) => console.log(line),
    })
    console.log(`done: ${documents} documents in ${collections} collections, all counted again at the target`)
    console.log('Now set MONGODB_URI to it; the data in the folder stays as it is.')
  } finally {
    await source.close()
  }
}
