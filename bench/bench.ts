import os from 'node:os'
import { parseArgs } from 'node:util'
import { benchConversations } from './conversations-bench.js'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string' },
    residents: { type: 'string' },
    rate: { type: 'string' },
  },
})
const seconds = Number(values.seconds ?? 20)
const residents = Number(values.residents ?? 200)
const rates = values.rate === undefined ? [0, 300] : [Number(values.rate)]

const runs = []
for (const rate of rates) {
  const figures = await benchConversations({ residents, seconds, rate })
  runs.push(figures)
  if (!values.json) {
    const { turnsPerSecond, ackMs, replyMs, lost, memory, readyMs, processorMsPerTurn } = figures
    console.log(
      `${rate === 0 ? 'as fast as it goes' : `${rate} turns/s offered`} (${residents} conversations, ${seconds} s)`,
    )
    console.log(
      `  turns/s ${turnsPerSecond} · lost ${lost} · memory ${memory.peak} MiB at most (idle ${memory.idle}) · ${processorMsPerTurn} ms of processor a turn · ready in ${readyMs} ms`,
    )
    console.log(`  ack   p50 ${ackMs.p50}  p95 ${ackMs.p95}  p99 ${ackMs.p99} ms`)
    console.log(`  reply p50 ${replyMs.p50}  p95 ${replyMs.p95}  p99 ${replyMs.p99} ms`)
  }
}
if (values.json) console.log(JSON.stringify({ node: process.version, cores: os.cpus().length, runs }))
process.exit(runs.every(({ lost }) => lost === 0) ? 0 : 1)
