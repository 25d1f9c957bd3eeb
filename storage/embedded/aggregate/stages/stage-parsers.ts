import { bucketStage, countStage, groupStage, sortByCountStage } from './group-stages.js'
import { facetStage, lookupStage, unionWithStage } from './joining-stages.js'
import { limitStage, matchStage, sampleStage, skipStage, sortStage, unwindStage } from './selecting-stages.js'
import { addFieldsStage, projectStage, replaceRootStage, replaceWithStage, unsetStage } from './shaping-stages.js'
import type { StageParser } from './stage-parser.js'

/** The stages the store has, by name. */
export const stageParsers: Readonly<Record<string, StageParser>> = {
  $match: matchStage,
  $sort: sortStage,
  $limit: limitStage,
  $skip: skipStage,
  $sample: sampleStage,
  $unwind: unwindStage,
  $project: projectStage,
  $addFields: addFieldsStage,
  $set: addFieldsStage,
  $unset: unsetStage,
  $replaceRoot: replaceRootStage,
  $replaceWith: replaceWithStage,
  $group: groupStage,
  $sortByCount: sortByCountStage,
  $bucket: bucketStage,
  $count: countStage,
  $facet: facetStage,
  $lookup: lookupStage,
  $unionWith: unionWithStage,
}
