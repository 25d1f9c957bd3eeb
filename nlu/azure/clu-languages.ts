/**
 * CLU's languages as far as residents here write them, by our codes:
 * https://learn.microsoft.com/azure/ai-services/language-service/conversational-language-understanding/language-support.
 */
const codes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'af am ar az bg bn bs cs da de el es et fa fi fr gu ha he hi hr hu hy id it ja jv ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl or pa pl ps ro ru sd si sk sl so sq sr su sv sw ta te th tl tr ug uk ur uz vi'
      .split(' ')
      .map((code) => [code, code]),
  ),
  en: 'en-us',
  pt: 'pt-br',
  zh: 'zh-hans',
  fil: 'tl',
}

/** CLU's code of a language; a script at its end is dropped (Hinglish is Hindi to CLU). Null where CLU does not have the language. */
export function cluLanguageOf(language: string): string | null {
  return codes[language.split('-')[0] ?? ''] ?? null
}
