import { z } from 'zod'
import type { PhoneChoice, PhoneLink } from './thread-events.js'

/** What Messenger shows of a Page's profile before and beside the conversation. */
export interface PhoneProfile {
  readonly greeting?: string
  /** Starts of a conversation: the ice breakers, or else the Get Started button. */
  readonly starters: readonly PhoneChoice[]
  readonly menu: readonly (PhoneChoice | PhoneLink)[]
}

const localized = { locale: z.string().default('default') }
const question = z.object({ question: z.string(), payload: z.string() })
const greetings = z.array(z.object({ ...localized, text: z.string() }))
const getStarted = z.object({ payload: z.string() })
const iceBreakers = z.array(z.union([question, z.object({ ...localized, call_to_actions: z.array(question) })]))
const menuItem = z.object({ title: z.string(), payload: z.string().optional(), url: z.string().optional() })
const menus = z.array(z.object({ ...localized, call_to_actions: z.array(menuItem).default([]) }))

/** Reads the profile fields as the bot has set them; what is not in Meta's form counts as not set. `read` gives a field by its name. */
export function phoneProfile(read: (field: string) => unknown): PhoneProfile {
  const greeting = arabicFirst(greetings.safeParse(read('greeting')).data ?? [])?.text
  const start = getStarted.safeParse(read('get_started')).data
  const questions = questionsOf(iceBreakers.safeParse(read('ice_breakers')).data ?? [])
  const starters = start && questions.length === 0 ? [{ title: 'ابدأ', payload: start.payload }] : questions
  const items = arabicFirst(menus.safeParse(read('persistent_menu')).data ?? [])?.call_to_actions ?? []
  const menu = items.flatMap(({ title, payload, url }): (PhoneChoice | PhoneLink)[] =>
    payload ? [{ title, payload }] : url ? [{ title, url }] : [],
  )
  return { ...(greeting ? { greeting } : {}), starters, menu }
}

function questionsOf(list: z.infer<typeof iceBreakers>): PhoneChoice[] {
  const own = arabicFirst(list.filter((item) => 'call_to_actions' in item))?.call_to_actions
  const flat = own ?? list.filter((item) => 'question' in item)
  return flat.map(({ question: title, payload }) => ({ title, payload }))
}

const arabicFirst = <Item extends { locale: string }>(list: readonly Item[]): Item | undefined =>
  list.find(({ locale }) => locale.startsWith('ar')) ?? list.find(({ locale }) => locale === 'default')
