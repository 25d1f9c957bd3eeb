import { errors, type Locator, type Page } from 'playwright-core'

/** One of the two phones: writes into it, and reads what it shows. */
export class Phone {
  readonly screen: Locator
  readonly box: Locator
  /** The buttons of the last message. */
  readonly choices: Locator
  /** Bubbles of the resident. */
  readonly mine: Locator
  /** Bubbles of the centre. */
  readonly theirs: Locator
  readonly #mineEntries: Locator
  readonly #answer: Locator

  constructor(page: Page, channel: 'x' | 'messenger') {
    this.screen = page.locator(`.phone[data-channel=${channel}]`)
    this.box = this.screen.locator('.composer textarea')
    this.choices = this.screen.locator('.quick-replies button')
    this.#mineEntries = this.screen.locator('.entry.mine')
    this.mine = this.#mineEntries.locator('.bubble')
    this.theirs = this.screen.locator('.entry:not(.mine):not(.typing) .bubble')
    this.#answer = this.screen.locator('.entry:not(.mine):not(.typing):not(:has(~ .entry.mine)) .bubble')
  }

  /** How far the newest message of the resident has come, as the phone says it. */
  get receipt(): Locator {
    return this.#mineEntries.last().locator('.receipt')
  }

  /** Types a message and sends it by Enter; resolves when it stands in the thread. */
  async say(text: string): Promise<void> {
    await this.#afterwards(async () => {
      await this.box.fill(text)
      await this.box.press('Enter')
    })
  }

  /** Taps one of the choices under the last message. */
  async tap(title: string): Promise<void> {
    await this.#afterwards(() => this.choices.getByText(title, { exact: true }).click())
  }

  /** Attaches a photo, looks at the preview, and sends it with the button. */
  async sendPhoto(name: string, mimeType: string, buffer: Buffer): Promise<void> {
    await this.#afterwards(async () => {
      await this.screen.locator('.pick input').setInputFiles({ name, mimeType, buffer })
      await this.screen.locator('.attached img').waitFor()
      await this.screen.locator('.send').click()
    })
  }

  /** Says something and reads the answer. */
  async ask(text: string, expected: RegExp): Promise<string> {
    await this.say(text)
    return this.hear(expected)
  }

  /** Waits until the last bubble of the answer says what is expected; all of the answer since the resident's last message, without the invisible marks of direction. */
  async hear(expected: RegExp): Promise<string> {
    try {
      await this.#answer.last().filter({ hasText: expected }).waitFor()
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error
      const shown = (await this.#answer.allInnerTexts()).join('\n')
      throw new Error(`expected an answer that ends with ${expected}, the phone shows: ${shown || 'nothing'}`)
    }
    return plain((await this.#answer.allInnerTexts()).join('\n'))
  }

  async #afterwards(act: () => Promise<void>): Promise<void> {
    const before = await this.#mineEntries.count()
    await act()
    await this.#mineEntries.nth(before).waitFor()
  }
}

/** A text without the marks that keep foreign words in their own direction. */
export const plain = (text: string): string => text.replace(/[\u2066-\u2069\u200e\u200f]/g, '')

/** The nine digits of a report number in an answer. */
export function numberIn(answer: string): string {
  const [number] = /\b\d{9}\b/.exec(answer) ?? []
  if (!number) throw new Error(`no report number in: ${answer}`)
  return number
}

/** The same digits as an Arabic keyboard writes them. */
export const inArabicDigits = (number: string): string =>
  number.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)))
