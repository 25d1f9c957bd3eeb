import { foldText, wordCount } from '../fold-text.js'

const service =
  '(?:طوارئ|طواري|اسعاف|دفاع المدني|دفاع مدني|مطافي|اطفاء|شرطه|نجده|هلال الاحمر|emergency|emergencies|ambulance|police|civil defen[cs]e|fire (?:brigade|department|station))'
const asked = new RegExp(
  [
    `(?:^| )(?:رقم|ارقام|تلفون|هاتف|نمره|raqam|ragam|number|numbers|phone)(?: \\S+){0,2} (?:لل|ال)?${service}(?: |$)`,
    `(?:^| )(?:the )?${service}(?: services?)? (?:number|numbers|phone|contact|hotline|line)(?: |$)`,
    `(?:^| )(?:كيف|وش|من|على مين|مين|who|how|which|what)(?: \\S+){0,5} (?:اتصل|نتصل|اكلم|اطلب|call|dial|reach|contact)(?: \\S+){0,4} (?:لل|ال)?${service}(?: |$)`,
    `^(?:لل|ال)?${service}$`,
    '(?:^| )(?:raqam|ragam)(?: \\S+)? (?:al)?(?:tawari|6awari|is3af|shorta)\\S*(?: |$)',
    '(?:^| )who (?:do|should|can) (?:i|we) call in (?:an )?emergenc(?:y|ies)(?: |$)',
  ].join('|'),
  'u',
)
const longest = 10

/** Whether a message asks for the number of the emergency services («رقم الطوارئ», "ambulance number"). */
export function asksEmergencyNumber(text: string): boolean {
  const folded = foldText(text, 160)
  return wordCount(folded) <= longest && asked.test(folded)
}

const whatToDo =
  /^(?:طيب |و)?(?:وش|ايش|شنو|شو|ماذا|ما الذي)(?: \S+)? (?:اسوي|نسوي|اعمل|نعمل|افعل|نفعل|تسوي|العمل)(?: |$)|(?:^| )what (?:should|do|can|must|to) (?:i |we )?(?:do)?(?: |$)/u

/** Whether a message asks what to do («وش أسوي؟»). */
export function asksWhatToDo(text: string): boolean {
  const folded = foldText(text, 120)
  return wordCount(folded) <= longest && whatToDo.test(folded)
}

const fire =
  /(?:^| )[وفب]?(?:ال)?(?:حريق|حريقه|حرايق|حرائق|نار|نيران|لهب|مشتعل\S*|اشتعل\S*|تشتعل|يشتعل|يحترق|تحترق|احترق\S*|محترق\S*|7aree2a|7areeq|hareeq|hareeqa|7ari2a|fire|fires|flames|burning|ablaze|in flames)(?: |$)/u

/** Whether a message names a fire, which is the civil defence's matter whatever burns. */
export function namesFire(text: string): boolean {
  return fire.test(foldText(text))
}
