import { expect } from 'chai'
import fc from 'fast-check'
import { checkDigit, createReportNumber, isReportNumber } from '../../models/report-number.js'

/** Report numbers from any draw of the random source. */
const numbers = fc.tuple(fc.nat(), fc.nat()).map(([head, body]) => {
  const draws = [head, body]
  return createReportNumber((below) => (draws.shift() ?? 0) % below)
})

describe('report number', () => {
  it('is nine ASCII digits with a right check digit, whatever is drawn', () => {
    fc.assert(fc.property(numbers, (number) => /^[1-9][0-9]{8}$/.test(number) && isReportNumber(number)))
  })

  it('catches every wrong single digit', () => {
    fc.assert(
      fc.property(numbers, fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, place, step) => {
        const wrong = String((Number(number[place]) + step) % 10)
        expect(isReportNumber(number.slice(0, place) + wrong + number.slice(place + 1))).to.equal(false)
      }),
      { numRuns: 1000 },
    )
  })

  it('catches every swap of neighbours', () => {
    fc.assert(
      fc.property(numbers, fc.nat(7), (number, place) => {
        const [one, other] = [number.charAt(place), number.charAt(place + 1)]
        fc.pre(one !== other)
        expect(isReportNumber(number.slice(0, place) + other + one + number.slice(place + 2))).to.equal(false)
      }),
      { numRuns: 1000 },
    )
  })

  it("gives Damm's published check digit", () => {
    expect(checkDigit('572')).to.equal('4')
  })

  it('is taken for none when it is shorter, longer, padded or in other digits', () => {
    const number = createReportNumber()
    for (const other of [number.slice(1), `${number}0`, ` ${number}`, '١٢٣٤٥٦٧٨٩', '', '12345678x'])
      expect(isReportNumber(other), other).to.equal(false)
  })

  it('draws every digit but the last from the random source', () => {
    const below: number[] = []
    const number = createReportNumber((most) => {
      below.push(most)
      return most - 1
    })
    expect(below).to.deep.equal([7, 10_000_000])
    expect(number.slice(0, 8)).to.equal('89999999')
  })

  it('hardly ever comes twice', () => {
    const drawn = Array.from({ length: 2000 }, () => createReportNumber())
    expect(new Set(drawn).size).to.be.greaterThan(1995)
  })
})
