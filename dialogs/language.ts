import { withoutCode } from '../nlu/pipeline/markup.js'
import { languageChoice } from './choices.js'
import type { ResidentMessage } from './dialog-types.js'
import { foldText, wordCount } from './fold-text.js'
import type { Memory } from './memory.js'
import { askMenu, returnToReport } from './menu.js'
import { catalogueLanguages } from './speech/load-catalogues.js'
import type { Turn } from './turn.js'

const names: readonly (readonly [string, RegExp])[] = [
  [
    'en',
    /(?:^| )(?:english|inglish|انجليزي|الانجليزيه|انقليزي|الانقليزيه|انجليزيه|بالانجليزي|بالانقليزي|بالانجليزيه|بالانقليزيه)(?: |$)/u,
  ],
  ['ar', /(?:^| )(?:arabic|arabi|عربي|العربيه|بالعربي|بالعربيه|العربي|عربيه)(?: |$)/u],
  ['ur', /(?:^| )(?:urdu|اردو|بالاردو)(?: |$)/u],
  ['hi', /(?:^| )(?:hindi|هندي|بالهندي)(?: |$)/u],
  ['bn', /(?:^| )(?:bengali|bangla|بنغالي)(?: |$)/u],
  ['tl', /(?:^| )(?:tagalog|filipino|فلبيني)(?: |$)/u],
  ['id', /(?:^| )(?:indonesian|bahasa|اندونيسي)(?: |$)/u],
  ['ml', /(?:^| )(?:malayalam|مليالم)(?: |$)/u],
]

/** The language a message asks for by name; null where it names none. */
function namedLanguage(text: string): string | null {
  const folded = foldText(text)
  return names.find(([, words]) => words.test(folded))?.[0] ?? null
}

/** Whether there is a catalogue for this language. */
function isSpoken(language: string): boolean {
  return (catalogueLanguages as readonly string[]).includes(language)
}

/**
 * The language to answer in: the one the message asks for, else the one it is surely written in. The first message also counts
 * where it is short, or the title of what was tapped; a number, a tap or an "ok" later on changes nothing.
 */
export function pickLanguage({ language, introduced }: Memory, message: ResidentMessage): string {
  const { understood, choice } = message
  const text = withoutCode(message.text)
  if (understood.intent === 'change_language') {
    const asked = namedLanguage(text)
    if (asked !== null && isSpoken(asked)) return asked
  }
  // the title of Get Started (`menu:main`) is the platform's, not the resident's
  if (choice !== undefined && (introduced || choice === 'menu:main')) return language
  const words = wordCount(foldText(text))
  if (understood.languageSure && (isSpoken(understood.language) || words >= strangeWords)) return understood.language
  if (words >= realSentence && isArabicOnly(text)) return understood.language === 'en' ? 'ar' : understood.language
  if (introduced || words === 0 || !/\p{L}{2}/u.test(text)) return language
  if (isPlainLatin(text)) return 'en'
  return isSpoken(understood.language) ? understood.language : language
}

/** A language without a catalogue is answered in two others: not for a few words that only look like it. */
const strangeWords = 4

/** So many words are a sentence of the resident's own language, not a greeting picked up. */
const realSentence = 3

function isArabicOnly(text: string): boolean {
  return /\p{Script=Arabic}/u.test(text) && !/(?!\p{Script=Arabic})\p{L}/u.test(text)
}

const arabizi = /(?:^| )(?:as?salaa?m|salaa?m|slm|mar7aba|marhaba|hala|ahlan|balagh|balaghi|7\w+|\w*[2-9]\w*)(?: |$)/u

/** "hello", "help": Latin letters, no Arabic written in them. */
function isPlainLatin(text: string): boolean {
  return /^[\p{Script=Latin}\P{L}]+$/u.test(text) && !arabizi.test(foldText(text))
}

/** Answers a wish for another language; the turn speaks it already. */
export function changeLanguage(turn: Turn, message: ResidentMessage): void {
  turn.memory.misses = 0
  const asked = namedLanguage(message.text)
  if (asked === null || !isSpoken(asked)) {
    if (asked !== null) turn.say('language.unsupported')
    turn.ask('language', 'language.question', catalogueLanguages.map(languageChoice))
    return
  }
  switched(turn)
}

/** Goes on in the language that has been chosen. */
export function switched(turn: Turn): void {
  turn.say('language.switched')
  if (!returnToReport(turn, false)) askMenu(turn, 'welcome.question')
}
