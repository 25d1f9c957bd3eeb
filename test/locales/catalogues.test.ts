import { expect } from 'chai'
import { loadAuthorities } from '../../config/authorities.js'
import { loadEmergency } from '../../config/emergency.js'
import { loadPlaces } from '../../config/places.js'
import { loadServices } from '../../config/services.js'
import { createSpeech } from '../../dialogs/speech/create-speech.js'
import { type Catalogue, catalogueLanguages, loadCatalogues, textsUnder } from '../../dialogs/speech/load-catalogues.js'
import { intents } from '../../nlu/understanding.js'

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
/** Names that the configuration has in Arabic and English only. */
const nameSections = ['services', 'departments', 'authorities', 'municipalities', 'cities']
const isName = (key: string): boolean => nameSections.some((section) => key.startsWith(`${section}.`))
/** What residents say stands beside what is said to them. */
const isSaid = (key: string): boolean => key.startsWith('said.')
const all = Object.fromEntries(
  catalogueLanguages.map((language) => [language, flatten(catalogues[language]!).filter(([key]) => !isSaid(key))]),
)
const texts = Object.fromEntries(
  catalogueLanguages.map((language) => [language, all[language]!.filter(([key]) => !isName(key))]),
)
const named = catalogueLanguages.filter((language) => language !== 'ar' && language !== 'en')
const isPlural = (key: string): boolean => key.startsWith('count.')
const stem = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '')
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort()

const scripts: Readonly<Record<string, string>> = {
  ar: 'Arabic',
  en: 'Latin',
  ur: 'Arabic',
  hi: 'Devanagari',
  bn: 'Bengali',
  tl: 'Latin',
  id: 'Latin',
  ml: 'Malayalam',
}

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
    it(`${language}: a number in every plural form that is for more numbers than one`, () => {
      const rules = new Intl.PluralRules(language)
      for (const [key, text] of texts[language]!.filter(([key]) => isPlural(key))) {
        const numbers = Array.from({ length: 200 }, (_, count) => count).filter((count) =>
          key.endsWith(`_${rules.select(count)}`),
        )
        expect(numbers.length, key).to.be.greaterThan(0)
        if (numbers.length > 1) expect(placeholders(text), key).to.deep.equal(['count'])
      }
    })
    it(`${language}: buttons of at most 20 code points`, () => {
      const buttons = all[language]!.filter(([key]) =>
        /^menu\.(?!lead)|^report\.(?:choice|edit)\.|^(?:cancel|outside)\.(?:yes|no)$|^human\.yes$|^language\.name$|^services\.\w+\.short$|^cities\./.test(
          key,
        ),
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
    it(`${language}: no choice reads like another that stands beside it`, () => {
      const lists = [/^menu\.(?!lead)/, /^report\.choice\./, /^report\.edit\./, /^services\.\w+\.short$/]
      for (const list of lists) {
        const labels = all[language]!.filter(([key]) => list.test(key)).map(([, text]) => text)
        expect(new Set(labels).size, list.source).to.equal(labels.length)
      }
    })
    it(`${language}: no empty text, no space at the ends or before a mark, digits 0-9`, () => {
      for (const [key, text] of all[language]!) {
        expect(text, key).to.match(/\S/)
        expect(text, key).to.equal(text.trim())
        expect(text, key).not.to.match(/[ \t](?:[،؛؟۔।,;?!.:]|$)| {2}/m)
        expect(text, key).not.to.match(/[^\P{Nd}0-9]/u)
      }
    })
    it(`${language}: written in its own script alone`, () => {
      const foreign = new RegExp(`(?!\\p{Script=${scripts[language]}})\\p{L}`, 'u')
      for (const [key, text] of all[language]!) {
        // what a resident may type as it is stands between quotation marks
        expect(text.replace(/\{\{\w+\}\}|"[a-z]+"|\bMB\b/g, ''), key).not.to.match(foreign)
      }
    })
  }

  for (const language of named) {
    it(`${language}: a name for every service, department, authority and municipality, and for nothing unknown`, () => {
      const { all: services } = loadServices()
      const { cities, elsewhere } = loadPlaces()
      const idsOf = (section: string) => Object.keys(catalogues[language]![section] ?? {}).sort()
      expect(idsOf('services')).to.deep.equal(services.map(({ id }) => id).sort())
      expect(idsOf('departments')).to.include.members(services.map(({ department }) => department))
      expect(idsOf('departments').filter((id) => loadServices().department(id) === null)).to.deep.equal([])
      expect(idsOf('authorities')).to.deep.equal([...loadAuthorities().keys()].sort())
      expect(idsOf('municipalities')).to.deep.equal(
        elsewhere
          .filter(({ municipality }) => municipality)
          .map(({ id }) => id)
          .sort(),
      )
      expect(cities.map(({ id }) => id)).to.include.members(idsOf('cities'))
      const own = new Set(all[language]!.map(([key]) => key))
      for (const { id } of services)
        expect([...own]).to.include.members([`services.${id}.name`, `services.${id}.short`])
    })
    it(`${language}: residents can say yes, no, cancel, back and that they want a person, and nothing says two things`, () => {
      const { said = {} } = catalogues[language]!
      const known: readonly string[] = [...intents, 'back', 'opt_out']
      expect(Object.keys(said)).to.include.members(['affirm', 'deny', 'cancel', 'back', 'talk_to_human', 'opt_out'])
      for (const meaning of Object.keys(said)) expect(known).to.include(meaning)
      const sayings = flatten(said as Catalogue).map(([, text]) => text.normalize('NFKC').toLowerCase())
      expect(sayings.length).to.equal(new Set(sayings).size)
    })
    it(`${language}: the words it teaches are understood`, () => {
      const { said = {} } = catalogues[language]!
      const taught = (key: string): string[] =>
        [...new Map(texts[language]).get(key)!.matchAll(/[«"]([^»"]+)[»"]/g)].map(([, word]) => word!)
      const [back, cancel] = taught('help.how')
      const [person] = taught('small_talk.ask_person')
      expect(textsUnder(said as Catalogue, 'back')).to.include(back)
      expect(textsUnder(said as Catalogue, 'cancel')).to.include(cancel)
      expect(textsUnder(said as Catalogue, 'talk_to_human')).to.include(person)
    })
    it(`${language}: no sentence left in English`, () => {
      const english = new Map(all.en)
      for (const [key, text] of all[language]!)
        if (text.split(/\s+/).length > 3) expect(text, key).not.to.equal(english.get(key))
    })
  }

  it('the Urdu letters are those of Urdu', () => {
    for (const [key, text] of all.ur!) expect(text, key).not.to.match(/[\u064a\u0643\u0647\u0649\u0629]/)
  })
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
