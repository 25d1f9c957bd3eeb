import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { loadPlaces } from '../../config/places.js'
import { projectRoot } from '../../config/project-root.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { createUnderstander } from '../../nlu/create-understander.js'
import { actFrom, confirmFrom, decide } from '../../nlu/pipeline/decision.js'
import { trainIfStale } from '../../nlu/train/train-if-stale.js'
import { type Intent, intents, type Understander, type Understanding } from '../../nlu/understanding.js'

const now = Date.parse('2026-07-29T10:00:00Z')

describe('createUnderstander', function () {
  this.timeout(120_000)
  let understander: Understander
  before(async () => {
    await trainIfStale(projectRoot, () => undefined)
    understander = createUnderstander({ places: loadPlaces(), timeZone: 'Asia/Riyadh' })
  })
  const ask = (text: string, context: { language?: string; expecting?: string } = {}): Promise<Understanding> =>
    understander.understand(text, { now, ...context })

  for (const text of [
    'فيه <b>حفرة</b> كبيرة <img src=x onerror=alert(1)> في الدمام',
    'حفرة https://example.com/some/long/path/here @someaccount',
    "حفرة '; DROP_TABLE(reports); --",
  ]) {
    it(`markup is no English: ${text}`, async () => {
      expect(await ask(text, { language: 'ar' })).to.include({ language: 'ar', intent: 'open_report' })
    })
  }
  it('plain English is no Roman Urdu, and Roman Urdu is', async () => {
    for (const text of ['the street light is out in Al Noor district, Dammam', 'who is the man that closed the road'])
      expect((await ask(text)).language).to.equal('en')
    // Which of the two it is, such words do not tell.
    for (const text of ['street light kharab hai do din se', 'meri gali mein pani khara hai'])
      expect((await ask(text)).language).to.be.oneOf(['ur', 'hi'])
  })
  for (const text of ['???', 'asdf', 'qwer zxcv', 'sdfsdf sdfsdf', '…', '!!']) {
    it(`"${text}" says nothing, even where a yes is waited for`, async () => {
      expect((await ask(text, { language: 'ar', expecting: 'confirm' })).decision).to.equal('menu')
    })
  }
  for (const expecting of ['photo', 'confirm', 'edit', 'district']) {
    it(`an everyday word alone is a district where the dialog waits for ${expecting}`, async () => {
      const { entities } = await ask('الشاطئ', { language: 'ar', expecting })
      expect(entities.map(({ value }) => value)).to.deep.equal(['dammam-ash-shati'])
    })
  }
  for (const text of [
    'غرفة تفتيش مكشوفة عند المدرسة وطاح فيها طفل',
    'لمست العمود وكهربني',
    'سيارة غارقة في النفق وفيها ناس',
    'انهارت العمارة وفيه ناس تحتها',
    'الشارع غرقان والسيارات عالقة وفيه ناس داخلها',
    'a child fell into the inspection chamber',
    'the lamp post gives electric shocks',
    'car submerged in the tunnel with people inside',
    '6efl ta7 fe 7ofra',
  ]) {
    it(`danger: ${text}`, async () => {
      expect((await ask(text)).urgent).to.equal(true)
    })
  }
  for (const text of ['غرفة تفتيش غطاها مكسور', 'اللمبة طاحت', 'the lamp post is rusty', 'car parked in the tunnel']) {
    it(`no danger: ${text}`, async () => {
      expect((await ask(text)).urgent).to.equal(false)
    })
  }
  it('tells several problems of one message apart', async () => {
    const { service, further = [] } = await ask('فيه حفرة كبيرة والإنارة طافية في حي النور')
    expect([service, ...further.map((other) => other.service)].sort()).to.deep.equal(['pothole', 'street_light'])
    expect(await ask('فيه حفرة كبيرة والسيارات تتضرر')).not.to.have.property('further')
  })
  it('tells problems apart that are named by a word each, whatever joins them', async () => {
    for (const text of ['حفرة وكمان لمبة طافية', 'حفرة + زبالة', 'حفرة، زبالة', 'pothole and a broken street light']) {
      const { service, further = [] } = await ask(text)
      expect([service, ...further.map((other) => other.service)], text)
        .to.include('pothole')
        .and.to.have.length(2)
    }
  })
  it('what a problem has brought about is no other one', async () => {
    for (const text of ['عندنا طفح مجاري والريحة كريهة', 'تسرب مياه، وقد تسبب في تجمع مياه أمام المنازل'])
      expect(await ask(text), text).not.to.have.property('further')
  })
  it('names of towns elsewhere and of unknown districts tell nothing of the problem', async () => {
    for (const text of ['حفرة بشارع الرياض في الدمام', 'فيه حفرة في حي العليا بالرياض', 'فيه حفره بحي الجديده'])
      expect((await ask(text)).service, text).to.equal('pothole')
  })

  const phrases: readonly (readonly [string, Intent])[] = [
    ['نعم', 'affirm'],
    ['إيه نعم', 'affirm'],
    ['تمام يا اخوي', 'affirm'],
    ['ايوه 👍', 'affirm'],
    ['na3am', 'affirm'],
    ["Yes, that's right!", 'affirm'],
    ['okkkk', 'affirm'],
    ['👍🏽', 'affirm'],
    ['لا', 'deny'],
    ['لا شكراً', 'deny'],
    ['no thanks', 'deny'],
    ['إلغاء', 'cancel'],
    ['كنسل', 'cancel'],
    ['never mind', 'cancel'],
    ['شكراً جزيلاً', 'thanks'],
    ['يعطيكم العافية', 'thanks'],
    ['thx!!!', 'thanks'],
    ['🙏🙏', 'thanks'],
    ['السلام عليكم ورحمة الله وبركاته', 'greeting'],
    ['salam alaikum', 'greeting'],
    ['مع السلامة', 'goodbye'],
    ['bye', 'goodbye'],
    ['مساعدة', 'help'],
    ['menu', 'help'],
    ['ابي اكلم موظف', 'talk_to_human'],
    ['agent please', 'talk_to_human'],
    ['English', 'change_language'],
    ['كلمني بالعربي', 'change_language'],
  ]
  for (const [text, intent] of phrases) {
    it(`"${text}" is ${intent}`, async () => {
      const understood = await ask(text)
      expect(understood).to.include({ intent, phrase: true, decision: 'act', service: null, urgent: false })
      expect(understood.confidence).to.be.above(0.98)
    })
  }

  const services: readonly (readonly [string, string])[] = [
    ['حفرة', 'pothole'],
    ['إنارة', 'street_light'],
    ['عندي بلاغ عن كلاب ضالة', 'stray_animals'],
    ['Pothole!', 'pothole'],
    ['السلام عليكم حفرة بالدمام', 'pothole'],
    ['حفرة في حي النور بالدمام', 'pothole'],
    ['zibala', 'waste_collection'],
    ['There is a broken street light next to Zafarano bakery in Al Noor district, Khobar', 'street_light'],
    ['السلام عليكم في حفرة كبيرة في الشارع قدام بيتنا بالدمام', 'pothole'],
  ]
  for (const [text, service] of services) {
    it(`"${text}" opens a report on ${service}`, async () => {
      const understood = await ask(text)
      expect(understood).to.include({ intent: 'open_report', service, decision: 'act', phrase: false, encoder: false })
      expect(understood.services).to.have.lengthOf(3)
    })
  }

  it('a place alone names no service, though its name may sound like one', async () => {
    const understood = await ask('حي النور', { expecting: 'district' })
    expect(understood).to.include({ intent: 'open_report', service: null })
    expect(understood.services).to.deep.equal([])
  })

  it('a report number alone asks for its state', async () => {
    expect(await ask('٤٨٢-٠١٧-٣٦٥')).to.include({ intent: 'query_status', decision: 'act', service: null })
  })

  it('a bare number is a rating where one was asked for', async () => {
    expect(await ask('٤', { expecting: 'rating' })).to.include({ intent: 'rate' })
  })

  it('what the dialog waits for is favoured', async () => {
    const free = await ask('اي صح كذا زين')
    const asked = await ask('اي صح كذا زين', { expecting: 'confirm' })
    const p = ({ intents: list }: Understanding): number => list.find(({ id }) => id === 'affirm')?.p ?? 0
    expect(p(asked)).to.be.above(p(free))
  })

  describe('language', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['في حفرة كبيرة قدام البيت', 'ar'],
      ['fe 7ofra kbeera 3end el masjid', 'ar'],
      ['there is a big pothole in our street', 'en'],
      ['سڑک پر گڑھا ہے', 'ur'],
      ['sarak par bara khadda hai', 'ur'],
      ['सड़क पर गड्ढा है', 'hi'],
      ['রাস্তায় বড় গর্ত', 'bn'],
      ['may butas sa kalsada malapit sa bahay namin', 'tl'],
      ['ada lubang besar di jalan depan rumah saya', 'id'],
      ['il y a un grand trou dans la rue', 'fr'],
      ['در خیابان ما چاله بزرگ است', 'fa'],
      ['на дороге большая яма', 'ru'],
    ]
    for (const [text, language] of cases)
      it(`${text} is ${language}`, async () => expect((await ask(text)).language).to.equal(language))

    it('stays with the conversation until three words say otherwise', async () => {
      expect(await ask('ok', { language: 'ar' })).to.include({ language: 'ar', languageSure: false })
      expect(await ask('482017365', { language: 'en' })).to.include({ language: 'en', languageSure: false })
      expect(await ask('there is a big pothole in our street', { language: 'ar' })).to.include({
        language: 'en',
        languageSure: true,
      })
    })

    it('is not certain of what it has not learned', async () => {
      expect((await ask('στον δρόμο υπάρχει μια μεγάλη λακκούβα')).decision).to.equal('menu')
    })
  })

  describe('danger to life', () => {
    for (const text of [
      'منهل مفتوح قدام المدرسة والاطفال يلعبون حوله',
      'سلك كهرباء مكشوف على الارض',
      'في حريق في العمارة',
      'ريحة غاز قوية في الشارع',
      'there is an exposed live wire on the ground',
      'people are trapped in the flooded tunnel',
      'the old building is about to collapse',
      'open manhole and a child fell in',
    ]) {
      it(text, async () => expect(await ask(text)).to.include({ intent: 'open_report', urgent: true }))
    }
    for (const text of [
      'الانارة طافية من اسبوع',
      'حفرة كبيرة بنص الشارع',
      'street light not working',
      'fire hydrant is leaking',
      'ما احد علق على بلاغي',
      'urgent!!! garbage everywhere',
    ]) {
      it(`not "${text}"`, async () => expect((await ask(text)).urgent).to.equal(false))
    }
  })

  it('survives any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.option(fc.constantFrom('confirm', 'district', 'x.y', ''), { nil: undefined }),
        async (text, expecting) => {
          const understood = await ask(text, expecting === undefined ? {} : { expecting })
          expect(intents).to.include(understood.intent)
          expect(understood.confidence).to.be.within(0, 1)
          expect(understood.decision).to.equal(decide(understood.confidence))
          expect(understood.language).to.match(/^[a-z]{2,3}$/)
          const reports = understood.intent === 'open_report' || understood.intent === 'complaint_ignored'
          if (!reports) expect(understood.service).to.equal(null)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('reads a message of ten thousand characters', async () => {
    expect((await ask('حفرة كبيرة في الشارع '.repeat(500))).service).to.equal('pothole')
    for (const text of ['ﷺ'.repeat(10_000), '\ud800'.repeat(10_000), 'a'.repeat(10_000), '(((('.repeat(2500)])
      expect(intents).to.include((await ask(text)).intent)
  })

  it('says what is broken in the words of danger', () => {
    const dangerRoot = mkdtempSync(path.join(os.tmpdir(), 'tawasul-'))
    const create = (): unknown => createUnderstander({ dangerRoot, places: loadPlaces(), timeZone: 'Asia/Riyadh' })
    try {
      expect(create).to.throw(TawasulError).with.property('code', 'nlu.danger_words')
      mkdirSync(path.join(dangerRoot, 'nlu', 'danger'), { recursive: true })
      writeFileSync(path.join(dangerRoot, 'nlu', 'danger', 'en.txt'), 'nonsense: word\n')
      expect(create).to.throw(TawasulError).with.property('code', 'nlu.danger_words')
      writeFileSync(path.join(dangerRoot, 'nlu', 'danger', 'en.txt'), 'fire: fire\n')
      expect(create).not.to.throw()
    } finally {
      rmSync(dangerRoot, { recursive: true })
    }
  })

  it('says what is missing where there is no model', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tawasul-'))
    try {
      const create = (): unknown =>
        createUnderstander({ modelDir: folder, places: loadPlaces(), timeZone: 'Asia/Riyadh' })
      expect(create).to.throw(TawasulError).with.property('code', 'nlu.model_missing')
      writeFileSync(path.join(folder, 'ngrams.json'), '{}')
      expect(create).to.throw(TawasulError).with.property('code', 'nlu.model_missing')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('decide', () => {
  it('acts, asks or shows the menu', () => {
    expect(decide(1)).to.equal('act')
    expect(decide(actFrom)).to.equal('act')
    expect(decide(actFrom - 0.001)).to.equal('confirm')
    expect(decide(confirmFrom)).to.equal('confirm')
    expect(decide(confirmFrom - 0.001)).to.equal('menu')
    expect([actFrom, confirmFrom]).to.deep.equal([0.6, 0.35])
  })
})
