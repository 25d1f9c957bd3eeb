import { expect } from 'chai'
import { loadAuthorities } from '../../config/authorities.js'
import { loadEmergency } from '../../config/emergency.js'
import { loadServices } from '../../config/services.js'
import { createSpeech } from '../../dialogs/speech/create-speech.js'
import { type Catalogue, catalogueLanguages, loadCatalogues } from '../../dialogs/speech/load-catalogues.js'

const catalogues = loadCatalogues()
const pluralForms = ['zero', 'one', 'two', 'few', 'many', 'other']

/** Every text of a catalogue with its key. */
function flatten(catalogue: Catalogue, above = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[above + key, value]]
    if (Array.isArray(value))
      return value.map((text: string, index): [string, string] => [`${above}${key}.${index}`, text])
    return flatten(value as Catalogue, `${above}${key}.`)
  })
}
const texts = Object.fromEntries(catalogueLanguages.map((language) => [language, flatten(catalogues[language]!)]))
const isPlural = (key: string): boolean => key.startsWith('count.')
const stem = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '')
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort()

const arabic = [
  ...texts.ar!,
  ...loadServices().all.flatMap(({ id, name, short }): [string, string][] => [
    [`service ${id}`, name.ar],
    [`button ${id}`, short.ar],
  ]),
  ...[...loadAuthorities()].map(([id, { ar }]): [string, string] => [`authority ${id}`, ar]),
]

describe('the catalogues', () => {
  for (const language of catalogueLanguages) {
    it(`${language}: the same keys and placeholders as in Arabic`, () => {
      const keys = (list: [string, string][]) =>
        [...new Set(list.map(([key]) => (isPlural(key) ? stem(key) : key)))].sort()
      expect(keys(texts[language]!)).to.deep.equal(keys(texts.ar!))
      const own = new Map(texts[language])
      for (const [key, text] of texts.ar!) {
        if (!isPlural(key)) expect(placeholders(own.get(key) ?? ''), key).to.deep.equal(placeholders(text))
      }
    })
    it(`${language}: every plural form of the language, and no other`, () => {
      const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const stems = new Set(texts[language]!.filter(([key]) => isPlural(key)).map(([key]) => stem(key)))
      for (const key of stems) {
        const forms = pluralForms.filter((form) => texts[language]!.some(([other]) => other === `${key}_${form}`))
        expect(forms.sort(), key).to.deep.equal([...wanted].sort())
      }
    })
    it(`${language}: buttons of at most 20 code points`, () => {
      const buttons = texts[language]!.filter(([key]) =>
        /^menu\.(?!lead)|^report\.(?:choice|edit)\.|^(?:cancel|outside)\.(?:yes|no)$|^human\.yes$/.test(key),
      )
      expect(buttons.length).to.be.greaterThan(15)
      for (const [key, text] of buttons) expect([...text].length, key).to.be.at.most(20)
    })
    it(`${language}: public replies of at most 280 characters, without numbers, names or emoji`, () => {
      const replies = texts[language]!.filter(([key]) => key.startsWith('public.'))
      expect(replies.length).to.be.greaterThan(5)
      for (const [key, text] of replies) {
        expect(text.replace('{{link}}', 'x'.repeat(100)).replace('{{emergency}}', '911').length, key).to.be.at.most(280)
        expect(text, key).not.to.match(/\p{Extended_Pictographic}|\d/u)
        expect(text, key).to.include('{{link}}')
      }
    })
    it(`${language}: one emoji at most, and none on buttons`, () => {
      for (const [key, text] of texts[language]!) {
        expect([...text.matchAll(/\p{Extended_Pictographic}/gu)].length, key).to.be.at.most(1)
        if (/^menu|choice|^cancel|^human/.test(key)) expect(text, key).not.to.match(/\p{Extended_Pictographic}/u)
      }
    })
    it(`${language}: no nine digits in a row`, () => {
      for (const [key, text] of texts[language]!) expect(text, key).not.to.match(/\d{9}/)
    })
  }
})

describe('the Arabic texts', () => {
  it('have Arabic punctuation and digits 0-9, no tatweel, no exclamation', () => {
    for (const [key, text] of arabic) expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.to.match(/[,;?!ـ٠-٩۰-۹]/)
  })
  it('have no space before a mark', () => {
    for (const [key, text] of arabic) expect(text, key).not.to.match(/\s[،؛؟.:]/)
  })
  it('have none of the words the voice forbids', () => {
    const forbidden =
      /تذكرة|الرقم المرجعي|تظلم|استعلام|المواطن|العميل|وكيل|ممثل|القسم|السلطة|لوكيشن|مرفق(?!ات? عامة)|إنهاء|تصويت|المهلة|مكرر|أبشروا|ابشروا|إن شاء الله|قريب[اً]+ً?ا?(?=$|[\s.،])|أسرع وقت|عزيزي|عذر|طلبك|بنجاح|من قبل|على الانتظار|غير صالح|خاطئ/
    for (const [key, text] of arabic) expect(text, key).not.to.match(forbidden)
  })
  it('speak to no single person: no imperative or ending of the singular', () => {
    const singular =
      /(?:^|[\s«])(?:أدخل|ادخل|أدخلي|أرسل|ارسل|اختر|اكتب|قم|لديك|عندك|عليك|يمكنك|بلاغك|رقمك|شكواك|لك|منك|تريد|ترغب|تفضل|أنت|حسابك)(?=$|[\s.،؟:»])/
    for (const [key, text] of arabic) expect(text, key).not.to.match(singular)
  })
  it('say تم only in the name of a state', () => {
    for (const [key, text] of arabic)
      if (!key.startsWith('status.states.')) expect(text, key).not.to.match(/(?:^|\s)(?:تم|تمت|سيتم)(?=\s)/)
  })
  it('have at most one يُرجى a text', () => {
    for (const [key, text] of arabic) expect([...text.matchAll(/يُرجى/g)].length, key).to.be.at.most(1)
  })
  it('have sentences of at most 20 words', () => {
    for (const [key, text] of arabic) {
      for (const sentence of text.split(/[.؟\n]/))
        expect(sentence.trim().split(/\s+/).length, `${key}: ${sentence}`).to.be.at.most(20)
    }
  })
})

describe('plural forms', () => {
  const { emergency, ambulance } = loadEmergency()
  const speech = createSpeech(catalogues, { emergency, ambulance, megabytes: 10 })
  const say = (key: string, count: number, language = 'ar') => speech.text(language, key, { count })
  it('are right in Arabic', () => {
    expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map((count) => say('count.report', count))).to.deep.equal([
      'لا بلاغات',
      'بلاغ واحد',
      'بلاغان',
      '3 بلاغات',
      '10 بلاغات',
      '11 بلاغًا',
      '99 بلاغًا',
      '100 بلاغ',
      '103 بلاغات',
    ])
    expect([1, 2, 3, 12].map((count) => say('count.photo', count))).to.deep.equal([
      'صورة واحدة',
      'صورتان',
      '3 صور',
      '12 صورة',
    ])
  })
  it('are right in English', () => {
    expect([1, 2].map((count) => say('count.photo', count, 'en'))).to.deep.equal(['one photo', '2 photos'])
  })
  it('a value is put in as it is, whatever it holds', () => {
    const value = '{{number}} $t(menu.main) <b>&'
    expect(speech.text('en', 'report.summary.landmark', { landmark: value })).to.equal(`Landmark: ${value}`)
  })
})
