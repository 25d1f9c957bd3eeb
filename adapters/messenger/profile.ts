/** An entry of the menu or an ice breaker: what is shown and the choice it stands for. */
export interface ProfileEntry {
  readonly title: string
  readonly choice: string
}

/** What a resident sees of the page's thread before and beside the conversation, in one language. */
export interface ProfileText {
  /** The welcome page, at most 160 characters. */
  readonly greeting: string
  /** At most 20 entries, titles of at most 30 code points. */
  readonly menu: readonly ProfileEntry[]
  /** At most four, titles of at most 80 characters. */
  readonly iceBreakers: readonly ProfileEntry[]
}

/** The page's profile: its texts by language, and the choice a tap on Get Started stands for. Choices are ids of the dialogs. */
export interface ProfileTexts {
  readonly getStarted: string
  readonly ar: ProfileText
  readonly en: ProfileText
}

/** Meta's locales and the language each is spoken to in; one of them must be `default`. */
const locales = [
  ['default', 'ar'],
  ['ar_AR', 'ar'],
  ['en_US', 'en'],
  ['en_GB', 'en'],
] as const

/**
 * The parameters of `POST /{page}/messenger_profile`: get started (which the menu needs), persistent menu, ice breakers, greeting.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api
 */
export function buildProfile(texts: ProfileTexts) {
  const localized = locales.map(([locale, language]) => ({ locale, ...texts[language] }))
  return {
    get_started: { payload: texts.getStarted },
    greeting: localized.map(({ locale, greeting }) => ({ locale, text: greeting })),
    persistent_menu: localized.map(({ locale, menu }) => ({
      locale,
      composer_input_disabled: false,
      call_to_actions: menu.map(({ title, choice }) => ({ type: 'postback', title, payload: choice })),
    })),
    ice_breakers: localized.map(({ locale, iceBreakers }) => ({
      locale,
      call_to_actions: iceBreakers.map(({ title, choice }) => ({ question: title, payload: choice })),
    })),
  }
}
