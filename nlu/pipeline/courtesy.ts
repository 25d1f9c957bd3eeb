/** Greetings before a message's matter, and thanks and good wishes after it, in folded words. */
const opening =
  /^(?:(?:و?السلام عليكم|سلام عليكم|و?عليكم السلام)(?: و?رحمه? الله(?: و?بركاته)?)?|السلام|سلام|مرحبا|مرحبتين|اهلا(?: و?سهلا)?|اهلين|هلا(?: والله)?|هاي|الو|صباح (?:الخير|النور|الورد)|مساء? (?:الخير|النور)|مسا الخير|يا هلا|حياكم الله|تحيه طيبه|و?بعد|قواكم الله|لو سمحت(?:و|وا|م)?|لوسمحت(?:و|وا|م)?|من فضلك(?:م)?|اخوي|يا اخوي|ياخوي|اخواني|يا اخوان|يا شباب|عزيزي|بعد اذنكم|كيف الحال|كيف حالكم|شلونكم|اخباركم|hi there|hello there|hi|hello|hey|good morning|good afternoon|good evening|dear (?:sir|team|sirs|all)|dear sir or madam|sir|greetings|salam|slm|salam alaikum|(?:al|as)?salam[ou]? (?:alaikum|3alaikum|alaykum|3alykom|alikum)|assalamualaikum|excuse me|please|pls|kindly|mar7aba|marhaba|ahlan|hala|law samaht|law sama7t)(?= |$)/u
const closing =
  /(?:^| )(?:و?شكرا(?: جزيلا| لكم| لك| مقدما| وجزاكم الله خير)?|مع الشكر|و?لكم (?:جزيل )?الشكر|و?تقبلوا تحياتي|تحياتي|لو سمحت(?:و|وا|م)?|لوسمحت(?:و|وا|م)?|من فضلك(?:م)?|thanks(?: a lot| in advance| so much)?|thank you(?: so much| very much| in advance)?|thx|(?:best |kind )?regards|please|pls|plz|shukran|shokran)$/u

/** The words without greeting and thanks around them; all of them where fewer than `least` would be left. */
export function withoutCourtesy(words: readonly string[], least: number): readonly string[] {
  const whole = words.join(' ')
  let text = whole
  for (let round = 0; round < 4; round++) {
    const shorter = text.replace(opening, '').trim().replace(closing, '').trim()
    if (shorter === text) break
    text = shorter
  }
  if (text === whole) return words
  const rest = text === '' ? [] : text.split(' ')
  return rest.length < least ? words : rest
}
