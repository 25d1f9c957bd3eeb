import { addBatch, type Batch, keepLearned, removeBatch } from './learned-files.js'
import { compareScores, lossesOf, type Scores } from './scores.js'
import { type Stoppable, undoWhenStopped } from './undo-when-stopped.js'

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
 * else, when something fails, or when the process is stopped before, sentences and models are as they were. Returns whether it was kept.
 */
export async function learn(
  root: string,
  batch: Batch,
  school: School,
  {
    anyway,
    say,
    stoppable,
  }: { readonly anyway: boolean; readonly say: (line: string) => void; readonly stoppable?: Stoppable },
): Promise<boolean> {
  const before = await school.examine()
  const disarm = undoWhenStopped(() => removeBatch(root, batch.id), stoppable)
  let isKept = false
  try {
    addBatch(root, batch)
    const trained = await school.train()
    say(compareScores(before, trained.scores))
    const losses = lossesOf(before, trained.scores)
    for (const loss of losses) say(`worse: ${loss}`)
    if (losses.length === 0 || anyway) {
      trained.keep()
      isKept = true
    } else trained.drop()
  } finally {
    disarm()
    if (!isKept) removeBatch(root, batch.id)
  }
  return isKept
}

/**
 * Takes a batch back and trains without it; how many sentences it had, 0 where there is no such batch. Where something fails, or the
 * process is stopped before, its sentences are there again.
 */
export async function unlearn(
  root: string,
  batchId: string,
  school: School,
  say: (line: string) => void,
  stoppable?: Stoppable,
): Promise<number> {
  const restore = keepLearned(root)
  const removed = removeBatch(root, batchId)
  if (removed === 0) return 0
  const disarm = undoWhenStopped(restore, stoppable)
  let compared: string
  try {
    const before = await school.examine()
    const trained = await school.train()
    compared = compareScores(before, trained.scores)
    trained.keep()
  } catch (error) {
    restore()
    throw error
  } finally {
    disarm()
  }
  say(compared)
  return removed
}
