import { expect } from 'chai'
import { featuresOf } from '../../../nlu/heads/ngrams/features.js'
import { calibrationError, fitTemperature } from '../../../nlu/train/calibrate.js'
import { parseUtterances } from '../../../nlu/train/read-utterances.js'
import { seededRandom } from '../../../nlu/train/seeded-random.js'
import { trainModel } from '../../../nlu/train/train-model.js'
import type { FeaturedUtterance, TrainingData } from '../../../nlu/train/training-data.js'
import type { Intent } from '../../../nlu/understanding.js'

const sentences: readonly (readonly [string, Intent, string | null])[] = [
  ['big hole in the road', 'open_report', 'pothole'],
  ['the road has a hole', 'open_report', 'pothole'],
  ['street light is dark', 'open_report', 'street_light'],
  ['the lamp does not light', 'open_report', 'street_light'],
  ['where is my report', 'query_status', null],
  ['any news of my report', 'query_status', null],
  ['hello there', 'greeting', null],
  ['hello all', 'greeting', null],
]

function dataOf(rounds: number): TrainingData {
  const rows = Array.from({ length: rounds }, () => sentences)
    .flat()
    .map(
      ([text, intent, service]): FeaturedUtterance => ({
        language: 'en',
        text,
        intent,
        service,
        features: featuresOf(text.split(' ')),
      }),
    )
  return { rows, intents: ['open_report', 'query_status', 'greeting'], services: ['pothole', 'street_light'] }
}

describe('trainModel', () => {
  it('gives the same bytes every time', () => {
    const [first, second] = [0, 1].map(() => trainModel(dataOf(4), 'x', () => undefined))
    expect(Buffer.from(first?.bytes ?? []).equals(Buffer.from(second?.bytes ?? [1]))).to.equal(true)
    expect(first?.meta).to.deep.equal(second?.meta)
  })

  it('trains on next to nothing without breaking', () => {
    const { meta } = trainModel({ ...dataOf(1), rows: dataOf(1).rows.slice(0, 2) }, 'x', () => undefined)
    expect(meta.intent.temperature).to.equal(1)
    expect(trainModel({ ...dataOf(1), rows: [] }, 'x', () => undefined).meta.rows).to.equal(0)
  })
})

describe('parseUtterances', () => {
  it('reads sections, services and comments, and skips what it does not know', () => {
    const content =
      '## note\n# open_report pothole\nحفرة\n\n# greeting\nhello\n# open_report nonsense\nx\n# nothing\ny\n#tag is a message\n'
    expect(parseUtterances(content, 'ar', new Set(['pothole']))).to.deep.equal([
      { language: 'ar', text: 'حفرة', intent: 'open_report', service: 'pothole' },
      { language: 'ar', text: 'hello', intent: 'greeting', service: null },
    ])
  })
})

describe('calibration', () => {
  it('finds the temperature of scores that are twice too sure', () => {
    const random = seededRandom(7)
    const rows = Array.from({ length: 4000 }, () => {
      const odds = 4 * random() - 2
      const label = random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
      return { scores: Float64Array.of(0, 2 * odds), label }
    })
    expect(fitTemperature(rows)).to.be.within(1.7, 2.4)
  })

  it('is zero where p is the share that is right', () => {
    const rows = Array.from({ length: 10 }, (_, at) => ({ p: 0.75, right: at % 4 !== 0 || at === 8 }))
    expect(calibrationError(rows)).to.be.below(0.06)
    expect(calibrationError(rows.map((row) => ({ ...row, right: false })))).to.be.closeTo(0.75, 1e-9)
  })
})

describe('featuresOf', () => {
  it('has unit length and depends on the order of words', () => {
    const { values } = featuresOf(['في', 'حفره', 'كبيره'])
    expect(values.reduce((sum, value) => sum + value * value, 0)).to.be.closeTo(1, 1e-5)
    expect([...featuresOf(['a', 'b']).buckets]).to.not.have.members([...featuresOf(['b', 'a']).buckets])
    expect(featuresOf([]).buckets).to.have.lengthOf(0)
  })
})
