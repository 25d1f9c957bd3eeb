/** An entry of the menu: what is shown (at most 30 characters) and the choice it stands for. */
export interface ProfileEntry {
  readonly title: string
  readonly choice: string
}

/** What a resident sees of the page's thread before and beside the conversation, in one language. */
export interface ProfileTexts {
  /** Meta's locale; one of them is `default`. */
  readonly locale: string
  /** The welcome page, at most 160 characters. */
  readonly greeting: string
  readonly menu: readonly ProfileEntry[]
  /** At most four. */
  readonly iceBreakers: readonly ProfileEntry[]
}

/** The choice a tap on Get Started stands for. */
export const getStartedChoice = 'get_started'

const arabic: Omit<ProfileTexts, 'locale'> = {
  greeting: 'أهلًا بكم في مركز 940. «تواصل» مساعد آلي يسجّل بلاغاتكم ويتابعها.',
  menu: [
    { title: 'بلاغ جديد', choice: 'open_report' },
    { title: 'متابعة بلاغ', choice: 'query_status' },
    { title: 'استفسار', choice: 'inquiry' },
    { title: 'شكوى', choice: 'complaint_service' },
    { title: 'التحدث مع موظف', choice: 'talk_to_human' },
  ],
  iceBreakers: [
    { title: 'أريد تسجيل بلاغ', choice: 'open_report' },
    { title: 'أين وصل بلاغي؟', choice: 'query_status' },
    { title: 'لدي استفسار', choice: 'inquiry' },
    { title: 'أريد التحدث مع موظف', choice: 'talk_to_human' },
  ],
}

/** The thread's texts in Arabic (also the default) and English. */
export const profileTexts: readonly ProfileTexts[] = [
  { locale: 'default', ...arabic },
  { locale: 'ar_AR', ...arabic },
  ...['en_US', 'en_GB'].map((locale) => ({
    locale,
    greeting:
      'Welcome to the 940 centre. Tawasul is an automated assistant that registers your reports and follows them up.',
    menu: [
      { title: 'New report', choice: 'open_report' },
      { title: 'Follow up a report', choice: 'query_status' },
      { title: 'Question', choice: 'inquiry' },
      { title: 'Complaint', choice: 'complaint_service' },
      { title: 'Talk to a person', choice: 'talk_to_human' },
    ],
    iceBreakers: [
      { title: 'I want to report a problem', choice: 'open_report' },
      { title: 'Where does my report stand?', choice: 'query_status' },
      { title: 'I have a question', choice: 'inquiry' },
      { title: 'I want to talk to a person', choice: 'talk_to_human' },
    ],
  })),
]

/**
 * The parameters of `POST /{page}/messenger_profile`: get started (which the menu needs), persistent menu, ice breakers, greeting.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api
 */
export function buildProfile(texts: readonly ProfileTexts[] = profileTexts) {
  return {
    get_started: { payload: getStartedChoice },
    greeting: texts.map(({ locale, greeting }) => ({ locale, text: greeting })),
    persistent_menu: texts.map(({ locale, menu }) => ({
      locale,
      composer_input_disabled: false,
      call_to_actions: menu.map(({ title, choice }) => ({ type: 'postback', title, payload: choice })),
    })),
    ice_breakers: texts.map(({ locale, iceBreakers }) => ({
      locale,
      call_to_actions: iceBreakers.map(({ title, choice }) => ({ question: title, payload: choice })),
    })),
  }
}
