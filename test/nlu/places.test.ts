import { expect } from 'chai'
import { loadPlaces } from '../../config/places.js'
import { TawasulError } from '../../models/tawasul-error.js'

describe('loadPlaces', () => {
  const places = loadPlaces()

  it('knows the province', () => {
    expect(places.cities.length).to.be.above(30)
    for (const id of [
      'dammam',
      'khobar',
      'dhahran',
      'qatif',
      'jubail',
      'al-ahsa',
      'hafr-al-batin',
      'khafji',
      'ras-tanura',
    ])
      expect(places.city(id)?.id).to.equal(id)
    expect(places.districtsOf('dammam').length).to.be.above(90)
  })

  it('names a city or a district in the language asked for', () => {
    expect(places.name('dammam', 'ar')).to.equal('الدمام')
    expect(places.name('dammam-an-nur', 'en')).to.equal('Al Noor')
    expect(places.name('dammam-an-nur', 'ur')).to.equal('Al Noor')
    expect(places.name('nowhere', 'ar')).to.equal(null)
  })

  it('leads from a district to its city', () => {
    for (const { id, city } of places.districts) {
      expect(places.cityOf(id)).to.equal(city)
      expect(places.city(city)).to.not.equal(null)
    }
    expect(places.cityOf('nowhere')).to.equal(null)
    expect(places.districtsOf('nowhere')).to.deep.equal([])
  })

  it('every governorate named is a city', () => {
    for (const { within } of places.cities) if (within !== undefined) expect(places.city(within)).to.not.equal(null)
  })

  it('refuses a file that is not there', () => {
    expect(() => loadPlaces('config/places/none.json')).to.throw(TawasulError)
  })
})
