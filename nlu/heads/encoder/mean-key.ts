import { mainScript } from '../../pipeline/scripts.js'

/** Languages whose own script is not Latin, and that residents type in Latin letters too. */
const romanised: ReadonlySet<string> = new Set(['ar', 'ur', 'hi', 'bn', 'ml', 'ta', 'te', 'fa', 'ne'])

/** Which mean a message's vector is centred by: its language's, apart for what is typed in Latin letters (`ur-Latn`). */
export function meanKey(language: string, shadowText: string): string {
  if (!romanised.has(language)) return language
  return mainScript(shadowText)?.name === 'latin' ? `${language}-Latn` : language
}
