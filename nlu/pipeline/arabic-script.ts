/** Which of the languages written in Arabic script a (not folded) shadow text is in: ar, ur, fa, ps, sd, ckb, ug. */
export function arabicScriptLanguage(shadowText: string): string {
  const score = new Map<string, number>()
  const add = (language: string, amount: number): void => {
    score.set(language, (score.get(language) ?? 0) + amount)
  }
  for (const [language, letters, weight] of letterSigns) {
    const found = shadowText.match(letters)
    if (found !== null) add(language, found.length * weight)
  }
  for (const word of shadowText.match(/[\u0620-\u06d3]+/gu) ?? []) {
    for (const language of wordSigns.get(word) ?? []) add(language, 1.5)
    if (/^ال/u.test(word) && word.length > 4) add('ar', 1)
    if (/[ةىأإ]/u.test(word)) add('ar', 0.7)
  }
  let best = 'ar'
  for (const [language, value] of score) if (value > (score.get(best) ?? 0)) best = language
  return best
}

const letterSigns: readonly (readonly [string, RegExp, number])[] = [
  ['ur', /[ٹڈڑںے]/gu, 2],
  ['ur', /[ہھ]/gu, 1],
  ['ur', /[یکگپچ]/gu, 0.3],
  ['fa', /[یکگپچژ]/gu, 0.4],
  ['ps', /[ټډړږښځڅېۍګڼ]/gu, 2.5],
  ['sd', /[ڄڃٻڀڪڻڳڱٿٽ]/gu, 2.5],
  ['ckb', /[ێۆڵڕ]/gu, 2.5],
  ['ug', /[ۇڭۈۋ]/gu, 2.5],
]

const wordSigns: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ہے: ['ur'],
    ہیں: ['ur'],
    میں: ['ur'],
    کا: ['ur'],
    کی: ['ur'],
    کے: ['ur'],
    سے: ['ur'],
    نہیں: ['ur'],
    پر: ['ur'],
    میرے: ['ur'],
    میری: ['ur'],
    اور: ['ur'],
    کو: ['ur'],
    تھا: ['ur'],
    است: ['fa'],
    در: ['fa'],
    را: ['fa'],
    این: ['fa'],
    می: ['fa'],
    از: ['fa'],
    با: ['fa'],
    به: ['fa', 'ar'],
    که: ['fa'],
    برای: ['fa'],
    ما: ['ar'],
    نیست: ['fa'],
    های: ['fa'],
    خیابان: ['fa'],
    من: ['ar', 'fa'],
    في: ['ar'],
    على: ['ar'],
    عن: ['ar'],
    الى: ['ar'],
    إلى: ['ar'],
    هذا: ['ar'],
    ابي: ['ar'],
    فيه: ['ar'],
    بلاغ: ['ar'],
    لا: ['ar'],
    یک: ['fa'],
    سلام: ['ar', 'fa'],
    ده: ['ps'],
    په: ['ps'],
    د: ['ps'],
    نه: ['ps'],
    چې: ['ps'],
  }),
)
