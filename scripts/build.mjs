// Turns the TypeScript sources into dist/, file for file, and trains the understanding when its inputs have changed.
// Types are checked apart from this (`npm run types`), so that a start needs a fraction of a second.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const folders = [
  'adapters',
  'bots',
  'dialogs',
  'nlu',
  'models',
  'storage',
  'server',
  'emulators',
  'config',
  'bench',
  'test',
]
const only = process.argv.slice(2)

const sources = folders
  .filter((folder) => existsSync(path.join(root, folder)))
  .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && statSync(path.join(root, file)).isFile())
  .filter((file) => !file.split(path.sep).includes('node_modules'))

await build({
  absWorkingDir: root,
  entryPoints: sources,
  outdir: 'dist',
  outbase: '.',
  bundle: false,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
})
removeStale(path.join(root, 'dist'))
if (!only.includes('code')) {
  const { trainIfStale } = await import(pathToFileURL(path.join(root, 'dist/nlu/train/train-if-stale.js')).href)
  await trainIfStale(root, (line) => console.log(line))
}

/** A test whose source is gone must not go on running. */
function removeStale(dist) {
  const wanted = new Set(sources.map((file) => file.replace(/\.ts$/, '.js')))
  for (const folder of folders) {
    const dir = path.join(dist, folder)
    if (!existsSync(dir)) continue
    for (const entry of readdirSync(dir, { recursive: true })) {
      const file = path.join(folder, entry)
      if (file.endsWith('.js') && !wanted.has(file)) {
        rmSync(path.join(dist, file))
        rmSync(path.join(dist, `${file}.map`), { force: true })
      }
    }
  }
}
