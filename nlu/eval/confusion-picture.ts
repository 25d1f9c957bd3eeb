import { intents } from '../understanding.js'
import type { Judged } from './judge.js'

const cell = 34
const margin = { left: 150, top: 150 }

/** The confusions of intents as an SVG picture: a row a true intent, a column a guessed one, darker for a larger share of the row. */
export function confusionPicture(judged: readonly Judged[], title: string): string {
  const side = intents.length * cell
  const width = margin.left + side + 60
  const height = margin.top + side + 30
  const labels = intents.flatMap((intent, at) => [
    `<text x="${margin.left - 6}" y="${margin.top + at * cell + cell / 2 + 4}" text-anchor="end">${intent}</text>`,
    `<text transform="translate(${margin.left + at * cell + cell / 2 + 4},${margin.top - 6}) rotate(-60)">${intent}</text>`,
  ])
  const cells = intents.flatMap((truth, row) => {
    const own = judged.filter(({ sentence }) => sentence.intent === truth)
    return intents.map((guess, column) =>
      cellOf(row, column, own.filter(({ understood }) => understood.intent === guess).length, own.length),
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="10" y="20" font-size="14">${title}</text>`,
    ...labels,
    ...cells,
    '</svg>\n',
  ].join('\n')
}

function cellOf(row: number, column: number, count: number, all: number): string {
  const share = all === 0 ? 0 : count / all
  const right = row === column
  const colour = right ? `rgba(20,110,80,${share.toFixed(2)})` : `rgba(190,40,30,${Math.min(1, share * 3).toFixed(2)})`
  const x = margin.left + column * cell
  const y = margin.top + row * cell
  const ink = (right && share > 0.5) || (!right && share > 0.2) ? '#fff' : '#333'
  const number =
    count === 0
      ? ''
      : `<text x="${x + cell / 2}" y="${y + cell / 2 + 4}" text-anchor="middle" fill="${ink}">${count}</text>`
  return `<rect x="${x}" y="${y}" width="${cell}" height="${cell}" fill="${colour}" stroke="#ddd"/>${number}`
}
