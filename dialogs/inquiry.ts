import type { Article } from '../config/knowledge.js'
import { judgeArticles } from '../nlu/knowledge/judge-articles.js'
import { answerArticle, askQuestion, chooseArticle, offerTopics, sayUnknown } from './article.js'
import type { ResidentMessage } from './dialog-types.js'
import { offerHuman } from './human.js'
import { askMenu, returnToReport } from './menu.js'
import type { Outside } from './report/find-outside.js'
import { sayOutside } from './report/outside.js'
import type { Turn } from './turn.js'
import { asksToAsk } from './words/question.js'

/** A question: the article that answers it, else those that may, else that the answer is not known. */
export function inquiry(turn: Turn, { text, understood }: ResidentMessage): void {
  turn.memory.misses = 0
  const outside = turn.parts.findOutside(text, understood.entities, 'plain')
  if (outside !== null) {
    sayOutside(turn, outside)
    if (!returnToReport(turn)) offerHuman(turn, 'inquiry.question')
    return
  }
  if (asksToAsk(text)) {
    askQuestion(turn)
    return
  }
  const articles = articlesOf(turn, understood)
  const [first] = articles
  // nothing to find by: neither the encoder nor a language that the sample questions are written in
  if (understood.articles?.length === 0) offerTopics(turn)
  else if (first !== undefined && verdictOf(understood) === 'answer') answerArticle(turn, first)
  else if (first !== undefined && verdictOf(understood) === 'choose') chooseArticle(turn, articles)
  else sayUnknown(turn)
}

/** So likely must an article be to count against what a message was taken for. */
const sure = 0.6

/** Whether a message is a question that an article answers: surely, or at least maybe. */
export function isAnswerable(understood: ResidentMessage['understood'], surely: boolean): boolean {
  const verdict = verdictOf(understood)
  if (!surely) return verdict !== 'unknown'
  return verdict === 'answer' && (understood.articles?.[0]?.p ?? 0) >= sure
}

function verdictOf({ articles = [] }: ResidentMessage['understood']): ReturnType<typeof judgeArticles> {
  return judgeArticles(articles)
}

function articlesOf({ parts }: Turn, { articles = [] }: ResidentMessage['understood']): readonly Article[] {
  return articles.map(({ id }) => parts.knowledge.get(id)).filter((article) => article !== null)
}

/** A place elsewhere and nothing else. */
export function tellOutside(turn: Turn, outside: Outside): void {
  turn.memory.misses = 0
  sayOutside(turn, outside)
  if (!returnToReport(turn)) askMenu(turn, 'outside.menu')
}

/** What is not the municipality's matter at all, unless an article tells whose it is; the second time in a row a person is offered. */
export function outOfScope(turn: Turn, message: ResidentMessage): void {
  const { text, understood } = message
  if (isAnswerable(understood, true)) {
    inquiry(turn, message)
    return
  }
  turn.memory.misses++
  const outside = turn.parts.findOutside(text, understood.entities, 'plain')
  if (outside === null) turn.say('out_of_scope.text')
  else sayOutside(turn, outside)
  if (returnToReport(turn)) return
  if (turn.memory.misses < 2) turn.ask('menu', 'welcome.question', ['menu:report', 'menu:status', 'menu:human'])
  else {
    turn.memory.misses = 0
    offerHuman(turn, 'human.question', 'not_understood')
  }
}
