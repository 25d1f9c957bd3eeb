import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Figures } from './figures.js'

const bounds = z.object({
  min: z.record(z.string(), z.number()).default({}),
  max: z.record(z.string(), z.number()).default({}),
})
/** By whether the encoder is there (`words`: not), and by language group. */
const floorsSchema = z.object({ words: z.record(z.string(), bounds), encoder: z.record(z.string(), bounds) })

/** Which figures of the groups are worse than `nlu/eval/floors.json` allows, in words. */
export function belowFloors(
  root: string,
  mode: 'words' | 'encoder',
  groups: Readonly<Record<string, Figures>>,
): string[] {
  const file = path.join(root, 'nlu', 'eval', 'floors.json')
  const floors = floorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(floors[mode]).flatMap(([group, { min, max }]) => {
    const found = groups[group]
    if (found === undefined) return [`${mode} ${group}: no sentences`]
    const values = new Map<string, unknown>(Object.entries(found))
    const figure = (name: string): number =>
      z
        .number()
        .nullable()
        .parse(values.get(name) ?? null) ?? 0
    const told = (name: string, sign: string, bound: number) =>
      `${mode} ${group} ${name} ${figure(name).toFixed(3)} ${sign} ${bound}`
    return [
      ...Object.entries(min).flatMap(([name, floor]) => (figure(name) < floor ? [told(name, '<', floor)] : [])),
      ...Object.entries(max).flatMap(([name, roof]) => (figure(name) > roof ? [told(name, '>', roof)] : [])),
    ]
  })
}
