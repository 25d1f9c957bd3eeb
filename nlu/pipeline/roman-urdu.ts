/** `ur` or `hi` where Latin words are Urdu or Hindi written in Latin letters, else null. */
export function romanUrduOrHindi(words: readonly string[]): 'ur' | 'hi' | null {
  let signs = 0
  let urdu = 0
  let hindi = 0
  for (const word of words) {
    if (common.has(word)) signs++
    if (urduWords.has(word)) urdu++
    if (hindiWords.has(word)) hindi++
  }
  const total = signs + urdu + hindi
  if (total < 2 || total < words.length * 0.3) return null
  return hindi > urdu ? 'hi' : 'ur'
}

const common = new Set(
  `hai hain hy he mein main mai mera meri mere hamara hamari hamare humare ka ki ke ko se par pe nahi nahin nai kya kyun kab kahan kaise kaun
  bahut bohot bohat bada bari bara aur ya yahan wahan ghar paas saamne samne pani paani bijli kachra kachre kar karo karna karein karen kijiye
  raha rahi rahe wala wali gaya gayi gaye hua hui hue tha thi the do din se ek koi abhi kal aaj chahiye chahta kutte kutta gali light band
  toot tuta tooti khula khuli ho hota hoti bhai sahab jata jati mujhe mujhko hum aap apka aapka yeh ye woh wo is us bhi hi`.split(
    /\s+/,
  ),
)
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
