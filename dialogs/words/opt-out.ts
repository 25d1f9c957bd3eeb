import { foldText } from '../fold-text.js'

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

/** «لا عاد ترسلون لي رسايل مرة ثانية», "please stop sending me these messages": all the words there are. */
const optOutSentence = new RegExp(
  [
    '^(?:(?:لو سمحت(?:و|وا|م)?|رجاء|خلاص|بس|طيب) )?',
    '(?:(?:لا|ما ابي|ما ابيكم|ما ابغي|ما ابغاكم|ما اريد|لا اريد|لا ابي|لا ابغي|ماعاد|ما عاد|لا عاد|ما ابي عاد|بطلو|بطلوا|كفايه) ',
    '(?:ت(?:رسل|راسل|كلم|كتب)\\S*|(?:ال)?(?:رسايل|رسائل|مراسله|اشعارات|تنبيهات)\\S*)',
    '|(?:وقف|وقفو|وقفوا|اوقف|اوقفو|اوقفوا|ايقاف) (?:ال|عني )?(?:ال)?(?:رسايل|رسائل|مراسله|ارسال|اشعارات|تنبيهات)\\S*)',
    '(?: (?:لي|لنا|علي|الي|ني|عني|منكم|رسايل|رسائل|الرسايل|الرسائل|رساله|اي|شي|مره|ثانيه|اخري|بعد|اليوم|الحين|ابدا|نهائيا|لو|سمحتو|سمحتوا|هنا|هذه|هاذي))*$',
    '|^(?:(?:please|pls|just|ok) )?(?:stop|quit|cease|dont|do not|never|no more|i dont want|i do not want) (?:ever |any |to |you )?',
    '(?:sending|messaging|texting|contacting|writing|send|message|text|contact|write|messages|texts|dms)',
    '(?: (?:to|me|us|any|more|these|the|this|your|messages|texts|dms|notifications|anymore|again|now|please|ever|from|you|here))*$',
  ].join(''),
  'u',
)

/** Whether the whole message asks not to be written to any more («إيقاف», STOP ...). */
export function isOptOut(text: string): boolean {
  const folded = foldText(text, 120)
  return (
    optOutWords.has(folded) ||
    optOutSentence.test(folded) ||
    optOutWords.has(
      folded.replace(
        /^(?:لو سمحت(?:وا|م)?|من فضلك(?:م)?|رجاء|please) | (?:لو سمحت(?:وا|م)?|من فضلك(?:م)?|رجاء|please)$/u,
        '',
      ),
    )
  )
}
