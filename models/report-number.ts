import { randomInt } from 'node:crypto'

// Damm's quasigroup of order 10: totally anti-symmetric, so every single wrong digit and every swap of neighbours is caught.
// H. Michael Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004.
const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** First digits in use: no 0 (gets lost when typed as a number), no 5 (a mobile number without its zero), no 9 (9200… service numbers). */
const firstDigits = '1234678'

/** The Damm check digit of a string of ASCII digits. */
export function checkDigit(digits: string): string {
  let interim = 0
  for (const digit of digits) interim = Number(quasigroup[interim]?.charAt(Number(digit)))
  return String(interim)
}

/** Whether these are nine ASCII digits with the right check digit. Says nothing about whether such a report exists. */
export function isReportNumber(digits: string): boolean {
  return /^[0-9]{9}$/.test(digits) && checkDigit(digits) === '0'
}

/** A new report number from the system's secure random source: 70 million possible ones, none to be guessed from another. Uniqueness is the store's part. */
export function createReportNumber(random: (below: number) => number = (below) => randomInt(below)): string {
  const head = firstDigits.charAt(random(firstDigits.length))
  const body = `${head}${String(random(10_000_000)).padStart(7, '0')}`
  return body + checkDigit(body)
}
