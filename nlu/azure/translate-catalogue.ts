import type { Translator } from './translator.js'

/** A catalogue's texts: strings, and lists of variants, nested. */
export interface Texts {
  readonly [key: string]: string | readonly string[] | Texts
}

/**
 * A catalogue in another language, in one go; what could not be translated with its placeholders is left out, so that i18next
 * falls back for it. The target's own plural forms are filled in from `_other`, and `_one` stays where it means just one there.
 */
export async function translateCatalogue(
  texts: Texts,
  from: string,
  to: string,
  translator: Translator,
): Promise<Texts> {
  const distinct = [...new Set(textsOf(texts))]
  const translated = await translator.translate(distinct, from, to)
  const byText = new Map(distinct.map((text, index) => [text, translated[index] ?? null]))
  return rebuilt(texts, byText, pluralFormsOf(to))
}

function textsOf(texts: Texts): string[] {
  return Object.values(texts).flatMap((value) => {
    if (typeof value === 'string') return [value]
    return isList(value) ? value : textsOf(value)
  })
}

function rebuilt(texts: Texts, byText: ReadonlyMap<string, string | null>, forms: PluralForms): Texts {
  const made: Record<string, string | readonly string[] | Texts> = {}
  for (const [key, value] of Object.entries(texts)) {
    const suffix = /_(?:zero|one|two|few|many)$/.exec(key)?.[0]
    if (suffix !== undefined && !(suffix === '_one' && forms.oneIsOne)) continue
    const other = translationOf(value, byText, forms)
    if (other === null) continue
    made[key] = other
    if (!key.endsWith('_other')) continue
    for (const form of forms.names) {
      const name = key.replace(/other$/, form)
      if (!(name in texts && form === 'one' && forms.oneIsOne)) made[name] = other
    }
  }
  return made
}

function translationOf(
  value: Texts[string],
  byText: ReadonlyMap<string, string | null>,
  forms: PluralForms,
): string | readonly string[] | Texts | null {
  if (typeof value === 'string') return byText.get(value) ?? null
  if (!isList(value)) return rebuilt(value, byText, forms)
  const variants = value.map((text) => byText.get(text) ?? null).filter((text) => text !== null)
  return variants.length > 0 ? variants : null
}

interface PluralForms {
  readonly names: readonly string[]
  /** Russian says 21 in the form of one, French 0. */
  readonly oneIsOne: boolean
}

function pluralFormsOf(language: string): PluralForms {
  const rules = new Intl.PluralRules(language)
  const names = rules.resolvedOptions().pluralCategories
  return { names, oneIsOne: names.includes('one') && [0, 21, 31].every((count) => rules.select(count) !== 'one') }
}

function isList(value: Texts[string]): value is readonly string[] {
  return Array.isArray(value)
}
