/**
 * Words after which people say their name, by language; regular expressions without anchors. None ends in blanks that may be missing:
 * those before the name are read once, below, or a long stretch of them would take time by its square.
 */
const introductions: readonly string[] = [
  // Arabic, with its dialects; Arabizi.
  '(?:أنا |انا )?[إا]سمي(?: هو)?',
  '(?:معك|معاك|معكم|معاكم)(?: المواطن| المواطنة| الأخ| الاخ| أخوك| اخوك| أختكم| اختكم)?',
  '(?:أخوكم|اخوكم|أخوك|اخوك|أختكم|اختكم|المواطن|المواطنة|المقيم|المرسل|مقدم البلاغ)(?:\\s*[:/])?',
  '[إا]لاسم(?: الكامل)?\\s*[:/]',
  '(?:ana )?(?:esmi|ismi|ismy|esmy)',
  // English.
  "(?:my|full) name(?: is|'s|’s)?(?:\\s*:)?",
  'name\\s*[:=]',
  "(?:this is|i am|i['’]?m) (?:mr|mrs|ms|miss|dr|eng|engr)\\.?",
  "(?:they call me|call me|you can call me|i['’]?m called)",
  // Urdu, Hindi, Bengali, Nepali and other languages of South Asia, in their own letters and in Latin ones.
  'میرا نام',
  'मेरा नाम',
  'mera naam?',
  'আমার নাম',
  'amar nam',
  'मेरो नाम',
  'mero naam?',
  'എന്റെ പേര്',
  'ente peru?',
  'என் பெயர்',
  'en peyar',
  'నా పేరు',
  'මගේ නම',
  'زما نوم',
  '(?:نام|اسم) من',
  // South-east and East Asia.
  'nama (?:saya|aku)(?: adalah| ialah)?',
  '(?:ang )?pangalan ko(?: ay| po ay)?|ako po? si|si ako',
  'tên (?:tôi|em|mình)(?: là)?|tôi tên(?: là)?',
  '(?:ผม|ฉัน|ดิฉัน)ชื่อ',
  'ကျွန်တော့်နာမည်|ကျွန်မနာမည်|နာမည်က',
  '我叫|我的名字(?:是|叫)?|我姓',
  '(?:私の)?名前は',
  '(?:제|내) 이름은',
  // Europe, Turkey, Africa.
  "je m['’]appelle|mon nom est",
  'me llamo|mi nombre es',
  'meu nome é|me chamo',
  'mi chiamo|il mio nome è',
  'ich heiße|mein name ist',
  'benim ad[ıi]m|ad[ıi]m|ismim',
  'меня зовут|мо[её] имя',
  "мене звати|моє ім[’']я",
  'navê min|ناوم|ناوی من',
  'jina langu(?: ni)?|naitwa',
  'magacaygu waa|magacaygu',
  'ስሜ|ሥሜ',
]

/** Words that go on with the sentence, no part of a name. */
const goingOn =
  '(?:و(?:أنا|انا|عندي|أبغى|ابغى|ابي|أبي|أريد|اريد|رقمي|جوالي|أسكن|اسكن|ساكن)?|من|في|عندي|أبغى|ابغى|ابي|أبي|أريد|اريد|أسكن|اسكن|ساكن|ورقمي|رقمي|جوالي|and|from|i|my|the|there|here|living|live|at|in|with|phone|mobile|number|aur|hai|he|hu|hoon|main|mein|है|और|ہے|اور|dan|di|dari|at|na|po|et|de|y|e|und|aus|ve|и|та)'

/** A dot belongs to an initial, else it ends the sentence. */
const word = "(?:\\p{L}\\.(?=\\s?\\p{L})|[\\p{L}\\p{M}'’-]+)"

/** Finds an introduction (group 1) and the name after it (group 2): up to four words on its line, until the sentence goes on. */
export const introducedName: RegExp = new RegExp(
  `((?<![\\p{L}\\p{M}])(?:${introductions.join('|')})[\\s،,:]*)((?!${goingOn}(?![\\p{L}\\p{M}]))${word}(?:[ \\t]+(?!${goingOn}(?![\\p{L}\\p{M}]))${word}){0,3})`,
  'giu',
)
