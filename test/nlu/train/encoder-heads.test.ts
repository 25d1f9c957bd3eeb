import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { vectorLength } from '../../../nlu/encoder/encoder.js'
import { centred, encoderVerdict } from '../../../nlu/heads/encoder/encoder-head.js'
import { packEncoderModel, readEncoderModel } from '../../../nlu/heads/encoder/encoder-model.js'
import { fitFusion } from '../../../nlu/train/fit-fusion.js'
import { seededRandom } from '../../../nlu/train/seeded-random.js'
import { type EmbeddedUtterance, trainEncoderHeads } from '../../../nlu/train/train-encoder-heads.js'

const random = seededRandom(7)
const noise = (size: number) => Float32Array.from({ length: vectorLength }, () => (random() - 0.5) * size)
/** Two intents that differ in one direction, in two languages that differ in another. */
const sentence = (language: string, thanks: boolean): EmbeddedUtterance => {
  const vector = noise(0.4)
  vector[0] = thanks ? 1 : -1
  vector[1] = language === 'ar' ? 5 : -5
  return {
    language,
    key: language,
    intent: thanks ? 'thanks' : 'open_report',
    service: thanks ? null : 'pothole',
    vector,
  }
}
const rows = Array.from({ length: 120 }, (_, at) => sentence(at % 2 === 0 ? 'ar' : 'en', at % 3 === 0))
const intents = ['open_report', 'thanks']
const services = ['pothole', 'trees']

describe('heads over the encoder’s vectors', () => {
  const heads = trainEncoderHeads(rows, intents, services)

  it('tell classes apart in sentences they have not seen, also of a language they have not', () => {
    for (const language of ['ar', 'en', 'tr'])
      for (const thanks of [true, false]) {
        const row = sentence(language === 'tr' ? 'en' : language, thanks)
        const { intent } = encoderVerdict(heads, [row.vector], language === 'tr' ? 'en' : language)
        expect(intent.indexOf(Math.max(...intent))).to.equal(thanks ? 1 : 0)
      }
  })

  it('give log-probabilities, and next to none to a class without sentences', () => {
    const { service } = encoderVerdict(heads, [rows[1]?.vector ?? noise(1)], 'en')
    expect(service.reduce((sum, value) => sum + Math.exp(value), 0)).to.be.closeTo(1, 1e-6)
    expect(Math.exp(service[1] ?? 0)).to.be.lessThan(0.01)
  })

  it('centre by the language’s own mean, else by that of all', () => {
    const own = centred(Float32Array.from(heads.means.get('ar') ?? []), 'ar', heads.means)
    expect(Math.hypot(...own)).to.be.closeTo(0, 1e-6)
    expect(centred(noise(1), 'xx', heads.means)).to.have.length(vectorLength)
  })

  it('are the same after a way over the disk, and refused where the files do not fit', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'heads-'))
    try {
      expect(readEncoderModel(folder)).to.equal(null)
      const meta = {
        format: 1 as const,
        inputs: 'x',
        sentences: rows.length,
        means: [...heads.means.keys()],
        intent: { labels: intents },
        service: { labels: services },
        fusion: {},
      }
      const bytes = packEncoderModel({ meta, ...heads })
      writeFileSync(path.join(folder, 'encoder-heads.json'), JSON.stringify(meta))
      writeFileSync(path.join(folder, 'encoder-heads.bin'), bytes)
      const read = readEncoderModel(folder)
      const probe = rows[5]?.vector ?? noise(1)
      expect(read && encoderVerdict(read, [probe], 'en')).to.deep.equal(encoderVerdict(heads, [probe], 'en'))
      writeFileSync(path.join(folder, 'encoder-heads.bin'), bytes.subarray(4))
      expect(() => readEncoderModel(folder)).to.throw(RangeError)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('fusion', () => {
  it('leans on the head that is right', () => {
    const pairs = Array.from({ length: 200 }, (_, at) => {
      const label = at % 2
      const good = label === 0 ? [-0.2, -2] : [-2, -0.2]
      const bad = random() < 0.5 ? [-0.2, -2] : [-2, -0.2]
      return { encoder: Float64Array.from(good), ngrams: Float64Array.from(bad), label }
    })
    const mix = fitFusion(pairs)
    expect(mix.encoder).to.be.greaterThan(mix.ngrams * 3)
  })
})
