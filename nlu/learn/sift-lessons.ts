import type { Utterance } from '../train/read-utterances.js'
import { lessonText } from './learned-files.js'
import type { Lesson } from './lesson.js'
import { foldedWords } from './same-words.js'

/** A lesson that is not taken, and why. */
export interface LeftOut {
  readonly id: string
  readonly why: 'unknown service' | 'no words left' | 'known already' | 'a test sentence'
}

/** Which lessons can be taught: not what is known already, and no sentence that the evaluation asks, or it would measure nothing. */
export function siftLessons(
  lessons: readonly Lesson[],
  known: readonly Utterance[],
  tests: readonly { readonly text: string }[],
  services: ReadonlySet<string>,
): { readonly taken: readonly Lesson[]; readonly leftOut: readonly LeftOut[] } {
  const asked = new Set(tests.map(({ text }) => keyOf(text)))
  const labels = new Set(known.map((row) => labelKey(row)))
  const taken: Lesson[] = []
  const leftOut: LeftOut[] = []
  for (const lesson of lessons) {
    const key = keyOf(lessonText(lesson.text))
    const why = whyNot()
    if (why !== null) leftOut.push({ id: lesson.id, why })
    else {
      labels.add(labelKey(lesson))
      taken.push(lesson)
    }

    function whyNot(): LeftOut['why'] | null {
      if (lesson.service !== null && !services.has(lesson.service)) return 'unknown service'
      if (key === '') return 'no words left'
      if (asked.has(key)) return 'a test sentence'
      return labels.has(labelKey(lesson)) ? 'known already' : null
    }
  }
  return { taken, leftOut }
}

function keyOf(text: string): string {
  return [...foldedWords(text)].join(' ')
}

function labelKey({ text, intent, service }: Pick<Lesson, 'text' | 'intent' | 'service'>): string {
  return `${intent} ${service} ${keyOf(lessonText(text))}`
}
