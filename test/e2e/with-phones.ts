import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { openBrowser } from './open-browser.js'
import { openPage, type PhonesPage } from './phones-page.js'
import { startWorld, type World } from './start-world.js'

/** What the tests of a suite work with; there while they run. */
export interface Scene {
  readonly page: PhonesPage
  readonly world: World
}

/**
 * For the calling suite: starts the whole bot and a browser, opens the page, gives each test a new resident on it,
 * and checks after each that the page had no fault: no error in the console, no breach of the content security policy,
 * no failed request; and that the bot logged neither warning nor error.
 */
export function withPhones(): Scene {
  let world: World | null = null
  let browser: Browser | null = null
  let page: PhonesPage | null = null

  before(async function () {
    this.timeout(90_000) // at the first run on a machine the browser is unpacked
    world = await startWorld()
    browser = await openBrowser()
    page = await openPage(browser, world.phones)
  })
  beforeEach(() => page?.becomeNewResident())
  afterEach(async () => {
    await page?.expectNoFaults()
    expect(world?.complaints).to.deep.equal([])
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  return {
    get page() {
      return there(page)
    },
    get world() {
      return there(world)
    },
  }
}

function there<Part>(part: Part | null): Part {
  if (part === null) throw new Error('this is there only while tests run')
  return part
}
