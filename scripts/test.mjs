// `npm test`: build, lint, types, structure, then every test, unit, contract and end to end. Ends with one line of figures.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const steps = [
  ['build', ['run', '--silent', 'build']],
  ['lint', ['run', '--silent', 'lint']],
  ['types', ['run', '--silent', 'types']],
  ['structure', ['run', '--silent', 'structure']],
  ['tests', ['run', '--silent', 'mocha', '--', 'dist/test/**/*.test.js', ...process.argv.slice(2)]],
]

let passed = 0
let failed = 0
for (const [name, args] of steps) {
  const began = Date.now()
  process.stdout.write(`\n=== ${name}\n`)
  const { status, stdout, error } = runNpm(args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  process.stdout.write(error ? `${error.message}\n` : stdout)
  const figures = name === 'tests' && stdout ? stdout : ''
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

/** npm's own program, run by this Node: on Windows `npm` is a command file, which only a shell can start. */
function runNpm(args, options) {
  const program = process.env.npm_execpath
  return program && /\.c?js$/.test(program)
    ? spawnSync(process.execPath, [program, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
