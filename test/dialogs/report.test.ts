import { expect } from 'chai'
import { Conversation, districts, hour } from './conversation.js'

const pothole = 'السلام عليكم، فيه حفرة كبيرة قدام بيتنا بحي الفيصلية في الدمام'
const potholeMeaning = {
  service: 'pothole',
  districts: districts.faisaliyah,
  cities: { الدمام: 'dammam' },
  landmark: 'قدام بيتنا',
}
const light = 'فيه عمود إنارة طافي في حي الشاطئ بالدمام'
const lightMeaning = { service: 'street_light', districts: districts.shati, cities: { الدمام: 'dammam' } }

/** A report as far as its summary. */
function toSummary(): Conversation {
  return new Conversation().says(light, lightMeaning).says('أول الشارع', { decision: 'menu' }).taps('report.photo:none')
}

describe('taking a report', () => {
  it('takes problem, district and city from one sentence and asks only for what is missing', () => {
    const talk = new Conversation().says(pothole, potholeMeaning)
    expect(talk.text).to.include('وعليكم السلام ورحمة الله')
    expect(talk.text).to.include('ما أقرب معلم للموقع؟')
    expect(talk.text).not.to.match(/أي حي|أي مدينة|ما المشكلة/)
    talk.says('جنب مخبز الهدى', { decision: 'menu' })
    expect(talk.text).to.include('هل لديكم صورة للموقع؟')
    talk.sendsPhoto()
    expect(talk.text).to.include('وصلت الصورة')
    expect(talk.text).to.include('المشكلة: حفرة أو هبوط في الطريق\nالموقع: حي الفيصلية، الدمام')
    expect(talk.text).to.match(/هل البيانات صحيحة؟$/)
    expect(talk.labels).to.deep.equal(['نعم، إرسال', 'تعديل', 'إلغاء'])
    talk.taps('report.confirm:yes')
    expect(talk.text).to.include('رقم البلاغ: \u2068100000004\u2069')
    expect(talk.text).to.include('الموعد المتوقع: الثلاثاء 1 ديسمبر 2026، 3:00 م')
    expect(talk.drafts).to.deep.equal([
      {
        service: 'pothole',
        city: 'dammam',
        district: 'dammam-faisaliyah',
        landmark: 'جنب مخبز الهدى',
        description: pothole,
        photos: ['photo-1'],
        urgent: false,
      },
    ])
  })

  it('does the same in English', () => {
    const talk = new Conversation().says('Hello, there is a huge pothole in Al Noor district, Dammam', {
      service: 'pothole',
      districts: { 'Al Noor': ['dammam-noor'] },
      cities: { Dammam: 'dammam' },
    })
    expect(talk.text).to.match(/What is the nearest landmark\?/)
    talk.says('next to the bakery', { decision: 'menu' }).says('no photo', { intent: 'deny' })
    expect(talk.text).to.equal(
      'Problem: Pothole or sunken road\nPlace: Al Noor district, Dammam\nDirections: \u2068next to the bakery\u2069\nIs this right?',
    )
    talk.says('yes', { intent: 'affirm', phrase: true })
    expect(talk.text).to.match(/Report number: \u2068100000004\u2069\nExpected by: Tuesday 1 December 2026, 3:00 PM/)
  })

  it('asks for the problem where only the wish to report was told', () => {
    const talk = new Conversation().says('ابغى ارفع بلاغ', { services: ['other'] })
    expect(talk.text).to.match(/ما المشكلة؟/)
    talk.says('إنارة الشارع عندنا طافية', { service: 'street_light' })
    expect(talk.text).to.match(/في أي مدينة وأي حي؟$/)
  })

  it('takes several slots of one later answer', () => {
    const talk = new Conversation().says('فيه كلاب سايبة كثير عندنا', { service: 'stray_animals' })
    talk.says('في الخبر، حي العقربية', {
      districts: districts.aqrabiyah,
      cities: { الخبر: 'khobar' },
      intent: 'inquiry',
      confidence: 0.4,
      decision: 'confirm',
    })
    expect(talk.text).to.include('هل لديكم صورة')
    expect(talk.taps('report.photo:none').text).to.include('الموقع: حي العقربية، الخبر')
  })

  it('knows the city from the district', () => {
    const talk = new Conversation().says('كلاب في حي الشاطئ', { service: 'stray_animals', districts: districts.shati })
    expect(talk.text).to.include('صورة')
    expect(talk.taps('report.photo:none').text).to.include('الموقع: حي الشاطئ، الدمام')
  })

  it('asks for the city of a district that several cities have, and settles it by the answer', () => {
    const talk = new Conversation().says('كلاب في حي الروضة', {
      service: 'stray_animals',
      districts: { الروضة: ['dammam-rawdah', 'khobar-rawdah'] },
    })
    expect(talk.text).to.match(/في أي مدينة؟$/)
    expect(talk.labels).to.deep.equal(['الدمام', 'الخبر'])
    talk.says('٢', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.drafts[0]).to.include({ city: 'khobar', district: 'khobar-rawdah' })
    expect(talk.drafts[0]).not.to.have.property('districtText')
  })

  it('takes a district that is on no list in the resident’s own words', () => {
    const talk = new Conversation().says('فيه كلاب سايبة في الدمام', {
      service: 'stray_animals',
      cities: { الدمام: 'dammam' },
    })
    expect(talk.text).to.match(/في أي حي؟$/)
    talk.says('حي المزارع الجديدة', { decision: 'menu' }).says('تخطي', { decision: 'menu' })
    expect(talk.text).to.include('الموقع: حي \u2068المزارع الجديدة\u2069، الدمام')
    expect(talk.taps('report.confirm:yes').drafts[0]).to.include({ districtText: 'المزارع الجديدة', city: 'dammam' })
  })

  it('does not ask for a place again that is pinned on the map', () => {
    const talk = new Conversation().says('عمود إنارة طافي', { service: 'street_light' })
    talk.says('الموقع 26.4344, 50.1033', { coordinates: '26.4344, 50.1033', decision: 'menu' })
    expect(talk.text).to.include('صورة')
    expect(talk.taps('report.photo:none').taps('report.confirm:yes').drafts[0]).to.deep.include({
      coordinates: { lat: 26.4344, lng: 50.1033 },
    })
  })

  it('keeps a phone that was told and never shows it', () => {
    const talk = new Conversation().says('فيه كلاب في حي النور جوالي 0559871234', {
      service: 'stray_animals',
      districts: districts.noor,
      phone: '+966559871234',
    })
    talk.taps('report.photo:none')
    expect(talk.text).not.to.include('559871234')
    expect(talk.taps('report.confirm:yes').drafts[0]).to.include({ phone: '+966559871234' })
  })

  it('offers a photo once, and not where one has come', () => {
    const talk = new Conversation().sendsPhoto('p')
    expect(talk.text).to.match(/وصلت الصورة\.\nما المشكلة؟/)
    talk.says('نفايات متراكمة بجوار الجامع في حي العقربية', {
      service: 'waste_collection',
      districts: districts.aqrabiyah,
      landmark: 'بجوار الجامع',
    })
    expect(talk.text)
      .to.include('الصور: صورة واحدة')
      .and.to.match(/هل البيانات صحيحة؟$/)
    expect(talk.taps('report.confirm:yes').drafts[0]?.photos).to.deep.equal(['p'])
  })

  it('takes other words at the photo as a further detail', () => {
    const talk = new Conversation().says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
    talk.says('تطلع بعد المغرب دايم', { decision: 'menu' })
    expect(talk.text)
      .to.include('أضفنا ما كتبتم')
      .and.to.match(/هل البيانات صحيحة؟$/)
    expect(talk.taps('report.confirm:yes').drafts[0]?.description).to.equal('كلاب في حي النور\nتطلع بعد المغرب دايم')
  })
})

describe('doubt about the problem', () => {
  const vague = { services: ['flooding', 'water_leak', 'sewage'], districts: districts.noor }

  it('offers the three likeliest and takes the one chosen', () => {
    const talk = new Conversation().says('موية كثير في الشارع حي النور', vague)
    expect(talk.text).to.match(/أيها أقرب إلى المشكلة؟$/)
    expect(talk.labels).to.deep.equal(['تجمع مياه أمطار', 'تسرب مياه', 'طفح مجاري', 'غير ذلك'])
    talk.says('الثاني', { decision: 'menu' })
    expect(talk.text).to.include('هذا من اختصاص شركة المياه الوطنية').and.to.include('ما أقرب معلم')
  })
  it('takes the best guess rather than ask a third time', () => {
    const talk = new Conversation()
      .says('موية كثير في الشارع حي النور', vague)
      .says('موية كثير في الشارع', { services: ['flooding', 'water_leak'] })
    expect(talk.text).to.include('ما أقرب معلم').and.to.include('البلاغ: تجمع مياه الأمطار')
  })
  it('asks once more after «غير ذلك», then registers it as another matter', () => {
    const talk = new Conversation().says('موية كثير في الشارع حي النور', vague).taps('report.service:none')
    expect(talk.text).to.include('ما المشكلة في جملة واحدة؟')
    talk.says('شي غريب صار هنا', { decision: 'menu' })
    talk.taps('report.photo:none')
    expect(talk.text).to.include('المشكلة: بلاغ آخر').and.to.include('التفاصيل:')
  })
})

describe('what is not an answer', () => {
  it('a place told while the problem is in doubt is kept, and the doubt asked again', () => {
    const talk = new Conversation().says('موية كثير في الشارع', { services: ['flooding', 'water_leak'] })
    talk.says('جنب مسجد النور', { landmark: 'جنب مسجد النور', services: ['street_light'] })
    expect(talk.text).to.match(/^أيها أقرب إلى المشكلة؟$/)
    talk
      .says('الأول', { decision: 'menu' })
      .says('حي النور الدمام', { districts: districts.noor, cities: { الدمام: 'dammam' }, service: 'street_light' })
    expect(talk.taps('report.photo:none').text).to.include('تجمع مياه الأمطار').and.to.include('جنب مسجد النور')
  })
  it('a yes that is only guessed from the question sends nothing', () => {
    const talk = toSummary().says('كم مدة المعالجة؟', { intent: 'affirm', confidence: 0.9 })
    expect(talk.reports).to.have.length(0)
    talk.says('قدام البقالة', { intent: 'affirm', confidence: 0.9, landmark: 'قدام البقالة' })
    expect(talk.reports).to.have.length(0)
    expect(talk.text).to.include('وصف الموقع: \u2068قدام البقالة\u2069')
  })
  it('a long no at the photo is a detail too', () => {
    const talk = new Conversation().says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
    talk.says('لا تنسون ان فيه مدرسة اطفال قريبة', { intent: 'deny', confidence: 0.8 }).taps('report.confirm:yes')
    expect(talk.drafts[0]?.description).to.include('مدرسة اطفال')
  })
  it('«قدام بيتنا» tells nobody else where: it is asked once more, then taken', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .says('قدام بيتنا', { landmark: 'قدام بيتنا', decision: 'menu' })
    expect(talk.text).to.include('ما أقرب معلم')
    expect(talk.says('قدام بيتنا', { landmark: 'قدام بيتنا', decision: 'menu' }).text).to.include('صورة')
  })
  it('a resident who does not know the district is not asked again', () => {
    const talk = new Conversation()
      .says('كلاب سايبة في الدمام', { service: 'stray_animals', cities: { الدمام: 'dammam' } })
      .says('ما أعرف', { decision: 'menu' })
    expect(talk.text).to.include('صورة')
  })
  it('«إلغاء» at the summary asks, and no is no', () => {
    const talk = toSummary().taps('report.confirm:cancel')
    expect(talk.text).to.equal('هل تريدون إلغاء البلاغ؟')
    expect(talk.taps('cancel:no').text).to.match(/هل البيانات صحيحة؟$/)
  })
})

describe('corrections', () => {
  it('«لا لا غلطت، الحي النور مو الشاطئ»: takes the new one, says so, and goes on', () => {
    const talk = new Conversation().says(light, lightMeaning)
    talk.says('لا لا غلطت، الحي النور مو الشاطئ', {
      districts: { النور: ['dammam-noor'], الشاطئ: ['dammam-shati'] },
      intent: 'deny',
    })
    expect(talk.text).to.match(/^عدّلنا الحي إلى النور\.\nما أقرب معلم/)
    talk.says('أول الشارع', { decision: 'menu' }).taps('report.photo:none')
    expect(talk.text).to.include('حي النور').and.not.to.include('الشاطئ')
  })
  it('«مو النور، الشاطئ» and «لا، الحي الشاطئ» at the summary', () => {
    const talk = new Conversation()
      .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
      .taps('report.photo:none')
    talk.says('مو النور، الشاطئ', { districts: { ...districts.noor, ...districts.shati }, intent: 'deny' })
    expect(talk.text).to.include('عدّلنا الحي إلى الشاطئ.').and.to.include('الموقع: حي الشاطئ، الدمام')
    talk.says('لا، الحي النور', { districts: districts.noor, intent: 'deny' })
    expect(talk.text)
      .to.include('الموقع: حي النور، الدمام')
      .and.to.match(/هل البيانات صحيحة؟$/)
  })
  it('knows a district by its bare name where something is corrected, though the understanding saw none', () => {
    for (const words of ['لا، الشاطئ', 'الشاطئ وليس النور', 'من النور إلى الشاطئ', 'عدّلوا الحي، خلوه الشاطئ']) {
      const talk = new Conversation()
        .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
        .taps('report.photo:none')
      expect(talk.says(words, { intent: 'deny', decision: 'menu' }).text, words).to.include('الموقع: حي الشاطئ، الدمام')
    }
  })
  it('words of correcting are no landmark', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .says('أخطأت في الحي، هو حي النور', { districts: districts.noor, decision: 'menu' })
    expect(talk.text).to.match(/^عدّلنا الحي إلى النور\.\nما أقرب معلم/)
  })
  it('moves the city with the district', () => {
    const talk = toSummary().says('لا، في حي العقربية', { districts: districts.aqrabiyah, intent: 'deny' })
    expect(talk.text).to.include('الموقع: حي العقربية، الخبر')
  })
  it('another city takes the district of the old one away', () => {
    const talk = toSummary().says('لا، المدينة الخبر', { cities: { الخبر: 'khobar' }, intent: 'deny' })
    expect(talk.text).to.match(/في أي حي؟$/)
    expect(talk.says('العقربية', { districts: districts.aqrabiyah, decision: 'menu' }).text).to.include(
      'الموقع: حي العقربية، الخبر',
    )
  })
  it('changes the problem', () => {
    const talk = toSummary().says('لا، مو إنارة، حفرة', { service: 'pothole', intent: 'deny' })
    expect(talk.text)
      .to.include('عدّلنا المشكلة إلى: حفرة أو هبوط في الطريق.')
      .and.to.include('المشكلة: حفرة أو هبوط في الطريق')
  })
  it('«تعديل» asks what, and shows the summary again', () => {
    const talk = toSummary().says('تعديل', { decision: 'menu' })
    expect(talk.text).to.equal('ما الذي نعدّله؟')
    talk.taps('report.edit:place')
    expect(talk.text).to.include('ما أقرب معلم')
    talk.says('خلف المدرسة', { decision: 'menu' })
    expect(talk.text).to.include('وصف الموقع: \u2068خلف المدرسة\u2069').and.not.to.include('أول الشارع')
  })
  it('«غيّر الحي» in the middle asks for it', () => {
    const talk = toSummary().says('ابغى أغيّر الحي', { decision: 'menu' })
    expect(talk.text).to.match(/في أي حي؟$/)
    expect(talk.says('حي النور', { districts: districts.noor }).text).to.include('الموقع: حي النور، الدمام')
  })
  it('a landmark called after another district changes nothing', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .says('جنب مسجد النور', { districts: districts.noor, decision: 'menu' })
    expect(talk.taps('report.photo:none').text).to.include('حي الشاطئ')
  })
  it('edits the problem into one that stays in doubt', () => {
    const talk = toSummary()
      .taps('report.confirm:edit')
      .taps('report.edit:problem')
      .says('موية كثير', { services: ['flooding', 'water_leak'] })
    expect(talk.text).to.match(/أيها أقرب إلى المشكلة؟$/)
    expect(talk.taps('report.service:flooding').text).to.include('المشكلة: تجمع مياه الأمطار')
  })
})

describe('back and cancel', () => {
  it('goes back to the question before, shows its answer, and forgets it for another', () => {
    const talk = new Conversation().says('إنارة طافية في الدمام', {
      service: 'street_light',
      cities: { الدمام: 'dammam' },
    })
    talk.says('حي النور', { districts: districts.noor }).says('رجوع', { decision: 'menu' })
    expect(talk.text).to.equal('عدنا إلى السؤال السابق.\nالجواب السابق: حي النور\nفي أي حي؟')
    expect(talk.labels).to.deep.equal(['إبقاء الجواب'])
    talk
      .says('حي الشاطئ', { districts: districts.shati })
      .says('أول الشارع', { decision: 'menu' })
      .taps('report.photo:none')
    expect(talk.text).to.include('حي الشاطئ')
    expect(talk.says('رجوع', { decision: 'menu' }).text).to.include('هل لديكم صورة')
    expect(talk.says('ارجع', { decision: 'menu' }).text).to.include('ما أقرب معلم')
  })
  it('says so where there is no question before', () => {
    expect(new Conversation().says(light, lightMeaning).says('رجوع', { decision: 'menu' }).text).to.match(
      /^هذا هو السؤال الأول\. يمكنكم تعديل أي معلومة بكتابتها\.\nما أقرب معلم/,
    )
  })
  it('asks before it cancels, and another report has nothing of it', () => {
    const talk = new Conversation().says(light, lightMeaning).says('خلاص الغ البلاغ ما عاد ابغاه', { intent: 'cancel' })
    expect(talk.text).to.equal('هل تريدون إلغاء البلاغ؟')
    talk.says('نعم', { intent: 'affirm', phrase: true })
    expect(talk.text).to.equal('ألغينا البلاغ، ولم يُسجّل شيء.')
    expect(talk.says('ابغى ارفع بلاغ جديد', {}).text).to.match(/ما المشكلة؟/)
    expect(JSON.stringify(talk.state)).not.to.include('shati')
  })
  it('goes on where the resident does not want to cancel', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .says('إلغاء', { intent: 'cancel', phrase: true })
      .says('لا', { intent: 'deny', phrase: true })
    expect(talk.text).to.include('ما أقرب معلم')
  })
  it('drops at once what holds nothing', () => {
    expect(new Conversation().says('ابغى ارفع بلاغ').says('إلغاء', { intent: 'cancel' }).text).to.equal(
      'ألغينا البلاغ، ولم يُسجّل شيء.',
    )
  })
})

describe('danger', () => {
  it('first tells what to do, asks no photo, and greets nobody', () => {
    const talk = new Conversation().says('الحقونا فتحة منهل بدون غطا وولد كان بيطيح', {
      service: 'manhole_cover',
      urgent: true,
    })
    expect(talk.text).to.match(/^⚠️ ابتعدوا عن المكان الآن، واتصلوا على 911\. للإسعاف: 997\./)
    expect(talk.text).to.match(/في أي مدينة وأي حي؟$/)
    talk.says('حي النور الدمام', { districts: districts.noor, cities: { الدمام: 'dammam' } })
    expect(talk.text).to.equal('ما الموقع؟ يكفي أقرب معلم.')
    talk.says('قدام المدرسة', { decision: 'menu' })
    expect(talk.text).to.match(/هل البيانات صحيحة؟$/)
    expect(talk.taps('report.confirm:yes').drafts[0]?.urgent).to.equal(true)
    expect(talk.reports[0]?.dueAt).to.equal(talk.now + 4 * hour)
  })
  it('is told in the middle of a report too, once', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .says('والسلك مكشوف وفيه أطفال', { urgent: true, service: 'light_pole_hazard' })
    expect(talk.text).to.include('911')
    expect(talk.says('عند المدرسة', { urgent: true, decision: 'menu' }).text).not.to.include('911')
  })
})

describe('long silence', () => {
  it('forgets nothing within a day, and after it names what goes on', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .later(20 * hour)
      .says('أول الشارع', { decision: 'menu' })
    expect(talk.text).to.match(/^هل لديكم صورة/)
    talk.later(30 * hour).says('تخطي', { decision: 'menu' })
    expect(talk.text)
      .to.match(/^نكمل البلاغ الذي بدأناه\./)
      .and.to.match(/هل البيانات صحيحة؟$/)
  })
  it('begins anew where another problem comes after a day, and says so', () => {
    const talk = new Conversation()
      .says(light, lightMeaning)
      .later(30 * hour)
      .says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
    expect(talk.text).to.include('البلاغ السابق لم يكتمل، ولم يُسجّل.')
    expect(talk.says('جنب المخبز', { decision: 'menu' }).taps('report.photo:none').text)
      .to.include('حفرة')
      .and.to.include('حي النور')
  })
})
