import { foldText } from '../fold-text.js'

const done =
  /^(?:(?:نعم|لا|خلاص|بس|تمام|ارسل|ارسلوا|ارسلوه|ابعت|تاكيد|اكد|اكدوا|اعتمد|صح|صحيح|كذا|كده|انتهيت|خلصت|ولا شي|لا شي|كل شي|البيانات|صحيحه|طيب|اوك|اوكي|ok|okay|yes|no|done|nothing|send|it|confirm|all|good|thats)(?: |$))+$/u

/** Whether a message leaves a menu that it takes nothing of («خلاص»، «ارسل»، "done"). */
export function leavesMenu(text: string): boolean {
  return done.test(`${foldText(text, 80)}`)
}
