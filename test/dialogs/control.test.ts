import { expect } from 'chai'
import { Conversation, districts, engine, noon, understanding } from './conversation.js'

describe('greetings and small talk', () => {
  it('returns the greeting, says what it is, and shows what can be done', () => {
    const talk = new Conversation().says('السلام عليكم', { intent: 'greeting', phrase: true })
    expect(talk.text).to.equal('وعليكم السلام ورحمة الله. أنا «تواصل»، مساعد آلي.\nكيف نخدمكم؟')
    expect(talk.labels).to.deep.equal(['بلاغ جديد', 'متابعة بلاغ', 'بلاغي تأخر', 'استفسار', 'طلب موظف'])
    expect(talk.says('مرحبا', { intent: 'greeting', phrase: true }).text).to.equal('أهلًا بكم. كيف نخدمكم؟')
  })
  it('takes the menu by number, in any digits, by label, and by ordinal', () => {
    for (const answer of ['1', '١', '۱', '1.', 'رقم 1', 'بلاغ جديد', 'الأول', 'first']) {
      const talk = new Conversation()
        .says('السلام عليكم', { intent: 'greeting' })
        .says(answer, { decision: 'menu', sure: false, language: 'ar' })
      expect(talk.text, answer).to.match(/ما المشكلة؟/)
    }
  })
  it('takes a label of the menu whenever it is typed, and the words residents use for it', () => {
    for (const answer of ['بلاغ جديد', 'بلاغ', 'report']) {
      const talk = new Conversation()
        .says('وين بلاغي', { intent: 'query_status' })
        .says(answer, { intent: 'query_status', confidence: 0.4, decision: 'confirm', language: 'ar' })
      expect(talk.text, answer).to.match(/ما المشكلة؟/)
    }
  })
  it('asks what it is about where only the wish to report was told, whatever was guessed', () => {
    const talk = new Conversation().says('I have a problem', { service: 'stray_animals' })
    expect(talk.text).to.match(/What is the problem\?/)
  })
  it('«بعدين» to the photo is no farewell', () => {
    const talk = new Conversation().says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
    expect(talk.says('بعدين', { intent: 'goodbye', phrase: true }).text).to.match(/هل البيانات صحيحة؟$/)
  })
  it('a skip is no cancel', () => {
    const talk = new Conversation().says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
    expect(talk.says('تخطي', { intent: 'cancel' }).text).to.match(/هل البيانات صحيحة؟$/)
  })
  it('asks for a number that is there', () => {
    const talk = new Conversation().says('السلام عليكم', { intent: 'greeting' }).says('9', { decision: 'menu' })
    expect(talk.text)
      .to.include('هذا الرقم ليس بين الخيارات.')
      .and.not.to.match(/من 1 إلى|رقم من/)
    expect(talk.replies.at(-1)?.menuLead).to.equal('الأرقام من 1 إلى 5:')
  })
  it('thanks are answered once, and a report that waits goes on', () => {
    expect(new Conversation().says('شكرا لكم', { intent: 'thanks' }).says('شكرا', { intent: 'thanks' }).text).to.equal(
      'حياكم الله.',
    )
    const talk = new Conversation()
      .says('إنارة في حي النور', { service: 'street_light', districts: districts.noor })
      .says('شكرا', { intent: 'thanks', phrase: true })
    expect(talk.text).to.include('ما أقرب معلم')
  })
  it('admits to be no human being', () => {
    const talk = new Conversation().says('انت بوت ولا انسان؟', { intent: 'inquiry' })
    expect(talk.text).to.include('لا، أنا مساعد آلي.')
  })
})

describe('what is not understood', () => {
  it('first shows the menu, then offers a person, and keeps the wish', () => {
    const talk = new Conversation().says('بلا بلا بلا', { decision: 'menu' })
    expect(talk.text).to.include('لم يتضح لنا الطلب. هل هو بلاغ جديد، أم متابعة بلاغ، أم سؤال؟')
    talk.says('طنططن', { decision: 'menu' })
    expect(talk.text).to.include('موظف')
    expect(talk.did('wish_human')).to.equal(false)
    talk.says('نعم', { intent: 'affirm', phrase: true })
    expect(talk.effects).to.deep.include({ type: 'wish_human', reason: 'not_understood' })
    expect(talk.text).to.include('التحويل إلى موظف غير متاح هنا بعد.')
  })
  it('asks which is meant where two are likely', () => {
    const talk = new Conversation().says('بخصوص البلاغات', {
      intent: 'query_status',
      confidence: 0.4,
      decision: 'confirm',
    })
    expect(talk.labels).to.include.members(['متابعة بلاغ', 'استفسار'])
  })
  it('within a report asks again, then offers a person without dropping the report', () => {
    const talk = new Conversation()
      .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
      .taps('report.photo:none')
    expect(talk.says('؟؟', { decision: 'menu' }).text)
      .to.match(/^لم يتضح لنا الجواب\./)
      .and.to.match(/هل البيانات صحيحة؟$/)
    talk.says('...', { decision: 'menu' })
    expect(talk.labels).to.deep.equal(['نعم، إلى موظف', 'لا، متابعة'])
    expect(talk.taps('report:continue').text).to.match(/هل البيانات صحيحة؟$/)
  })
  it('a tap on an old choice opens nothing', () => {
    const talk = new Conversation()
      .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
      .taps('report.photo:none')
    talk.taps('report.confirm:yes').says('نعم، إرسال', { intent: 'affirm' }, { choice: 'report.confirm:yes' })
    expect(talk.reports).to.have.length(1)
  })
})

describe('wishes that cannot be met yet', () => {
  it('a person: says so, keeps the wish, and tells what can be done', () => {
    const talk = new Conversation().says('I would like to talk to a real person', { intent: 'talk_to_human' })
    expect(talk.effects).to.deep.include({ type: 'wish_human', reason: 'asked' })
    expect(talk.text).to.include('Handing over to a person is not available here yet.')
  })
  it('a question: no invented answer', () => {
    expect(new Conversation().says('كم رسوم الرخصة؟', { intent: 'inquiry' }).text).to.include('ليس لدينا جواب مؤكد')
  })
  it('a suggestion is taken as a report, if it is confirmed', () => {
    const talk = new Conversation().says('أقترح زيادة الحدائق في حي النور', { intent: 'suggestion' })
    expect(talk.text).to.include('نسجّله ضمن «بلاغ آخر»')
  })
})

describe('who names only a place', () => {
  it('has something to report, and is asked what', () => {
    const talk = new Conversation().says('في الدمام حي النور', {
      intent: 'out_of_scope',
      decision: 'menu',
      districts: districts.noor,
      cities: { الدمام: 'dammam' },
    })
    expect(talk.text).to.match(/ما المشكلة/)
    expect(talk.says('كلاب سايبة', { service: 'stray_animals' }).text).to.include('صورة')
  })
})

describe('opt-out', () => {
  it('is confirmed in one reply and forgets the report', () => {
    for (const word of [
      'إيقاف',
      'توقف',
      'إلغاء الاشتراك',
      'STOP',
      'stop.',
      'Unsubscribe',
      'الغاء الاشتراك',
      'stop please',
    ]) {
      const talk = new Conversation()
        .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
        .says(word, { intent: 'cancel', sure: false })
      expect(
        talk.effects.map(({ type }) => type),
        word,
      ).to.deep.equal(['reply', 'opt_out'])
      expect(talk.text, word).to.equal('أوقفنا المراسلة. نعود متى كتبتم لنا.')
    }
  })
  it('is no opt-out within a sentence', () => {
    expect(new Conversation().says('الإنارة توقف كل ليلة', { service: 'street_light' }).did('opt_out')).to.equal(false)
  })
})

describe('language', () => {
  it('answers the first message in its language, and keeps it through numbers and short words', () => {
    const talk = new Conversation('ar').says('hello', { intent: 'greeting', language: 'en', sure: false })
    expect(talk.text).to.match(/How can we help\?$/)
    expect(talk.says('1', { decision: 'menu', language: 'ar', sure: false }).text).to.include('What is the problem?')
  })
  it('goes on in the language asked for, with the question that waits', () => {
    const talk = new Conversation().says('السلام عليكم، فيه حفرة كبيرة بالشارع', { service: 'pothole' })
    talk.says('can we continue in English please?', { intent: 'change_language', language: 'en' })
    expect(talk.text).to.equal('We continue in English.\nIn which city, and in which district?')
    talk.says('Dammam', { cities: { Dammam: 'dammam' }, sure: false, language: 'en', decision: 'menu' })
    expect(talk.text).to.match(/In which district\?$/)
  })
  it('answers in English and Arabic where there is no catalogue', () => {
    const talk = new Conversation().says('il y a un grand trou', { service: 'pothole', language: 'fr' })
    expect(talk.text).to.include('In which city, and in which district?').and.to.include('في أي مدينة وأي حي؟')
  })
  it('says which languages it writes where another is asked for', () => {
    const talk = new Conversation().says('can you speak French?', { intent: 'change_language', language: 'en' })
    expect(talk.labels).to.deep.equal([
      'العربية',
      'English',
      'اردو',
      'हिन्दी',
      'বাংলা',
      'Filipino',
      'Bahasa Indonesia',
      'മലയാളം',
    ])
    expect(talk.says('العربية', { decision: 'menu', sure: false }).text).to.match(/^نكمل بالعربية\./)
  })
})

describe('unusual messages', () => {
  it('a sticker is no consent', () => {
    const talk = new Conversation()
      .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
      .taps('report.photo:none')
    talk.says('', { decision: 'menu', sure: false }, { sticker: true })
    expect(talk.text).to.match(/هل البيانات صحيحة؟$/)
    expect(talk.reports).to.have.length(0)
  })
  it('tells that a file could not be opened, and goes on', () => {
    const talk = new Conversation().says(
      'كلاب في حي النور',
      { service: 'stray_animals', districts: districts.noor },
      { unusableFiles: 1 },
    )
    expect(talk.text).to.include('لم نتمكن من فتح الملف. نقبل الصور حتى 10 ميجابايت.')
  })
  it('tells that only the beginning of a long message was read', () => {
    const talk = new Conversation().says(
      'كلاب في حي النور',
      { service: 'stray_animals', districts: districts.noor },
      { truncated: true },
    )
    expect(talk.text).to.include('قرأنا أول الرسالة فقط.')
  })
  it('shows words as they were written, without markup of its own', () => {
    const talk = new Conversation().says('كلاب في حي النور', { service: 'street_light', districts: districts.noor })
    talk.says('<b>المخبز</b> & {{number}} $t(menu.main)', { decision: 'menu' }).taps('report.photo:none')
    expect(talk.text).to.include('\u2068<b>المخبز</b> & {{number}} $t(menu.main)\u2069')
  })
  it('never shows nine digits in a row that are no report’s number', () => {
    const talk = new Conversation().says('كلاب في حي النور', { service: 'street_light', districts: districts.noor })
    talk.says('عند محل 123456789', { decision: 'menu' }).taps('report.photo:none')
    expect(talk.text).not.to.match(/\d{9}/)
  })
})

describe('the engine', () => {
  it('changes neither the state nor the event it is given', () => {
    const state = Object.freeze(engine().begin('ar'))
    const message = {
      type: 'message',
      text: 'كلاب',
      truncated: false,
      understood: understanding('كلاب', { service: 'stray_animals' }),
      photos: [],
      unusableFiles: 0,
      sticker: false,
    } as const
    const before = JSON.stringify([state, message])
    engine().step(state, message, noon)
    expect(JSON.stringify([state, message])).to.equal(before)
  })
  it('begins anew with a state of another version, in its language', () => {
    const { effects } = engine().step(
      { version: 99, language: 'en', report: 'x' },
      {
        type: 'message',
        text: 'hi',
        truncated: false,
        understood: understanding('hi', { intent: 'greeting', sure: false }),
        photos: [],
        unusableFiles: 0,
        sticker: false,
      },
      noon,
    )
    expect(JSON.stringify(effects)).to.include('How can we help?')
  })
  it('gives public replies that differ, with the link, and the number to call in danger', () => {
    const replies = [0, 1, 2, 3].map((variant) => engine().publicReply('ar', false, variant, 'https://x.com/m'))
    expect(new Set(replies).size).to.equal(4)
    for (const reply of replies) expect(reply).to.include('https://x.com/m')
    expect(engine().publicReply('en', true, 1, 'L')).to.include('911')
    expect(engine().publicReply('tl', false, 0, 'L')).to.match(/^[A-Z]/)
  })
})

describe('the language of the first real sentence', () => {
  it('is spoken, whatever short word came before it', () => {
    const talk = new Conversation().says('hi', { intent: 'greeting', language: 'en', sure: false })
    expect(talk.text).to.match(/How can we help\?$/)
    talk.says('حفرة كبيرة بالشارع', { service: 'pothole', language: 'en', sure: false })
    expect(talk.text).to.match(/في أي مدينة وأي حي؟$/)
  })
  it('is not changed by a name or two', () => {
    const talk = new Conversation().says('there is a pothole', { service: 'pothole', language: 'en', sure: true })
    talk.says('حي النور', { districts: districts.noor, language: 'en', sure: false })
    expect(talk.text).to.match(/In which city\?|What is the nearest landmark\?/)
  })
})
