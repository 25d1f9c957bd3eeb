import { z } from 'zod'
import { intents } from '../understanding.js'

/** A message and what it means, as a person has said. */
export interface Lesson {
  readonly id: string
  /** Base code. */
  readonly language: string
  readonly text: string
  readonly intent: (typeof intents)[number]
  readonly service: string | null
}

/** A line of a review file: as `ReviewItem`, its label filled in; `language` and `text` may have been mended too. Without a label it teaches nothing. */
const lineSchema = z.object({
  id: z.string().min(1),
  language: z.string().regex(/^[a-z]{2,3}$/, 'must be a language code'),
  text: z.string().min(1).max(1000),
  label: z.object({ intent: z.enum(intents), service: z.string().nullish() }).nullish(),
})

/** The lessons of a review file (JSON lines); throws SyntaxError with the line's number where one is not as agreed. */
export function readLessons(content: string): Lesson[] {
  return content.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return []
    const parsed = lineSchema.safeParse(parseJson(line))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new SyntaxError(`line ${at + 1}: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not as agreed'}`)
    }
    const { id, language, text, label } = parsed.data
    return label == null ? [] : [{ id, language, text, intent: label.intent, service: label.service ?? null }]
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
