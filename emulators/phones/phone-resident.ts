import type { SeededRandom } from '../seeded-random.js'

/** The person who holds both phones: one identity on X, one on Messenger. */
export interface PhoneResident {
  readonly xId: string
  readonly username: string
  readonly psid: string
  readonly firstName: string
  readonly lastName: string
  /** The name in Latin letters, as many people use it on X. */
  readonly latinName: string
}

type NamePair = readonly [arabic: string, latin: string]

const firstNames: readonly NamePair[] = [
  ['سلطان', 'Sultan'],
  ['نورة', 'Norah'],
  ['فهد', 'Fahad'],
  ['هند', 'Hind'],
  ['ماجد', 'Majed'],
  ['ريم', 'Reem'],
  ['خالد', 'Khalid'],
  ['أمل', 'Amal'],
]

const lastNames: readonly NamePair[] = [
  ['الدوسري', 'Aldossari'],
  ['القحطاني', 'Alqahtani'],
  ['الخالدي', 'Alkhaldi'],
  ['الغامدي', 'Alghamdi'],
  ['الشهري', 'Alshehri'],
  ['العتيبي', 'Alotaibi'],
]

/** Makes up the person for a browser's key; the same key gives the same person, also after a new start with the same seed. */
export function inventResident(random: SeededRandom, key: string): PhoneResident {
  const own = random.branch(key)
  const [first, latinFirst] = pick(firstNames, own)
  const [last, latinLast] = pick(lastNames, own)
  return {
    xId: `1${own.text(1, '3456789')}${own.digits(17)}`,
    username: `${latinFirst.toLowerCase()}_${own.digits(5)}`,
    psid: `7${own.digits(15)}`,
    firstName: first,
    lastName: last,
    latinName: `${latinFirst} ${latinLast}`,
  }
}

function pick(list: readonly NamePair[], random: SeededRandom): NamePair {
  return list[Number(random.digits(6)) % list.length] ?? ['مقيم', 'Resident']
}
