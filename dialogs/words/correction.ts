import { foldText } from '../fold-text.js'

const correctionWords =
  /(?:^| )(?:لا|لاا|مو|مب|مش|موب|مهب|ليس|ليست|وليس|ولا|غلط|غلطت|غلطان|غلطانه|خطا|اخطات|خطات|عفوا|تصحيح|خله|خلها|خليها|خلوها|اقصد|قصدي|اعني|بل|بدل|عدل|عدلوا|غير|غيروا|تعديل|تغيير|صحح|الصحيح|الصح|اسف|la|laa|mo|moo|mu|mub|mob|mish|mesh|ghalat|8alat|ghalta|qasdi|asdi|no|not|isnt|wasnt|wrong|mistake|mean|meant|actually|instead|change|correct|correction|edit|sorry|rather)(?: |$)|^(?:من|from) .* (?:الي|to) /u

/** Whether the message has words of somebody who corrects something. */
export function hasCorrection(text: string): boolean {
  return correctionWords.test(foldText(text))
}

const correctionOnly: ReadonlySet<string> = new Set(
  foldText(
    `لا لأ مو مب مش موب ليس ليست وليس وليست ولا غلط غلطت غلطان غلطانة خطأ أخطأت خطأت آسف عفوا عذرا معليش قصدي أقصد أعني بل بدل غير غيروا عدل عدلوا تعديل تغيير تصحيح صحح صححوا الصحيح الصح صح
     هو هي هذا إلى الى من في على خله خلها خليها خلوها خلوه اكتب اكتبوا حط حطوا اسم الحي حي بحي المدينة طيب يا اخي لو سمحت
     la laa mo moo mu mub mob mish mesh ghalat qasdi el al fi fe no not nope isnt wasnt wrong mistake made i mean meant actually instead of change correct correction edit sorry rather it is its in the a to from should be please district area city that this was but and`,
    2000,
  ).split(' '),
)

/** Whether a text is nothing but words of correcting («غلطت، مو», "sorry, it is not"). */
export function isOnlyCorrection(text: string): boolean {
  return foldText(text)
    .split(' ')
    .every((word) => correctionOnly.has(word))
}
