import { foldText } from '../fold-text.js'

const vagueLandmark =
  /^(?:(?:3end|3ind|janb|giddam|qedam|في|ب|عند|قدام|امام|جنب|بجنب|بجوار|ورا|خلف|قريب من|قرب|in|at|near|next to|in front of|behind|by|outside|opposite) ?)*(?:بيتنا|بيتي|beiti|beti|baiti|bayti|beitna|betna|baytna|البيت|بيت|منزلنا|منزلي|المنزل|عندنا|عندي|هنا|حارتنا|حينا|شارعنا|الشارع|الحي|our house|my house|our home|my home|the house|home|house|here|our street|my street|the street|us|me|mine|ours|our place|my place|our building|my building|عمارتنا|باب بيتنا|باب البيت|باب بيتي)$/u

/** Whether a landmark says nothing to somebody who does not know the resident («قدام بيتنا»). */
export function isVagueLandmark(landmark: string): boolean {
  return vagueLandmark.test(foldText(landmark, 120))
}
