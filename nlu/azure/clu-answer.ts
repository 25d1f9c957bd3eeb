import { z } from 'zod'

/** The answer to `POST /language/:analyze-conversations` for a conversation project, as far as it is used. */
const answerSchema = z.object({
  kind: z.literal('ConversationResult'),
  result: z.object({
    prediction: z.object({
      projectKind: z.literal('Conversation'),
      intents: z.array(z.object({ category: z.string(), confidenceScore: z.number().min(0).max(1.001) })).min(1),
    }),
  }),
})

/** A CLU intent and its score, 0..1. */
export interface CluScore {
  readonly category: string
  readonly score: number
}

/** The intents of an answer's body; null where it is not of the documented shape. */
export function readCluAnswer(body: string): readonly CluScore[] | null {
  const parsed = answerSchema.safeParse(jsonOf(body))
  if (!parsed.success) return null
  return parsed.data.result.prediction.intents.map(({ category, confidenceScore }) => ({
    category,
    score: Math.min(confidenceScore, 1),
  }))
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
