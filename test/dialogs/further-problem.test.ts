import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const pothole = 'فيه حفرة بحي الفيصلية في الدمام'
const potholeMeaning = { service: 'pothole', districts: districts.faisaliyah, cities: { الدمام: 'dammam' } }
const water = 'الموية مقطوعة عن حينا من أمس'

describe('another problem in the middle of a report', () => {
  it('is kept, and taken after the number, in the same district', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says(water, { service: 'water_outage' })
    expect(talk.text).to.equal(
      'نكمل هذا البلاغ أولًا، ثم نأخذ المشكلة الأخرى: انقطاع المياه.\nما أقرب معلم للموقع؟ يكفي وصف قصير أو رابط خريطة.',
    )
    talk.says('جنب المخبز', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.text).to.include('رقم البلاغ: \u2068100000004\u2069').and.to.include('ننتقل إلى المشكلة الأخرى')
    talk.taps('report.confirm:yes')
    expect(talk.drafts.map(({ service, district, landmark }) => [service, district, landmark])).to.deep.equal([
      ['pothole', 'dammam-faisaliyah', 'جنب المخبز'],
      ['water_outage', 'dammam-faisaliyah', undefined],
    ])
    expect(talk.drafts[1]?.description).to.equal(water)
  })

  it('is taken also when the first report is cancelled, and forgotten after an opt-out', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says(water, { service: 'water_outage' })
    talk.says('إلغاء', { intent: 'cancel', phrase: true }).taps('cancel:yes')
    expect(talk.text).to.include('ألغينا البلاغ').and.to.include('المشكلة: انقطاع المياه')
    const silent = new Conversation().says(pothole, potholeMeaning).says(water, { service: 'water_outage' })
    silent.says('توقف')
    expect(silent.did('opt_out')).to.equal(true)
    silent.says('هلا', { intent: 'greeting', phrase: true })
    expect(silent.text).not.to.include('انقطاع المياه')
  })

  it('goes first where it is a danger', () => {
    const talk = new Conversation().says(pothole, potholeMeaning)
    talk.says('حريق في العمارة اللي جنبنا', { service: 'power_outage', p: 0.4, urgent: true })
    expect(talk.text)
      .to.match(/^⚠️ ابتعدوا/)
      .and.to.match(/ما الموقع؟ يكفي أقرب معلم\.$/)
    talk.says('مقابل المسجد', { decision: 'menu' }).taps('report.confirm:yes')
    expect(talk.drafts[0]).to.include({ urgent: true, district: 'dammam-faisaliyah' })
    expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى: حفرة')
  })

  it('told in the first message too: one after the other', () => {
    const text = 'فيه حفرة كبيرة والإنارة طافية في حي الفيصلية في الدمام'
    const talk = new Conversation().says(text, {
      ...potholeMeaning,
      further: [{ service: 'street_light', text: 'الإنارة طافية' }],
    })
    expect(talk.text).to.include('في رسالتكم أكثر من مشكلة')
    talk.says('جنب المخبز', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى: إنارة معطلة')
  })

  it('is no landmark, and an answer is no other problem', () => {
    const talk = new Conversation().says(pothole, potholeMeaning)
    talk.says('جنب محل الحلاق', { service: 'shop_violation', landmark: 'جنب محل الحلاق' }).taps('report.photo:none')
    expect(talk.text).to.include('وصف الموقع: \u2068جنب محل الحلاق\u2069')
  })
})

describe('answers that answer nothing', () => {
  it('a yes or no is no name of a district or landmark', () => {
    const talk = new Conversation()
      .says('فيه حفرة', { service: 'pothole' })
      .says('تمام', { intent: 'affirm', phrase: true })
    expect(talk.text).to.include('لم يتضح لنا الجواب').and.to.include('في أي مدينة وأي حي؟')
  })

  it('who does not know the place is asked for the city alone, until it is known', () => {
    const talk = new Conversation().says('فيه حفرة', { service: 'pothole' }).says('ما أدري', { decision: 'menu' })
    expect(talk.text).to.equal('يكفي اسم المدينة، أو حي قريب. في أي مدينة؟')
    expect(talk.labels).to.deep.equal(['الدمام', 'الخبر'])
    talk.says('ما أدري والله', { decision: 'menu' })
    expect(talk.text).to.equal('نحتاج إلى المدينة أو رابط خريطة لتسجيل البلاغ. في أي مدينة؟')
    expect(talk.says('2').text).to.include('ما أقرب معلم للموقع؟')
    talk.says("i don't know", { intent: 'help', decision: 'act', language: 'ar' })
    expect(talk.text).to.include('هل لديكم صورة للموقع؟')
  })

  it('marks without a word send nothing', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says('جنب المخبز').taps('report.photo:none')
    talk.says('???', { intent: 'affirm', confidence: 0.95 })
    talk.says('...', { intent: 'affirm', confidence: 0.95 })
    expect(talk.drafts).to.deep.equal([])
    talk.says('نعم بس الحي غلط', { intent: 'affirm', confidence: 0.7 })
    expect(talk.drafts).to.deep.equal([])
  })

  it('a number outside the menu is told its limits where choices have numbers, and nowhere else', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says('جنب المخبز').says('7')
    expect(talk.text).to.include('هذا الرقم ليس بين الخيارات')
    expect(talk.replies.at(-1)?.menuLead).to.equal('الرقم 1، أو جملة:')
    talk.says('1').says('٩')
    expect(talk.replies.at(-1)?.menuLead).to.equal('الأرقام من 1 إلى 3:')
    expect(talk.text).not.to.include('1 إلى 3')
  })

  it('a menu has a lead for channels without buttons', () => {
    const talk = new Conversation().says('السلام عليكم', { intent: 'greeting', phrase: true })
    expect(talk.replies.at(-1)?.menuLead).to.equal('يُرجى إرسال رقم الاختيار:')
    const english = new Conversation('en').says('hello', { intent: 'greeting', phrase: true })
    expect(english.replies.at(-1)?.menuLead).to.equal('Please send the number of your choice:')
  })

  it('the edit menu leads back without cancelling', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says('جنب المخبز').taps('report.photo:none')
    talk.taps('report.confirm:edit')
    expect(talk.labels.at(-1)).to.equal('تراجع')
    talk.says('تراجع', { intent: 'cancel', phrase: true })
    expect(talk.text).to.include('هل البيانات صحيحة؟')
  })

  for (const text of [
    'stop sending me messages',
    'لا ترسلون لي رسايل',
    'ماعاد تراسلوني',
    'توقف',
    'إلغاء الاشتراك',
    'STOP',
  ]) {
    it(`«${text}» stops the messages, in the middle of a report too`, () => {
      const talk = new Conversation().says(pothole, potholeMeaning).says(text)
      expect(talk.did('opt_out')).to.equal(true)
      expect(talk.replies).to.have.length(1)
    })
  }
  for (const text of ['إلغاء', 'please send me the report', 'لا، إرسال', 'بس راسلوني هنا', 'the bus stop']) {
    it(`«${text}» does not`, () => {
      expect(new Conversation().says(pothole, potholeMeaning).says(text).did('opt_out')).to.equal(false)
    })
  }

  it('a district of a name that several cities have lies in the city of the report before', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says('جنب المخبز').taps('report.photo:none')
    talk.taps('report.confirm:yes')
    talk.says('فيه حفرة في حي الروضة', {
      service: 'pothole',
      districts: { الروضة: ['khobar-rawdah', 'dammam-rawdah'] },
    })
    expect(talk.text).to.include('ما أقرب معلم للموقع؟')
    talk.says('جنب المدرسة').taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.drafts[1]).to.include({ district: 'dammam-rawdah', city: 'dammam' })
  })
})
