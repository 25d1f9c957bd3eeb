import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../config/project-root.js'
import { loadServices } from '../../config/services.js'
import { createCluProject } from '../../nlu/azure/clu-project.js'
import { readUtterances } from '../../nlu/train/read-utterances.js'

const file = path.resolve(process.argv[2] ?? 'data/clu-project.json')
const name = process.env.AZURE_CLU_PROJECT || 'tawasul'
const version = process.env.AZURE_LANGUAGE_API_VERSION || '2023-04-01'

if (!/^[\w.-]{1,50}$/.test(name)) {
  console.error('AZURE_CLU_PROJECT: letters, digits and _ . - only, at most 50')
  process.exit(1)
}
const services = new Set(loadServices().all.map(({ id }) => id))
const { project, left } = createCluProject(readUtterances(projectRoot, services), name, version)
const { intents, utterances } = project.assets
mkdirSync(path.dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify(project, null, 1)}\n`)

console.log(`${file}: ${utterances.length} utterances, ${intents.length} intents, project "${name}"`)
const languages = Object.entries(left.unsupported).map(([language, count]) => `${count} in ${language}`)
const notes = [
  left.repeated > 0 ? `${left.repeated} repeated` : '',
  left.tooLong > 0 ? `${left.tooLong} too long` : '',
  left.tooMany > 0 ? `${left.tooMany} more than a project takes` : '',
  ...languages.map((those) => `${those}, which CLU does not have`),
].filter(Boolean)
if (notes.length > 0) console.log(`left out: ${notes.join(', ')}`)
console.log(
  'Import it in Language Studio (or POST it to <endpoint>/language/authoring/analyze-conversations/projects/<project>/:import), train it in advanced mode (standard takes English alone), deploy it.',
)
