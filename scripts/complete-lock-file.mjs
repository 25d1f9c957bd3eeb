// Completes package-lock.json where a registry mirror lacks packages for other platforms: npm then leaves their entries out, and
// `npm ci` refuses the lock file. Run it after every change of the dependencies: `node scripts/complete-lock-file.mjs`.
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []

for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${place}/node_modules/${name}`]) continue
    lock.packages[`node_modules/${name}`] = entryOf(name, range, entry.dev === true)
    added.push(name)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added.length} entries added ${added.join(' ')}`)

/** Platform packages carry system and processor in their names. */
function entryOf(name, range, dev) {
  const os = /android|darwin|linux|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony/.exec(name)?.[0]
  const cpu = /arm64|x64|ia32|arm|loong64|mips64el|ppc64|riscv64|s390x/.exec(name)?.[0]
  if (!os || !cpu) throw new Error(`${name} does not tell its platform`)
  return {
    version: range.replace(/^[\^~]/, ''),
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    optional: true,
    os: [os],
    ...(name.includes('musl') ? { libc: ['musl'] } : {}),
  }
}
