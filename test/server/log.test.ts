import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { projectRoot } from '../../config/project-root.js'
import { personal, words } from './log-words.js'

const run = promisify(execFile)

describe('log', () => {
  let lines: { readonly [name: string]: unknown }[]
  let text: string
  before(async () => {
    const script = path.join(projectRoot, 'dist/test/server/log-lines.js')
    const { stdout, stderr } = await run(process.execPath, [script])
    text = stdout + stderr
    lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  })
  const lineOf = (sentence: string) => lines.find(({ msg }) => msg === sentence)

  it('writes one JSON object a line, each with its sentence', () => {
    const sentences = [
      'x refused',
      'x away',
      'graph refused',
      'graph away',
      'a parser',
      'a message like a stack',
      'a cause',
    ]
    for (const sentence of sentences) expect(lineOf(sentence), sentence).to.be.an('object')
  })

  it('holds none of a resident’s words, names or numbers, and no token, whatever error carried them', () => {
    for (const part of [...words.split(' '), ...Object.values(personal)])
      expect(
        text.includes(part),
        `a line holds ${part}: ${lines.find((line) => JSON.stringify(line).includes(part))?.msg}`,
      ).to.equal(false)
  })

  it('still names the fault: its kind, its code and where it happened', () => {
    expect(lineOf('x refused')).to.have.nested.property('err.type', 'ApiResponseError')
    expect(lineOf('x refused')).to.have.nested.property('err.code', '403')
    expect(lineOf('graph refused')).to.have.nested.property('err.type', 'FacebookRequestError')
    expect(lineOf('a parser')).to.have.nested.property('err.type', 'SyntaxError')
    expect(lineOf('a parser')).to.have.nested.property('err.stack').that.contains('log-lines')
  })

  it('tells of the project’s own errors what they say, what to do and what lies beneath', () => {
    const line = lineOf('a cause')
    expect(line).to.have.nested.property('err.code', 'area.what')
    expect(line).to.have.nested.property('err.hint', 'Mend it.')
    expect(line).to.have.nested.property('err.stack').that.contains('known')
    expect(line).to.have.nested.property('err.cause.cause.type', 'Error')
  })
})
