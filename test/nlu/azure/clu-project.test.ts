import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Ajv } from 'ajv'
import { expect } from 'chai'
import { projectRoot } from '../../../config/project-root.js'
import { loadServices } from '../../../config/services.js'
import { cluLabelOf, readCluLabel } from '../../../nlu/azure/clu-labels.js'
import { cluLimits, createCluProject } from '../../../nlu/azure/clu-project.js'
import { readUtterances } from '../../../nlu/train/read-utterances.js'

const services = new Set(loadServices().all.map(({ id }) => id))
const utterances = readUtterances(projectRoot, services)

/** The documented import format and limits, written down apart from the code that makes it. */
const schema = {
  type: 'object',
  required: ['projectFileVersion', 'stringIndexType', 'metadata', 'assets'],
  additionalProperties: false,
  properties: {
    projectFileVersion: { const: '2023-04-01' },
    stringIndexType: { enum: ['Utf16CodeUnit'] },
    metadata: {
      type: 'object',
      required: ['projectKind', 'projectName', 'language', 'multilingual', 'settings'],
      properties: {
        projectKind: { const: 'Conversation' },
        projectName: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,50}$' },
        language: { const: 'ar' },
        multilingual: { const: true },
        settings: { type: 'object', properties: { confidenceThreshold: { type: 'number', minimum: 0, maximum: 1 } } },
      },
    },
    assets: {
      type: 'object',
      required: ['projectKind', 'intents', 'entities', 'utterances'],
      properties: {
        projectKind: { const: 'Conversation' },
        intents: {
          type: 'array',
          minItems: 1,
          maxItems: 500,
          items: { type: 'object', properties: { category: { type: 'string', pattern: '^[^:$&%*()+~#/?]{1,50}$' } } },
        },
        utterances: {
          type: 'array',
          minItems: 1,
          maxItems: 50_000,
          items: {
            type: 'object',
            required: ['text', 'language', 'intent', 'dataset', 'entities'],
            additionalProperties: false,
            properties: {
              text: { type: 'string', minLength: 1, maxLength: 500 },
              language: { type: 'string', pattern: '^[a-z]{2}(-[a-z]{2,4})?$' },
              intent: { type: 'string' },
              dataset: { enum: ['Train', 'Test'] },
              entities: { type: 'array', maxItems: 0 },
            },
          },
        },
      },
    },
  },
}

describe('CLU project', () => {
  const { project, left } = createCluProject(utterances, 'tawasul', '2023-04-01')

  it('is of the documented format and within its limits', () => {
    const validate = new Ajv({ strict: false }).compile(schema)
    expect(validate(project), JSON.stringify(validate.errors?.slice(0, 3))).to.equal(true)
  })

  it('has every utterance but those it cannot take', () => {
    const unsupported = Object.values(left.unsupported).reduce((sum, count) => sum + count, 0)
    const { length } = project.assets.utterances
    expect(length + left.repeated + left.tooLong + left.tooMany + unsupported).to.equal(utterances.length)
    expect(left.repeated).to.be.below(utterances.length / 100)
  })

  it('names every intent that an utterance has, and no other', () => {
    const named = project.assets.intents.map(({ category }) => category)
    expect(new Set(named)).to.deep.equal(new Set(project.assets.utterances.map(({ intent }) => intent)))
    expect(named).to.have.length(new Set(named).size)
    expect(named).to.include('None').and.to.include('open_report.pothole')
  })

  it('is read back as it was written', () => {
    for (const { intent, service } of utterances) {
      const label = readCluLabel(cluLabelOf(intent, service), services)
      expect(label).to.deep.equal({ intent, service: intent === 'open_report' ? service : null })
    }
    expect(readCluLabel('BookFlight', services)).to.equal(null)
    expect(readCluLabel('open_report.unheard_of', services)).to.deep.equal({ intent: 'open_report', service: null })
    expect(readCluLabel('open_report.a.b', services)).to.equal(null)
  })

  it('leaves out what is too long, repeated, or in a language CLU does not have', () => {
    const row = { language: 'en', text: 'a pothole', intent: 'open_report', service: 'pothole' } as const
    const made = createCluProject(
      [row, { ...row, text: 'A Pothole' }, { ...row, text: 'x'.repeat(501) }, { ...row, language: 'tlh' }],
      'p',
      '2023-04-01',
    )
    expect(made.project.assets.utterances).to.deep.equal([
      { text: 'a pothole', language: 'en-us', intent: 'open_report.pothole', dataset: 'Train', entities: [] },
    ])
    expect(made.left).to.deep.equal({ repeated: 1, tooLong: 1, tooMany: 0, unsupported: { tlh: 1 } })
  })

  it('keeps some of every language and intent where there are too many', () => {
    const rows = Array.from({ length: cluLimits.utterances + 1000 }, (_, index) => ({
      language: index % 100 === 0 ? 'ur' : 'ar',
      text: `رسالة ${index}`,
      intent: index % 2 === 0 ? ('inquiry' as const) : ('suggestion' as const),
      service: null,
    }))
    const made = createCluProject(rows, 'p', '2023-04-01')
    expect(made.project.assets.utterances).to.have.length(cluLimits.utterances)
    expect(made.left.tooMany).to.equal(1000)
    const urdu = made.project.assets.utterances.filter(({ language }) => language === 'ur')
    expect(urdu, 'the smaller language loses none').to.have.length(510)
  })

  it('is written by the command', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'clu-'))
    try {
      const file = path.join(folder, 'project.json')
      const command = path.join(projectRoot, 'dist/server/commands/nlu-export-clu.js')
      const env = { PATH: process.env.PATH, AZURE_CLU_PROJECT: 'mine' }
      const said = execFileSync(process.execPath, [command, file], { env, encoding: 'utf8' })
      const written = JSON.parse(readFileSync(file, 'utf8'))
      expect(written).to.deep.equal(createCluProject(utterances, 'mine', '2023-04-01').project)
      expect(said).to.include(`${written.assets.utterances.length} utterances`)
      expect(() =>
        execFileSync(process.execPath, [command, file], { env: { ...env, AZURE_CLU_PROJECT: 'a b' }, stdio: 'pipe' }),
      ).to.throw()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
