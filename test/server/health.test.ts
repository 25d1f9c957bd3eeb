import { expect } from 'chai'
import mongoose, { type Connection } from 'mongoose'
import { type ChannelGate, createChannelGate } from '../../bots/channel-gate.js'
import { createModels } from '../../models/models.js'
import { createApp } from '../../server/create-app.js'
import { createHealthRouter } from '../../server/create-health-router.js'
import { createMetrics, type Metrics } from '../../server/metrics.js'
import { buildMessage, storedEvent } from '../support/build-event.js'
import { FakeClock } from '../support/fake-clock.js'
import { serve, type TestServer } from '../support/http-calls.js'
import { RecordingLog } from '../support/recorders.js'
import { openStoreProxy } from '../support/store-proxy.js'
import { connectTest } from '../support/test-store.js'

describe('health and metrics', () => {
  let connection: Connection
  let server: TestServer
  let gate: ChannelGate
  let metrics: Metrics
  let withoutChannel: Map<string, number>
  const clock = new FakeClock()

  beforeEach(async () => {
    connection = await connectTest()
    gate = createChannelGate(clock)
    metrics = createMetrics()
    const channels = ['twitter', 'messenger']
    withoutChannel = new Map()
    const router = createHealthRouter({ connection, gate, channels, withoutChannel, metrics, clock })
    server = await serve(createApp([router], new RecordingLog()))
  })
  afterEach(async () => {
    await server.close()
    if (connection.readyState === 1) await connection.dropDatabase()
    await connection.close()
  })

  const ready = async () => {
    const { status, body } = await server.get('/health/ready')
    const parsed: unknown = JSON.parse(body)
    return { status, body: parsed }
  }

  it('is live whatever else is wrong', async () => {
    await connection.close()
    expect(await server.get('/health/live')).to.deep.include({ status: 200, body: '{"status":"live"}' })
  })

  it('is ready when nothing is wrong', async () => {
    expect(await ready()).to.deep.equal({ status: 200, body: { status: 'ready', wrong: [] } })
  })

  it('names a channel that events wait for and that is not set up', async () => {
    withoutChannel.set('twitter', 3)
    const { status, body } = await ready()
    expect(status).to.equal(200)
    expect(body).to.have.property('status', 'degraded')
    expect(body).to.have.nested.property('wrong[0].what', 'twitter')
    expect(body).to.have.nested.property('wrong[0].why').that.contains('3 events')
  })

  it('is not ready and says why when the store is away', async () => {
    await connection.close(true)
    const { status, body } = await ready()
    expect(status).to.equal(503)
    expect(body).to.have.property('status', 'not-ready')
    expect(body).to.have.nested.property('wrong[0].what', 'store')
    expect(body).to.have.nested.property('wrong[0].hint').that.contains('MONGODB_URI')
  })

  it('is not ready when there has never been a connection', async () => {
    const parts = { connection: mongoose.createConnection(), gate, channels: [], withoutChannel, metrics, clock }
    const other = await serve(createApp([createHealthRouter(parts)], new RecordingLog()))
    const { status, body } = await other.get('/health/ready')
    await other.close()
    expect(status).to.equal(503)
    expect(JSON.parse(body)).to.have.nested.property('wrong[0].why', 'storage.not-connected')
  })

  it('is not ready when the store takes connections and answers nothing', async () => {
    const { host, port } = connection
    const proxy = await openStoreProxy(`mongodb://${host}:${port}/test`)
    const frozen = await mongoose.createConnection(proxy.uri).asPromise()
    const parts = { connection: frozen, gate, channels: [], withoutChannel, metrics, clock }
    const other = await serve(createApp([createHealthRouter(parts)], new RecordingLog()))
    proxy.freeze()
    const { status, body } = await other.get('/health/ready')
    proxy.thaw()
    await other.close()
    await frozen.destroy()
    await proxy.close()
    expect(status).to.equal(503)
    expect(JSON.parse(body)).to.have.nested.property('wrong[0].why', 'storage.slow')
  })

  it('names a channel that is out of order, with what to do, and stays ready for the others', async () => {
    gate.close('messenger', { state: 'broken', until: clock.now() + 1000, reason: 'token', hint: 'Make a new token.' })
    expect(await ready()).to.deep.equal({
      status: 200,
      body: { status: 'degraded', wrong: [{ what: 'messenger', why: 'token', hint: 'Make a new token.' }] },
    })
    // Out of order until a send has gone through, not only until the next try.
    await clock.advance(5000)
    expect((await ready()).body).to.have.property('status', 'degraded')
    gate.proved('messenger')
    expect((await ready()).body).to.deep.equal({ status: 'ready', wrong: [] })
  })

  it('does not call a channel broken that only waits for its budget', async () => {
    gate.close('twitter', { state: 'waiting', until: clock.now() + 1000, reason: 'budget' })
    expect((await ready()).body).to.deep.equal({ status: 'ready', wrong: [] })
  })

  it('tells in Prometheus’ text format what waits in the store', async () => {
    const models = await createModels(connection)
    const old = storedEvent(buildMessage(), (clock.now() - 90_000) * 4096)
    await models.inboundEvents.create([old, storedEvent(buildMessage(), clock.now() * 4096)])
    await models.conversations.create({
      _id: 'messenger:1',
      channel: 'messenger',
      personId: '1',
      rev: 1,
      owner: { kind: 'bot' },
      outbox: [
        { key: 'a', createdAt: clock.now() - 30_000 },
        { key: 'b', createdAt: clock.now() },
      ],
      pending: 2,
    })
    await connection
      .collection<{ _id: string; remaining: number }>('rate_budgets')
      .insertOne({ _id: 'x.day', remaining: 7 })
    const { headers, body } = await server.get('/metrics')
    expect(headers['content-type']).to.match(/^text\/plain/)
    for (const line of [
      'tawasul_inbox_oldest_seconds 90',
      'tawasul_inbox_waiting 2',
      'tawasul_outbox_oldest_seconds 30',
      'tawasul_outbox_waiting 2',
      'tawasul_budget_remaining{budget="x.day"} 7',
    ])
      expect(body.split('\n')).to.include(line)
  })

  it('tells zero where nothing waits, and its own figures also when the store is away', async () => {
    await createModels(connection)
    expect((await server.get('/metrics')).body.split('\n')).to.include('tawasul_outbox_oldest_seconds 0')
    await connection.close(true)
    const { status, body } = await server.get('/metrics')
    expect(status).to.equal(200)
    expect(body).to.contain('tawasul_process_cpu')
  })

  it('counts what the bot tells', async () => {
    metrics.eventStored('messenger', 'unknown')
    metrics.eventRepeated('messenger', 'message')
    metrics.alarm('twitter', 'oauth.revoke')
    metrics.understood('greeting', 'act', 'ar', false)
    metrics.dialogNoted('report.confirmed')
    metrics.turnDone('messenger', 12)
    metrics.turnFailed('messenger', 'turn.given-up')
    metrics.answered('messenger', 1500)
    metrics.sendSettled('twitter', 'reconciled')
    metrics.reportOpened('lighting')
    const lines = (await server.get('/metrics')).body.split('\n')
    for (const line of [
      'tawasul_events_total{channel="messenger",kind="unknown"} 1',
      'tawasul_events_repeated_total{channel="messenger",kind="message"} 1',
      'tawasul_alarms_total{channel="twitter",what="oauth.revoke"} 1',
      'tawasul_understood_total{intent="greeting",decision="act",language="ar",encoder="false"} 1',
      'tawasul_dialog_total{name="report.confirmed"} 1',
      'tawasul_turn_seconds_sum{channel="messenger"} 0.012',
      'tawasul_turns_failed_total{channel="messenger",code="turn.given-up"} 1',
      'tawasul_answer_seconds_sum{channel="messenger"} 1.5',
      'tawasul_sends_total{channel="twitter",result="reconciled"} 1',
      'tawasul_reports_opened_total{service="lighting"} 1',
    ])
      expect(lines).to.include(line)
  })
})
