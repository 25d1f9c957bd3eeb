import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Intent, intents } from '../understanding.js'
import { wordsOf } from './normalise.js'
import { createShadow } from './shadow.js'

/** What a whole message means when it is one of the list. */
export interface PhraseMeaning {
  readonly intent: Intent
  /** The language the phrase belongs to; null where it is only emoji. */
  readonly language: string | null
}

/** Whole messages that leave no doubt. */
export interface PhraseList {
  /** `words` as `wordsOf` gives them; null where the message is none of the list. */
  find(words: readonly string[]): PhraseMeaning | null
}

/** Reads `nlu/phrases/<language>.txt` (`# intent` opens a section, a line is a phrase, `##` a comment). */
export function loadPhraseList(root: string): PhraseList {
  const folder = path.join(root, 'nlu', 'phrases')
  const phrases = new Map<string, PhraseMeaning>()
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.txt') || name === 'services.txt') continue
    readPhrases(readFileSync(path.join(folder, name), 'utf8'), path.basename(name, '.txt'), phrases)
  }
  return { find: (words) => find(phrases, words) }
}

function readPhrases(content: string, language: string, phrases: Map<string, PhraseMeaning>): void {
  let intent: Intent | undefined
  for (const line of content.split(/\r?\n/)) {
    const text = line.trim()
    if (text === '' || text.startsWith('##')) continue
    if (text.startsWith('# ')) {
      intent = intents.find((name) => name === text.slice(2).trim())
      continue
    }
    const key = keyOf(wordsOf(createShadow(text).text))
    if (intent === undefined || key === '' || phrases.has(key)) continue
    phrases.set(key, { intent, language: isEmoji(key) ? null : language })
  }
}

const longest = 9

function find(phrases: ReadonlyMap<string, PhraseMeaning>, words: readonly string[]): PhraseMeaning | null {
  if (words.length === 0 || words.length > longest + 4) return null
  const whole = phrases.get(keyOf(words))
  if (whole !== undefined) return whole
  const spoken = words.filter((word) => !isEmoji(word))
  if (spoken.length === 0) return onlyEmoji(phrases, words)
  const withoutEmoji = phrases.get(keyOf(spoken))
  if (withoutEmoji !== undefined) return withoutEmoji
  const rest = withoutFiller(spoken)
  return rest.length === 0 || rest.length === spoken.length ? null : (phrases.get(keyOf(rest)) ?? null)
}

/** "🙏🙏❤️": all of them must say the same. */
function onlyEmoji(phrases: ReadonlyMap<string, PhraseMeaning>, words: readonly string[]): PhraseMeaning | null {
  const first = phrases.get(words[0] ?? '')
  if (first === undefined) return null
  return words.every((word) => phrases.get(word)?.intent === first.intent) ? first : null
}

function keyOf(words: readonly string[]): string {
  return words.join(' ')
}

function isEmoji(word: string): boolean {
  return /^\p{Extended_Pictographic}$/u.test(word)
}

const fillerPhrases =
  /(?:^| )(?:لو سمحت(?:و|وا|ي|م)?|من فضلك(?:م)?|الله يعافيك(?:م)?|الله يسعدك(?:م)?|الله يخليك(?:م)?|الله يرضي عليك(?:م)?|اذا ممكن|law sama7t|law samaht|lw sm7t)(?= |$)/gu

const fillers = new Set(
  `يا اخوي اخي اخوان شباب طيب خلاص بس والله حبيبي عزيزي استاذ لوسمحت ياخوي يالغالي الغالي رجاء ارجوك ممكن يعني هلا تكفي تكفون يابو اخت اختي الحين ياليت
  please pls plz sir bro brother dear friend man mate madam maam well oh so then just kindly ok okay hi hello hey ya akhi akhoy`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** At most two filler words are let go, so that a sentence does not shrink to a "yes". */
function withoutFiller(words: readonly string[]): string[] {
  const text = words.join(' ').replace(fillerPhrases, ' ').trim()
  const rest = text === '' ? [] : text.split(/ +/)
  let dropped = 0
  return rest.filter((word) => !(fillers.has(word) && dropped++ < 2))
}
