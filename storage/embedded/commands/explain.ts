import { Int32 } from 'bson'
import { CommandError } from '../command-error.js'
import type { Plan } from '../index/plan.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import type { Command } from './command.js'
import { prepareFind } from './find.js'
import { productVersion } from './server-commands.js'

/** `explain` of a find. */
export const explain: Command = {
  fields: ['verbosity'],
  writes: false,
  run(request, { engine }) {
    const explained = request.body.explain
    if (!isDocument(explained) || typeof explained.find !== 'string') {
      throw new CommandError(115, 'the embedded store explains find only')
    }
    const namespace = `${request.database}.${explained.find}`
    const collection = engine.catalog.find(request.database, explained.find)
    const found = prepareFind(engine, collection, explained)
    const winningPlan = found ? stages(found.query.plan, found.query.sortsInMemory) : { stage: 'EOF' }
    const queryPlanner = { namespace, winningPlan, rejectedPlans: [] }
    const serverInfo = { version: productVersion }
    if (request.body.verbosity === 'queryPlanner') return { queryPlanner, serverInfo }
    const results = found ? [...found.query.run()].length : 0
    const executionStats = {
      executionSuccess: true,
      nReturned: new Int32(results),
      totalKeysExamined: new Int32(found?.query.examined.keys ?? 0),
      totalDocsExamined: new Int32(found?.query.examined.documents ?? 0),
    }
    return { queryPlanner, executionStats, serverInfo }
  },
}

function stages(plan: Plan, sortsInMemory: boolean): BsonDocument {
  const stage = access(plan)
  return sortsInMemory ? { stage: 'SORT', inputStage: stage } : stage
}

function access(plan: Plan): BsonDocument {
  if (plan.kind === 'ids') return { stage: plan.idKeys.length === 1 ? 'IDHACK' : 'IXSCAN', indexName: '_id_' }
  if (plan.kind === 'or') return { stage: 'OR', inputStages: plan.plans.map(access) }
  const direction = plan.reverse ? 'backward' : 'forward'
  if (plan.index) {
    const { name, specification } = plan.index
    const scan = {
      stage: 'IXSCAN',
      indexName: name,
      keyPattern: specification.key,
      isMultiKey: plan.index.multikey,
      direction,
    }
    return { stage: 'FETCH', inputStage: scan }
  }
  return plan.bounded || plan.sorted
    ? { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, direction } }
    : { stage: 'COLLSCAN', direction }
}
