import type { Entity } from '../understanding.js'
import { coordinatesOf } from './coordinates.js'
import { type EntityInput, written } from './entity-input.js'

const link =
  /(?:https?:\/\/|geo:)[^\s<>"\u0600-\u06ff]+|(?<![\w@.])(?:www\.)?(?:maps\.|goo\.gl|google\.|waze\.|osm\.|openstreetmap\.|ul\.waze|maps\.app)[^\s<>"\u0600-\u06ff]+/gu

/** Shadow ranges of every link, whatever it leads to: digits inside are no report's and no phone's. */
export function linkRanges({ shadow }: EntityInput): (readonly [number, number])[] {
  if (!/[/:]|\.(?:com|org|gl)/u.test(shadow.text)) return []
  return [...shadow.text.matchAll(link)].map(({ index, 0: text }) => [index, index + text.length])
}

const mapHost =
  /^(?:https?:\/\/)?(?:www\.)?(?:maps\.google\.[a-z.]+|google\.[a-z.]+\/maps|maps\.app\.goo\.gl\/|goo\.gl\/maps|g\.co\/kgs|maps\.apple(?:\.com)?\/|(?:[a-z]+\.)?openstreetmap\.org|osm\.org|(?:ul\.)?waze\.com|w3w\.co\/|what3words\.com|(?:www\.)?bing\.com\/maps|(?:[a-z0-9-]+\.)?here\.com|wego\.here\.com)|^geo:/u

/** Links to a place on a map, and the coordinates inside them. */
export function findMapLinks({ shadow }: EntityInput): Entity[] {
  const found: Entity[] = []
  if (!/[/:]|\.(?:com|org|gl)/u.test(shadow.text)) return found
  for (const match of shadow.text.matchAll(link)) {
    const text = match[0].replace(/[.,;:!?)\]}'»]+$/u, '')
    if (!mapHost.test(text)) continue
    const place = written(shadow, match.index, match.index + text.length)
    found.push({
      type: 'map_link',
      value: /^(?:https?:|geo:)/iu.test(place.text) ? place.text : `https://${place.text}`,
      ...place,
    })
    const inside = coordinatesInside(text)
    if (inside === null) continue
    found.push({
      type: 'coordinates',
      value: inside.value,
      ...written(shadow, match.index + inside.start, match.index + inside.end),
    })
  }
  return found
}

const insides: readonly RegExp[] = [
  /!3d(-?\d{1,3}\.\d+)!4d(-?\d{1,3}\.\d+)/du,
  /(?:[?&](?:q|query|ll|sll|daddr|destination|center|coordinate|saddr|cp)=(?:loc:)?|@|\/place\/|\/search\/|geo:|\/dir\/)(-?\d{1,3}\.\d+)(?:,|%2c|~)\+?(?:%20)?(-?\d{1,3}\.\d+)/du,
  /mlat=(-?\d{1,3}\.\d+)&mlon=(-?\d{1,3}\.\d+)/du,
  /#map=\d+\/(-?\d{1,3}\.\d+)\/(-?\d{1,3}\.\d+)/du,
  /lat=(-?\d{1,3}\.\d+)&(?:lng|lon)=(-?\d{1,3}\.\d+)/du,
]

function coordinatesInside(url: string): { value: string; start: number; end: number } | null {
  for (const pattern of insides) {
    const match = pattern.exec(url)
    const first = match?.indices?.[1]
    const second = match?.indices?.[2]
    if (match === null || first === undefined || second === undefined) continue
    const value = coordinatesOf(match[1] ?? '', match[2] ?? '')
    if (value !== null) return { value, start: first[0], end: second[1] }
  }
  return null
}
