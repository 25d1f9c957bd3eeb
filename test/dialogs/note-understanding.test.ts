import { expect } from 'chai'
import type { UnderstandingNote } from '../../dialogs/dialog-types.js'
import { Conversation, districts, type Meaning } from './conversation.js'

const light = 'فيه عمود إنارة طافي في حي الشاطئ بالدمام'
const lightMeaning = { service: 'street_light', districts: districts.shati, cities: { الدمام: 'dammam' } }

/** A talk whose messages have the ids m1, m2 ...; what is noted of them, shortly. */
class NotedTalk extends Conversation {
  #count = 0
  override says(...[text, meaning, more]: Parameters<Conversation['says']>): this {
    this.#count++
    return super.says(text, meaning, { id: `m${this.#count}`, ...more })
  }
  get notes(): string[] {
    return this.effects
      .filter((effect): effect is UnderstandingNote => effect.type === 'note_understanding')
      .map(({ of, outcome, intent, service }) => [of, outcome, intent, service].filter(Boolean).join(' '))
  }
}

const talk = (): NotedTalk => new NotedTalk()
const unclear: Meaning = { intent: 'open_report', decision: 'menu', confidence: 0.2 }
const toSummary = (): NotedTalk =>
  talk().says(light, lightMeaning).says('أول الشارع', { decision: 'menu' }).taps('report.photo:none')

describe('what is noted of an understanding', () => {
  it('a wish that was acted on, an answer, and the confirmation of the report', () => {
    const one = talk().says(light, lightMeaning)
    expect(one.notes).to.deep.equal(['m1 acted'])
    expect(one.says('أول الشارع', { decision: 'menu' }).notes).to.deep.equal(['m2 answer'])
    expect(one.taps('report.photo:none').notes).to.deep.equal([])
    expect(one.taps('report.confirm:yes').notes).to.deep.equal(['m1 confirmed'])
  })

  it('notes nothing of a message without an id', () => {
    expect(new Conversation().says(light, lightMeaning).did('note_understanding')).to.equal(false)
  })

  it('the service chosen of those offered: another one corrects, the first confirms', () => {
    const asked = () =>
      talk().says('المكان وسخ ومليان أشياء', { services: ['waste_collection', 'construction_debris', 'trees'] })
    const one = asked()
    expect(one.notes).to.deep.equal(['m1 asked'])
    expect(one.taps('report.service:construction_debris').notes).to.deep.equal(['m1 corrected construction_debris'])
    expect(asked().taps('report.service:waste_collection').notes).to.deep.equal(['m1 confirmed'])
    // typed by its number, as on a channel without buttons
    expect(asked().says('2', { intent: 'out_of_scope', decision: 'menu' }).notes).to.deep.equal([
      'm1 corrected construction_debris',
    ])
  })

  it('none of those offered denies, and the report shows later what it was', () => {
    const one = talk().says('المكان وسخ ومليان أشياء', {
      services: ['waste_collection', 'construction_debris', 'trees'],
    })
    expect(one.taps('report.service:none').notes).to.deep.equal(['m1 denied'])
    one.says('كلب ميت على الرصيف', { service: 'dead_animal', districts: {} })
    expect(one.notes).to.deep.equal(['m3 acted', 'm1 corrected dead_animal'])
  })

  it('"no, it is ..." at the summary corrects', () => {
    const one = toSummary().says('لا، هي حفرة في الطريق', { service: 'pothole' })
    expect(one.notes).to.deep.equal(['m4 answer', 'm1 corrected pothole'])
    expect(one.taps('report.confirm:yes').notes).to.deep.equal([])
    expect(one.drafts[0]?.service).to.equal('pothole')
  })

  it('a problem changed by the summary’s choices corrects, and changed back confirms', () => {
    const one = toSummary()
    one.taps('report.confirm:edit')
    expect(one.taps('report.edit:problem').notes).to.deep.equal(['m1 denied'])
    expect(one.says('حفرة كبيرة في الطريق', { service: 'pothole' }).notes).to.include('m1 corrected pothole')
    one.taps('report.confirm:edit')
    one.taps('report.edit:problem')
    one.says('عمود الإنارة طافي تماما', { service: 'street_light' })
    expect(one.taps('report.confirm:yes').notes).to.include('m1 confirmed')
  })

  it('what is chosen from the menu or of "did you mean" tells the intent', () => {
    const lost = talk().says('كلام غير مفهوم هنا', unclear)
    expect(lost.notes).to.deep.equal(['m1 asked'])
    expect(lost.taps('menu:status').notes).to.deep.equal(['m1 chosen query_status'])
    const doubt = talk().says('وش صار على الموضوع', { intent: 'query_status', decision: 'confirm', confidence: 0.4 })
    expect(doubt.notes).to.deep.equal(['m1 asked'])
    expect(doubt.taps('menu:inquiry').notes).to.deep.equal(['m1 chosen inquiry'])
  })

  it('a menu that nobody offered for want of understanding tells nothing', () => {
    const one = talk().says('السلام عليكم', { intent: 'greeting' })
    expect(one.notes).to.deep.equal(['m1 acted'])
    expect(one.taps('menu:report').notes).to.deep.equal([])
  })

  it('a no to "did you mean" denies; not understood a second time is given up', () => {
    const doubt = talk().says('وش صار على الموضوع', { intent: 'query_status', decision: 'confirm', confidence: 0.4 })
    expect(doubt.says('مو هذا اللي أقصده', { intent: 'deny' }).notes).to.include('m1 denied')
    const lost = talk().says('كلام غير مفهوم هنا', unclear).says('كلام آخر غير مفهوم', unclear)
    expect(lost.notes).to.deep.equal(['m2 given_up', 'm1 given_up'])
  })

  it('who is told that it is no matter of ours, and reports all the same, corrects', () => {
    const one = talk().says('في تسريب عند الجيران', { intent: 'out_of_scope' })
    expect(one.taps('menu:report').notes).to.deep.equal(['m1 chosen open_report'])
  })

  it('a cancelled report is given up, but what it has shown stays', () => {
    const one = toSummary().taps('report.confirm:cancel')
    expect(one.notes).to.deep.equal([])
    expect(one.taps('cancel:yes').notes).to.deep.equal(['m1 given_up'])
    const two = toSummary().says('لا، هي حفرة في الطريق', { service: 'pothole' }).taps('report.confirm:cancel')
    expect(two.taps('cancel:yes').notes).to.deep.equal([])
  })
})
