import { expect } from 'chai'
import { drawPng } from './draw-png.js'
import { inArabicDigits, numberIn } from './phone.js'
import { withPhones } from './with-phones.js'

const pothole = 'السلام عليكم، فيه حفرة كبيرة قدام بيتنا بحي الفيصلية في الدمام'
const landmarkQuestion = /ما أقرب معلم للموقع؟/
const photoQuestion = /هل لديكم صورة للموقع؟/
const confirmQuestion = /هل البيانات صحيحة؟$/
const registered = /سجّلنا بلاغكم/

describe('a report on the Messenger phone', () => {
  const scene = withPhones()

  it('asks only what is missing, takes a photo, sums up, and gives the number, which then answers', async () => {
    const { messenger: phone } = scene.page
    const first = await phone.ask(pothole, landmarkQuestion)
    expect(first).to.contain('وعليكم السلام ورحمة الله').and.to.contain('مساعد آلي')
    expect(first).to.not.match(/أي مدينة|أي حي|ما المشكلة/)

    await phone.ask('جنب مسجد النور', photoQuestion)
    expect(await phone.choices.allInnerTexts()).to.deep.equal(['بدون صورة'])
    await phone.sendPhoto('street.png', 'image/png', drawPng())
    const summary = await phone.hear(confirmQuestion)
    expect(summary).to.match(/المشكلة: .*حفرة/)
    expect(summary).to.contain('الموقع: حي الفيصلية، الدمام')
    expect(summary).to.contain('مسجد النور')
    expect(summary).to.contain('الصور: صورة واحدة')
    expect(await phone.choices.allInnerTexts()).to.deep.equal(['نعم، إرسال', 'تعديل', 'إلغاء'])

    await phone.tap('نعم، إرسال')
    const end = await phone.hear(registered)
    const number = numberIn(end)
    expect(end).to.match(/الموعد المتوقع: \S+ \d{1,2} \S+ 20\d\d، \d{1,2}:\d\d [صم]/)

    expect(numberIn(await phone.ask('وين وصل بلاغي', /الحالة: /))).to.equal(number)
    const status = await phone.ask(inArabicDigits(number), /الحالة: مسجّل/)
    expect(numberIn(status)).to.equal(number)
    expect(status).to.contain('حفرة')
  })

  it('shows quick replies once, ticks, photos, and Arabic from right to left', async () => {
    const { messenger: phone } = scene.page
    await phone.ask(pothole, landmarkQuestion)
    await phone.receipt.and(phone.screen.locator('[data-status=seen]')).waitFor()
    expect(await phone.receipt.textContent()).to.equal('شوهدت')
    await phone.ask('جنب مسجد النور', photoQuestion)
    await phone.sendPhoto('street.png', 'image/png', drawPng(300, 200))
    await phone.hear(confirmQuestion)
    await phone.screen.locator('.entry.mine img.photo').waitFor()
    const photo = "document.querySelector('.messenger .mine img.photo')"
    expect(await scene.page.raw.evaluate(`${photo}.decode().then(() => ${photo}.naturalWidth)`)).to.equal(300)

    await phone.tap('تعديل')
    await phone.hear(/ما الذي نعدّله؟/)
    expect(await phone.choices.allInnerTexts()).to.not.include('نعم، إرسال')
    await phone.tap('المعلم القريب')
    await phone.hear(landmarkQuestion)
    expect(await phone.choices.count()).to.equal(0)

    for (const bubbles of [phone.mine, phone.theirs])
      expect(await bubbles.last().and(phone.screen.locator(':dir(rtl)')).count()).to.equal(1)
  })

  it('speaks English with who writes English', async () => {
    const { messenger: phone } = scene.page
    const first = await phone.ask('There is a big pothole in front of our house in Al Faisaliyah, Dammam', /landmark\?/)
    expect(first).to.not.match(/which city|which district|What is the problem/)
    await phone.ask('next to Al Noor mosque', /Do you have a photo of the place\?/)
    await phone.tap('No photo')
    const summary = await phone.hear(/Is this right\?$/)
    expect(summary).to.match(/Problem: .*[Pp]othole/)
    expect(summary).to.contain('Place: Al Faisaliyah district, Dammam')
    expect(summary).to.match(/Al Noor mosque/)
    expect(summary).to.not.match(/\p{Script=Arabic}/u)
    for (const bubbles of [phone.mine, phone.theirs])
      expect(await bubbles.last().and(phone.screen.locator(':dir(ltr)')).count()).to.equal(1)
    await phone.tap('Yes, send it')
    const number = numberIn(await phone.hear(/We have registered your report/))
    expect(numberIn(await phone.ask('where is my report?', /Status: registered/))).to.equal(number)
  })

  it('takes a correction in words: the new district stands, the old one is gone', async () => {
    const { messenger: phone } = scene.page
    await phone.ask('فيه لمبة شارع طافية قدام مدرسة الأندلس بحي الفيصلية في الدمام', photoQuestion)
    await phone.tap('بدون صورة')
    expect(await phone.hear(confirmQuestion)).to.contain('الفيصلية')
    const corrected = await phone.ask('لا، الحي الشاطئ', confirmQuestion)
    expect(corrected).to.contain('حي الشاطئ').and.to.not.contain('الفيصلية')
    await phone.tap('نعم، إرسال')
    const status = await phone.hear(registered)
    expect(status).to.not.contain('الفيصلية')
  })

  it('goes back a question, and cancels only after asking', async () => {
    const { messenger: phone } = scene.page
    await phone.ask(pothole, landmarkQuestion)
    await phone.ask('جنب مسجد النور', photoQuestion)
    expect(await phone.ask('رجوع', landmarkQuestion)).to.contain('عدنا إلى السؤال السابق')
    await phone.ask('جنب بقالة الخير', photoQuestion)
    await phone.tap('بدون صورة')
    expect(await phone.hear(confirmQuestion))
      .to.contain('بقالة الخير')
      .and.to.not.contain('مسجد النور')

    await phone.ask('إلغاء', /هل تريدون إلغاء البلاغ؟/)
    await phone.tap('لا، متابعة')
    expect(await phone.hear(confirmQuestion)).to.contain('بقالة الخير')
    await phone.ask('إلغاء', /هل تريدون إلغاء البلاغ؟/)
    await phone.tap('نعم، إلغاء')
    await phone.hear(/ألغينا البلاغ، ولم يُسجّل شيء/)
    await phone.ask('وين وصل بلاغي', /لا توجد بلاغات مسجّلة/)
  })

  it('answers a question about an earlier report in the middle of a new one, and returns to it', async () => {
    const { messenger: phone } = scene.page
    await phone.ask(pothole, landmarkQuestion)
    await phone.ask('جنب مسجد النور', photoQuestion)
    await phone.tap('بدون صورة')
    await phone.hear(confirmQuestion)
    await phone.tap('نعم، إرسال')
    const number = numberIn(await phone.hear(registered))

    await phone.ask('فيه نفايات متراكمة جنب مدرسة الأندلس بحي الشاطئ في الدمام', photoQuestion)
    const inBetween = await phone.ask('وين وصل بلاغي', photoQuestion)
    expect(numberIn(inBetween)).to.equal(number)
    expect(inBetween).to.match(/نعود إلى بلاغكم/)
    await phone.tap('بدون صورة')
    expect(await phone.hear(confirmQuestion))
      .to.contain('الشاطئ')
      .and.to.not.contain('الفيصلية')
    await phone.tap('نعم، إرسال')
    expect(numberIn(await phone.hear(registered))).to.not.equal(number)
  })
})
