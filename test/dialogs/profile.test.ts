import { expect } from 'chai'
import { buildProfile } from '../../adapters/messenger/profile.js'
import { loadCatalogues } from '../../dialogs/speech/load-catalogues.js'
import { loadProfileTexts } from '../../server/load-profile-texts.js'
import { Conversation } from './conversation.js'

const profile = buildProfile(loadProfileTexts())
const catalogues = loadCatalogues()
const languages = ['ar', 'en'] as const
type Language = (typeof languages)[number]

/** A text of a catalogue by its path. */
function textOf(language: Language, section: string, key: string): string {
  const part = catalogues[language]?.[section]
  const text = typeof part === 'object' && !Array.isArray(part) ? (part as Record<string, unknown>)[key] : undefined
  if (typeof text !== 'string') throw new Error(`no text ${section}.${key}`)
  return text
}

/** Everything a resident can tap beside the conversation, as it is titled in the language. */
function tapsOf(language: Language): { title: string; payload: string }[] {
  const isOf = ({ locale }: { locale: string }) => locale.startsWith(language)
  return [
    { title: 'Get Started', payload: profile.get_started.payload },
    ...profile.persistent_menu.filter(isOf).flatMap((part) => part.call_to_actions),
    ...profile.ice_breakers
      .filter(isOf)
      .flatMap((part) => part.call_to_actions.map(({ question, payload }) => ({ title: question, payload }))),
  ]
}

const tap = (talk: Conversation, { title, payload }: { title: string; payload: string }): Conversation =>
  talk.says(title, { intent: 'out_of_scope', confidence: 0.1, decision: 'menu' }, { choice: payload })
const isArabic = (text: string): boolean => /[\u0600-\u06ff]/.test(text)
const misunderstood = (language: Language): string[] =>
  ['old_choice', 'number'].map((key) => textOf(language, 'not_understood', key))

/** Talks that wait for an answer, by what they ask. */
const pending: Record<string, (language: Language) => Conversation> = {
  menu: (language) => new Conversation(language).says('hello 940', { intent: 'greeting', language, sure: true }),
  report: (language) =>
    new Conversation(language).says('hole in the road', { service: 'pothole', language, sure: true }),
  cancel: (language) => pending.report!(language).says('stop it all', { intent: 'cancel', language, sure: true }),
}

describe("taps on the page's menu, get started and ice breakers", () => {
  for (const language of languages) {
    for (const [question, begin] of Object.entries(pending)) {
      for (const choice of tapsOf(language)) {
        it(`${language}: «${choice.title}» is answered while the ${question} question waits`, () => {
          const talk = begin(language)
          expect(talk.choices.length > 0 || talk.expecting !== null, 'a question waits').to.equal(true)
          tap(talk, choice)
          expect(talk.text).not.to.equal('')
          for (const text of misunderstood(language)) expect(talk.text).not.to.include(text)
          expect(isArabic(talk.text)).to.equal(language === 'ar')
        })
      }
    }

    for (const choice of tapsOf(language).slice(1)) {
      it(`${language}: whoever begins with «${choice.title}» is told whom they speak with, in its language`, () => {
        const talk = tap(new Conversation('ar'), choice)
        expect(talk.text).to.include(textOf(language, 'opening', 'intro'))
      })
    }
  }

  it('get started welcomes with the main menu, in the language of the page', () => {
    const talk = tap(new Conversation('ar'), { title: 'Get Started', payload: profile.get_started.payload })
    expect(talk.text).to.include(textOf('ar', 'opening', 'intro'))
    expect(talk.choices.map(({ id }) => id)).to.include.members(['menu:report', 'menu:status', 'menu:human'])
    tap(talk, { title: 'Get Started', payload: profile.get_started.payload })
    expect(talk.text).not.to.include(textOf('ar', 'opening', 'intro'))
  })

  it('each entry leads where its title says', () => {
    const leads = (payload: string) => tap(pending.menu!('ar'), { title: 'x', payload })
    const [report, status, , , human] = tapsOf('ar').slice(1)
    expect(leads(report!.payload).expecting).to.equal('category')
    expect(leads(status!.payload).did('find_reports')).to.equal(true)
    expect(leads(human!.payload).did('wish_human')).to.equal(true)
  })
})
