// `npm test`: build, lint, types, structure, then every test, unit, contract and end to end. Ends with one line of figures.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const steps = [
  ['build', 'npm', ['run', '--silent', 'build']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['types', 'npm', ['run', '--silent', 'types']],
  ['structure', 'npm', ['run', '--silent', 'structure']],
  ['tests', 'npm', ['run', '--silent', 'mocha', '--', 'dist/test/**/*.test.js', ...process.argv.slice(2)]],
]

let passed = 0
let failed = 0
for (const [name, command, args] of steps) {
  const began = Date.now()
  process.stdout.write(`\n=== ${name}\n`)
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  process.stdout.write(stdout)
  const figures = name === 'tests' ? stdout : ''
  const inside = Number(/(\d+) passing/.exec(figures)?.[1] ?? 0)
  const broken = Number(/(\d+) failing/.exec(figures)?.[1] ?? 0)
  passed += inside + (status === 0 ? 1 : 0)
  failed += broken + (status === 0 || broken > 0 ? 0 : 1)
  process.stdout.write(
    `=== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`,
  )
  if (status !== 0 && name === 'build') break
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
