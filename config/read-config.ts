import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { TawasulError } from '../models/tawasul-error.js'
import { projectRoot } from './project-root.js'

/** A JSON file of the project, checked against its schema. `file` is relative to the project's top. Throws `config.unreadable`, naming the file and the first thing wrong with it. */
export function readConfig<T>(file: string, schema: z.ZodType<T>): T {
  const hint = `Mend ${file}, or put back the one that came with the project.`
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8'))
  } catch (cause) {
    throw new TawasulError('config.unreadable', `${file} cannot be read as JSON`, { retryable: false, hint, cause })
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'not as expected'
  throw new TawasulError('config.unreadable', `${file}: ${where}`, { retryable: false, hint, cause: parsed.error })
}
