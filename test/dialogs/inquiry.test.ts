import { expect } from 'chai'
import { Conversation, districts, type Meaning } from './conversation.js'

const asks = (...articles: [string, number][]): Meaning => ({
  intent: 'inquiry',
  articles: articles.map(([id, p]) => ({ id, p })),
})
const clear = asks(['pest_spraying', 0.8], ['waste_times', 0.05])
const fees = asks(['fees', 0.8], ['shop_licence', 0.1])
const torn = asks(['shop_licence', 0.3], ['fees', 0.25], ['licence_renewal', 0.2])
const unknown = asks(['fees', 0.05], ['shop_licence', 0.04])

describe('a question', () => {
  it('is answered with whose word it is', () => {
    const talk = new Conversation().says('كم رسوم الرخصة؟', fees)
    expect(talk.text).to.include('حاسبة الرسوم').and.to.include('المصدر: منصة بلدي\nhttps://balady.gov.sa')
    expect(talk.choices).to.deep.equal([])
  })
  it('is answered in English', () => {
    const talk = new Conversation('en').says('how much is the licence fee', fees)
    expect(talk.text).to.include('fee calculator').and.to.include('Source: Balady platform\nhttps://')
  })
  it('about a service: a report is offered, and taken by a tap', () => {
    const talk = new Conversation().says('متى ترشون البعوض؟', clear)
    expect(talk.text).to.match(/هل نسجّل بلاغًا عن ذلك؟$/)
    expect(talk.labels).to.deep.equal(['بلاغ جديد', 'القائمة الرئيسية'])
    talk.taps('offer.report:pests')
    expect(talk.text).to.include('في أي مدينة')
    expect(talk.expecting).to.equal('district')
    talk.says('حي النور', { districts: { النور: ['dammam-noor'] } })
    talk.says('جنب المدرسة', { landmark: 'المدرسة' })
    while (!talk.choices.some(({ id }) => id === 'report.confirm:yes')) talk.taps('report.photo:none')
    talk.taps('report.confirm:yes')
    expect(talk.drafts[0]?.service).to.equal('pests')
  })
  it('the offer is taken by a yes in words, and declined by a no', () => {
    const yes = new Conversation().says('متى ترشون البعوض؟', clear)
    yes.says('ايوه', { intent: 'affirm', phrase: true })
    expect(yes.text).to.include('في أي مدينة')
    const no = new Conversation().says('متى ترشون البعوض؟', clear)
    no.says('لا', { intent: 'deny', phrase: true })
    expect(no.text).to.include('كيف نخدمكم؟')
    expect(no.drafts).to.deep.equal([])
  })
  it('that a person should answer: a person is offered', () => {
    const talk = new Conversation().says('قفلتوا البلاغ كيف اعترض', asks(['object_closure', 0.9]))
    expect(talk.choices.map(({ id }) => id)).to.deep.equal(['human:yes', 'menu:main'])
  })
  it('that may be about three things: they are offered, and one is taken by number', () => {
    const talk = new Conversation().says('الرخصة', torn)
    expect(talk.labels).to.deep.equal(['رخصة محل تجاري', 'رسوم الرخص', 'تجديد رخصة تجارية', 'غير ذلك'])
    talk.says('2', { decision: 'menu' })
    expect(talk.text).to.include('حاسبة الرسوم')
  })
  it('none of the three: it is told honestly, and a person is offered', () => {
    const talk = new Conversation().says('الرخصة', torn).taps('article:none')
    expect(talk.text).to.include('ليس لدينا جواب مؤكد')
    expect(talk.choices[0]?.id).to.equal('human:yes')
  })
  it('no article is guessed where none is likely, or none was looked for', () => {
    for (const meaning of [unknown, { intent: 'inquiry' } as const]) {
      const talk = new Conversation().says('كم راتب الموظف؟', meaning)
      expect(talk.text).to.include('ليس لدينا جواب مؤكد')
      expect(talk.text).not.to.include('المصدر')
    }
  })
  it('that is only likely a question is answered where an article is sure', () => {
    const talk = new Conversation().says('وين مكتب بلدية الخبر', {
      ...asks(['office_location', 0.9]),
      decision: 'menu',
      confidence: 0.3,
      cities: { الخبر: 'khobar' },
    })
    expect(talk.text).to.include('عناوينها')
  })
  it('that seems out of scope is answered where an article tells whose matter it is', () => {
    const talk = new Conversation().says('رقم شركة الكهرباء', { ...asks(['electricity', 0.9]), intent: 'out_of_scope' })
    expect(talk.text).to.include('933')
  })
  it('that was not understood is answered where an article is sure', () => {
    const meaning: Meaning = { ...fees, intent: 'rate', decision: 'menu', confidence: 0.2 }
    expect(new Conversation().says('كم رسوم الرخصة؟', meaning).text).to.include('حاسبة الرسوم')
    expect(new Conversation().says('رسوم الرخصة', meaning).text).to.include('لم يتضح لنا الطلب')
  })
  it('with a greeting, or taken for a cry for help, is answered where an article is sure', () => {
    for (const intent of ['greeting', 'help'] as const) {
      const talk = new Conversation().says('السلام عليكم كم رسوم الرخصة', { ...fees, intent })
      expect(talk.text).to.include('وعليكم السلام').and.to.include('حاسبة الرسوم')
    }
    expect(new Conversation().says('مساعدة', { ...fees, intent: 'help' }).text).not.to.include('حاسبة الرسوم')
  })
  it('is asked for where there is none yet', () => {
    for (const talk of [
      new Conversation().says('أهلا', { intent: 'greeting' }).taps('menu:inquiry'),
      new Conversation().says('عندي سؤال لو سمحتوا', { intent: 'inquiry' }),
      new Conversation('en').says('can I ask a question please', { intent: 'inquiry' }),
    ]) {
      expect(talk.expecting).to.equal('question')
      expect(talk.choices.map(({ id }) => id)).to.include.members(['topic:centre', 'topic:authorities', 'menu:human'])
    }
  })
  it('that is awaited is taken even if it was not understood as one', () => {
    const talk = new Conversation().says('عندي سؤال', { intent: 'inquiry' })
    talk.says('رسوم الرخص', { ...fees, intent: 'out_of_scope', decision: 'confirm', confidence: 0.4 })
    expect(talk.text).to.include('حاسبة الرسوم')
  })
  it('awaited, and a problem comes: the report is taken', () => {
    const talk = new Conversation().says('عندي سؤال', { intent: 'inquiry' })
    talk.says('فيه حفرة في الشارع', { service: 'pothole' })
    expect(talk.text).to.include('حفرة')
    expect(talk.expecting).to.equal('district')
  })
  it('by topic: the topic’s articles are shown, at most ten choices', () => {
    const talk = new Conversation().says('عندي سؤال', { intent: 'inquiry' }).taps('topic:authorities')
    expect(talk.labels).to.include('الكهرباء')
    expect(talk.choices.length).to.be.at.most(10)
    talk.says('المياه', { decision: 'menu' })
    expect(talk.text).to.include('939')
  })
  it('with nothing to find it by, in another language: the topics are shown', () => {
    const talk = new Conversation('ml').says('ഓഫീസ് എപ്പോൾ തുറക്കും?', { intent: 'inquiry', language: 'ml', articles: [] })
    expect(talk.choices.map(({ id }) => id)).to.include('topic:centre')
  })
  it('in a language without the article: its frame, and the English text', () => {
    const talk = new Conversation('id').says('Berapa biaya izin usaha?', { ...fees, language: 'id' })
    expect(talk.text)
      .to.match(/^.*Inggris:\nFees differ/s)
      .and.to.include('Sumber: Balady platform')
  })
})

describe('a question in the middle of a report', () => {
  const begun = () => new Conversation().says('فيه حفرة كبيرة في الشارع', { service: 'pothole' })

  it('is answered, and the report goes on', () => {
    const talk = begun().says('كم رسوم الرخصة؟', fees)
    expect(talk.text).to.include('حاسبة الرسوم').and.to.include('نعود إلى بلاغكم')
    expect(talk.expecting).to.equal('district')
    talk.says('حي النور', { districts: districts.noor })
    expect(talk.text).not.to.include('حاسبة الرسوم')
    expect(talk.expecting).to.equal('landmark')
  })
  it('offers no second report', () => {
    const talk = begun().says('متى ترشون البعوض؟', clear)
    expect(talk.choices.map(({ id }) => id)).not.to.include('offer.report:pests')
  })
  it('may be one of three: the report goes on after the one chosen, or without', () => {
    const chosen = begun().says('وش عن الرخصة؟', torn)
    expect(chosen.choices.at(-1)?.id).to.equal('report:continue')
    chosen.taps('article:fees')
    expect(chosen.text).to.include('حاسبة الرسوم').and.to.include('نعود إلى بلاغكم')
    const without = begun().says('وش عن الرخصة؟', torn).taps('report:continue')
    expect(without.expecting).to.equal('district')
    const placed = begun().says('وش عن الرخصة؟', torn).says('حي النور', { districts: districts.noor })
    expect(placed.expecting).to.equal('landmark')
  })
  it('is not known: that is said, and the report goes on', () => {
    const talk = begun().says('كم راتب الموظف؟', unknown)
    expect(talk.text).to.include('ليس لدينا جواب مؤكد').and.to.include('نعود إلى بلاغكم')
  })
  it('is heard where it is only likely a question, but surely answered', () => {
    const talk = begun().says('هل البلاغ مجاني؟', {
      ...asks(['report_cost', 0.9]),
      decision: 'confirm',
      confidence: 0.4,
    })
    expect(talk.text).to.include('مجانيان').and.to.include('نعود إلى بلاغكم')
  })
})
