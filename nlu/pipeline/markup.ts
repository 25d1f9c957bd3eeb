/**
 * A text without what is no word of any language: tags, links, e-mail addresses and @mentions. A blank stands in the place
 * of each.
 */
export function withoutMarkup(text: string): string {
  let rest = text
  if (rest.includes('<')) rest = rest.replace(/<[/!]?[a-z][^<>]{0,400}>?/giu, ' ')
  if (rest.includes('&')) rest = rest.replace(/&(?:#\w{1,8}|[a-z]{2,8});/giu, ' ')
  if (/:\/\/|www\.|\.[a-z]{2,4}\//iu.test(rest))
    rest = rest.replace(
      /(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.|(?<!\S)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,4}\/)\S*/giu,
      ' ',
    )
  if (rest.includes('@')) rest = rest.replace(/[\w.+-]*@[\p{L}\p{N}_.]+/gu, ' ')
  return rest
}

/** As `withoutMarkup`, and without words that tell nothing of a language: short addresses and tokens of program code. */
export function withoutCode(text: string): string {
  const rest = withoutMarkup(text)
  if (!/[=(){}[\]$\\;|*]|[a-z]{4}\d{4}/iu.test(rest)) return rest
  return rest.replace(
    /(?<!\S)[a-z]{4}\d{4}(?!\S)|[a-z0-9_.'"-]*(?:[={}[\]$\\|*]+|\()[a-z0-9_.'"=(){}[\]$\\;|*-]*/giu,
    ' ',
  )
}
