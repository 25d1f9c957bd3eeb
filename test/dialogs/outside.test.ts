import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

describe('a place outside the Eastern Province', () => {
  for (const [text, place, who] of [
    ['فيه حفرة في حي العليا بالرياض', 'الرياض', 'أمانة منطقة الرياض على 940'],
    ['حفرة كبيرة في جدة', 'جدة', 'أمانة محافظة جدة على 940'],
    ['فيه حفرة بمكة المكرمة', 'مكة', 'أمانة العاصمة المقدسة على 940'],
    ['there is a pothole in Jeddah', 'Jeddah', 'Jeddah Municipality on 940'],
    ['big hole near my house, Riyadh', 'Riyadh', 'Riyadh Region Municipality on 940'],
    ['حفرة في دبي', 'دبي', 'خارج المملكة'],
    ['pothole in Bahrain', 'Bahrain', 'outside the Kingdom'],
  ] as const) {
    it(`«${text}»: who serves it, and whether it is here all the same; nothing is registered`, () => {
      const talk = new Conversation().says(text, { service: 'pothole' })
      expect(talk.text).to.include(who).and.to.include(place)
      expect(talk.text).to.match(/المنطقة الشرقية|Eastern Province/)
      expect(talk.choices.map(({ id }) => id)).to.deep.equal(['outside:yes', 'outside:no'])
      talk.taps('outside:no')
      expect(talk.text).to.match(/لم نسجّل بلاغًا|No report was registered/)
      expect(talk.says('نعم', { intent: 'affirm', phrase: true }).reports).to.have.length(0)
    })
  }
  it('told as the answer to where, and again, drops the report', () => {
    const talk = new Conversation().says('فيه حفرة', { service: 'pothole' }).says('الرياض', { decision: 'menu' })
    expect(talk.text).to.include('أمانة منطقة الرياض')
    talk.says('في الرياض حي العليا', { decision: 'menu' })
    expect(talk.text).to.include('لم نسجّل بلاغًا.')
  })
  it('corrected to a place here, the report goes on with its problem', () => {
    const talk = new Conversation().says('فيه حفرة بالرياض', { service: 'pothole' })
    talk.says('لا، في الدمام حي النور', {
      intent: 'deny',
      districts: districts.noor,
      cities: { الدمام: 'dammam' },
    })
    expect(talk.text).to.match(/ما أقرب معلم/)
    const yes = new Conversation().says('فيه حفرة بالرياض', { service: 'pothole' })
    expect(yes.says('نعم', { intent: 'affirm', phrase: true }).text).to.match(/في أي مدينة وأي حي؟$/)
  })
  it('as the name of a street, a shop or the way is no place outside', () => {
    for (const text of [
      'فيه حفرة في شارع الرياض',
      'حفرة على طريق مكة المكرمة',
      'حفرة قدام بنك الرياض',
      'pothole on Riyadh Road',
      'حفرة في طريق الظهران باتجاه الرياض',
      'حفرة عند بيت جده',
    ]) {
      const talk = new Conversation().says(text, { service: 'pothole' })
      expect(talk.text, text).to.match(/(?:في أي مدينة|In which city)/)
      expect(talk.text, text).not.to.match(/المنطقة الشرقية|Eastern Province/)
    }
  })
  it('beside a city of the province is no place outside', () => {
    const talk = new Conversation().says('أنا من الرياض وفيه حفرة في الدمام', {
      service: 'pothole',
      cities: { الدمام: 'dammam' },
    })
    expect(talk.text).to.match(/في أي حي؟$/)
  })
  it('in danger the number comes first', () => {
    const talk = new Conversation().says('حريق في الرياض', { service: 'pollution', urgent: true })
    expect(talk.text).to.match(/^⚠️/).and.to.include('أمانة منطقة الرياض')
  })
})
