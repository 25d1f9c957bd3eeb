import { expect } from 'chai'
import { buildReplyActivity, readReplyActivity } from '../../bots/build-activity.js'

describe('a reply as an Activity', () => {
  const choices = [{ id: 'a:1', label: 'نعم' }]

  it('comes back with its choices and their lead', () => {
    expect(readReplyActivity(buildReplyActivity('هل؟', choices, 'يُرجى إرسال رقم الاختيار:'))).to.deep.equal({
      text: 'هل؟',
      choices: [{ id: 'a:1', title: 'نعم' }],
      menuLead: 'يُرجى إرسال رقم الاختيار:',
    })
  })

  it('has a lead only with choices', () => {
    expect(readReplyActivity(buildReplyActivity('شكرًا', [], 'x'))).to.deep.equal({ text: 'شكرًا' })
    expect(readReplyActivity(buildReplyActivity('هل؟', choices))).to.deep.equal({
      text: 'هل؟',
      choices: [{ id: 'a:1', title: 'نعم' }],
    })
  })
})
