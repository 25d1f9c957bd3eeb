// `npm start`: reads .env, builds what is not built yet, and starts the bot in this same process.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const entry = path.join(root, 'dist/server/main.js')

const [asked] = process.argv.slice(2)
if (asked !== undefined) {
  const known = asked === '--help' || asked === '-h'
  const usage = 'Starts Tawasul. It takes no options: its settings are in .env or the environment, see .env.example.\n'
  if (known) process.stdout.write(usage)
  else process.stderr.write(`unknown option ${asked}\n${usage}`)
  process.exit(known ? 0 : 1)
}

module.enableCompileCache?.(path.join(root, 'dist/.compile-cache'))
if (existsSync('.env')) process.loadEnvFile('.env')
if (!existsSync(entry)) {
  process.stdout.write('  building (only at the first start)\n')
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
const { main } = await import(pathToFileURL(entry).href)
await main(process.env)
