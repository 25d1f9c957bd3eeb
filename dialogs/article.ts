import { type Article, topics } from '../config/knowledge.js'
import { localized } from '../config/localized.js'
import { articleChoice, reportOfChoice, topicChoice } from './choices.js'
import { offerHuman } from './human.js'
import { askMenu, returnToReport } from './menu.js'
import { beginReportOf } from './report/begin-report.js'
import type { Turn } from './turn.js'

/** Articles of a topic shown at once; the others are found by a question. */
const mostShown = 9

/** Answers with an article and whose word it is; then back to the report that waits, or what can be done about the matter is offered. */
export function answerArticle(turn: Turn, { answer, source, ...article }: Article): void {
  const spoken = turn.parts.speech.languagesFor(turn.memory.language)
  if (spoken.some((language) => !Object.hasOwn(answer, language))) turn.say('inquiry.other_language')
  turn.say('inquiry.answer', (language) => ({ answer: localized(answer, language) }))
  turn.say('inquiry.source', (language) => ({ name: localized(source.name, language), url: source.url }))
  turn.effect({ type: 'note', name: 'inquiry.answered' })
  if (!returnToReport(turn)) offerNext(turn, article)
}

function offerNext(turn: Turn, { service, report, person }: Pick<Article, 'service' | 'report' | 'person'>): void {
  if (service !== undefined && turn.parts.services.has(service))
    turn.ask('offer', 'inquiry.offer_report', [reportOfChoice(service), 'menu:main'])
  else if (report) turn.ask('offer', 'inquiry.offer_report', ['menu:report', 'menu:main'])
  else if (person) offerHuman(turn, 'inquiry.question')
}

/** In doubt between articles: asks which. */
export function chooseArticle(turn: Turn, articles: readonly Article[]): void {
  const last = turn.memory.report === null ? 'article:none' : 'report:continue'
  turn.ask('article', 'inquiry.choose', [...articles.map(({ id }) => articleChoice(id)), last])
}

/** Says that the answer is not known, rather than guess, and offers a person. */
export function sayUnknown(turn: Turn): void {
  turn.say('inquiry.unknown')
  turn.effect({ type: 'note', name: 'inquiry.unknown' })
  if (!returnToReport(turn)) offerHuman(turn, 'inquiry.question')
}

/** Asks for the question, and shows the topics. */
export function askQuestion(turn: Turn): void {
  turn.memory.misses = 0
  turn.ask('question', 'inquiry.ask', topicChoices(turn))
}

/** Shows the topics to somebody whose question could not be read. */
export function offerTopics(turn: Turn): void {
  turn.ask('article', 'inquiry.choose', topicChoices(turn))
}

function topicChoices({ memory }: Turn): readonly string[] {
  return [...topics.map(topicChoice), memory.report === null ? 'menu:human' : 'report:continue']
}

/** Takes the choice of an article; one that is there no more is as good as none. */
export function takeArticle(turn: Turn, id: string): void {
  turn.memory.misses = 0
  const article = turn.parts.knowledge.get(id)
  if (article === null) sayUnknown(turn)
  else answerArticle(turn, article)
}

/** Shows the articles of a topic. */
export function takeTopic(turn: Turn, topic: string): void {
  turn.memory.misses = 0
  const articles = turn.parts.knowledge.ofTopic(topic).slice(0, mostShown)
  if (articles.length === 0) sayUnknown(turn)
  else chooseArticle(turn, articles)
}

/** Begins the report of the service that an article offered. */
export function takeOfferedReport(turn: Turn, service: string): void {
  turn.memory.misses = 0
  if (turn.memory.report !== null) returnToReport(turn)
  else if (turn.parts.services.has(service)) beginReportOf(turn, service, '')
  else askMenu(turn, 'welcome.question')
}
