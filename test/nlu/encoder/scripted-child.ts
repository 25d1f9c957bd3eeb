// Stands in for the engine's process. A text tells what it does: `die`, `hang`, `slow <ms>`, `bad`, `knows <variable>`
// (1 in the first place if it has it); of any other it gives a
// vector with the text's length in its first place.
const vectorLength = 384
process.on('disconnect', () => process.exit(0))
process.on('message', ({ id, text }: { readonly id: number; readonly text: string }) => {
  const [word = '', ms = '0'] = text.split(' ')
  if (word === 'die') process.kill(process.pid, 'SIGKILL')
  if (word === 'hang') return
  const vector = new Float32Array(vectorLength)
  vector[0] = word !== 'knows' ? text.length : process.env[ms] === undefined ? 0 : 1
  setTimeout(() => process.send?.({ id, vector: word === 'bad' ? null : vector }), word === 'slow' ? Number(ms) : 0)
})
if (process.argv[2] === 'broken') {
  process.send?.({ broken: 'no such engine' })
  setTimeout(() => process.exit(1), 10)
} else process.send?.({ ready: true }, () => process.argv[2] === 'brief' && process.exit(3))
