import { introducedName } from './name-introductions.js'
import type { Redactor } from './redactor.js'

const digit = '\\p{Nd}'
/** Of a mail address before the @. */
const local = '\\p{L}\\p{N}._%+-'
const endings = 'com|net|org|sa|gov|io|me|app|gl|link|be|ly|co'
// Residents write the text: every pattern takes time linear in its length. Hence a lookbehind or a bound on each repetition, so that
// no stretch is read again from each of its characters.
const masks: readonly (readonly [RegExp, string])[] = [
  [/\b(?:https?:\/\/|www\.)\S+/giu, '[link]'],
  // What hangs on to an address, as a second one after a plus, goes with it.
  [
    new RegExp(
      `(?<![${local}])[${local}]{1,254}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,10}(?:[_%+][${local}@]*)?`,
      'gu',
    ),
    '[email]',
  ],
  [
    new RegExp(`(?<![a-z0-9-])(?:[a-z0-9-]{1,63}\\.){1,10}(?:${endings})(?:\\/\\S*)?(?![\\p{L}\\p{N}])`, 'giu'),
    '[link]',
  ],
  [/(?<![\p{L}\p{N}_])@\w{2,}/gu, '[account]'],
  [/(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?(?![\p{L}\p{N}])/giu, '[iban]'],
  [
    new RegExp(`[-+]?${digit}{1,3}[.٫]${digit}{3,30}\\s{0,9}[,،; ]\\s{0,9}[-+]?${digit}{1,3}[.٫]${digit}{3,}`, 'gu'),
    '[coordinates]',
  ],
  // Phones: an international or a local beginning, then digits in groups.
  [
    new RegExp(
      `(?<!${digit})(?:\\+|00|[٠۰]{2})[\\s().-]{0,9}(?:${digit}[\\s().-]{0,2}){7,14}${digit}(?!${digit})`,
      'gu',
    ),
    '[phone]',
  ],
  [new RegExp(`(?<!${digit})[0٠۰][\\s.-]?(?:${digit}[\\s().-]{0,2}){7,9}${digit}(?!${digit})`, 'gu'), '[phone]'],
  [
    new RegExp(`(?<!${digit})(?:[5٥۵](?:[\\s-]?${digit}){8}|(?:966|٩٦٦|۹۶۶)(?:[\\s-]?${digit}){9})(?!${digit})`, 'gu'),
    '[phone]',
  ],
  // Identity, report and other long numbers, grouped or not.
  [new RegExp(`(?<!${digit})${digit}{2,}(?:[\\s-]?${digit}{2,}){1,5}(?!${digit})`, 'gu'), '[number]'],
  [new RegExp(`${digit}{4,}`, 'gu'), '[number]'],
]

/** The text with links, addresses of mail and accounts, phones, long numbers and introduced names replaced; the same words as `Redactor` uses. */
export function maskPersonal(text: string): string {
  const masked = masks.reduce((current, [pattern, mask]) => current.replace(pattern, mask), text)
  return masked.replace(introducedName, '$1[name]')
}

/** Redaction by patterns alone, on this machine. */
export const embeddedRedactor: Redactor = { redact: (text) => Promise.resolve(maskPersonal(text)) }
