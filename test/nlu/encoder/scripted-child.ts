// Stands in for the engine's process. A text tells what it does: `die`, `hang`, `slow <ms>`, `bad`; of any other it gives a
// vector with the text's length in its first place.
const vectorLength = 384
process.on('disconnect', () => process.exit(0))
process.on('message', ({ id, text }: { readonly id: number; readonly text: string }) => {
  const [word = '', ms = '0'] = text.split(' ')
  if (word === 'die') process.kill(process.pid, 'SIGKILL')
  if (word === 'hang') return
  const vector = new Float32Array(vectorLength)
  vector[0] = text.length
  setTimeout(() => process.send?.({ id, vector: word === 'bad' ? null : vector }), word === 'slow' ? Number(ms) : 0)
})
if (process.argv[2] === 'broken') {
  process.send?.({ broken: 'no such engine' })
  setTimeout(() => process.exit(1), 10)
} else process.send?.({ ready: true })
