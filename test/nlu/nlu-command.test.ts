import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../../config/project-root.js'
import { encoderFolder, findEncoder } from '../../nlu/encoder/encoder-files.js'
import { trainIfStale } from '../../nlu/train/train-if-stale.js'

describe('nlu command', function () {
  this.timeout(120_000)
  let lines: Record<string, unknown>[]
  const many = 500

  before(async () => {
    await trainIfStale(projectRoot, () => undefined)
    const input = [
      '{"id":"a","text":"حفرة في حي النور بالدمام","channel":"twitter"}',
      'no json',
      '{"id":7,"text":"٤","expecting":"rating"}',
      '{"id":"no text"}',
      '{"id":"d","text":"رفعت البلاغ أمس","now":"2026-07-29T10:00:00Z"}',
      '{"id":"w","text":"بلاغ 482017365"}',
      ...Array.from({ length: many }, (_, at) => JSON.stringify({ id: at, text: `report ${at}: street light is out` })),
    ]
    lines = (await run(`${input.join('\n')}\n`, 'off'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  })

  it('answers every line, in order', () => {
    expect(lines).to.have.lengthOf(6 + many)
    expect(lines.slice(6).map(({ id }) => id)).to.deep.equal(Array.from({ length: many }, (_, at) => at))
  })

  it('gives every field by its name', () => {
    expect(Object.keys(lines[0] ?? {})).to.have.members(
      'id language intent confidence decision service serviceConfidence services urgent entities us encoder'.split(' '),
    )
    expect(lines[0]).to.deep.include({
      id: 'a',
      language: 'ar',
      intent: 'open_report',
      service: 'pothole',
      encoder: false,
    })
    expect(lines[0]?.services).to.have.lengthOf(3)
    expect(lines[0]?.entities).to.deep.include({ type: 'city', text: 'الدمام', value: 'dammam' })
  })

  it('a line that cannot be read gets an error in its place', () => {
    for (const at of [1, 3]) {
      expect(lines[at]).to.include({ id: null })
      expect(lines[at]?.error).to.be.a('string')
    }
  })

  it('knows what is expected, what day it is, and a wrong check digit', () => {
    expect(lines[2]?.entities).to.deep.equal([{ type: 'rating', text: '٤', value: 4 }])
    expect(lines[4]?.entities).to.deep.equal([{ type: 'date', text: 'أمس', value: '2026-07-28' }])
    expect(lines[5]?.entities).to.deep.equal([
      { type: 'report_number', text: '482017365', value: '482017365', valid: false },
    ])
  })

  it('asks the encoder where it is installed, and not where a phrase is certain', async () => {
    const installed = findEncoder(encoderFolder(projectRoot)) !== null
    const output = await run('{"id":1,"text":"there is a deep hole in our road"}\n{"id":2,"text":"نعم"}\n', 'auto')
    const asked = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).encoder)
    expect(asked).to.deep.equal([installed, false])
  })
})

function run(input: string, encoder: 'auto' | 'off'): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'dist', 'server', 'commands', 'nlu.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ENCODER: encoder },
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
    child
      .on('error', reject)
      .on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`exit code ${code}`))))
    child.stdin.end(input)
  })
}
