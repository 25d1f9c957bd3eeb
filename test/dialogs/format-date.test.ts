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
  it('is told in each language in its own order, with the part of the day where that is usual', () => {
    const at = Date.UTC(2026, 10, 24, 12, 15)
    const told = Object.fromEntries(
      ['ur', 'hi', 'bn', 'tl', 'id', 'ml'].map((language) => [language, format(at, language)]),
    )
    expect(told).to.deep.equal({
      ur: 'منگل، 24 نومبر، 2026، دوپہر 3:15 بجے',
      hi: 'मंगलवार, 24 नवंबर 2026, दोपहर 3:15 बजे',
      bn: 'মঙ্গলবার, 24 নভেম্বর, 2026, দুপুর 3:15',
      tl: 'Martes, Nobyembre 24, 2026, 3:15 PM',
      id: 'Selasa, 24 November 2026, 15.15',
      ml: '2026 നവംബർ 24, ചൊവ്വാഴ്ച, വൈകുന്നേരം 3:15',
    })
  })
  it('calls noon and midnight by their names in Arabic', () => {
    expect(format(Date.UTC(2026, 10, 24, 9), 'ar')).to.match(/، 12 ظهرًا$/)
    expect(format(Date.UTC(2026, 10, 24, 21), 'ar')).to.equal('الأربعاء 25 نوفمبر 2026، 12 منتصف الليل')
  })
})
