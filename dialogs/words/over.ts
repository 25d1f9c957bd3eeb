import { foldText, wordCount } from '../fold-text.js'

const over =
  /(?:^| )(?:طلع|طلعت|طلعوه|طلعوها|طلعناه|طلعوهم|انقذوه|انقذوها|انقذناه|نجا|نجي|سلم|لقيناه|لقوه|طلعناها|طفو\S*|طفين\S*|انطف\S*|انقذ\S*|طفي الحريق|راح الخطر|زال الخطر|انتهي الخطر|انحلت|انحل|خلصت المشكله|he is out|shes out|she is out|hes out|got out|got him out|got her out|they saved|is safe now|are safe now|rescued|put it out|put the fire out|fire is out|its out|it is out|out now|its over|it is over|danger is over)(?: |$)/u
const relief = /(?:^| )(?:الحمدلله|الحمد لله|خلاص|الحين|thank god|thanks god|alhamdulillah|al7amdulillah|now)(?: |$)/u
const stillThere = /(?:^| )(?:ما|لم|لسا|لسه|للحين|not|still|برا|طلع دخان|smoke)(?: |$)/u

/** Whether a message says that a danger is over («طلع الحمدلله», «طفوه خلاص»). */
export function saysItIsOver(text: string): boolean {
  const folded = foldText(text, 120)
  const words = wordCount(folded)
  return words <= 10 && over.test(folded) && !stillThere.test(folded) && (words <= 5 || relief.test(folded))
}

const inside =
  /(?:^| )(?:ال|ل|و)?(?:طفل|طفله|ولد|بنت|ولدي|بنتي|رضيع|بزر|شخص|رجال|رجل|عامل|حرمه|امراه|واحد|ناس|child|kid|boy|girl|baby|person|man|woman|someone|somebody|people)(?: \S+){0,3} (?:طاح\S*|وقع\S*|سقط\S*|علق\S*|عالق\S*|محصور\S*|داخل|غرق\S*|انصعق\S*|انصاب\S*|مصاب\S*|fell|fallen|stuck|trapped|inside|drown\S*|hurt|injured)(?: |$)|(?:^| )(?:طاح\S*|وقع\S*|سقط\S*|غرق\S*|علق\S*|انصعق\S*)(?: \S+){0,3} (?:ال|ل)?(?:طفل|طفله|ولد|بنت|ولدي|بنتي|رضيع|بزر|شخص|رجال|رجل|عامل|حرمه|امراه|واحد|ناس)(?: |$)/u

/** Whether a message tells of somebody who fell, is stuck or hurt. */
export function tellsOfPerson(text: string): boolean {
  return inside.test(foldText(text, 300))
}
