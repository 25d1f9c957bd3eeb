import { foldText } from '../fold-text.js'

const salam =
  /(?:^| )(?:السلام عليكم|سلام عليكم|السلام عليك|as?salaa?m ?u?o? ?al[ae]i?k[uo]m|assalam|salam|salaam)(?: |$)/u

/** The same in Devanagari, Bengali and Malayalam. */
const elsewhere = /सलाम|সালাম|സലാ/u

/** Whether the message begins with the greeting of peace, which is always returned. */
export function hasSalam(text: string): boolean {
  return salam.test(foldText(text, 80)) || elsewhere.test(text.slice(0, 80))
}

const areYouHuman =
  /(?:^| )(?:(?:هل )?(?:هو )?(?:انت|انتي|انتم|انتا|معي|اكلم|تكلمني)(?: \S+)? (?:بوت|روبوت|الي|انسان|بشر|شخص|حقيقي|ادمي|بني ادم|بنادم|ذكاء)|are you (?:a |an )?(?:real |actual )?(?:human|person|bot|robot|real|machine|ai))(?: |$)/u

/** Whether the message asks if it speaks with a human being. */
export function asksWhetherHuman(text: string): boolean {
  return areYouHuman.test(foldText(text, 120))
}
