import type { Memory, QuestionName } from './memory.js'

const slots: Readonly<Record<QuestionName, string | null>> = {
  category: 'category',
  service: 'category',
  where: 'district',
  city: 'city',
  district: 'district',
  place: 'landmark',
  photo: 'photo',
  confirm: 'confirm',
  edit: 'edit',
  cancel: 'confirm',
  menu: null,
  doubt: null,
  human: 'confirm',
  number: 'report_number',
  language: 'language',
  outside: 'confirm',
  restart: 'confirm',
  over: 'confirm',
  question: 'question',
  article: 'question',
  offer: 'confirm',
}

/** The slot the dialog waits for, as the understanding knows it; null when it waits for nothing. */
export function expectingOf({ question }: Memory): string | null {
  return question === null ? null : slots[question.name]
}
