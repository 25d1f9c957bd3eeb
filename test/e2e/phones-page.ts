import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { Phone } from './phone.js'

/** How long an answer may take before a test gives up on it, milliseconds. */
const patience = 8000

/** The page with the two phones, as somebody sees it who sits in front of it. */
export interface PhonesPage {
  readonly raw: Page
  readonly x: Phone
  readonly messenger: Phone
  /** Presses «مستفيد جديد» and waits until somebody else holds the phones. */
  becomeNewResident(): Promise<void>
  /** Loads the page again and waits until the phones are connected. */
  reload(): Promise<void>
  /** Fails when anything on the page went wrong since it was opened. */
  expectNoFaults(): Promise<void>
  close(): Promise<void>
}

/** Opens the page in a browser profile of its own, 1440 by 1000 pixels; `scale` is the number of dots a pixel. */
export async function openPage(browser: Browser, address: string, scale = 1): Promise<PhonesPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    deviceScaleFactor: scale,
    locale: 'ar-SA',
    timezoneId: 'Asia/Riyadh',
  })
  context.setDefaultTimeout(patience)
  const raw = await context.newPage()
  const faults = watchFaults(raw)
  await raw.goto(address)
  const connected = raw.locator('#connection[data-state=good]')
  await connected.waitFor()
  return {
    raw,
    x: new Phone(raw, 'x'),
    messenger: new Phone(raw, 'messenger'),
    async becomeNewResident() {
      const handle = raw.locator('#resident-handle')
      const before = (await handle.textContent()) ?? ''
      await raw.locator('#new-resident').click()
      await handle.filter({ hasNotText: before }).waitFor()
      await raw.locator('.entry').first().waitFor({ state: 'detached' })
    },
    async reload() {
      await raw.reload()
      await connected.waitFor()
    },
    async expectNoFaults() {
      await raw.evaluate('new Promise(requestAnimationFrame)')
      expect(faults).to.deep.equal([])
    },
    close: () => context.close(),
  }
}

/** Chromium tells breaches of the content security policy as errors in the console. */
function watchFaults(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    // What the page leaves behind is ended by it: the event stream, or a post whose answer a reload did not wait for.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()}`)
  })
  return faults
}
