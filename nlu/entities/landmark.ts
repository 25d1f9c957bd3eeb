import type { Entity } from '../understanding.js'
import { type EntityInput, type Token, written } from './entity-input.js'

/**
 * "near ..." spans: a preposition of place and what follows it, to the next punctuation, place entity or word that
 * begins something else. `placeStarts` are shadow offsets where city and district entities begin.
 */
export function findLandmarks(input: EntityInput, placeStarts: readonly number[]): Entity[] {
  const { tokens, shadow } = input
  const found: Entity[] = []
  let free = 0
  for (let at = 0; at < tokens.length && at < 200; at++) {
    if (at < free) continue
    const head = headLength(tokens, at)
    if (head === 0) continue
    const last = lastWord(input, at, head, placeStarts)
    if (last === null) continue
    const place = written(shadow, startOf(tokens[at]), tokens[last]?.end ?? 0)
    found.push({ type: 'landmark', value: tidy(place.text), ...place })
    free = last + 1
  }
  return found
}

function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** Not the «و» or «ب» that is glued before a preposition. */
function startOf(token: Token | undefined): number {
  if (token === undefined) return 0
  return /^و(?:قدام|جنب|خلف|مقابل|امام|بجوار|ورا)/u.test(token.word) ? token.start + 1 : token.start
}

const arabicHeads =
  /^[وب]?(?:قدام|قدامه|جنب|جمب|يم|خلف|امام|مقابل|قبال|بجوار|جوار|بجانب|بقرب|بالقرب|قرب|قريب|قريبه|ورا|وراء|حول|عند|تحت|بمحاذاه|ملاصق|بين|حذا|قبل|بعد)$/u
const arabiziHeads =
  /^(?:qedam|qeddam|giddam|gedam|qidam|jamb|janb|jnb|janib|gareeb|qareeb|wara|khalf|moqabel|muqabil|amam|3end|3ind|3nd|bejanb)$/u
const englishHeads = /^(?:near|nr|nearby|behind|opposite|beside|besides|facing|outside|alongside|by)$/u

/** English prepositions of several words. */
const phrases: readonly (readonly string[])[] = [
  'in front of',
  'next to',
  'close to',
  'across from',
  'corner of',
  'end of',
  'beginning of',
  'entrance of',
].map((phrase) => phrase.split(' '))

const ends = /^(?:اول|اخر|نهايه|بدايه|زاويه|طرف|مدخل|مخرج|منتصف|نص)$/u
const ended = /^(?:ال)?(?:شارع|حي|طريق|سوق|حاره|مدرسه|مسجد|جامع|حديقه)/u

/** How many words the preposition takes at this place; 0 where there is none. */
function headLength(tokens: readonly Token[], at: number): number {
  const word = tokens[at]?.word ?? ''
  const next = tokens[at + 1]?.word ?? ''
  if (arabicHeads.test(word)) return arabicHead(word, next)
  if (arabiziHeads.test(word)) return /^mi?n$/.test(next) ? 2 : 1
  const phrase = phrases.find((words) => words.every((part, index) => tokens[at + index]?.word === part))
  if (phrase !== undefined) return phrase.length
  if (ends.test(word)) return ended.test(next) ? 1 : 0
  if (!englishHeads.test(word)) return 0
  if (word === 'by') return /^(?:the|al)$/u.test(next) ? 1 : 0
  return next === 'to' ? 2 : 1
}

/** Words that are prepositions of time or manner too need a noun that is a place. */
function arabicHead(word: string, next: string): number {
  if (/^[وب]?(?:قريب|قريبه|بالقرب|بقرب)$/u.test(word))
    return next === 'من' || next === 'ل' ? 2 : placeNoun.test(next) ? 1 : 0
  if (/^[وب]?(?:عند|تحت|بعد|قبل|بين|حول|يم)$/u.test(word)) return placeNoun.test(next) ? 1 : 0
  return 1
}

const placeNoun =
  /^(?:ال|لل)?(?:مسجد|جامع|مدرس|مخبز|بقال|سوبر|هايبر|صيدلي|مستشف|مستوصف|عياد|مطعم|كافيه|كوفي|مقه|محط|بنك|صراف|دوار|اشاره|تقاطع|كوبري|جسر|نفق|حديق|ملعب|نادي|بيت|بيوت|بيتي|بيتنا|عمار|مبن|فندق|برج|مول|سوق|مركز|شارع|طريق|مدخل|مخرج|بواب|ساح|مواقف|كورنيش|شاطي|مزرع|مصنع|ورش|محل|مغسل|حلاق|جامع|كلي|معهد|روض|دايره|بلدي|امان|مطار|ميناء|قصر|صال|استراح|مخطط|عماره|اسواق|تميمي|العثيم|بنده|كارفور|لولو|ستاربكس|هرفي|البيك|مكدونالدز|سطح|مكتب)/u

/** Words that end a landmark: they begin a place, a clause, a wish. */
const stops = new Set(
  `في فيه بحي حي من الى على علي عن عشان لان لانه اللي الي التي الذي وفيه وفي ومن وهو وهي صار صارت طاح طاحت له لها لهم ابي ابغى ابغي اريد الرجاء رجاء ارجو ياليت
  لو اذا كان كانت يوجد توجد مافي مافيه ما مو ولا ولم لم لا وين متى كيف وش ليش يعني بس لكن ولكن رقم رقمي جوالي بلاغ وجوالي ورقمي شكرا مكسور مكسوره معطل معطله طافي طافيه مليان مليانه
  يسرب تسرب منذ صارله صارلها طفح طافح تطفح مفتوح مفتوحه خطر خطير جدا مره كل وكل مع هناك هنا فيها خربان خربانه مظلم ظلام محتاج نحتاج حفره زباله نفايات كلاب
  in on at since for and but because please is are was were has have had there it its that which who when my i we you he she they this with from to into not no
  need needs please thanks thank report number phone already very too so or if full broken leaking open dark overflowing blocked been being would could can
  fe fi fih feeh mafi min 3la 3ala bil bel bi b`.split(/\s+/),
)

/** Facilities that carry a town's name: «مستشفى الدمام», «جامعة الظهران». */
const named =
  /^(?:مستشفي|جامعه|مطار|كورنيش|بلديه|ميناء|مينا|سوق|مول|مركز|اماره|محطه|نادي|دوار|جسر|كوبري|شارع|طريق|مدرسه|مسجد|جامع)$/u

const determiners = /^(?:the|a|an|my|our|his|her|their|al|el|this|that)$/u
const longest = 5

function lastWord(input: EntityInput, at: number, head: number, placeStarts: readonly number[]): number | null {
  const { tokens, shadow } = input
  let last: number | null = null
  let words = 0
  for (let index = at + head; index < tokens.length; index++) {
    const token = tokens[index]
    const before = tokens[index - 1]
    if (token === undefined || before === undefined) break
    const gap = shadow.text.slice(before.end, token.start)
    if (/[^\s'"«»()-]/u.test(gap) || gap.includes('\n') || gap.includes(' - ')) break
    const first = index === at + head
    if (!(first && determiners.test(token.word))) {
      if (stops.has(token.word) || arabicHeads.test(token.word)) break
      if (!first && !named.test(before.word) && placeStarts.some((start) => start >= token.start && start < token.end))
        break
    }
    if (/^\d{4,}$/u.test(token.word)) break
    if (!determiners.test(token.word)) {
      words++
      last = index
    }
    if (words >= longest) break
  }
  return last
}
