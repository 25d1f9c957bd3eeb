import { performance } from 'node:perf_hooks'
import { loadKnowledge } from '../config/knowledge.js'
import type { Places } from '../config/places.js'
import { projectRoot } from '../config/project-root.js'
import { TawasulError } from '../models/tawasul-error.js'
import { type Encoder, noEncoder } from './encoder/encoder.js'
import { createEntityExtractor } from './entities/extract-entities.js'
import { encoderVerdict } from './heads/encoder/encoder-head.js'
import { type EncoderModel, encoderModelFolder, readEncoderModel } from './heads/encoder/encoder-model.js'
import { meanKey } from './heads/encoder/mean-key.js'
import { readLanguageTable } from './heads/languages/language-table.js'
import { readSentenceLanguages, type SentenceLanguages } from './heads/languages/sentence-languages.js'
import { modelFolder, type NgramModel, readModel } from './heads/ngrams/model-file.js'
import { createKnowledgeFinder, type KnowledgeFinder } from './knowledge/create-knowledge-finder.js'
import { knowledgeFolder } from './knowledge/knowledge-head.js'
import { wantsArticles } from './knowledge/wants-articles.js'
import { askEncoder, type WithoutEncoder } from './pipeline/ask-encoder.js'
import { readDangerWords } from './pipeline/danger-words.js'
import { fuseScores, type HeadScores, ngramScores } from './pipeline/head-scores.js'
import { type Judgement, judgeReading } from './pipeline/judge-reading.js'
import type { LanguageModel } from './pipeline/language.js'
import { loadLexicon } from './pipeline/lexicon.js'
import { loadPhraseList } from './pipeline/phrase-list.js'
import { namedProblems } from './pipeline/problems-told.js'
import { namesElsewhere, type ReadingParts, readMessage } from './pipeline/read-message.js'
import { loadServiceNames } from './pipeline/service-names.js'
import { createDangerTeller } from './pipeline/urgency.js'
import type { Understander, Understanding, UnderstandingContext } from './understanding.js'

/** What the understander is made from. */
export interface UnderstanderOptions {
  /** Where `ngrams.json` and `ngrams.bin` lie; `dist/nlu/model` by default. */
  readonly modelDir?: string
  /** Where `encoder-heads.json` and `.bin` lie; beside their code by default. */
  readonly encoderModelDir?: string
  /** The folder below which `nlu/danger` lies; the project's by default. */
  readonly dangerRoot?: string
  readonly places: Places
  /** IANA name; relative dates count in it. */
  readonly timeZone: string
  /** The sentence encoder, which may be missing or come later. */
  readonly encoder?: Encoder
  /** Told of each message whether the encoder had a part in it (`asked`), or why not; for figures. */
  readonly onEncoder?: (outcome: 'asked' | WithoutEncoder) => void
}

/** The embedded understanding. Throws `nlu.model_missing` where the model was not trained, `nlu.danger_words` where the words of danger are broken. */
export function createUnderstander(options: UnderstanderOptions): Understander {
  const { model, languages, sentences } = loadModels(options.modelDir ?? modelFolder(projectRoot))
  const reading: ReadingParts = {
    phrases: loadPhraseList(projectRoot),
    lexicon: loadLexicon(projectRoot),
    serviceNames: loadServiceNames(projectRoot),
    tellsOfDanger: createDangerTeller(readDangerWords(options.dangerRoot ?? projectRoot)),
    extract: createEntityExtractor(options.places, options.timeZone),
    languages,
    sentences,
    elsewhere: namesElsewhere(options.places),
  }
  const encoderModel = readEncoderModel(options.encoderModelDir ?? encoderModelFolder(projectRoot))
  const parts: Parts = {
    reading,
    model,
    encoderModel,
    finder: createKnowledgeFinder({ knowledge: loadKnowledge(), encoderModel, folder: knowledgeFolder(projectRoot) }),
    encoder: encoderModel === null ? noEncoder : (options.encoder ?? noEncoder),
    onEncoder: options.onEncoder ?? (() => undefined),
  }
  return { understand: (text, context) => understand(parts, text, context) }
}

interface Parts {
  readonly reading: ReadingParts
  readonly model: NgramModel
  readonly encoderModel: EncoderModel | null
  readonly finder: KnowledgeFinder
  readonly encoder: Encoder
  readonly onEncoder: (outcome: 'asked' | WithoutEncoder) => void
}

interface Models {
  readonly model: NgramModel
  readonly languages: LanguageModel
  readonly sentences: SentenceLanguages
}

function loadModels(folder: string): Models {
  try {
    return {
      model: readModel(folder),
      languages: readLanguageTable(folder),
      sentences: readSentenceLanguages(folder),
    }
  } catch (cause) {
    throw new TawasulError('nlu.model_missing', `no usable model in ${folder}`, {
      retryable: false,
      hint: 'Run `npm run build`, which trains it.',
      cause,
    })
  }
}

async function understand(parts: Parts, text: string, context: UnderstandingContext): Promise<Understanding> {
  const started = performance.now()
  const told = (judgement: Judgement, encoder: boolean): Understanding => ({
    ...judgement,
    encoder,
    us: Math.round((performance.now() - started) * 1000),
  })
  const { model, encoderModel } = parts
  const reading = readMessage(parts.reading, text, context)
  const ngrams = ngramScores(model, reading.features, reading.written)
  // Read at most once, though a message that the encoder had a part in is judged twice.
  let named: ReadonlyMap<string, string> | undefined
  const problems = (): ReadonlyMap<string, string> => {
    named ??= namedProblems(parts.reading, model, text, context.now)
    return named
  }
  const judge = (heads: HeadScores): Judgement => judgeReading(reading, heads, context, problems)
  const withArticles = (judgement: Judgement, vectors: readonly Float32Array[]): Judgement =>
    wantsArticles(judgement, context)
      ? { ...judgement, articles: parts.finder.find({ text, language: reading.written, vectors }) }
      : judgement
  const alone = judge(ngrams)
  const answer = await askEncoder(parts.encoder, reading, context, certainty(alone))
  if ('without' in answer || encoderModel === null) {
    parts.onEncoder('without' in answer ? answer.without : 'absent')
    return told(withArticles(alone, []), false)
  }
  parts.onEncoder('asked')
  const verdict = encoderVerdict(encoderModel, answer.vectors, meanKey(reading.written, reading.shadow.text))
  const fused = fuseScores(ngrams, verdict, encoderModel.meta, reading.written)
  return told(withArticles(judge(fused), answer.vectors), true)
}

/** How sure the less sure of intent and service is. */
function certainty({ confidence, service, serviceConfidence }: Judgement): number {
  return service === null ? confidence : Math.min(confidence, serviceConfidence)
}
