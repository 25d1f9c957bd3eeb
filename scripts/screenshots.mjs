// `npm run screenshots`: starts the bot with its emulators, plays a whole report on each phone, and takes docs/phones.png.
// Emoji are the machine's; where it has none: `npm run screenshots -- --emoji-font FILE` (woff2, ttf).
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openBrowser } from '../dist/test/e2e/open-browser.js'
import { openPage } from '../dist/test/e2e/phones-page.js'
import { startWorld } from '../dist/test/e2e/start-world.js'

const target = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'docs/phones.png')
const { values: asked } = parseArgs({ options: { 'emoji-font': { type: 'string' } } })

const world = await startWorld()
const browser = await openBrowser()
try {
  const page = await openPage(browser, world.phones, 1.5)
  await makeSureOfEmoji(page.raw, asked['emoji-font'])
  await reportOnX(page.x)
  await reportOnMessenger(page.messenger, await photograph(browser))
  await page.raw.locator('.typing').waitFor({ state: 'detached' })
  await page.raw.mouse.move(0, 0)
  await page.raw.evaluate('document.activeElement.blur(); document.fonts.ready.then(() => undefined)')
  await page.raw.screenshot({ path: target, animations: 'disabled' })
  console.log(`docs/phones.png, ${Math.round((await stat(target)).size / 1024)} KiB`)
} finally {
  await browser.close()
  await world.close()
}

async function reportOnX(phone) {
  await phone.ask('فيه نفايات متراكمة جنب مدرسة الأندلس بحي الشاطئ في الدمام', /صورة للموقع/)
  await phone.ask('1', /هل البيانات صحيحة/)
  await phone.ask('١', /رقم البلاغ/)
}

async function reportOnMessenger(phone, photo) {
  await phone.ask('السلام عليكم، فيه حفرة كبيرة قدام بيتنا بحي الفيصلية في الدمام', /أقرب معلم/)
  await phone.ask('جنب مسجد النور', /صورة للموقع/)
  await phone.sendPhoto('street.jpg', 'image/jpeg', photo)
  await phone.hear(/هل البيانات صحيحة/)
  await phone.tap('نعم، إرسال')
  await phone.hear(/رقم البلاغ/)
}

/** Fails where ✅ would be drawn as an empty box: a colour emoji has pixels that are not grey. */
async function makeSureOfEmoji(page, fontFile) {
  if (fontFile) {
    const bytes = (await readFile(fontFile)).toString('base64')
    await page.evaluate(
      `new FontFace('Plex', Uint8Array.from(atob('${bytes}'), (one) => one.charCodeAt(0)), { unicodeRange: 'U+2600-27BF, U+1F300-1FAFF' })
        .load().then((face) => { document.fonts.add(face) })`,
    )
  }
  const colourful = await page.evaluate(`(() => {
    const context = document.createElement('canvas').getContext('2d')
    context.font = '30px Plex'
    context.fillText('✅', 0, 32)
    const { data } = context.getImageData(0, 0, 40, 40)
    return data.some((value, at) => at % 4 === 1 && value !== data[at - 1])
  })()`)
  if (!colourful) throw new Error('this machine has no colour font for emoji; name one by --emoji-font')
}

/** A drawn street with a hole in it, as JPEG. */
async function photograph(browser) {
  const page = await browser.newPage({ viewport: { width: 600, height: 420 } })
  await page.setContent(`<style>body{margin:0}</style>
<svg width="600" height="420" viewBox="0 0 600 420">
  <defs>
    <filter id="grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".7" numOctaves="3" seed="7"/><feColorMatrix values="0 0 0 0 .1  0 0 0 0 .1  0 0 0 0 .1  .9 0 0 0 -.28"/></filter>
    <filter id="ragged"><feTurbulence type="fractalNoise" baseFrequency=".035" numOctaves="3" seed="3"/><feDisplacementMap in="SourceGraphic" scale="38"/></filter>
    <linearGradient id="road" x2="0" y2="1"><stop stop-color="#8d8a86"/><stop offset="1" stop-color="#6b6966"/></linearGradient>
    <radialGradient id="hole" cy=".38"><stop stop-color="#1d1a17"/><stop offset=".7" stop-color="#37312b"/><stop offset="1" stop-color="#5d5348"/></radialGradient>
  </defs>
  <rect width="600" height="420" fill="url(#road)"/>
  <path d="M0 0h600v58L0 92z" fill="#cbb794"/><path d="M0 92 600 58v20L0 118z" fill="#b9b3a8"/><path d="M0 118 600 78v6L0 127z" fill="#5b5855"/>
  <g filter="url(#ragged)"><ellipse cx="310" cy="262" rx="172" ry="84" fill="#a19788"/><ellipse cx="310" cy="266" rx="158" ry="74" fill="url(#hole)"/><path d="m480 270 90 40M150 250 60 218M390 330l50 70" stroke="#3d3a37" stroke-width="5" fill="none"/></g>
  <rect width="600" height="420" filter="url(#grain)" opacity=".55"/>
</svg>`)
  const photo = await page.screenshot({ type: 'jpeg', quality: 88 })
  await page.close()
  return photo
}
