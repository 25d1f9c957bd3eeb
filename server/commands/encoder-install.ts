import { projectRoot } from '../../config/project-root.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { encoderFolder, findEncoder } from '../../nlu/encoder/encoder-files.js'
import { installEncoder } from '../../nlu/encoder/install-encoder.js'
import { tryEncoder } from '../../nlu/encoder/try-encoder.js'

// `npm run encoder:install`: fetches the sentence encoder, checks it and tries it; what is there already is only tried.
try {
  const files = findEncoder(encoderFolder(projectRoot))
  if (files) {
    console.log('installed already; trying it')
    await tryEncoder(files)
  } else await installEncoder(projectRoot, (line) => console.log(line))
  console.log('the encoder is installed and works')
} catch (error) {
  console.error(error instanceof TawasulError ? `${error.message}\n${error.hint}` : error)
  process.exitCode = 1
}
