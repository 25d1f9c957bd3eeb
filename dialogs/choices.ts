import type { Knowledge } from '../config/knowledge.js'
import { localized } from '../config/localized.js'
import type { Services } from '../config/services.js'
import type { Speech } from './speech/create-speech.js'

/** The choices the dialogs offer, by id; the id of a service choice is `report.service:` and the service's id. */
const labelKeys = {
  'menu:report': 'menu.report',
  'menu:status': 'menu.status',
  'menu:inquiry': 'menu.inquiry',
  'menu:complaint': 'menu.complaint',
  'menu:human': 'menu.human',
  'menu:main': 'menu.main',
  'report.service:none': 'report.choice.none',
  'report.photo:none': 'report.choice.no_photo',
  'report.confirm:yes': 'report.choice.yes',
  'report.confirm:edit': 'report.choice.edit',
  'report.confirm:cancel': 'report.choice.cancel',
  'report.edit:problem': 'report.edit.problem',
  'report.edit:district': 'report.edit.district',
  'report.edit:place': 'report.edit.place',
  'report.edit:photo': 'report.edit.photo',
  'report.edit:cancel': 'report.choice.back',
  'report:continue': 'cancel.no',
  'restart:yes': 'cancel.restart_yes',
  'over:continue': 'report.choice.go_on',
  'over:drop': 'report.choice.drop',
  'report.keep:yes': 'report.choice.keep',
  'cancel:yes': 'cancel.yes',
  'cancel:no': 'cancel.no',
  'report.place:same': 'report.choice.same_place',
  'report.name:yes': 'report.choice.name_yes',
  'report.name:no': 'report.choice.name_no',
  'outside:yes': 'outside.yes',
  'outside:no': 'outside.no',
  'human:yes': 'human.yes',
  'human:lost': 'human.yes',
  'article:none': 'report.choice.none',
} as const

/** What the main menu offers. */
export const menuChoices = ['menu:report', 'menu:status', 'menu:complaint', 'menu:inquiry', 'menu:human'] as const

const servicePrefix = 'report.service:'
const cityPrefix = 'report.city:'
const languagePrefix = 'language:'
const articlePrefix = 'article:'
const topicPrefix = 'topic:'
const reportOfPrefix = 'offer.report:'

/** The choice of a service, a city or a language. */
export const serviceChoice = (id: string): string => servicePrefix + id
export const cityChoice = (id: string): string => cityPrefix + id
export const languageChoice = (language: string): string => languagePrefix + language

/** The choice of an article, of a topic of articles, and of a report of a service that an article offers. */
export const articleChoice = (id: string): string => articlePrefix + id
export const topicChoice = (topic: string): string => topicPrefix + topic
export const reportOfChoice = (service: string): string => reportOfPrefix + service

/** What stands behind the colon of a choice's id. */
export function choiceValue(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}

/** The label of a choice, at most 20 code points for all but long names of cities (which are cut). */
export function choiceLabel(
  id: string,
  language: string,
  speech: Speech,
  { services, knowledge }: { readonly services: Services; readonly knowledge: Knowledge },
  cityName: (id: string, language: string) => string | null,
): string {
  const known: Readonly<Record<string, string>> = labelKeys
  const key = known[id]
  if (key !== undefined) return speech.text(language, key)
  const value = choiceValue(id)
  if (id.startsWith(servicePrefix)) return localized(services.get(value).short, language)
  if (id.startsWith(cityPrefix)) return [...(cityName(value, language) ?? value)].slice(0, 20).join('')
  if (id.startsWith(reportOfPrefix)) return speech.text(language, 'menu.report')
  if (id.startsWith(topicPrefix)) return speech.text(language, `inquiry.topics.${value}`)
  if (id.startsWith(articlePrefix)) {
    const article = knowledge.get(value)
    return article === null ? value : localized(article.title, language)
  }
  if (id.startsWith(languagePrefix)) return speech.text(value, 'language.name')
  return value
}
