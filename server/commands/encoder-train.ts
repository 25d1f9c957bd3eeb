import { projectRoot } from '../../config/project-root.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { startReadyEncoder } from '../../nlu/encoder/start-ready-encoder.js'
import { trainEncoder } from '../../nlu/train/train-encoder.js'

// `npm run encoder:train`: trains the heads over the encoder's vectors from nlu/utterances; minutes.
try {
  const encoder = await startReadyEncoder(projectRoot)
  try {
    await trainEncoder(projectRoot, encoder, (line) => console.log(line))
  } finally {
    await encoder.close()
  }
  console.log('nlu/heads/encoder/encoder-heads.{json,bin} are written')
} catch (error) {
  console.error(error instanceof TawasulError ? `${error.message}\n${error.hint}` : error)
  process.exitCode = 1
}
