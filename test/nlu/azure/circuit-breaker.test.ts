import { expect } from 'chai'
import fc from 'fast-check'
import { type CircuitState, createCircuitBreaker, type Pass } from '../../../nlu/azure/circuit-breaker.js'
import { manualClock } from './azure-server.js'

function circuit() {
  const clock = manualClock(0)
  const changes: CircuitState[] = []
  const breaker = createCircuitBreaker({
    clock,
    failures: 3,
    pauseMs: 1000,
    longestPauseMs: 3000,
    onChange: (state) => changes.push(state),
  })
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) breaker.enter()?.failed()
  }
  return { clock, changes, breaker, fail }
}

describe('circuit breaker', () => {
  it('opens after so many failures in a row', () => {
    const { breaker, fail } = circuit()
    fail(2)
    breaker.enter()?.succeeded()
    fail(2)
    expect(breaker.state).to.equal('closed')
    fail(1)
    expect(breaker.state).to.equal('open')
    expect(breaker.enter()).to.equal(null)
  })

  it('lets one call through after the pause, and closes when it succeeds', () => {
    const { breaker, clock, changes, fail } = circuit()
    fail(3)
    clock.set(999)
    expect(breaker.enter()).to.equal(null)
    clock.set(1000)
    const trial = breaker.enter()
    expect(trial).to.not.equal(null)
    expect(breaker.enter(), 'a second one').to.equal(null)
    trial?.succeeded()
    expect(changes).to.deep.equal(['open', 'half_open', 'closed'])
    expect(breaker.enter()).to.not.equal(null)
  })

  it('stays open twice as long after each failed trial, up to a limit', () => {
    const { breaker, clock, fail } = circuit()
    fail(3)
    let now = 0
    for (const pause of [1000, 2000, 3000, 3000]) {
      clock.set(now + pause - 1)
      expect(breaker.enter(), `before ${pause}`).to.equal(null)
      now += pause
      clock.set(now)
      breaker.enter()?.failed()
      expect(breaker.state).to.equal('open')
    }
  })

  it('opens at once, and for as long as the service says', () => {
    const { breaker, clock } = circuit()
    breaker.enter()?.failed(20_000)
    clock.set(19_999)
    expect(breaker.enter()).to.equal(null)
    clock.set(20_000)
    expect(breaker.enter()).to.not.equal(null)
  })

  it('takes no word of calls begun before it opened', () => {
    const { breaker, clock, fail } = circuit()
    const late = breaker.enter()
    fail(3)
    late?.succeeded()
    expect(breaker.state).to.equal('open')
    clock.set(1000)
    const trial = breaker.enter()
    late?.failed()
    expect(breaker.state).to.equal('half_open')
    trial?.succeeded()
    expect(breaker.state).to.equal('closed')
  })

  it('never lets more than one call out while it is not closed, whatever comes', () => {
    const step = fc.record({ ms: fc.nat(2000), what: fc.constantFrom('enter', 'succeed', 'fail'), which: fc.nat(9) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { breaker, clock } = circuit()
        const passes: Pass[] = []
        const enter = () => {
          const before = breaker.state
          const pass = breaker.enter()
          if (pass !== null) passes.push(pass)
          if (before === 'half_open') expect(pass).to.equal(null)
          if (before === 'open') expect(breaker.state).to.equal(pass === null ? 'open' : 'half_open')
        }
        const tell = (pass: Pass | undefined, what: string) => (what === 'fail' ? pass?.failed() : pass?.succeeded())
        for (const { ms, what, which } of steps) {
          clock.set(clock.now() + ms)
          if (what === 'enter') enter()
          else tell(passes[which % Math.max(passes.length, 1)], what)
        }
      }),
    )
  })
})
