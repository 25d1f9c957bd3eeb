import { foldText, wordCount } from './fold-text.js'

const optOutWords: ReadonlySet<string> = new Set(
  [
    'إيقاف',
    'ايقاف',
    'أوقف',
    'اوقف',
    'أوقفوا',
    'توقف',
    'توقفوا',
    'وقف',
    'وقفوا',
    'إلغاء الاشتراك',
    'الغ الاشتراك',
    'الغي الاشتراك',
    'ألغوا الاشتراك',
    'إلغاء اشتراكي',
    'إلغاء المتابعة',
    'إيقاف الرسائل',
    'أوقفوا الرسائل',
    'وقفوا الرسائل',
    'إيقاف المراسلة',
    'إيقاف الاشعارات',
    'لا ترسلوا',
    'لا ترسلون',
    'لا ترسلون لي',
    'لا ترسلوا لي',
    'لا تراسلوني',
    'لا تراسلني',
    'لا تراسلوني مرة ثانية',
    'لا أريد رسائل',
    'ما ابي رسائل',
    'ما ابغى رسائل',
    'لا ترسلوا لي رسائل',
    'لا ترسلون لي رسائل',
    'stop',
    'stopall',
    'stop all',
    'unsubscribe',
    'unsubscribe me',
    'opt out',
    'optout',
    'stop messages',
    'stop messaging',
    'stop messaging me',
    'stop texting me',
    'stop sending me messages',
    'stop sending messages',
    'stop contacting me',
    'do not message me',
    'dont message me',
    'no more messages',
    'remove me',
    'please stop',
    'stop please',
    'بند کرو',
    'बंद करो',
    'berhenti',
    'itigil',
    'বন্ধ',
  ].map((words) => foldText(words)),
)

/** Whether the whole message asks not to be written to any more («إيقاف», STOP ...). */
export function isOptOut(text: string): boolean {
  const folded = foldText(text, 120)
  return (
    optOutWords.has(folded) ||
    optOutWords.has(
      folded.replace(
        /^(?:لو سمحت(?:وا|م)?|من فضلك(?:م)?|رجاء|please) | (?:لو سمحت(?:وا|م)?|من فضلك(?:م)?|رجاء|please)$/u,
        '',
      ),
    )
  )
}

const backArabic =
  /(?:^| )(?:ارجع|ارجعي|رجوع|الرجوع|رجعني|رجعوني|نرجع|ارجعوا|للخلف|ورا|السابق|السابقه|للسابق|تراجع)(?: |$)/u
const backEnglish = /(?:^| )(?:back|previous|undo)(?: |$)/u
const notBack =
  /(?:^| )(?:call|called|get|come|came|text|write|wrote|message|door|yard|street|side|at|in|behind|جنب|ورا البيت|ورا المسجد|بيت|شارع|مسجد|مدرسه)(?: |$)/u

/** Whether the message asks for the question before («رجوع», "go back"). */
export function isBack(text: string): boolean {
  const folded = foldText(text, 120)
  const words = wordCount(folded)
  if (words === 0 || words > 6 || notBack.test(folded)) return false
  return (
    (backArabic.test(folded) && !(words > 1 && /(?:^| )ورا(?: |$)/u.test(folded) && !/خطوه/u.test(folded))) ||
    backEnglish.test(folded)
  )
}

const skipWords =
  /(?:^| )(?:تخطي|تخط|تخطى|تجاوز|بدون|بلا|سكب|لاحقا|بعدين|لا يوجد|لا توجد|ما عندي|مو عندي|ماعندي|معنديش|ما فيه|مافي|مافيه|ما في|ليس لدي|ما معي|ما اقدر|ما صورت|مو لازم|skip|without|later|none|no photo|no picture|no photos|no pictures|no pic|not now|dont have|do not have|havent|cant|nope)(?: |$)/u

/** Whether the message says that there is nothing to give («تخطي», «ما عندي», "no photo"). `alone`: it says nothing else (the word may be part of an answer otherwise). */
export function isSkip(text: string, alone = false): boolean {
  const folded = foldText(text, 120)
  const found = skipWords.exec(folded)
  return found !== null && wordCount(folded) <= (alone ? 3 : 8) && (!alone || found.index === 0)
}

const unknownWords =
  /(?:^| )(?:لا اعرف|ما اعرف|ماعرف|ما ادري|مدري|لا ادري|مادري|مو متاكد|ما اذكر|لا اذكر|i dont know|dont know|do not know|not sure|no idea|idk)(?: |$)/u

/** Whether the message says that the resident does not know. */
export function isUnknown(text: string): boolean {
  const folded = foldText(text, 120)
  return unknownWords.test(folded) && wordCount(folded) <= 8
}

const correctionWords =
  /(?:^| )(?:لا|لاا|مو|مب|مش|موب|مهب|ليس|ليست|غلط|غلطت|غلطان|غلطانه|خطا|اقصد|قصدي|اعني|بل|بدل|عدل|عدلوا|غير|غيروا|تعديل|تغيير|صحح|الصحيح|الصح|اسف|no|not|isnt|wasnt|wrong|mistake|mean|meant|actually|instead|change|correct|correction|edit|sorry|rather)(?: |$)/u

/** Whether the message has words of somebody who corrects something. */
export function hasCorrection(text: string): boolean {
  return correctionWords.test(foldText(text))
}

const editVerb =
  /(?:^| )(?:غير|غيروا|اغير|نغير|تغيير|عدل|عدلوا|اعدل|نعدل|تعديل|صحح|صححوا|تصحيح|بدل|بدلوا|ابدل|change|edit|correct|modify|update|fix)(?: |$)/u
const editTargets: readonly (readonly [string, RegExp])[] = [
  ['district', /(?:^| )(?:حي|الحي|المدينه|مدينه|district|city|neighborhood|neighbourhood|area)(?: |$)/u],
  ['photo', /(?:^| )(?:الصوره|صوره|الصور|photo|picture|image|photos)(?: |$)/u],
  ['problem', /(?:^| )(?:المشكله|مشكله|النوع|نوع|التصنيف|الخدمه|problem|issue|type|category|service)(?: |$)/u],
  ['place', /(?:^| )(?:الموقع|موقع|المكان|مكان|المعلم|معلم|العنوان|place|location|landmark|address)(?: |$)/u],
]

/** What a short message wants to change («غيّر الموقع», "change the district"): the ending of a `report.edit:` choice, `all` where it does not say what, null where it wants nothing changed. */
export function readEdit(text: string, verbNeeded: boolean): string | null {
  const folded = foldText(text, 120)
  if (wordCount(folded) > 7) return null
  const verb = editVerb.test(folded)
  if (verbNeeded && !verb) return null
  const target = editTargets.find(([, words]) => words.test(folded))
  if (target) return target[0]
  return verb && wordCount(folded) <= 3 ? 'all' : null
}

const salam =
  /(?:^| )(?:السلام عليكم|سلام عليكم|السلام عليك|as?salaa?m ?u?o? ?al[ae]i?k[uo]m|assalam|salam|salaam)(?: |$)/u

/** Whether the message begins with the greeting of peace, which is always returned. */
export function hasSalam(text: string): boolean {
  return salam.test(foldText(text, 80))
}

const areYouHuman =
  /(?:^| )(?:(?:هل )?(?:انت|انتي|انتم|معي|اكلم|تكلمني)(?: \S+)? (?:بوت|روبوت|الي|انسان|بشر|شخص|حقيقي|ادمي|ذكاء)|are you (?:a |an )?(?:real |actual )?(?:human|person|bot|robot|real|machine|ai))(?: |$)/u

/** Whether the message asks if it speaks with a human being. */
export function asksWhetherHuman(text: string): boolean {
  return areYouHuman.test(foldText(text, 120))
}

const wishToReport =
  /(?:^| )(?:بلاغ|البلاغ|ابلغ|نبلغ|ابلاغ|الابلاغ|اشتكي|شكوي|report|complain|complaint|something|problem|issue|مشكله|شي)(?: |$)/u

/** Whether the message only says that something is to be reported, not what. */
export function isBareWishToReport(text: string): boolean {
  const folded = foldText(text, 160)
  return wordCount(folded) <= 6 && wishToReport.test(folded)
}

const plural =
  /(?:^| )(?:بلاغاتي|بلاغاتنا|كل البلاغات|جميع البلاغات|كل بلاغاتي|بلاغين|البلاغات|my reports|all reports|all my reports|reports)(?: |$)/u

/** Whether the message asks for several of the resident's reports. */
export function asksForAll(text: string): boolean {
  return plural.test(foldText(text))
}

const vagueLandmark =
  /^(?:(?:في|ب|عند|قدام|امام|جنب|بجنب|بجوار|ورا|خلف|قريب من|قرب|in|at|near|next to|in front of|behind|by|outside|opposite) ?)*(?:بيتنا|بيتي|البيت|بيت|منزلنا|منزلي|المنزل|عندنا|عندي|هنا|حارتنا|حينا|شارعنا|الشارع|الحي|our house|my house|our home|my home|the house|home|house|here|our street|my street|the street|us|me|our place|my place|our building|my building|عمارتنا|باب بيتنا|باب البيت|باب بيتي)$/u

/** Whether a landmark says nothing to somebody who does not know the resident («قدام بيتنا»). */
export function isVagueLandmark(landmark: string): boolean {
  return vagueLandmark.test(foldText(landmark, 120))
}
