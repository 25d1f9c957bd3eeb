import { expect } from 'chai'
import { createReportDesk, type NewReport } from '../../models/report-desk.js'
import { isReportNumber } from '../../models/report-number.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { openTestStore, type TestStore } from '../support/test-store.js'

const draft = (id: string, more: Partial<NewReport> = {}): NewReport => ({
  _id: id,
  residentId: 'messenger:1',
  channel: 'messenger',
  language: 'ar',
  service: 'lighting',
  department: 'lighting',
  authority: null,
  urgent: false,
  place: { city: 'dammam', district: null },
  description: 'dark',
  photos: [],
  openedAt: 1000,
  dueAt: 2000,
  ...more,
})

describe('report desk', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  beforeEach(() => store.clear())
  after(() => store.close())

  it('gives a thousand reports opened at once numbers of their own', async () => {
    const desk = createReportDesk(store.models)
    const reports = await Promise.all(Array.from({ length: 1000 }, (_, index) => desk.open(draft(`e${index}`))))
    const numbers = reports.map(({ number }) => number)
    expect(new Set(numbers).size).to.equal(1000)
    expect(numbers.every(isReportNumber)).to.equal(true)
    expect(await store.models.reports.countDocuments()).to.equal(1000)
  })

  it('draws again when a number is taken, also when many draw the same at once', async () => {
    let draws = 0
    // Every number comes four times in a row.
    const desk = createReportDesk(store.models, () => String(100_000_000 + Math.floor(draws++ / 4)))
    const reports = []
    for (let index = 0; index < 10; index++) reports.push(await desk.open(draft(`e${index}`)))
    expect(new Set(reports.map(({ number }) => number)).size).to.equal(10)
  })

  it('says so when no number is free', async () => {
    const desk = createReportDesk(store.models, () => '123456789')
    await desk.open(draft('e1'))
    const error = await desk.open(draft('e2')).catch((refusal: unknown) => refusal)
    expect(error).to.be.instanceOf(TawasulError).and.include({ code: 'report.no-number' })
  })

  it('gives the report that is there when the same one is opened again, also at the same time', async () => {
    const desk = createReportDesk(store.models)
    const first = await desk.open(draft('e1'))
    const again = await Promise.all(
      [1, 2, 3, 4].map(() => desk.open(draft('e1', { description: 'other', openedAt: 9 }))),
    )
    for (const report of again) expect(report).to.deep.include({ number: first.number, description: 'dark' })
    const together = await Promise.all([1, 2, 3, 4, 5].map(() => desk.open(draft('e2'))))
    expect(new Set(together.map(({ number }) => number)).size).to.equal(1)
    expect(await store.models.reports.countDocuments()).to.equal(2)
  })

  it('opens it in the first state, with the event that opened it', async () => {
    const report = await createReportDesk(store.models).open(draft('e1'))
    expect(report).to.deep.include({ state: 'open', events: [{ type: 'opened', at: 1000, by: 'resident' }] })
  })

  describe('shows', () => {
    it('a resident’s own reports, newest first, no more than asked for', async () => {
      const desk = createReportDesk(store.models)
      for (const openedAt of [3, 1, 2]) await desk.open(draft(`e${openedAt}`, { openedAt }))
      const found = await desk.ofResident('messenger:1', null, 2)
      expect(found.map(({ openedAt }) => openedAt)).to.deep.equal([3, 2])
    })

    it('one by its number to its owner, and to anybody else exactly what there is for a number that does not exist', async () => {
      const desk = createReportDesk(store.models)
      const { number } = await desk.open(draft('e1'))
      expect((await desk.ofResident('messenger:1', number, 5)).map(({ _id }) => _id)).to.deep.equal(['e1'])
      for (const stranger of ['messenger:2', 'twitter:1', 'messenger:'])
        expect(await desk.ofResident(stranger, number, 5)).to.deep.equal([])
      expect(await desk.ofResident('messenger:1', '000000000', 5)).to.deep.equal([])
      expect(await desk.ofResident('messenger:2', null, 5)).to.deep.equal([])
    })
  })
})
