// Completes package-lock.json where a registry mirror lacks packages for other platforms: npm then leaves their entries out, and
// `npm ci` refuses the lock file. Run after every change of the dependencies: `node scripts/complete-lock-file.mjs`.
import fs from 'node:fs'

const f = process.argv[2] ?? 'package-lock.json'
const l = JSON.parse(fs.readFileSync(f))
const added = []
for (const [k, p] of Object.entries(l.packages))
  for (const [dep, spec] of Object.entries(p.optionalDependencies ?? {})) {
    const at = `node_modules/${dep}`
    if (l.packages[at] || l.packages[`${k}/${at}`]) continue
    const version = spec.replace(/^[\^~]/, '')
    const base = dep.split('/').pop()
    const os = /(android|darwin|linux|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony)/.exec(base)?.[1]
    const cpu = /(arm64|x64|ia32|arm|loong64|mips64el|ppc64|riscv64|s390x)/.exec(base)?.[1]
    const e = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(p.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(/musl/.test(base) ? { libc: ['musl'] } : {}),
    }
    if (!os && !cpu) console.log('unclear', dep, spec)
    l.packages[at] = e
    added.push(`${dep}@${version}`)
  }
l.packages = Object.fromEntries(Object.entries(l.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
fs.writeFileSync(f, JSON.stringify(l, null, 2) + '\n')
console.log(added.length, added.join(' '))
