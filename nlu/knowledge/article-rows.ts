import type { Knowledge } from '../../config/knowledge.js'

/** One way in which an article is asked for; `article` is null for a question that none answers. */
export interface ArticleRow {
  readonly article: string | null
  readonly language: 'ar' | 'en'
  readonly text: string
}

const languages = ['ar', 'en'] as const

/** The titles and sample questions of the articles, and the questions without an answer, in a fixed order. */
export function articleRows({ all, unanswered }: Knowledge): readonly ArticleRow[] {
  const asked = all.flatMap(({ id, title, questions }) =>
    languages.flatMap((language) =>
      [title[language], ...questions[language]].map((text) => ({ article: id, language, text })),
    ),
  )
  const others = languages.flatMap((language) =>
    unanswered[language].map((text) => ({ article: null, language, text })),
  )
  return [...asked, ...others]
}
