import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { loadKnowledge } from '../../config/knowledge.js'
import { projectRoot } from '../../config/project-root.js'
import { type Encoder, noEncoder } from '../encoder/encoder.js'
import { encoderModelFolder, readEncoderModel } from '../heads/encoder/encoder-model.js'
import { createKnowledgeFinder } from '../knowledge/create-knowledge-finder.js'
import { type ArticleVerdict, judgeArticles } from '../knowledge/judge-articles.js'
import { knowledgeFolder } from '../knowledge/knowledge-head.js'
import { readForEncoder } from '../pipeline/encoder-texts.js'
import type { ArticleGuess } from '../understanding.js'

const questionSchema = z.object({
  language: z.string(),
  text: z.string(),
  /** Null where no article answers it. */
  article: z.string().nullable(),
})
type TestQuestion = z.infer<typeof questionSchema>

/** How a group of test questions fares; shares of 0..1. `group`: a language, or `none` for those no article answers. */
export interface KnowledgeFigures {
  readonly group: string
  readonly questions: number
  /** The article is first, or among three. */
  readonly top1: number
  readonly top3: number
  /** Answered at once, and how many of these rightly. */
  readonly answered: number
  readonly right: number
  /** Three are offered, and how many of these hold the article. */
  readonly offered: number
  readonly held: number
  readonly unknown: number
}

/** Runs the test questions (`test/nlu/knowledge/questions.jsonl`) through the finder; without an encoder only Arabic and English ones. */
export async function evaluateKnowledge(encoder: Encoder = noEncoder): Promise<readonly KnowledgeFigures[]> {
  const finder = createKnowledgeFinder({
    knowledge: loadKnowledge(),
    encoderModel: encoder.ready ? readEncoderModel(encoderModelFolder(projectRoot)) : null,
    folder: knowledgeFolder(projectRoot),
  })
  const outcomes: Outcome[] = []
  for (const question of readQuestions()) {
    if (!encoder.ready && !lexical.has(question.language)) continue
    const vectors = encoder.ready ? await embed(encoder, question.text) : []
    const articles = finder.find({ ...question, vectors })
    outcomes.push({ question, articles, verdict: judgeArticles(articles) })
  }
  const groupOf = ({ question }: Outcome): string => (question.article === null ? 'none' : question.language)
  return [...new Set(outcomes.map(groupOf))].map((group) =>
    figuresOf(
      group,
      outcomes.filter((outcome) => groupOf(outcome) === group),
    ),
  )
}

/** The figures as lines of text. */
export function writeKnowledgeFigures(title: string, all: readonly KnowledgeFigures[]): string {
  const percent = (share: number): string => `${Math.round(share * 100)} %`
  const lines = all.map(
    ({ group, questions, top1, top3, answered, right, offered, held, unknown }) =>
      `  ${group.padEnd(5)} ${String(questions).padStart(3)}  first ${percent(top1)}, in three ${percent(top3)}; answered ${percent(answered)} (right ${percent(right)}), three offered ${percent(offered)} (held ${percent(held)}), not known ${percent(unknown)}`,
  )
  return `${title}\n${lines.join('\n')}\n`
}

interface Outcome {
  readonly question: TestQuestion
  readonly articles: readonly ArticleGuess[]
  readonly verdict: ArticleVerdict
}

const lexical: ReadonlySet<string> = new Set(['ar', 'en'])

function readQuestions(): readonly TestQuestion[] {
  const file = path.join(projectRoot, 'test', 'nlu', 'knowledge', 'questions.jsonl')
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => questionSchema.parse(JSON.parse(line)))
}

async function embed(encoder: Encoder, text: string): Promise<readonly Float32Array[]> {
  const asked = await Promise.all(readForEncoder(text).texts.map((read) => encoder.embed(read)))
  return asked.flatMap((embedding) => ('vector' in embedding ? [embedding.vector] : []))
}

function figuresOf(group: string, outcomes: readonly Outcome[]): KnowledgeFigures {
  const share = (all: readonly Outcome[], is: (outcome: Outcome) => boolean): number =>
    all.length === 0 ? 0 : all.filter(is).length / all.length
  const first = ({ question, articles }: Outcome): boolean => articles[0]?.id === question.article
  const among = ({ question, articles }: Outcome): boolean => articles.some(({ id }) => id === question.article)
  const judged = (verdict: ArticleVerdict): Outcome[] => outcomes.filter((outcome) => outcome.verdict === verdict)
  return {
    group,
    questions: outcomes.length,
    top1: share(outcomes, first),
    top3: share(outcomes, among),
    answered: share(outcomes, ({ verdict }) => verdict === 'answer'),
    right: share(judged('answer'), first),
    offered: share(outcomes, ({ verdict }) => verdict === 'choose'),
    held: share(judged('choose'), among),
    unknown: share(outcomes, ({ verdict }) => verdict === 'unknown'),
  }
}
