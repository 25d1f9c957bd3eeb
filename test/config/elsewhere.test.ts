import { expect } from 'chai'
import { loadElsewhere } from '../../config/elsewhere.js'
import { loadPlaces } from '../../config/places.js'

describe('the places that are not served here', () => {
  const regions = loadElsewhere()
  it('have no name of a city that is', () => {
    const served = new Set(
      loadPlaces()
        .cities.flatMap(({ ar, en, also }) => [ar, en, ...also])
        .map((name) => name.toLowerCase()),
    )
    for (const { places } of regions) {
      for (const { ar, en, also } of places)
        for (const name of [ar, en, ...also]) expect(served.has(name.toLowerCase()), name).to.equal(false)
    }
  })
  it('are the other regions of the Kingdom, each with its municipality, and neighbours without', () => {
    expect(regions.filter(({ municipality }) => municipality !== undefined)).to.have.length.of.at.least(13)
    expect(regions.filter(({ municipality }) => municipality === undefined).map(({ id }) => id)).to.include.members([
      'bahrain',
      'emirates',
    ])
    expect(new Set(regions.map(({ id }) => id)).size).to.equal(regions.length)
  })
})
