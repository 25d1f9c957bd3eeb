import { expect } from 'chai'
import fc from 'fast-check'
import { bodyOf, fromResident, pageId, residentId } from './meta-body.js'
import { testAdapter } from './test-adapter.js'

const adapter = testAdapter()
const kinds = new Set(['message', 'echo', 'receipt', 'notice'])

/** Objects with the keys a webhook has, and anything in them. */
const looksKnown = fc.record(
  {
    sender: fc.oneof(fc.constant({ id: residentId }), fc.constant({ id: pageId }), fc.jsonValue()),
    recipient: fc.oneof(fc.constant({ id: residentId }), fc.constant({ id: pageId }), fc.jsonValue()),
    timestamp: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
    message: fc.oneof(
      fc.record(
        {
          mid: fc.oneof(fc.string(), fc.jsonValue()),
          text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
          quick_reply: fc.oneof(fc.record({ payload: fc.string() }), fc.jsonValue()),
          attachments: fc.oneof(
            fc.array(
              fc.record(
                {
                  type: fc.constantFrom('image', 'sticker', 'location', 'fallback', 'reel', 'new'),
                  url: fc.oneof(fc.webUrl(), fc.string()),
                  payload: fc.oneof(
                    fc.jsonValue(),
                    fc.record({
                      url: fc.oneof(fc.webUrl(), fc.constant('https://l.facebook.com/l.php?u=%')),
                      coordinates: fc.jsonValue(),
                    }),
                  ),
                },
                { requiredKeys: [] },
              ),
            ),
            fc.jsonValue(),
          ),
          is_echo: fc.oneof(fc.boolean(), fc.jsonValue()),
          app_id: fc.jsonValue(),
          metadata: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    ),
    postback: fc.jsonValue(),
    delivery: fc.oneof(fc.record({ mids: fc.jsonValue(), watermark: fc.jsonValue() }), fc.jsonValue()),
    read: fc.jsonValue(),
    message_edit: fc.jsonValue(),
    take_thread_control: fc.jsonValue(),
  },
  { requiredKeys: [] },
)

describe('messenger, whatever comes', () => {
  it('reads any JSON into events that have what events need', () => {
    const entry = fc.record(
      {
        id: fc.jsonValue(),
        time: fc.jsonValue(),
        messaging: fc.array(looksKnown),
        standby: fc.array(looksKnown),
        changes: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({
        object: fc.constant('page'),
        entry: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(entry, fc.jsonValue()))),
      }),
    )
    fc.assert(
      fc.property(body, (value) => {
        const events = adapter.parse(value)
        expect(events.length).to.be.greaterThan(0)
        for (const event of events) {
          expect(kinds.has(event.kind)).to.equal(true)
          expect(event.eventId.length).to.be.within(1, 260)
          expect(event.conversationId).to.match(/^messenger:\d{1,32}$/)
          expect(Number.isInteger(event.at) && event.at >= 0).to.equal(true)
        }
        expect(adapter.parse(value)).to.deep.equal(events)
      }),
      { numRuns: 400 },
    )
  })

  it('loses no message for an odd item beside it', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.nat({ max: 6 }), (odd, place) => {
        const items = odd.toSpliced(place, 0, fromResident({ message: { mid: 'm_kept', text: 'حفرة' } }) as never)
        const events = adapter.parse(bodyOf(...items))
        expect(events).to.have.length(items.length)
        expect(events.filter((event) => event.kind === 'message' && event.eventId === 'm_kept')).to.have.length(1)
      }),
    )
  })

  it('renders within the limits of the Send API and loses no word', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6000 }),
      fc.string({ unit: fc.constantFrom('ب', ' ', '\n', '.', 'é', '👨‍👩‍👧', '\u0336'), maxLength: 6000 }),
    )
    const reply = fc.record({
      text,
      choices: fc.array(
        fc.record({ id: fc.string({ maxLength: 1200 }), title: fc.string({ unit: 'grapheme', maxLength: 60 }) }),
        { maxLength: 20 },
      ),
    })
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 4 }), (replies) => {
        const messages = adapter.render(replies, {
          keyPrefix: 'k',
          target: { type: 'private', personId: '1' },
          purpose: 'answer',
        })
        messages.forEach((message, index) => {
          expect(message.key).to.equal(`k:${index}`)
          expect(message.text.length).to.be.within(1, 2000)
          expect(Buffer.from(message.text).toString()).to.equal(message.text)
          if (index < messages.length - 1) expect(message.choices).to.equal(undefined)
          expect(message.choices?.length ?? 1).to.be.within(1, 13)
          for (const { id, title } of message.choices ?? []) {
            expect([...title].length).to.be.within(1, 20)
            expect(id.length).to.be.within(1, 1000)
          }
        })
        const said = messages
          .map((message) => message.text)
          .join('')
          .replace(/\s/g, '')
        for (const { text: wanted } of replies) {
          const words = Buffer.from(wanted).toString().replace(/\s/g, '')
          if (/[^\s\p{Cf}\p{Cc}]/u.test(words)) expect(said).to.include(words)
        }
        expect(
          adapter.render(replies, { keyPrefix: 'k', target: { type: 'private', personId: '1' }, purpose: 'answer' }),
        ).to.deep.equal(messages)
      }),
      { numRuns: 150 },
    )
  })
})
