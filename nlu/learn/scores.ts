import { isRight } from '../eval/figures.js'
import type { Judged } from '../eval/judge.js'

/** How many test sentences of a language are right: by intent, and of those with a service by service. */
export interface Score {
  readonly sentences: number
  readonly intent: number
  readonly withService: number
  readonly service: number
}
export type Scores = Readonly<Record<string, Score>>

/** The score of each language; `all` is that of all of them. */
export function scoresOf(judged: readonly Judged[]): Scores {
  const languages = [...new Set(judged.map(({ sentence }) => sentence.language))].sort()
  return Object.fromEntries([
    ...languages.map((language) => [
      language,
      scoreOf(judged.filter(({ sentence }) => sentence.language === language)),
    ]),
    ['all', scoreOf(judged)],
  ])
}

function scoreOf(judged: readonly Judged[]): Score {
  const withService = judged.filter(({ sentence }) => sentence.service != null)
  return {
    sentences: judged.length,
    intent: judged.filter(isRight).length,
    withService: withService.length,
    service: withService.filter(({ sentence, understood }) => understood.services[0]?.id === sentence.service).length,
  }
}

/** Training anew turns a few sentences this way or that: so much of all of them, or of one language's, counts for nothing. */
const noise = { all: 0.002, language: 0.01, sentences: 2 }

/** What has become worse by more than chance, a line each; empty where nothing has. */
export function lossesOf(before: Scores, after: Scores): string[] {
  return Object.entries(before).flatMap(([language, was]) => {
    const is = after[language]
    if (is === undefined) return [`${language}: not measured`]
    const share = language === 'all' ? noise.all : noise.language
    const lost = (name: 'intent' | 'service', of: number): string[] => {
      const fewer = was[name] - is[name]
      return fewer > Math.max(share * of, noise.sentences) ? [`${language}: ${fewer} fewer right by ${name}`] : []
    }
    return [...lost('intent', was.sentences), ...lost('service', was.withService)]
  })
}

/** Before and after, a line a language. */
export function compareScores(before: Scores, after: Scores): string {
  const lines = Object.entries(after).map(([language, is]) => {
    const was = before[language]
    const change = (name: 'intent' | 'service', of: 'sentences' | 'withService'): string =>
      `${share(was?.[name], was?.[of])} -> ${share(is[name], is[of])}`.padEnd(18)
    return `${language.padEnd(6)}${String(is.sentences).padStart(6)}   ${change('intent', 'sentences')}${change('service', 'withService')}`.trimEnd()
  })
  return ['       asked   intent            service', ...lines].join('\n')
}

function share(right: number | undefined, of: number | undefined): string {
  return right === undefined || of === undefined || of === 0 ? '-' : (right / of).toFixed(3)
}
