/** i18next's interpolation `{{name}}` and nesting `$t(key)`. */
const placeholder = /\{\{[^{}]*\}\}|\$t\([^()]*\)/g
const guarded = /<span class="notranslate">([\s\S]*?)<\/span>/g

/** A text as HTML whose placeholders Azure Translator leaves alone: https://learn.microsoft.com/azure/ai-services/translator/prevent-translation. */
export function protectPlaceholders(text: string): string {
  let html = ''
  let from = 0
  for (const match of text.matchAll(placeholder)) {
    html += `${escapeHtml(text.slice(from, match.index))}<span class="notranslate">${escapeHtml(match[0])}</span>`
    from = match.index + match[0].length
  }
  return html + escapeHtml(text.slice(from))
}

/** The translation as plain text; null where its placeholders are not just those of `original`. */
export function restorePlaceholders(html: string, original: string): string | null {
  const text = unescapeHtml(html.replace(guarded, '$1').replace(/<br ?\/?>/g, '\n'))
  return placeholdersOf(text) === placeholdersOf(original) ? text : null
}

function placeholdersOf(text: string): string {
  return JSON.stringify((text.match(placeholder) ?? []).sort())
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' }
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>\n]/g, (character) => entities[character] ?? character)
}

function unescapeHtml(html: string): string {
  return html.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
    if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return named[String(name).toLowerCase()] ?? whole
  })
}
