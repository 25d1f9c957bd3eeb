import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { intents } from '../understanding.js'

const sentenceSchema = z.object({
  text: z.string(),
  intent: z.enum(intents),
  service: z.string().nullish(),
  urgent: z.boolean().nullish(),
  /** `value` where it is known, `text` as written otherwise; a landmark's text may be only its core. */
  entities: z
    .array(
      z.object({ type: z.string(), text: z.string().optional(), value: z.union([z.string(), z.number()]).optional() }),
    )
    .nullish(),
  /** Kind of language: msa, gulf, arabizi, typos ... */
  slice: z.string().nullish(),
  expecting: z.string().nullish(),
  /** ISO time the sentence is written at. */
  now: z.string().nullish(),
})

/** A labelled test sentence. */
export type Sentence = z.infer<typeof sentenceSchema> & { readonly language: string }

/** Reads `<language>.jsonl` of a folder; throws with file and line where a line is not as agreed. */
export function readSentences(folder: string): Sentence[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFile(path.join(folder, name), path.basename(name, '.jsonl')))
}

function readFile(file: string, language: string): Sentence[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      const parsed = sentenceSchema.safeParse(JSON.parse(line))
      if (!parsed.success)
        throw new SyntaxError(`${file}:${at + 1}: ${parsed.error.issues[0]?.message ?? 'not a sentence'}`)
      return [{ ...parsed.data, language }]
    })
}
