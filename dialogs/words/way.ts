import { foldText } from '../fold-text.js'

const preposition =
  /^[وب]?(?:قدام|قدامه|جنب|جمب|يم|خلف|امام|مقابل|قبال|بجوار|جوار|بجانب|بقرب|بالقرب|قرب|قريب|قريبه|ورا|وراء|حول|عند|تحت|فوق|بين|حذا|قبل|بعد|في|على|علي|داخل|اخر|اول|نهايه|بدايه|زاويه|مدخل|near|nr|nearby|next|close|behind|opposite|beside|besides|facing|outside|inside|in|at|on|by|across|between|around|before|after|corner|end|entrance|qedam|giddam|gedam|jamb|janb|jnb|gareeb|qareeb|9areeb|8areeb|8areb|gareb|qareb|wara|khalf|amam|3end|3ind|3nd)(?: |$)/u

/** Whether words for a landmark tell the way to it («جنب المسجد», "next to the bakery") rather than name it. */
export function describesWay(landmark: string): boolean {
  return preposition.test(foldText(landmark, 80))
}
