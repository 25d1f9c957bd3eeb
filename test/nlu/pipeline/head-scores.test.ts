import { expect } from 'chai'
import type { EncoderMeta } from '../../../nlu/heads/encoder/encoder-model.js'
import { fuseScores, type HeadScores } from '../../../nlu/pipeline/head-scores.js'

const even = { encoder: 0.5, ngrams: 0.5 }
const meta = (services: string[]): EncoderMeta => ({
  format: 1,
  inputs: '',
  sentences: 1,
  means: [''],
  intent: { labels: ['open_report', 'thanks'] },
  service: { labels: services },
  fusion: { ar: { intent: even, service: even }, tier2: { intent: even, service: even } },
})
const ngrams = (services: string[], service: number[], more: Partial<HeadScores> = {}): HeadScores => ({
  intents: ['open_report', 'thanks'],
  intent: Float64Array.from([2, 0]),
  services,
  service: Float64Array.from(service),
  known: 1,
  learned: true,
  strange: false,
  fused: false,
  ...more,
})
const best = (labels: readonly string[], scores: Float64Array) => labels[scores.indexOf(Math.max(...scores))]

describe('fused scores', () => {
  it('weigh both heads', () => {
    const verdict = { intent: Float64Array.from([-6, -0.01]), service: Float64Array.from([-0.1, -3]) }
    const fused = fuseScores(ngrams(['pothole', 'trees'], [0, 1]), verdict, meta(['pothole', 'trees']), 'ar')
    expect(best(fused.intents, fused.intent)).to.equal('thanks')
    expect(best(fused.services, fused.service)).to.equal('pothole')
    expect(fused.fused).to.equal(true)
  })

  it('match labels by name, not by place', () => {
    const verdict = { intent: Float64Array.from([-0.1, -3]), service: Float64Array.from([-0.1, -5]) }
    const fused = fuseScores(ngrams(['trees', 'pothole'], [0, 0]), verdict, meta(['pothole', 'trees']), 'ar')
    expect(best(fused.services, fused.service)).to.equal('pothole')
  })

  it('do not hold it against a service that the encoder head has never learned it', () => {
    const verdict = { intent: Float64Array.from([-0.1, -3]), service: Float64Array.from([-0.7, -0.7]) }
    const fused = fuseScores(
      ngrams(['pothole', 'trees', 'lifeguard'], [0, 0, 6]),
      verdict,
      meta(['pothole', 'trees']),
      'ar',
    )
    expect(best(fused.services, fused.service)).to.equal('lifeguard')
  })

  it('leave the n-grams out in a language without sentences', () => {
    const verdict = { intent: Float64Array.from([-3, -0.1]), service: Float64Array.from([-0.1, -3]) }
    const fused = fuseScores(
      ngrams(['pothole', 'trees'], [0, 9], { learned: false }),
      verdict,
      meta(['pothole', 'trees']),
      'el',
    )
    expect(best(fused.intents, fused.intent)).to.equal('thanks')
    expect(best(fused.services, fused.service)).to.equal('pothole')
  })
})
