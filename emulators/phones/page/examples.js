import { button, icon, make, spoken } from './elements.js'
import { setWords } from './text.js'

const sentences = [
  'السلام عليكم، فيه حفرة كبيرة قدام بيتنا بحي الفيصلية في الدمام',
  'وين وصل بلاغي',
  'There is a big pothole in front of our house in Al Faisaliyah, Dammam',
  'فيه سلك كهرب مكشوف بالحديقة والأطفال يلعبون جنبه',
  'لا، الحي الشاطئ',
  'الموية مقطوعة عن حينا من أمس',
  'رجوع',
]

/** Sentences to try: each fills the composer of the phone that is chosen beside it. */
export function showExamples(list, fill) {
  for (const sentence of sentences) {
    const words = make('p')
    setWords(words, sentence)
    list.append(
      make('li', '', words, choose('x', 'إلى X', sentence, fill), choose('messenger', 'إلى ماسنجر', sentence, fill)),
    )
  }
}

function choose(channel, label, sentence, fill) {
  const element = button(`to-${channel}`, icon(channel), spoken(`${label}: ${sentence}`))
  element.title = label
  element.addEventListener('click', () => fill(channel, sentence))
  return element
}
