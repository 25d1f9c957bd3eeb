import { expect } from 'chai'
import { drawPng } from './draw-png.js'
import { inArabicDigits, numberIn } from './phone.js'
import { withPhones } from './with-phones.js'

const landmarkQuestion = /ما أقرب معلم للموقع؟/
const photoMenu = /هل لديكم صورة للموقع؟[\s\S]*\n1\. بدون صورة$/
const confirmMenu = /هل البيانات صحيحة؟[\s\S]*\n1\. نعم، إرسال\n2\. تعديل\n3\. إلغاء$/

describe('a report on the X phone', () => {
  const scene = withPhones()

  it('asks only what is missing, offers choices as a numbered menu, and gives the number, which then answers', async () => {
    const { x: phone } = scene.page
    const first = await phone.ask('السلام عليكم، فيه حفرة كبيرة قدام بيتنا بحي الفيصلية في الدمام', landmarkQuestion)
    expect(first).to.contain('وعليكم السلام ورحمة الله')
    expect(first).to.not.match(/أي مدينة|أي حي|ما المشكلة/)
    await phone.ask('جنب مسجد النور', photoMenu)
    expect(await phone.choices.count()).to.equal(0)
    await phone.sendPhoto('street.png', 'image/png', drawPng())
    const summary = await phone.hear(confirmMenu)
    expect(summary).to.contain('الموقع: حي الفيصلية، الدمام').and.to.contain('الصور: صورة واحدة')

    await phone.say('١')
    await phone.receipt.and(phone.screen.locator('[data-status=delivered]')).waitFor()
    const number = numberIn(await phone.hear(/سجّلنا بلاغكم/))
    expect(await phone.theirs.last().and(phone.screen.locator(':dir(rtl)')).count()).to.equal(1)
    expect(numberIn(await phone.ask('وين وصل بلاغي', /الحالة: /))).to.equal(number)
    expect(numberIn(await phone.ask(inArabicDigits(number), /الحالة: مسجّل/))).to.equal(number)
  })

  it('speaks English with who writes English', async () => {
    const { x: phone } = scene.page
    await phone.ask('There is a big pothole in front of our house in Al Faisaliyah, Dammam', /landmark\?/)
    await phone.ask('next to Al Noor mosque', /photo of the place\?[\s\S]*\n1\. No photo$/)
    const summary = await phone.ask('no photo', /Is this right\?[\s\S]*\n1\. Yes, send it\n2\. Edit\n3\. Cancel$/)
    expect(summary).to.contain('Place: Al Faisaliyah district, Dammam')
    expect(summary).to.not.match(/\p{Script=Arabic}/u)
    const number = numberIn(await phone.ask('1', /We have registered your report/))
    expect(numberIn(await phone.ask('where is my report?', /Status: registered/))).to.equal(number)
  })

  it('corrects, goes back and cancels in words', async () => {
    const { x: phone } = scene.page
    await phone.ask('فيه لمبة شارع طافية قدام مدرسة الأندلس بحي الفيصلية في الدمام', photoMenu)
    await phone.ask('بدون صورة', confirmMenu)
    const back = await phone.ask('رجوع', /\n1\. إبقاء الجواب\n2\. بدون صورة$/)
    expect(back).to.contain('عدنا إلى السؤال السابق').and.to.contain('الجواب السابق: بدون صورة')
    await phone.ask('1', confirmMenu)
    const corrected = await phone.ask('لا، الحي الشاطئ', confirmMenu)
    expect(corrected).to.contain('حي الشاطئ').and.to.not.contain('الفيصلية')
    await phone.ask('3', /هل تريدون إلغاء البلاغ؟[\s\S]*\n1\. نعم، إلغاء\n2\. لا، متابعة$/)
    await phone.ask('1', /ألغينا البلاغ، ولم يُسجّل شيء/)
    await phone.ask('وين وصل بلاغي', /لا توجد بلاغات مسجّلة/)
  })

  it('does not show one resident the report of another', async () => {
    const { x: phone } = scene.page
    await phone.ask('فيه لمبة شارع طافية قدام مدرسة الأندلس بحي الفيصلية في الدمام', photoMenu)
    await phone.ask('بدون صورة', confirmMenu)
    const number = numberIn(await phone.ask('نعم', /سجّلنا بلاغكم/))
    await scene.page.becomeNewResident()
    expect(await phone.ask(number, /لم نجد هذا البلاغ بين بلاغاتكم/)).to.not.match(/الفيصلية|إنارة/)
  })

  it('answers a public mention once, with the way into the private messages and no detail', async () => {
    const { x: phone } = scene.page
    await phone.screen.getByRole('tab', { name: /منشور عام/ }).click()
    const post = phone.screen.locator('#post-text')
    const mention = `${await post.inputValue()}عندنا حفرة كبيرة بحي الفيصلية في الدمام من أسبوع`
    await post.fill(mention)
    await phone.screen.getByRole('button', { name: 'نشر', exact: true }).click()
    const reply = phone.screen.locator('.post.reply')
    await reply.waitFor()
    expect(await reply.locator('.words').textContent()).to.not.match(/حفرة|الفيصلية|الدمام|بلاغ|\d/)

    await reply.getByRole('button', { name: 'إرسال رسالة خاصة' }).click()
    await phone.box.and(scene.page.raw.locator(':focus')).waitFor()
    await phone.ask('فيه حفرة كبيرة بحي الفيصلية في الدمام', landmarkQuestion)
    await phone.screen.getByRole('tab', { name: /منشور عام/ }).click()
    expect(await phone.screen.locator('.post').count()).to.equal(2)
    expect(await reply.count()).to.equal(1)
  })
})
