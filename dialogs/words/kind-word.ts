import { foldText } from '../fold-text.js'

const kindWords =
  /^(?:(?:في|ب|the|a|al|el|in) ?)?(?:ال)?(?:مدينه|حي|سوق|اسواق|شارع|طريق|مخطط|منطقه|محافظه|قريه|حاره|ضاحيه|city|town|district|neighbou?rhood|area|market|souq|street|road|hay|7ay|7ai)(?: (?:ال)?(?:مدينه|حي|سوق|شارع|طريق|مخطط|منطقه))*$/u

/** Whether words are only what a place is («المدينة», «سوق», "street"), and so no name of one. */
export function isKindWord(words: string): boolean {
  return kindWords.test(foldText(words, 80))
}

const facility =
  /(?:^| )[وب]?(?:ال)?(?:سوق|اسواق|مجمع|مول|مسجد|جامع|مدرسه|مستشفي|مستوصف|صيدليه|مطعم|محل|بقاله|مخبز|برج|فندق|بنك|شركه|حديقه|نادي|شارع|طريق|street|mall|mosque|school|hospital|restaurant|market|hotel)$/u

/** Whether the words before a name make it that of a shop, a mosque, a street and the like. */
export function endsInFacility(before: string): boolean {
  return facility.test(foldText(before, 300))
}

const ordinal =
  /^(?:(?:ال)?(?:اول|اولي|ثاني|ثانيه|ثالث|ثالثه|رابع|رابعه|خامس|خامسه|سادس|سادسه|اخير|اخيره|واحد|واحده|الاخري|الاخر)|(?:the )?(?:first|second|third|fourth|fifth|last|other)(?: one)?)$/u

/** Whether words only count («الثانية», "the second"). */
export function isOrdinal(words: string): boolean {
  return ordinal.test(foldText(words, 80))
}
