import { readFile } from 'node:fs/promises'
import { get } from 'node:http'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { withPhones } from './with-phones.js'

const pothole = 'فيه حفرة كبيرة بحي الفيصلية في الدمام'
const landmarkQuestion = /ما أقرب معلم للموقع؟/
const photoQuestion = /هل لديكم صورة للموقع؟/

describe('the page with the two phones', () => {
  const scene = withPhones()

  it('shows markup that is typed as the text it is, in both threads and in the post', async () => {
    const { x, messenger, raw } = scene.page
    const markup = '<img src=x onerror="alert(1)"><b id="injected">حفرة</b><script>alert(2)</script>'
    for (const phone of [x, messenger]) {
      await phone.ask(pothole, landmarkQuestion)
      await phone.ask(markup, /صورة للموقع|a photo of the place/)
      expect(await phone.mine.last().textContent()).to.equal(markup)
      await phone.ask('بدون صورة', /هل البيانات صحيحة؟|Is this right/)
    }
    await x.screen.getByRole('tab', { name: /منشور عام/ }).click()
    await x.screen.locator('#post-text').fill(markup)
    await x.screen.getByRole('button', { name: 'نشر', exact: true }).click()
    await x.screen.locator('.post .words').filter({ hasText: markup }).waitFor()
    expect(
      await raw.locator('#injected, .thread b, .thread script, .post b, .post script, img[onerror]').count(),
    ).to.equal(0)
  })

  it('keeps both threads over a reload, and begins afresh with a new resident', async () => {
    const { x, messenger } = scene.page
    await messenger.ask(pothole, landmarkQuestion)
    await messenger.ask('جنب مسجد النور', photoQuestion)
    await x.ask('السلام عليكم', /كيف نخدمكم؟/)
    const before = { mine: await messenger.mine.allInnerTexts(), theirs: await messenger.theirs.allInnerTexts() }
    await scene.page.reload()
    await messenger.hear(photoQuestion)
    expect(await messenger.mine.allInnerTexts()).to.deep.equal(before.mine)
    expect(await messenger.theirs.allInnerTexts()).to.deep.equal(before.theirs)
    expect(await x.mine.allInnerTexts()).to.deep.equal(['السلام عليكم'])
    await messenger.tap('بدون صورة')
    await messenger.hear(/هل البيانات صحيحة؟/)

    await scene.page.becomeNewResident()
    await messenger.ask('وين وصل بلاغي', /لا توجد بلاغات مسجّلة/)
    expect(await messenger.mine.count()).to.equal(1)
    expect(await x.mine.count()).to.equal(0)
  })

  it('shows nothing of the former resident, who goes on elsewhere, even when the button was pressed twice in a row', async () => {
    const { x, messenger, raw } = scene.page
    await raw.locator('#new-resident').dblclick()
    await messenger.ask('السلام عليكم', /كيف نخدمكم؟/)
    const former = await raw.evaluate("localStorage.getItem('tawasul.phones.resident')")
    await scene.page.becomeNewResident()
    const written = await raw.request.post(`${scene.world.phones}/api/messenger/messages`, {
      data: { resident: former, text: pothole },
    })
    expect(written.status()).to.equal(201)
    await x.ask('السلام عليكم', /كيف نخدمكم؟/)
    expect(await messenger.mine.count()).to.equal(0)
    expect(await x.mine.count()).to.equal(1)
  })

  it('is for this machine alone: another Host is refused', async () => {
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        get(scene.world.phones, { headers: { host } }, (response) => resolve(response.resume().statusCode)).once(
          'error',
          reject,
        )
      })
    expect(await status('phones.example')).to.equal(403)
    expect(await status(new URL(scene.world.phones).host)).to.equal(200)
  })

  it('can be used by the keyboard alone', async () => {
    const { messenger, raw } = scene.page
    await tabTo(raw, 'Tab', '.messenger .composer textarea')
    await raw.keyboard.type(pothole)
    await raw.keyboard.press('Enter')
    await messenger.hear(landmarkQuestion)
    await raw.keyboard.type('جنب مسجد النور')
    await raw.keyboard.press('Enter')
    await messenger.hear(photoQuestion)
    await tabTo(raw, 'Shift+Tab', '.messenger .quick-replies button')
    await raw.keyboard.press('Enter')
    await messenger.hear(/هل البيانات صحيحة؟/)
    await raw.locator('.messenger :focus').waitFor()
    await tabTo(raw, 'Tab', '.messenger .quick-replies button')
    await raw.keyboard.press('Space')
    await messenger.hear(/سجّلنا بلاغكم/)
  })

  it('has no WCAG A or AA fault, with empty and with full phones, nor at the width of a real phone', async () => {
    const { x, messenger, raw } = scene.page
    await raw.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
    expect(await faultsOf(raw)).to.deep.equal([])
    await messenger.ask(pothole, landmarkQuestion)
    await messenger.ask('جنب مسجد النور', photoQuestion)
    await x.ask('مرحبا', /كيف نخدمكم؟/)
    expect(await faultsOf(raw)).to.deep.equal([])
    await raw.setViewportSize({ width: 375, height: 780 })
    await x.screen.getByRole('tab', { name: /منشور عام/ }).click()
    expect(await raw.evaluate('document.documentElement.scrollWidth')).to.equal(375)
    expect(await faultsOf(raw)).to.deep.equal([])
    await raw.setViewportSize({ width: 1440, height: 1000 })
  })
})

/** Presses a key until the focus is there. */
async function tabTo(page: Page, key: string, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    if (await page.locator(`${selector}:focus`).count()) return
  }
  throw new Error(`${key} does not lead to ${selector}`)
}

const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()) })) }))

/** What axe finds against WCAG 2.2 A and AA once nothing moves, as `rule: elements`. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(
    'Promise.all(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished))',
  )
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) })))`,
  )
  return violations
    .parse(found)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
