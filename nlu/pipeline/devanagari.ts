/**
 * A rough reading of Latin words in Devanagari, for Hindi and Urdu written in Latin letters: near enough for the encoder,
 * which knows the script and hardly the spelling. Words that are English are left (`keep`), as are those with other letters.
 */
export function toDevanagari(text: string, keep: (word: string) => boolean): string {
  return text.replace(/[a-z]+/gi, (word) => {
    const lower = word.toLowerCase()
    return keep(lower) ? word : readingOf(lower)
  })
}

function readingOf(word: string): string {
  let text = ''
  let afterConsonant = false
  for (let at = 0; at < word.length; ) {
    const vowel = vowelAt(word, at)
    if (vowel !== null) {
      const last = at + vowel.length === word.length
      text += afterConsonant ? signOf(vowel, last) : letterOf(vowel, last)
      at += vowel.length
      afterConsonant = false
      continue
    }
    const [latin, letter] = consonantAt(word, at)
    // A doubled consonant is written once.
    if (!(afterConsonant && word.slice(at - latin.length, at) === latin)) text += letter
    at += latin.length
    afterConsonant = letter !== ''
  }
  return text
}

function vowelAt(word: string, at: number): string | null {
  const two = word.slice(at, at + 2)
  if (vowels.has(two)) return two
  const one = word.slice(at, at + 1)
  return vowels.has(one) ? one : null
}

function consonantAt(word: string, at: number): readonly [string, string] {
  for (const size of [3, 2, 1]) {
    const latin = word.slice(at, at + size)
    const letter = consonants.get(latin)
    if (letter !== undefined && latin.length === size) return [latin, letter]
  }
  return [word.slice(at, at + 1), '']
}

/** A short vowel at the end of a word is written long. */
function signOf(vowel: string, last: boolean): string {
  if (last && vowel === 'a') return 'ा'
  if (last && vowel === 'i') return 'ी'
  if (last && vowel === 'u') return 'ू'
  return vowels.get(vowel)?.sign ?? ''
}

function letterOf(vowel: string, last: boolean): string {
  if (last && vowel === 'i') return 'ई'
  return vowels.get(vowel)?.letter ?? ''
}

const vowels: ReadonlyMap<string, { readonly sign: string; readonly letter: string }> = new Map([
  ['a', { sign: '', letter: 'अ' }],
  ['aa', { sign: 'ा', letter: 'आ' }],
  ['i', { sign: 'ि', letter: 'इ' }],
  ['ee', { sign: 'ी', letter: 'ई' }],
  ['ii', { sign: 'ी', letter: 'ई' }],
  ['u', { sign: 'ु', letter: 'उ' }],
  ['oo', { sign: 'ू', letter: 'ऊ' }],
  ['uu', { sign: 'ू', letter: 'ऊ' }],
  ['e', { sign: 'े', letter: 'ए' }],
  ['ai', { sign: 'ै', letter: 'ऐ' }],
  ['ay', { sign: 'े', letter: 'ए' }],
  ['ei', { sign: 'े', letter: 'ए' }],
  ['ey', { sign: 'े', letter: 'ए' }],
  ['o', { sign: 'ो', letter: 'ओ' }],
  ['au', { sign: 'ौ', letter: 'औ' }],
  ['ou', { sign: 'ौ', letter: 'औ' }],
])

const consonants: ReadonlyMap<string, string> = new Map([
  ['chh', 'छ'],
  ['ksh', 'क्ष'],
  ['kh', 'ख'],
  ['gh', 'घ'],
  ['ch', 'च'],
  ['jh', 'झ'],
  ['th', 'थ'],
  ['dh', 'ध'],
  ['ph', 'फ'],
  ['bh', 'भ'],
  ['sh', 'श'],
  ['rh', 'ढ़'],
  ['gy', 'ज्ञ'],
  ['b', 'ब'],
  ['c', 'क'],
  ['d', 'द'],
  ['f', 'फ'],
  ['g', 'ग'],
  ['h', 'ह'],
  ['j', 'ज'],
  ['k', 'क'],
  ['l', 'ल'],
  ['m', 'म'],
  ['n', 'न'],
  ['p', 'प'],
  ['q', 'क'],
  ['r', 'र'],
  ['s', 'स'],
  ['t', 'त'],
  ['v', 'व'],
  ['w', 'व'],
  ['x', 'क्स'],
  ['y', 'य'],
  ['z', 'ज'],
])
