/** Letters that Arabic writers (and Persian and Urdu keyboards) use for one another, folded into one. */
const folded = new Map<string, string>(
  Object.entries({
    أ: 'ا',
    إ: 'ا',
    آ: 'ا',
    ٱ: 'ا',
    ى: 'ي',
    ی: 'ي',
    ې: 'ي',
    ے: 'ي',
    ئ: 'ي',
    ؤ: 'و',
    ة: 'ه',
    ۃ: 'ه',
    ہ: 'ه',
    ھ: 'ه',
    ۀ: 'ه',
    ە: 'ه',
    ک: 'ك',
    ڪ: 'ك',
    گ: 'ق',
    ڤ: 'ف',
    پ: 'ب',
    چ: 'ج',
    ژ: 'ز',
    ں: 'ن',
    ٹ: 'ت',
    ڈ: 'د',
    ڑ: 'ر',
    ء: '',
  }),
)

/** Folds alef, ya, ta marbuta, kaf and hamza forms; everything else stays. For n-grams, lexicons and names, not for the encoder. */
export function fold(text: string): string {
  if (!/[\u0600-\u06ff]/u.test(text)) return text
  return text.replace(/[أإآٱىیېےئؤةۃہھۀەکڪگڤپچژںٹڈڑء]/gu, (letter) => folded.get(letter) ?? letter)
}
