import type { Ideas, Told } from './danger-finder.js'
import type { DangerLanguage, Idea } from './danger-words.js'

/** Two sets of ideas told with at most so many words between, in either order. */
interface Near {
  readonly one: readonly Idea[]
  readonly other: readonly Idea[]
  readonly gap: number
}

const near = (one: readonly Idea[], other: readonly Idea[], gap: number): Near => ({ one, other, gap })
const people: readonly Idea[] = ['person', 'child']
const above: readonly Idea[] = ['building', 'wall', 'overhead']
const powered: readonly Idea[] = ['wire', 'electric']

/** Told alone they are danger. */
const alone: readonly Idea[] = ['alarm', 'fire', 'gas_leak', 'shock', 'onto_people']

/** Each is danger where all that it joins is told. */
const rules: readonly (readonly Near[])[] = [
  [near(['gas'], ['leak'], 3)],
  [near(['burns'], ['burnable', 'building', 'car', 'wire', 'electric', 'overhead'], 3)],
  [near(['wire'], ['bare', 'down'], 5)],
  [near(['electric'], ['bare'], 4)],
  [near(['spark'], powered, 5)],
  [near(['electric', 'wire'], ['open'], 3), near(['electric', 'wire'], ['child'], 6)],
  [near(people, ['hurt', 'trapped'], 4)],
  [near(['trapped', 'hurt'], ['water'], 5), near(['trapped'], ['person', 'child', 'car'], 8)],
  [near(['car'], ['sunk'], 3)],
  [near(people, ['fell'], 4), near(['fell'], ['manhole', 'pit', 'water'], 7)],
  [near(['manhole'], ['fell_in'], 6)],
  [near(['manhole'], ['open'], 4), near(['manhole'], ['child', 'dark', 'fell_in'], 10)],
  [near(['pit'], ['open'], 4), near(['pit'], ['child'], 10)],
  [near(['building', 'wall', 'road'], ['collapsed'], 3)],
  [near(['building'], ['came_down'], 3)],
  [near(['road'], ['sank'], 2)],
  [near(above, ['about_to_fall'], 6)],
  [near(['rubble'], ['falls'], 4), near(['falls'], ['person', 'child', 'road'], 6)],
  [near(['beast'], ['bite'], 4), near(['bite'], people, 4)],
  [near(['poison'], ['hospital'], 12)],
]

/** What happened, and so may be denied or long past. */
const happenings: readonly Idea[] = [
  'alarm',
  'fire',
  'burns',
  'leak',
  'gas_leak',
  'bare',
  'down',
  'spark',
  'shock',
  'fell',
  'fell_in',
  'trapped',
  'hurt',
  'sunk',
  'collapsed',
  'came_down',
  'sank',
  'about_to_fall',
  'falls',
  'onto_people',
  'bite',
  'poison',
]
const electric: readonly Idea[] = ['wire', 'electric', 'spark', 'shock', 'bare']
const notWithin = 1
const pastWithin = 4

/** Whether what one language's words tell is danger to life. `atHome`: it is told of somebody's own home. */
export function isDanger(told: Ideas, { negation }: DangerLanguage, atHome: boolean): boolean {
  if (told.has('void')) return false
  const left = withoutSafe(told)
  const nots = told.get('not') ?? []
  const pasts = told.get('past') ?? []
  if (nots.length > 0 || pasts.length > 0) {
    for (const idea of happenings) {
      const kept = left.get(idea)?.filter((span) => !denied(span, nots, negation) && !isNear(span, pasts, pastWithin))
      if (kept !== undefined) left.set(idea, kept)
    }
  }
  // What sparks inside somebody's home is not the street's.
  if (atHome) for (const idea of electric) left.delete(idea)
  if (alone.some((idea) => (left.get(idea)?.length ?? 0) > 0)) return true
  return rules.some((rule) => rule.every((pair) => holds(left, pair)))
}

function withoutSafe(told: Ideas): Map<Idea, readonly Told[]> {
  const safe = told.get('safe') ?? []
  if (safe.length === 0) return new Map(told)
  return new Map(
    [...told].map(([idea, spans]) => [
      idea,
      spans.filter((span) => !safe.some(({ from, to }) => span.from <= to && span.to >= from)),
    ]),
  )
}

function denied({ from, to }: Told, nots: readonly Told[], where: DangerLanguage['negation']): boolean {
  return nots.some(
    (not) =>
      (where !== 'after' && not.to < from && from - not.to - 1 <= notWithin) ||
      (where !== 'before' && not.from > to && not.from - to - 1 <= notWithin),
  )
}

function holds(told: ReadonlyMap<Idea, readonly Told[]>, { one, other, gap }: Near): boolean {
  for (const left of one) {
    for (const span of told.get(left) ?? [])
      for (const right of other) if (right !== left && isNear(span, told.get(right) ?? [], gap)) return true
  }
  return false
}

function isNear({ from, to }: Told, others: readonly Told[], gap: number): boolean {
  return others.some((other) => other.from - to - 1 <= gap && from - other.to - 1 <= gap)
}
