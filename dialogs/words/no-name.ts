import { foldText } from '../fold-text.js'

const words = (list: string): ReadonlySet<string> => new Set(foldText(list, 4000).split(' '))

/** Words of anger; nobody's place is called so. */
const angry = words(
  `حمير حمار يا غبي اغبياء أغبياء غبية زفت تبن زق خرا سخيف سخيفين فاشل فاشلين فاشلة كذاب كذابين نصاب نصابين حقير تفو تفه تافهين وقح انقلع انقلعوا اسكت اسكتوا خلصوني خلصونا زهقت طفشت تعبت قرف مقرف لعنة
   stupid idiot idiots fool damn fuck fucking fck shit hell bloody nonsense useless liars bullshit crap wtf stfu`,
)
/** Words of sentences: persons, questions, denials, wishes. */
const sentence = words(
  `وينكم وينك فينكم وينهم الو انا أنا انت انتي انتم انتو احنا نحن هم هذا هذي هذه ذا وش ايش ليش كيف وين متى يعني ما مو مب مش موب لا لم لن ليس ابي ابغى ابغا اريد نبي عندي عندنا خلاص والله الله طيب تمام بس لكن علشان عشان لو اذا
   شي شيء فيه مافيه مافي كان صار راح بسرعة بدري فهمت فهمتوا تقصد اقصد قلت قلتلك كلام فاضي ردوا رد جاوبني جاوبوا اي نعم شكرا مرحبا هلا قال قالوا
   i you he she we they am are was were do does did dont not no my your have has had need want why what how please stop hurry here there this that these me us them know tell ask come fix sorry hello hi lol haha because but if when who will would should can cant`,
)
/** Whether a message of a few words says nothing by itself («طيب يعني وش تبون»). */
export function isChatter(text: string): boolean {
  const list = foldText(text, 200).split(' ')
  return list.length <= 8 && list.filter((word) => sentence.has(word)).length * 3 >= list.length * 2
}

const verbEnding = /^\S{3,}(?:وني|تني|نكم|تكم|وكم)$|^[تي]\S{2,}ون$/u

/** Whether a message is anger and no answer. */
export function isAnger(text: string): boolean {
  return foldText(text, 200)
    .split(' ')
    .some((word) => angry.has(word))
}

const person = words('انا أنا انت انتي انتم انتو احنا نحن هم you i we they me us')

/** Whether a message speaks of or to somebody: no description of a place by itself. */
export function speaksToSomebody(text: string): boolean {
  return foldText(text, 200)
    .split(' ')
    .some((word) => person.has(word))
}

/** Whether a text is plainly no name: a sentence, anger, or nothing but numbers and signs. */
export function isNoName(text: string): boolean {
  const folded = foldText(text, 200)
  if (!/\p{L}{2}/u.test(folded)) return true
  return folded.split(' ').some((word) => angry.has(word) || sentence.has(word) || verbEnding.test(word))
}

/** Whether a name brings the word for its kind along («قرية ...»). */
export function bringsKind(name: string): boolean {
  return ownKind.test(foldText(name, 80))
}

const ownKind = /^(?:ال)?(?:ضاحيه|مخطط|اسكان|قريه|هجره|بلده|حله|فريج|مجمع|village|compound|town)(?: |$)/u
const kind =
  /(?:^| )[وبف]?(?:ال)?(?:حي|ضاحيه|مخطط|اسكان|قريه|هجره|بلده|حله|فريج|district|neighborhood|neighbourhood|village|town|compound|hay|7ai)(?: |$)/u
const article = /(?:^| )(?:ال\S{3,}|(?:al|ad|ar|as|ash|an|az|at|el) \S{3,}|al\S{3,})(?: |$)/u
const longestName = 4

/** How much a text looks like the name of a place: by its kind («حي ...») or its article, or only perhaps. */
export function looksLikeName(text: string, name: string): boolean {
  const folded = foldText(name, 200)
  if (kind.test(foldText(text, 200))) return true
  return folded.split(' ').length <= longestName && article.test(folded)
}
