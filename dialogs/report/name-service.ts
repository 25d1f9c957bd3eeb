import { projectRoot } from '../../config/project-root.js'
import { wordsOf } from '../../nlu/pipeline/normalise.js'
import { loadServiceNames } from '../../nlu/pipeline/service-names.js'
import { createShadow } from '../../nlu/pipeline/shadow.js'

/** The service whose short name a few words hold («هي حفرة»); null where they hold none. */
export type NameService = (words: string) => string | null

/** Reads the short names of the services. */
export function createNameService(): NameService {
  const names = loadServiceNames(projectRoot)
  return (words) => {
    const read = wordsOf(createShadow(words.slice(0, longest)).text)
    return names.find(read) ?? names.within(read)?.service ?? null
  }
}

const longest = 120
