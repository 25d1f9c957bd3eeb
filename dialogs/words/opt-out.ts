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
