import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { loadAuthorities } from '../../config/authorities.js'
import { loadEmergency } from '../../config/emergency.js'
import { localized } from '../../config/localized.js'
import { projectRoot } from '../../config/project-root.js'
import { readConfig } from '../../config/read-config.js'
import { loadServices } from '../../config/services.js'
import { createWorkingDays } from '../../config/working-days.js'
import { TawasulError } from '../../models/tawasul-error.js'

const services = loadServices('Asia/Riyadh')
const day = 86_400_000

describe('the services', () => {
  it('are forty, each with names, a department and times', () => {
    expect(services.all).to.have.length(40)
    for (const service of services.all) {
      expect(services.department(service.department), service.id).not.to.equal(null)
      expect(service.name.ar).to.match(/[؀-ۿ]/)
      expect(service.name.en).to.match(/[a-z]/)
    }
  })
  it('have labels that fit a button and differ from one another', () => {
    for (const language of ['ar', 'en']) {
      const labels = services.all.map(({ short }) => localized(short, language))
      expect(new Set(labels).size).to.equal(labels.length)
      for (const label of labels) expect([...label].length, label).to.be.at.most(20)
    }
  })
  it('name the competent authority of what is not the municipality’s', () => {
    const outside = services.all
      .filter(({ authority }) => authority !== null)
      .map(({ id, authority }) => [id, authority])
    expect(Object.fromEntries(outside)).to.deep.equal({
      water_leak: 'water_company',
      water_outage: 'water_company',
      sewage: 'water_company',
      power_outage: 'electricity_company',
      traffic_signal: 'traffic_department',
      traffic_violation: 'traffic_department',
      noise: 'police',
      consumer_fraud: 'ministry_of_commerce',
    })
    expect(services.authority('water_company')?.ar).to.equal('شركة المياه الوطنية')
  })
  it('take an unknown id for another matter', () => {
    expect(services.has('gone')).to.equal(false)
    expect(services.get('gone').id).to.equal('other')
  })
  it('are due after working days, and within hours in danger', () => {
    const thursday = Date.UTC(2026, 10, 26, 9)
    expect(services.dueAt('manhole_cover', thursday, false)).to.equal(Date.UTC(2026, 10, 30, 9))
    expect(services.dueAt('manhole_cover', thursday, true)).to.equal(Date.UTC(2026, 10, 26, 13))
  })
})

describe('working days', () => {
  it('skip Friday and Saturday of the time zone', () => {
    const add = createWorkingDays('Asia/Riyadh')
    // 22:00 UTC on Wednesday is Thursday in Riyadh.
    const lateWednesday = Date.UTC(2026, 10, 25, 22)
    expect(add(lateWednesday, 1)).to.equal(lateWednesday + 3 * day)
    expect(add(lateWednesday, 0)).to.equal(lateWednesday)
  })
})

describe('authorities and emergency numbers', () => {
  it('are there in Arabic and English', () => {
    for (const [id, name] of loadAuthorities()) expect(name.ar && name.en, id).to.be.a('string')
    expect(loadEmergency()).to.deep.equal({ emergency: '911', ambulance: '997' })
  })
  it('have names after which «إليها» is right: they are feminine', () => {
    for (const [, { ar }] of loadAuthorities()) expect(ar).to.match(/^(?:شركة|الشركة|إدارة|وزارة|شرطة|هيئة) /)
  })
})

describe('a broken configuration', () => {
  it('names the file and what is wrong', () => {
    const read = () => readConfig('config/emergency.json', z.object({ fax: z.string() }))
    expect(read).to.throw(TawasulError, 'config/emergency.json: fax')
    expect(() => readConfig('config/none.json', z.unknown())).to.throw(TawasulError, 'config/none.json')
  })
  it('is not what came with the project', () => {
    expect(readFileSync(path.join(projectRoot, 'config/services.json'), 'utf8')).not.to.match(/[٠-٩]/)
  })
})
