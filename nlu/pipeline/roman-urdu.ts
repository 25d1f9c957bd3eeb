/** `ur` or `hi` where Latin words are Urdu or Hindi written in Latin letters, else null. `english`: how many are English function words. */
export function romanUrduOrHindi(words: readonly string[], english: number): 'ur' | 'hi' | null {
  let signs = 0
  let shared = 0
  let urdu = 0
  let hindi = 0
  for (const word of words) {
    if (common.has(word)) signs++
    else if (sharedWords.has(word)) shared++
    if (urduWords.has(word)) urdu++
    if (hindiWords.has(word)) hindi++
  }
  const own = signs + urdu + hindi
  // Words that English has too only strengthen what others have shown.
  if (own < 2 || own <= english - shared || own + shared < words.length * 0.3) return null
  return hindi > urdu ? 'hi' : 'ur'
}

const common = new Set(
  `hai hain hy mein mera meri mere hamara hamari hamare humare ka ki ke ko se pe nahi nahin nai kya kyun kab kahan kaise kaun
  bahut bohot bohat bada bari bara aur yahan wahan ghar paas saamne samne pani paani bijli kachra kachre kar karo karna karein karen kijiye
  raha rahi rahe wala wali gaya gayi gaye hua hui hue tha thi din ek koi abhi kal aaj chahiye chahta kutte kutta gali
  toot tuta tooti khula khuli hota hoti bhai sahab jata jati mujhe mujhko hum aap apka aapka yeh ye woh bhi`.split(
    /\s+/,
  ),
)
/** Words of Roman Urdu that English, or Arabic in Latin letters, has too. */
const sharedWords = new Set('he main par ya do the to is us in so band light hi me ho wo ne din bus'.split(' '))
const urduWords = new Set(
  'sarak galli shikayat shukriya meherbani meharbani barae janab masla masjid mohalla ilaqa darkhwast rabta maloom khuda salam gutter kharab hazrat'.split(
    ' ',
  ),
)
const hindiWords = new Set(
  'sadak kripya kripaya dhanyavad dhanyawad namaste namaskar samasya shikayat nagar gaddha gadda gaddhe bhaiya ji mandir kooda kuda safai jaldi'.split(
    ' ',
  ),
)
