import { addBatch, type Batch, removeBatch } from './learned-files.js'
import { compareScores, lossesOf, type Scores } from './scores.js'

/** Trains and examines; the models in use stay as they are until `keep`. */
export interface School {
  /** What the models in use make of the test sentences. */
  examine(): Promise<Scores>
  /** Trains on all utterance files, beside the models in use. */
  train(): Promise<Trained>
}

/** Models that were trained and are not in use yet. */
export interface Trained {
  readonly scores: Scores
  keep(): void
  drop(): void
}

/**
 * Teaches a batch: adds its sentences, trains, examines before and after. It is kept where nothing became worse, or when `anyway`;
 * else, or when something fails, sentences and models are as they were. Returns whether it was kept.
 */
export async function learn(
  root: string,
  batch: Batch,
  school: School,
  { anyway, say }: { readonly anyway: boolean; readonly say: (line: string) => void },
): Promise<boolean> {
  const before = await school.examine()
  addBatch(root, batch)
  let isKept = false
  try {
    const trained = await school.train()
    say(compareScores(before, trained.scores))
    const losses = lossesOf(before, trained.scores)
    for (const loss of losses) say(`worse: ${loss}`)
    isKept = losses.length === 0 || anyway
    if (isKept) trained.keep()
    else trained.drop()
  } finally {
    if (!isKept) removeBatch(root, batch.id)
  }
  return isKept
}

/** Takes a batch back and trains without it; how many sentences it had, 0 where there is no such batch. */
export async function unlearn(
  root: string,
  batchId: string,
  school: School,
  say: (line: string) => void,
): Promise<number> {
  const removed = removeBatch(root, batchId)
  if (removed === 0) return 0
  const before = await school.examine()
  const trained = await school.train()
  trained.keep()
  say(compareScores(before, trained.scores))
  return removed
}
