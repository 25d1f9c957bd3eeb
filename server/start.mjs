// `npm start`: reads .env, builds what is not built yet, and starts the bot in this same process.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const entry = path.join(root, 'dist/server/main.js')

module.enableCompileCache?.(path.join(root, 'dist/.compile-cache'))
if (existsSync('.env')) process.loadEnvFile('.env')
if (!existsSync(entry)) {
  process.stdout.write('  building (only at the first start)\n')
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
const { main } = await import(pathToFileURL(entry).href)
await main(process.env)
