import { foldText } from '../fold-text.js'

const restart =
  /^(?:(?:طيب|خلاص|لا|ابي|ابغي|اريد|خلنا|خلونا|ممكن|i want to|lets|let us|please|ok) )*(?:من البدايه|من الاول|من اول|من جديد|(?:نبدا|ابدا|ابدوا|نعيد|اعيد|عيد|ارجع|رجعني|نرجع)(?: \S+)? (?:من البدايه|من الاول|من اول|من جديد|للبدايه|البدايه)|للبدايه|بلاغ جديد|بلاغ اخر جديد|بلاغ ثاني جديد|start over|start again|from the beginning|from the start|restart|begin again|new report)(?: (?:لو سمحت\S*|من فضلك\S*|please))?$/u

/** Whether a message wants to begin anew («من البداية», «بلاغ جديد», "start over"). */
export function wantsRestart(text: string): boolean {
  return restart.test(foldText(text, 80))
}
