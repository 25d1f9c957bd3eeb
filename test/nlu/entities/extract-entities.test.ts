import { expect } from 'chai'
import fc from 'fast-check'
import { loadPlaces } from '../../../config/places.js'
import { checkDigit } from '../../../models/report-number.js'
import { createEntityExtractor } from '../../../nlu/entities/extract-entities.js'
import { createShadow } from '../../../nlu/pipeline/shadow.js'
import type { Entity } from '../../../nlu/understanding.js'

// A Wednesday, 13:00 in Riyadh.
const now = Date.parse('2026-07-29T10:00:00Z')
const extract = createEntityExtractor(loadPlaces(), 'Asia/Riyadh')
const all = (text: string, expecting?: string): Entity[] => extract(createShadow(text), expecting, now)
const values = (text: string, type: Entity['type'], expecting?: string): (string | number)[] =>
  all(text, expecting)
    .filter((entity) => entity.type === type)
    .map(({ value }) => value)
const texts = (text: string, type: Entity['type'], expecting?: string): string[] =>
  all(text, expecting)
    .filter((entity) => entity.type === type)
    .map((entity) => entity.text)

const number = `48201736${checkDigit('48201736')}`
const wrong = `48201736${(Number(checkDigit('48201736')) + 1) % 10}`
const arabic = (digits: string): string => digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
const persian = (digits: string): string => digits.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)))
const grouped = (digits: string, by: string): string =>
  [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].join(by)

describe('report numbers', () => {
  for (const text of [
    number,
    `بلاغي رقم ${arabic(number)} وش صار عليه`,
    persian(number),
    `رقم البلاغ:${grouped(number, ' ')}`,
    `report ${grouped(number, '-')}, any news?`,
    grouped(arabic(number), '.'),
    [...number].join(' '),
    `رقم${number}وينه`,
    `بلاغ ${number} وجوالي 0551234567`,
    `${number} 0551234567`,
    `\u2068${number}\u2069`,
  ]) {
    it(text, () => {
      expect(all(text).filter(({ type }) => type === 'report_number')).to.have.lengthOf(1)
      expect(all(text).find(({ type }) => type === 'report_number')).to.include({ value: number, valid: true })
    })
  }

  it('tells a wrong check digit', () => {
    expect(all(`بلاغ ${wrong}`)[0]).to.include({ type: 'report_number', value: wrong, valid: false })
  })

  for (const text of [
    '0551234567',
    '+966 55 123 4567',
    '1234567890',
    '12345678',
    '26.434412,50.103312',
    'https://x.com/a/status/123456789',
  ]) {
    it(`none in ${text}`, () => expect(values(text, 'report_number')).to.deep.equal([]))
  }

  it('finds several', () => {
    const other = `17000012${checkDigit('17000012')}`
    expect(values(`${number} و ${other}`, 'report_number')).to.deep.equal([number, other])
  })
})

describe('phones', () => {
  for (const text of [
    '0551234567',
    '٠٥٥١٢٣٤٥٦٧',
    '۰۵۵۱۲۳۴۵۶۷',
    '+966551234567',
    '00966551234567',
    '966551234567',
    '551234567',
    '055 123 4567',
    '055-123-4567',
    '+966 55 123 4567',
    'جوالي ٠٥٥ ١٢٣ ٤٥٦٧ اتصلوا',
  ]) {
    it(text, () => expect(values(text, 'phone')).to.deep.equal(['+966551234567']))
  }
  it('knows landlines and other countries', () => {
    expect(values('مكتبي 0138123456', 'phone')).to.deep.equal(['+966138123456'])
    expect(values('my number +44 20 7946 0018', 'phone')).to.deep.equal(['+442079460018'])
  })
  it('none in a price or a year', () => expect(values('دفعت 5000 ريال عام 2026', 'phone')).to.deep.equal([]))
})

describe('places', () => {
  const districts: readonly (readonly [string, string])[] = [
    ['حفرة في حي النور بالدمام', 'dammam-an-nur'],
    ['pothole in Al Noor district, Dammam', 'dammam-an-nur'],
    ['An Nur, Dammam', 'dammam-an-nur'],
    ['في الفيصلية', 'dammam-al-faisaliyah'],
    ['بحي العقربية', 'khobar-al-aqrabiyah'],
    ['Thuqbah street light', 'khobar-ath-thuqbah'],
    ['حي الشاطئ الشرقي', 'dammam-ash-shati-ash-sharqi'],
    ['حي عبدالله فؤاد', 'dammam-abdullah-fouad'],
    ['حي عبد الله فؤاد', 'dammam-abdullah-fouad'],
    ['حي الفيصليه', 'dammam-al-faisaliyah'],
    ['بحي العقرببية', 'khobar-al-aqrabiyah'],
  ]
  for (const [text, id] of districts) it(text, () => expect(values(text, 'district')).to.include(id))

  const cities: readonly (readonly [string, string])[] = [
    ['حفرة بالدمام', 'dammam'],
    ['والخبر', 'khobar'],
    ['للقطيف', 'qatif'],
    ['في حفر الباطن', 'hafr-al-batin'],
    ['الجبيل الصناعية', 'jubail-industrial'],
    ['Al Khobar', 'khobar'],
    ['in alkhobar', 'khobar'],
    ['رأس تنورة', 'ras-tanura'],
    ['الأحساء', 'al-ahsa'],
  ]
  for (const [text, id] of cities) it(text, () => expect(values(text, 'city')).to.deep.equal([id]))

  it('leaves the city open where a name is found in several', () => {
    const [district] = all('حي العزيزية').filter(({ type }) => type === 'district')
    expect(district).to.have.property('city', null)
    expect(district)
      .to.have.property('alternatives')
      .that.includes('khobar-al-aziziyah')
      .and.includes('dammam-al-aziziyah')
  })

  it('a named city decides', () => {
    expect(all('العزيزية في الخبر').find(({ type }) => type === 'district')).to.include({
      value: 'khobar-al-aziziyah',
      city: 'khobar',
    })
  })

  for (const text of [
    'النور مقطوع عن بيتنا',
    'زرت الروضة مع عيالي',
    'وما جا أحد',
    'السلام عليكم',
    'the light is out',
    'سمعت صوت خليج',
    'el noor ma2too3',
  ]) {
    it(`no district in "${text}"`, () => expect(values(text, 'district')).to.deep.equal([]))
  }

  it('an everyday word is a district where a place was asked for', () => {
    expect(values('النور', 'district', 'district')).to.deep.equal(['dammam-an-nur'])
    expect(values('السلام عليكم', 'district', 'district')).to.deep.equal([])
  })

  it('a street with a town’s name is not the town', () =>
    expect(values('حفرة في شارع الظهران', 'city')).to.deep.equal([]))

  it('spans leave out glued particles', () => expect(texts('حفرة بالدمام', 'city')).to.deep.equal(['الدمام']))
})

describe('landmarks', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['حفرة قدام مدرسة البنات في حي النور', 'قدام مدرسة البنات'],
    ['زبالة جنب المخبز، من يومين', 'جنب المخبز'],
    ['الحفرة خلف مستشفى الدمام المركزي', 'خلف مستشفى الدمام المركزي'],
    ['في أول الشارع', 'أول الشارع'],
    ['pothole in front of the girls school in Dammam', 'in front of the girls school'],
    ['it is next to Zafarano bakery.', 'next to Zafarano bakery'],
    ['behind Lulu hypermarket please', 'behind Lulu hypermarket'],
    ['بالقرب من جامع الملك فهد', 'بالقرب من جامع الملك فهد'],
  ]
  for (const [text, wanted] of cases) it(text, () => expect(texts(text, 'landmark')).to.deep.equal([wanted]))
  for (const text of ['عندي مشكلة', 'قبل يومين', 'بعد بكرة', 'no idea', 'بين الساعة ٤ و٥']) {
    it(`none in "${text}"`, () => expect(texts(text, 'landmark')).to.deep.equal([]))
  }
})

describe('map links and coordinates', () => {
  it('reads coordinates in any digits', () => {
    expect(values('26.4344, 50.1033', 'coordinates')).to.deep.equal(['26.4344,50.1033'])
    expect(values('٢٦٫٤٣٤٤، ٥٠٫١٠٣٣', 'coordinates')).to.deep.equal(['26.4344,50.1033'])
    expect(values('50.1033 26.4344', 'coordinates')).to.deep.equal(['26.4344,50.1033'])
  })
  it('none outside Saudi Arabia', () => expect(values('48.8566, 2.3522', 'coordinates')).to.deep.equal([]))
  for (const link of [
    'https://maps.google.com/?q=26.4344,50.1033',
    'https://www.google.com/maps/place/X/@26.4344,50.1033,17z',
    'https://www.google.com/maps/search/?api=1&query=26.4344%2C50.1033',
    'https://maps.apple.com/?ll=26.4344,50.1033&q=Pin',
    'https://www.openstreetmap.org/#map=17/26.4344/50.1033',
    'https://waze.com/ul?ll=26.4344,50.1033&navigate=yes',
  ]) {
    it(link, () => {
      expect(values(`الموقع ${link} شكرا`, 'map_link')).to.deep.equal([link])
      expect(values(link, 'coordinates')).to.deep.equal(['26.4344,50.1033'])
    })
  }
  it('short links, capitals kept', () => {
    expect(values('هنا https://maps.app.goo.gl/AbC1dEf.', 'map_link')).to.deep.equal([
      'https://maps.app.goo.gl/AbC1dEf',
    ])
    expect(values('maps.app.goo.gl/AbC1dEf', 'map_link')).to.deep.equal(['https://maps.app.goo.gl/AbC1dEf'])
  })
  it('no other link', () => expect(values('https://example.com/maps', 'map_link')).to.deep.equal([]))
})

describe('short addresses', () => {
  it('with or without a blank', () => {
    expect(values('عنواني EADB3243', 'short_address')).to.deep.equal(['EADB3243'])
    expect(values('EADB 3243', 'short_address')).to.deep.equal(['EADB3243'])
    expect(values('eadb3243', 'short_address')).to.deep.equal(['EADB3243'])
  })
  it('not "road 1234"', () => expect(values('on road 1234', 'short_address')).to.deep.equal([]))
})

describe('dates', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['رفعته أمس', '2026-07-28'],
    ['من البارح', '2026-07-28'],
    ['اليوم الصبح', '2026-07-29'],
    ['قبل يومين', '2026-07-27'],
    ['من أسبوع', '2026-07-22'],
    ['قبل ٣ أيام', '2026-07-26'],
    ['قبل شهر', '2026-06-29'],
    ['الأحد الماضي', '2026-07-26'],
    ['يوم الخميس الجاي', '2026-07-30'],
    ['اول امس', '2026-07-27'],
    ['03/04/2026', '2026-04-03'],
    ['٣-٤-٢٠٢٦', '2026-04-03'],
    ['2026-04-03', '2026-04-03'],
    ['15 يوليو', '2026-07-15'],
    ['yesterday evening', '2026-07-28'],
    ['two days ago', '2026-07-27'],
    ['last Sunday', '2026-07-26'],
    ['on 5 July 2026', '2026-07-05'],
    ['for 3 weeks', '2026-07-08'],
    ['١ محرم ١٤٤٨', '2026-06-16'],
  ]
  for (const [text, day] of cases) it(text, () => expect(values(text, 'date')).to.deep.equal([day]))
  for (const text of ['وما جا أحد', 'it may fall', '99/99/2026', 'من زمان']) {
    it(`none in "${text}"`, () => expect(values(text, 'date')).to.deep.equal([]))
  }
  it('counts in the time zone', () => {
    const lateEvening = Date.parse('2026-07-28T22:30:00Z')
    expect(extract(createShadow('اليوم'), undefined, lateEvening)[0]?.value).to.equal('2026-07-29')
  })
})

describe('ratings', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['4/5', 4],
    ['٤ من ٥', 4],
    ['أربعة من خمسة', 4],
    ['five stars', 5],
    ['خمس نجوم', 5],
    ['⭐⭐⭐', 3],
    ['3 out of 5', 3],
    ['تقييمي ٢', 2],
  ]
  for (const [text, mark] of cases) it(text, () => expect(values(text, 'rating')).to.deep.equal([mark]))
  it('a bare number only where it was asked for', () => {
    expect(values('4', 'rating')).to.deep.equal([])
    expect(values('4', 'rating', 'rating')).to.deep.equal([4])
    expect(values('٩', 'rating', 'rating')).to.deep.equal([])
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    'حي ',
    'الدمام',
    'بالنور',
    ' قدام ',
    'مدرسة',
    number,
    '٠٥٥١٢٣٤٥٦٧',
    '26.4,50.1',
    'https://maps.google.com/?q=',
    '4/5',
    '⭐',
    'قبل ',
    'يومين',
    ' ',
    '،',
    '\ud83d',
    '\u202e',
    'ﷺ',
    'EADB3243',
    '5 may',
    '\n',
    'in front of ',
    '1',
  )
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
  )
  it('is survived, and every span lies within it', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom(undefined, 'district', 'rating', 'report_number', 'phone'),
        (text, expecting) => {
          let before = 0
          for (const entity of all(text, expecting)) {
            expect(entity.start).to.be.at.least(before)
            expect(entity.end).to.be.above(entity.start).and.at.most(text.length)
            expect(entity.text).to.equal(text.slice(entity.start, entity.end))
            before = entity.start
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
