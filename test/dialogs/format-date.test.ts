import { expect } from 'chai'
import { createFormatDate } from '../../dialogs/speech/format-date.js'

describe('a moment in words', () => {
  const format = createFormatDate('Asia/Riyadh')
  it('is told by the Gregorian calendar, in the time zone, with digits 0-9', () => {
    const at = Date.UTC(2026, 10, 24, 12, 15)
    expect(format(at, 'ar')).to.equal('الثلاثاء 24 نوفمبر 2026، 3:15 م')
    expect(format(at, 'en')).to.equal('Tuesday 24 November 2026, 3:15 PM')
    expect(createFormatDate('UTC')(at, 'en')).to.equal('Tuesday 24 November 2026, 12:15 PM')
  })
  it('calls noon and midnight by their names in Arabic', () => {
    expect(format(Date.UTC(2026, 10, 24, 9), 'ar')).to.match(/، 12 ظهرًا$/)
    expect(format(Date.UTC(2026, 10, 24, 21), 'ar')).to.equal('الأربعاء 25 نوفمبر 2026، 12 منتصف الليل')
  })
})
