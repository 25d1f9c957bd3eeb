import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Intent, intents } from '../understanding.js'

/** One labelled message of an utterance file. */
export interface Utterance {
  readonly language: string
  readonly text: string
  readonly intent: Intent
  readonly service: string | null
}

/**
 * Reads `nlu/utterances/<language>.txt` (`ur-Latn.txt`: Urdu in Latin letters): `# intent` or `# intent service` opens a section, each further line is a
 * message, `##` is a comment. `nlu/utterances/learned` is read likewise. A section of an unknown intent or service is skipped; missing files give no rows.
 */
export function readUtterances(root: string, services: ReadonlySet<string>): Utterance[] {
  return utteranceFiles(root).flatMap((file) =>
    parseUtterances(readFileSync(file, 'utf8'), path.basename(file, '.txt').replace(/-.*/, ''), services),
  )
}

/** The utterance files, in the order of their names; after them those of `learned/`, which hold what residents' corrections taught. */
export function utteranceFiles(root: string): string[] {
  const folder = path.join(root, 'nlu', 'utterances')
  return [folder, path.join(folder, 'learned')].flatMap((each) =>
    existsSync(each)
      ? readdirSync(each)
          .filter((name) => name.endsWith('.txt'))
          .sort()
          .map((name) => path.join(each, name))
      : [],
  )
}

/** Parses one utterance file's text; see `readUtterances`. */
export function parseUtterances(content: string, language: string, services: ReadonlySet<string>): Utterance[] {
  const rows: Utterance[] = []
  let section: { readonly intent: Intent; readonly service: string | null } | undefined
  for (const line of content.split(/\r?\n/)) {
    const text = line.trim()
    if (text === '' || text.startsWith('##')) continue
    const header = /^#\s+([a-z_]+)(?:\s+([a-z_0-9]+))?\s*$/.exec(text)
    if (header === null) {
      if (section !== undefined) rows.push({ language, text, ...section })
      continue
    }
    const intent = intents.find((name) => name === header[1])
    const service = header[2] ?? null
    section = intent !== undefined && (service === null || services.has(service)) ? { intent, service } : undefined
  }
  return rows
}
