import type { Connection } from 'mongoose'
import { conversationModel } from './conversation.js'
import { deadLetterModel } from './dead-letter.js'
import { inboundEventModel } from './inbound-event.js'
import { messageModel } from './message.js'
import { photoModel } from './photo.js'
import { reportModel } from './report.js'
import { residentModel } from './resident.js'
import { understoodModel } from './understood.js'

/** Every model on one connection. */
export interface Models {
  readonly inboundEvents: ReturnType<typeof inboundEventModel>
  readonly conversations: ReturnType<typeof conversationModel>
  readonly messages: ReturnType<typeof messageModel>
  readonly photos: ReturnType<typeof photoModel>
  readonly reports: ReturnType<typeof reportModel>
  readonly residents: ReturnType<typeof residentModel>
  readonly deadLetters: ReturnType<typeof deadLetterModel>
  readonly understood: ReturnType<typeof understoodModel>
}

/** Puts the models on a connection and makes their indexes; resolves when the indexes are there. */
export async function createModels(connection: Connection): Promise<Models> {
  const models: Models = {
    inboundEvents: inboundEventModel(connection),
    conversations: conversationModel(connection),
    messages: messageModel(connection),
    photos: photoModel(connection),
    reports: reportModel(connection),
    residents: residentModel(connection),
    deadLetters: deadLetterModel(connection),
    understood: understoodModel(connection),
  }
  for (const model of Object.values(models)) await model.createIndexes()
  return models
}
