import { expect } from 'chai'
import { catalogueLanguages, loadCatalogues, textsUnder, textUnder } from '../../dialogs/speech/load-catalogues.js'
import { Conversation, districts, engine, hour } from './conversation.js'

type Spoken = (typeof catalogueLanguages)[number]

const scripts: Readonly<Record<Spoken, string>> = {
  ar: 'Arabic',
  en: 'Latin',
  ur: 'Arabic',
  hi: 'Devanagari',
  bn: 'Bengali',
  tl: 'Latin',
  id: 'Latin',
  ml: 'Malayalam',
}

/** Everything that is said and offered in a talk which goes through the dialogs, turn by turn. */
function talkThrough(language: Spoken): string[] {
  const talk = new Conversation(language)
  const heard: string[] = []
  const meaning = { language, sure: true } as const
  const note = (): void => {
    for (const { text, choices = [], menuLead = '' } of talk.replies)
      heard.push(text, menuLead, ...choices.map(({ label }) => label))
  }
  const says: Conversation['says'] = (text, more, parts) => {
    talk.says(text, { ...meaning, ...more }, parts)
    note()
    return talk
  }
  const taps = (id: string): void => {
    expect(
      talk.choices.map((choice) => choice.id),
      `${language}: ${talk.text}`,
    ).to.include(id)
    talk.taps(id)
    note()
  }
  says('940', { intent: 'greeting' })
  taps('menu:report')
  says('940 940', { services: ['pothole', 'road_works', 'sidewalk'], decision: 'confirm' })
  if (talk.choices.some(({ id }) => id === 'report.service:pothole')) taps('report.service:pothole')
  says('النور', { districts: districts.noor })
  says('28', { landmark: '28' })
  if (talk.choices.some(({ id }) => id === 'report.photo:none')) talk.sendsPhoto()
  note()
  taps('report.confirm:edit')
  taps('report.edit:photo')
  talk.sendsPhoto('photo-2')
  note()
  taps('report.confirm:yes')
  expect(talk.reports.map(({ service }) => service)).to.deep.equal(['pothole'])
  says('940', { intent: 'query_status' })
  says('940', { intent: 'complaint_ignored' })
  talk.later(500 * hour)
  says('940', { intent: 'complaint_ignored' })
  says('940', { service: 'water_leak', districts: {}, urgent: true })
  says('940', { intent: 'cancel' })
  if (talk.choices.some(({ id }) => id === 'cancel:yes')) taps('cancel:yes')
  for (const intent of [
    'talk_to_human',
    'inquiry',
    'suggestion',
    'help',
    'thanks',
    'goodbye',
    'out_of_scope',
    'rate',
    'complaint_service',
  ] as const)
    says('940 940', { intent })
  says('940', { intent: 'out_of_scope', decision: 'menu', confidence: 0.1 })
  says('940', { intent: 'change_language' })
  return heard
}

/** Without the names and words of others: isolated runs, names of places that have no translation, the languages' own names. */
const foreignNames =
  /[\u2066\u2068][^\u2069]*\u2069|Al Noor|Dammam|العربية|English|اردو|हिन्दी|বাংলা|Filipino|Bahasa Indonesia|മലയാളം/g
const ownWords = (text: string): string => text.replace(foreignNames, '').replace(/"[a-z]+"/g, '')

describe('a whole talk in every language', () => {
  for (const language of catalogueLanguages) {
    it(`${language}: nothing of another language is left in what is said and offered`, () => {
      const heard = talkThrough(language)
      expect(heard.length).to.be.greaterThan(60)
      const foreign = new RegExp(`(?!\\p{Script=${scripts[language]}})\\p{L}`, 'u')
      for (const text of heard) {
        expect(ownWords(text)).not.to.match(foreign)
        expect(text, 'a text that is not there shows its key').not.to.match(/\b[a-z_]+\.[a-z_.]+\b|\{\{/)
        expect(text).not.to.match(/[^\P{Nd}0-9]/u)
      }
      if (language !== 'en') {
        const inEnglish = new Set(talkThrough('en').flatMap((text) => text.split('\n')))
        const left = heard.flatMap((text) => text.split('\n')).filter((line) => inEnglish.has(line))
        expect(left.filter((line) => ownWords(line).split(/\s+/).length > 3)).to.deep.equal([])
      }
    })
  }

  for (const language of catalogueLanguages) {
    it(`${language}: a choice is taken by its label as it is typed, and no please stands beside danger`, () => {
      const talk = new Conversation(language).says('940', { intent: 'greeting', language, sure: true })
      const [report] = talk.labels
      talk.says(report ?? '', { decision: 'menu', intent: 'out_of_scope', confidence: 0.1, language, sure: false })
      expect(talk.expecting).to.equal('category')
      talk.says('940', { service: 'light_pole_hazard', urgent: true, language, sure: true })
      expect(talk.text).to.match(/⚠️.*911.*997/s)
      const lead = new Conversation(language).says('940', { intent: 'greeting', language, sure: true })
      const polite = lead.replies.at(-1)?.menuLead
      for (const { menuLead } of talk.replies) if (menuLead !== undefined) expect(menuLead).not.to.equal(polite)
    })
  }

  for (const language of catalogueLanguages.filter((each) => each !== 'ar' && each !== 'en')) {
    it(`${language}: yes, no, cancel and back are understood as they are written in it, whatever is guessed`, () => {
      const catalogue = loadCatalogues()[language]
      const sayings = (meaning: string) => textsUnder(catalogue ?? {}, 'said', meaning)
      const guess = { intent: 'affirm', confidence: 0.14, decision: 'menu', language: 'en', sure: true } as const
      const asked = (): Conversation => {
        const talk = new Conversation(language).says('940', { service: 'pothole', language, sure: true })
        talk.says('النور', { districts: districts.noor, language, sure: false })
        talk.says('28', { landmark: '28', language, sure: false })
        expect(talk.expecting, 'the photo is asked for').to.equal('photo')
        return talk
      }
      for (const no of sayings('deny')) {
        const talk = asked().says(no, guess)
        expect(talk.expecting, no).to.equal('confirm')
        expect(talk.state.language, no).to.equal(language)
      }
      for (const yes of sayings('affirm')) {
        const talk = asked().sendsPhoto().says(yes, guess)
        expect(talk.reports, yes).to.have.length(1)
        expect(talk.state.language, yes).to.equal(language)
      }
      for (const cancel of sayings('cancel')) {
        const talk = asked().says(cancel, guess)
        expect(
          talk.choices.map(({ id }) => id),
          cancel,
        ).to.deep.equal(['cancel:yes', 'cancel:no'])
      }
      for (const back of sayings('back'))
        expect(asked().says(back, guess).text, back).to.include(textUnder(catalogue, 'back', 'done'))
      for (const stop of sayings('opt_out')) {
        expect(asked().says(stop, guess).did('opt_out'), stop).to.equal(true)
        expect(engine().isOptOut(stop), stop).to.equal(true)
      }
      for (const person of sayings('talk_to_human'))
        expect(asked().says(person, guess).did('wish_human'), person).to.equal(true)
    })
  }

  it('a choice is taken by its number in the words or digits of the language', () => {
    const seconds = { ur: ['دو', 'دوسرا', '۲'], hi: ['दो', 'दूसरा', '२'], bn: ['দুই', 'দ্বিতীয়', '২'] }
    const more = { tl: ['dalawa', 'pangalawa'], id: ['dua', 'kedua'], ml: ['രണ്ട്', '൨'] }
    for (const [language, words] of Object.entries({ ...seconds, ...more })) {
      for (const word of words) {
        const talk = new Conversation(language).says('940', { intent: 'greeting', language, sure: true })
        talk.says(word, { intent: 'affirm', decision: 'menu', confidence: 0.14, language, sure: false })
        expect(talk.did('find_reports'), word).to.equal(true)
      }
    }
  })

  it('the same word is read in the language of the talk', () => {
    const guess = { intent: 'change_language', phrase: true, language: 'en', sure: true } as const
    const filipino = new Conversation('tl').says('940', { service: 'noise', language: 'tl', sure: true })
    expect(filipino.says('cancel', guess).says('hindi', guess).state.language).to.equal('tl')
    expect(filipino.text).not.to.include('हिन्दी')
    const english = new Conversation('en').says('hello', { intent: 'greeting', language: 'en' })
    expect(english.says('hindi', guess).state.language).to.equal('hi')
  })

  it('a word or two of Arabic or English in another talk change nothing; a sentence does', () => {
    const talk = new Conversation('ur').says('940', { intent: 'greeting', language: 'ur', sure: true })
    expect(talk.says('السلام عليكم', { intent: 'greeting', language: 'ar', sure: true }).state.language).to.equal('ur')
    expect(talk.text).to.match(/^وعلیکم السلام/)
    expect(talk.says('ok', { intent: 'affirm', language: 'en', sure: true }).state.language).to.equal('ur')
    expect(talk.says('near the mosque', { language: 'en', sure: true }).state.language).to.equal('ur')
    talk.says('there is a big hole in the road', { service: 'pothole', language: 'en', sure: true })
    expect(talk.state.language).to.equal('en')
  })

  it('Hindi and Urdu in Latin letters stay in the script the talk has', () => {
    for (const [language, other] of [
      ['hi', 'ur'],
      ['ur', 'hi'],
    ] as const) {
      const talk = new Conversation(language).says('940', { intent: 'greeting', language, sure: true })
      talk.says('sadak par bada gaddha hai', { service: 'pothole', language: other, sure: true })
      expect(talk.state.language).to.equal(language)
    }
    const talk = new Conversation('hi').says('940', { intent: 'greeting', language: 'hi', sure: true })
    talk.says('سڑک پر بڑا گڑھا ہے', { service: 'pothole', language: 'ur', sure: true })
    expect(talk.state.language).to.equal('ur')
  })

  it('names cities in the language, and falls back to English for districts', () => {
    const talk = new Conversation('hi').says('940', {
      service: 'pothole',
      language: 'hi',
      sure: true,
      districts: {},
      cities: { 940: 'dammam' },
    })
    expect(talk.text).not.to.include('Dammam')
    const whole = talkThrough('hi').join('\n')
    expect(whole).to.include('जगह: मोहल्ला Al Noor, दम्माम')
    expect(whole).to.include('सड़क में गड्ढा')
    expect(whole).to.match(/अपेक्षित तारीख: \S+, \d+ \S+ 2026, \S+ \d+:\d\d बजे/)
  })
})
