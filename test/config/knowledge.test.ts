import { expect } from 'chai'
import { loadKnowledge } from '../../config/knowledge.js'
import { loadServices } from '../../config/services.js'

describe('the knowledge base', () => {
  const knowledge = loadKnowledge()
  const services = loadServices('Asia/Riyadh')
  const arabic = knowledge.all.flatMap(({ id, title, answer, source }) => [
    [`${id} title`, title.ar] as const,
    [`${id} answer`, answer.ar] as const,
    [`${id} source`, source.name.ar] as const,
  ])

  it('has articles on every topic, each found by its id', () => {
    expect(knowledge.all.length).to.be.at.least(42)
    for (const topic of ['centre', 'licences', 'health', 'city', 'authorities'])
      expect(knowledge.ofTopic(topic), topic).not.to.be.empty
    for (const article of knowledge.all) expect(knowledge.get(article.id)).to.equal(article)
    expect(knowledge.get('no_such_article')).to.equal(null)
    expect(knowledge.ofTopic('no_such_topic')).to.deep.equal([])
  })
  it('offers reports only of services that there are', () => {
    for (const { id, service } of knowledge.all)
      if (service !== undefined) expect(services.has(service), id).to.equal(true)
  })
  it('takes numbers from the facts, the emergency ones from where the dialogs have them', () => {
    const changed = loadKnowledge({ emergency: '112', ambulance: '113' })
    expect(changed.get('emergency')?.answer.en).to.include('112').and.to.include('113').and.not.to.include('911')
    for (const { id, answer } of knowledge.all)
      for (const text of [answer.ar, answer.en]) expect(text, id).not.to.match(/\{\{|\}\}/)
    expect(knowledge.get('water')?.answer.ar).to.include('939')
  })
  it('tells whose word it is, at an official address', () => {
    for (const { id, source } of knowledge.all) {
      const { protocol, hostname } = new URL(source.url)
      expect(protocol, id).to.equal('https:')
      expect(hostname, id).to.match(/(?:\.gov\.sa|^splonline\.com\.sa|\.se\.com\.sa|\.nwc\.com\.sa|^sakani\.sa)$/)
    }
  })
  it('holds nothing that could be taken for a report number', () => {
    for (const { id, title, answer, source } of knowledge.all)
      for (const text of [title.ar, title.en, answer.ar, answer.en, source.url])
        expect(text, id).not.to.match(/\d(?:[ -]?\d){8}/)
  })
  it('invents no amount of money', () => {
    for (const { id, answer } of knowledge.all)
      for (const text of [answer.ar, answer.en]) expect(text, id).not.to.match(/\d+\s*(?:ريال|riyal|SAR|SR)/i)
  })
  it('asks nothing twice', () => {
    const asked = knowledge.all.flatMap(({ questions }) => [...questions.ar, ...questions.en])
    const all = [...asked, ...knowledge.unanswered.ar, ...knowledge.unanswered.en].map((text) => text.toLowerCase())
    expect(all.filter((text, at) => all.indexOf(text) !== at)).to.deep.equal([])
  })

  describe('in Arabic', () => {
    it('has Arabic punctuation, digits 0-9, no tatweel and no exclamation', () => {
      for (const [key, text] of arabic) expect(text, key).not.to.match(/[,;?!ـ٠-٩۰-۹]/)
    })
    it('has none of the words the voice forbids, and speaks to no single person', () => {
      const forbidden = /تذكرة|تظلم|المواطن|العميل|وكيل|القسم|لوكيشن|المهلة|عزيزي|عذر|طلبك|من قبل|أسرع وقت|إن شاء الله/
      const singular = /(?:^|[\s«])(?:أدخل|أرسل|اختر|اكتب|قم|لديك|عليك|يمكنك|بلاغك|رقمك|تريد|حسابك)(?=$|[\s.،؟:»])/
      for (const [key, text] of arabic) {
        expect(text, key).not.to.match(forbidden)
        expect(text, key).not.to.match(singular)
      }
    })
    it('has sentences of at most 20 words and at most one يُرجى an answer', () => {
      for (const [key, text] of arabic) {
        expect([...text.matchAll(/يُرجى/g)].length, key).to.be.at.most(1)
        for (const sentence of text.split(/[.؟\n]\s/))
          expect(sentence.trim().split(/\s+/).length, `${key}: ${sentence}`).to.be.at.most(20)
      }
    })
  })
})
