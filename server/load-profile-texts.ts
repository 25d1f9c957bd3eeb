import { z } from 'zod'
import type { ProfileEntry, ProfileText, ProfileTexts } from '../adapters/messenger/profile.js'
import { readConfig } from '../config/read-config.js'
import { menuChoices } from '../dialogs/choices.js'

/** A text of at most so many code points. */
const atMost = (limit: number) => z.string().refine((text) => [...text].length <= limit, `at most ${limit} characters`)

const title = atMost(30)
const question = atMost(80)
const catalogue = z.object({
  menu: z.object({ report: title, status: title, inquiry: title, complaint: title, human: title }),
  profile: z.object({
    greeting: atMost(160),
    ice_breakers: z.object({ report: question, status: question, inquiry: question, human: question }),
  }),
})

/** What the Messenger page shows beside the conversation, from `locales/*.json`; its choices are those of the main menu. Throws `config.unreadable`. */
export function loadProfileTexts(): ProfileTexts {
  return { getStarted: 'menu:main', ar: loadText('ar'), en: loadText('en') }
}

function loadText(language: 'ar' | 'en'): ProfileText {
  const { menu, profile } = readConfig(`locales/${language}.json`, catalogue)
  return { greeting: profile.greeting, menu: listEntries(menu), iceBreakers: listEntries(profile.ice_breakers) }
}

/** The titles there are, in the order of the main menu. */
function listEntries(titles: Readonly<Record<string, string>>): ProfileEntry[] {
  return menuChoices.flatMap((choice) => {
    const title = titles[choice.slice('menu:'.length)]
    return title === undefined ? [] : [{ title, choice }]
  })
}
