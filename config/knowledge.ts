import { z } from 'zod'
import { TawasulError } from '../models/tawasul-error.js'
import { type EmergencyNumbers, loadEmergency } from './emergency.js'
import { type Localized, localized, localizedSchema } from './localized.js'
import { readConfig } from './read-config.js'

/** What articles are about, in the order in which they are offered; each has its file in `config/knowledge`. */
export const topics = ['centre', 'licences', 'health', 'city', 'authorities'] as const
export type Topic = (typeof topics)[number]

const buttonLength = 20
const title = z
  .string()
  .min(1)
  .refine((label) => [...label].length <= buttonLength, `longer than a button (${buttonLength} code points)`)
const questions = z.array(z.string().min(1)).min(3)

const articleSchema = z.object({
  id: z.string().regex(/^[a-z0-9_]+$/),
  title: z.object({ ar: title, en: title }),
  answer: localizedSchema,
  source: z.object({ name: localizedSchema, url: z.url() }),
  questions: z.object({ ar: questions, en: questions }),
  service: z.string().exactOptional(),
  report: z.boolean().default(false),
  person: z.boolean().default(false),
})
const unansweredSchema = z.object({ questions: z.object({ ar: questions, en: questions }) })
const topicSchema = z.object({ articles: z.array(articleSchema).min(1) })
const factsSchema = z.record(z.string().regex(/^[a-z_]+$/), z.union([z.string().min(1), localizedSchema]))

/**
 * What the centre knows about a matter. `title` fits a button (20 code points); `source`: whose word it is; `questions`: how
 * residents ask it; `service`: a report of it is offered; `report`: a report of anything is; `person`: a person is.
 */
export interface Article extends Readonly<z.infer<typeof articleSchema>> {
  readonly topic: Topic
}

/** The articles, in the order of their topics and files. */
export interface Knowledge {
  readonly all: readonly Article[]
  /** Null where there is no such article (any more). */
  get(id: string): Article | null
  ofTopic(topic: string): readonly Article[]
  /** Questions of residents that no article answers, by language: what is like them is not answered by an article that merely sounds alike. */
  readonly unanswered: { readonly ar: readonly string[]; readonly en: readonly string[] }
}

/**
 * Reads `config/knowledge`: an article's answer names facts of `facts.json` and of `config/emergency.json` as `{{water_number}}`,
 * so that a number is kept in one place. Throws `config.unreadable`, also for a fact that is not there and an id that is there twice.
 */
export function loadKnowledge(emergency: EmergencyNumbers = loadEmergency()): Knowledge {
  const facts = { ...readConfig('config/knowledge/facts.json', factsSchema), ...emergency }
  const all = topics.flatMap((topic) =>
    readConfig(`config/knowledge/${topic}.json`, topicSchema).articles.map(
      (article): Article => ({ ...article, topic, answer: fill(article, facts) }),
    ),
  )
  const byId = new Map(all.map((article) => [article.id, article]))
  if (byId.size !== all.length) throw broken('an id is there twice')
  return {
    all,
    get: (id) => byId.get(id) ?? null,
    ofTopic: (topic) => all.filter((article) => article.topic === topic),
    unanswered: readConfig('config/knowledge/unanswered.json', unansweredSchema).questions,
  }
}

type Facts = Readonly<Record<string, string | Localized>>

function fill({ id, answer }: Pick<Article, 'id' | 'answer'>, facts: Facts): Article['answer'] {
  const inLanguage = (language: 'ar' | 'en'): string =>
    answer[language].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
      if (fact === undefined) throw broken(`${id}: no fact "${name}"`)
      return typeof fact === 'string' ? fact : localized(fact, language)
    })
  return { ar: inLanguage('ar'), en: inLanguage('en') }
}

function broken(what: string): TawasulError {
  return new TawasulError('config.unreadable', `config/knowledge: ${what}`, {
    retryable: false,
    hint: 'Mend the file in config/knowledge.',
  })
}
