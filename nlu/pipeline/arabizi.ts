/** How much Latin words look like Arabic written in Latin letters and digits; above 0: they are. */
export function arabiziScore(words: readonly string[]): number {
  let score = 0
  for (const word of words) {
    if (!/^[a-z0-9']+$/.test(word)) continue
    if (hasArabiziDigit(word)) score += 1.5
    else if (weakWords.has(word)) score += 0.3
    else if (arabiziWords.has(word)) score += 1
    else if (/^(?:el|al|il)[a-z]{3,}$/.test(word) && !englishAl.test(word)) score += 0.5
    else if (englishWords.has(word)) score -= 1
  }
  return score
}

/** English function words among these, for telling plain English from other Latin-script languages. */
export function englishWordCount(words: readonly string[]): number {
  let count = 0
  for (const word of words) if (englishWords.has(word)) count++
  return count
}

function hasArabiziDigit(word: string): boolean {
  if (!/[a-z]/.test(word) || !/[2356789]/.test(word)) return false
  return !/^(?:\d+(?:st|nd|rd|th|am|pm|k|km|m|cm|x|h|hr|hrs|min|mins|days?|g|kg|ft|s)|[a-z]{1,2}\d+|\d+[a-z]|[a-z]{4}\d{4}|covid\d+)$/.test(
    word,
  )
}

const englishAl =
  /^(?:also|alone|along|already|always|although|almost|allow|allowed|alarm|album|alert|alive|alley|all|illegal|ill|else|elder|electric|electrical|electricity|eleven|elevator|elsewhere|alternative|alternate)$/

/**
 * Two readings of Arabizi words in Arabic letters: with every vowel written, and with the short ones left out.
 * Words without a Latin letter stay out.
 */
export function transliterate(words: readonly string[]): string[] {
  const readings: string[] = []
  for (const word of words) {
    if (!/[a-z]/.test(word)) continue
    const full = readingOf(word, true)
    const short = readingOf(word, false)
    readings.push(full)
    if (short !== full && short !== '') readings.push(short)
  }
  return readings
}

const pairs = new Map<string, string>([
  ['sh', 'ش'],
  ['ch', 'ش'],
  ['th', 'ث'],
  ['kh', 'خ'],
  ['gh', 'غ'],
  ['dh', 'ذ'],
  ['aa', 'ا'],
  ['ee', 'ي'],
  ['ii', 'ي'],
  ['oo', 'و'],
  ['ou', 'و'],
  ['uu', 'و'],
])

const singles = new Map<string, string>(
  Object.entries({
    '2': 'ا',
    '3': 'ع',
    '5': 'خ',
    '6': 'ط',
    '7': 'ح',
    '8': 'ق',
    '9': 'ص',
    '4': 'ش',
    b: 'ب',
    c: 'ك',
    d: 'د',
    f: 'ف',
    g: 'ق',
    h: 'ه',
    j: 'ج',
    k: 'ك',
    l: 'ل',
    m: 'م',
    n: 'ن',
    p: 'ب',
    q: 'ق',
    r: 'ر',
    s: 'س',
    t: 'ت',
    v: 'ف',
    w: 'و',
    x: 'كس',
    y: 'ي',
    z: 'ز',
  }),
)

const shortVowels = new Map<string, string>(Object.entries({ a: 'ا', e: 'ي', i: 'ي', o: 'و', u: 'و' }))

function readingOf(word: string, vowels: boolean): string {
  let text = ''
  let index = 0
  const article = /^(?:el|al|il)(?=[^aeiou])/.exec(word)
  if (article !== null && word.length > 4) {
    text = 'ال'
    index = 2
  }
  while (index < word.length) {
    const pair = pairs.get(word.slice(index, index + 2))
    if (pair !== undefined) {
      text += pair
      index += 2
      continue
    }
    const letter = word.charAt(index)
    // A doubled consonant is one letter with shadda.
    if (letter !== word.charAt(index - 1) || shortVowels.has(letter)) text += letterOf(word, index, vowels)
    index++
  }
  return text
}

function letterOf(word: string, index: number, vowels: boolean): string {
  const letter = word.charAt(index)
  const vowel = shortVowels.get(letter)
  if (vowel === undefined) return singles.get(letter) ?? ''
  const last = index === word.length - 1
  if (index === 0) return 'ا'
  if (last) return letter === 'a' || letter === 'e' ? 'ه' : vowel
  return vowels && letter !== 'e' ? vowel : ''
}

const arabiziWords = new Set(
  `el al il ana ani anta enta inta inti enti e7na hum howa heya fi fee fih feeh mafi mafee ma3 ma wla wala wa la laa na3am
  naam aywa aiwa ewa eh ee abi abgha abghi abghy aba abe ayz 3ayz wain wein wayn wen fain fein lesh leh leesh laish esh aish
  eish wsh wesh shu sho keef kaif kef kam mata ams elyom alyom bukra bokra alhin al7in elheen alheen 7afra hofra 7ofra balagh
  balaghi blagh blaghi shakwa baladiya baladiyah albaladiya amana share shari sharea shera 3ind 3end 3andi qedam gedam giddam
  jamb janb jnb wara gareeb qareeb bait beit bayt beti baiti 7ai hay hayy masjid madrasa madrasah bidon min men ila 3ala maa
  moya mayya mai kahraba nifayat nefayat zibala zebala kalb kilab klab khara kharban kharbana maksoor maksour maksora mksor
  maftoo7 maftou7 majari majary shukran shokran mashkoor mshkor tslm salam slm assalam alaikum alikom 3alaikum ahlan hala
  marhaba mar7aba hla sabah masa alkhair alkheir alnoor ya akhi akhoy akhuy yakhi law samaht sama7t samahti lw sm7t
  allah inshallah insha mashallah wallah walla tayeb tayib tamam zain zein mo mu mub moob mafe fe wayed wajid kteer kthir
  mara marra jiddan gedan bas bs 7elw sawi sawwi arjo arjoo momken mumkin abee tara khalas khlas kalam muwathaf muwazaf mowazaf
  raqam rqm ragm jawal jawali hada hatha hathi hadha hal kan kano sar 9ar sart maqdar magdar a7ad ahad mahad m7d jana
  shhr shahar shaher usbu3 esbo3 yom ayam yomain daqiqa dagiga sa3a lel lail nahar qabl gabl ba3d b3d kaman kman bardo lsa lissa
  lessa ente entoom entou ento wahda wahid wa7ed ithnain thalatha arba3a khamsa`.split(/\s+/),
)

/** Words of Arabizi that French, Spanish or English have too. */
const weakWords = new Set(
  'la il el al ya min me a ma wa fi fe an esh ana ala mu mo ee abe hay an ba bas men sar kan mara eh'.split(' '),
)

const englishWords = new Set(
  `a an the i me my we our you your he she it its they them their this that these those is am are was were be been being
  do does did done have has had will would can could should may might must not no yes yeah and or but if so because as of at by for
  with about into from up down out on off over under again there here when where why how what which who all any both each few more
  most other some such only own same than too very just now to in near front behind opposite next please thanks thank hello hi hey
  want need report street road light water broken hole big since days week weeks month year nobody someone anyone came come fix fixed
  help still open closed status number complaint city district house building school mosque car garbage trash dog dogs good bad
  speak talk agent human english arabic language cancel stop bye ok okay sure right wrong`.split(/\s+/),
)
