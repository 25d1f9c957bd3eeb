import type { DialogParts } from './turn.js'

/** The reply to a public post: one sentence with the address of the private thread and no detail. In Arabic, or in English to every other language. */
export function publicReply(
  { speech, emergency }: Pick<DialogParts, 'speech' | 'emergency'>,
  language: string,
  urgent: boolean,
  variant: number,
  link: string,
): string {
  const [spoken = 'ar'] = speech.languagesFor(language)
  const key = urgent ? 'public.danger' : 'public.reply'
  const count = Math.max(1, speech.variants(spoken, key))
  const index = ((Math.trunc(variant) % count) + count) % count
  return speech.text(spoken, `${key}.${index}`, { link, emergency: emergency.emergency })
}
