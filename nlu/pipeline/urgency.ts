/** Persons; folded Arabic without article, and English. */
const somebody =
  '(?:ال)?(?:طفل|طفله|طفلا|طفلي|اطفال|اطفالا|بزر|بزران|بزارين|ورع|ورعان|عيال|ولد|ولدي|بنت|بنتي|جاهل|جهال|شخص|اشخاص|رجال|رجل|حرمه|امراه|نساء|ناس|عامل|عمال|عيالي|اخوي|ابني|ابنتي|شايب|عجوز|مسن|سايق|سواق|ركاب|راكب|عايله|عايلات|اسره|الماره|ماره|مشاه|walad|bint|6efl|tefl|3yal|bazr)'
const someone =
  '(?:child|children|kid|kids|boy|boys|girl|girls|baby|toddler|someone|somebody|person|people|man|men|woman|women|worker|workers|family|families|son|daughter|pedestrian|pedestrians|driver|passenger|passengers|resident|residents|father|mother|wife|students?|guy|anyone)'
/** Up to so many words between. */
const gap = (words: number): string => `(?:\\S+ ){0,${words}}`
const pattern = (body: string): RegExp => new RegExp(` (?:${body})`, 'u')

/** Danger to life: one pattern is enough. They run over folded words with one blank between them and at both ends. */
const alarms: readonly RegExp[] = [
  // Somebody fell in, is trapped, hurt, attacked.
  pattern(
    `[وف]?${somebody} ${gap(4)}[وف]?(?:طاح|طاحت|طاحو|طاحوا|يطيح|يطيحون|بيطيح|سقط|سقطت|وقع|وقعت|انحبس\\S*|محبوس\\S*|عالق\\S*|علق|علقو\\S*|محاصر\\S*|محصور\\S*|محتجز\\S*|يغرق\\S*|غرق|غرقان|انصعق|صعق\\S*|تكهرب\\S*|انصاب\\S*|مصاب\\S*|اصيب\\S*|ينزف|تنزف|دهس\\S*|يموت|بيموت|3a[2g9]a\\S*|yekahreb) `,
  ),
  pattern(
    `[وف]?(?:طاح|طاحت|سقط|سقطت|وقع|وقعت|بيطيح|انحبس|علق|محبوس|عالق|محاصر|محصور|محتجز|غرق|يغرق|تكهرب|انصعق|صعق|اصيب|كاد يسقط|كادت تصيب) ${gap(3)}[وف]?${somebody} `,
  ),
  pattern(`(?:هجم\\S*|هاجم\\S*|عض|عضت|عضه|عضها|عضته|عضتها|عضني|عضتني|عضوا) ${gap(2)}(?:علي |في )?${somebody} `),
  pattern(`(?:وعضتها|وعضته|وعضه|وعضها|عضني|عضتني)`),
  pattern(
    `${someone} ${gap(4)}(?:fell|fallen|trapped|stuck|stranded|drowning|drowned|electrocuted|injured|bleeding|shocked|crushed|buried|pinned|unconscious|got (?:a )?(?:electric )?shock|not moving) `,
  ),
  pattern(
    `(?:trapped|stranded|drowning|electrocuted|buried|pinned|injured|bitten|attacked|mauled|bit|bites|hit|just missed) ${gap(3)}(?:a |an |the |my |our |old |little |small )*${someone} `,
  ),
  pattern(
    `(?:(?:trapped|stranded|pinned) (?:in|inside|under)|stuck in (?:the |a |our )?(?:\\S+ )?(?:flood\\S*|water|tunnel|underpass|elevator|lift)) `,
  ),
  pattern(`${somebody} ${gap(3)}تحت (?:ال)?(?:انقاض|ردم|ركام|سقف)|تحت الانقاض`),
  pattern(`(?:under the rubble|under rubble|workers are under|people are under|bleeding badly)`),
  pattern(
    `(?:محصورين|محاصرين|عالقين|محبوسين|محتجزين|محتجزون|محصور|محاصر|محتجز|عالق|نغرق|بنغرق) ${gap(4)}(?:ال|بال|وال|ب)?(?:سيل|سيول|نفق|مياه|مويه|ماء|سياره|سيارات|سياراتهم|مبني|بيت|عماره|اصنصير|مصعد)`,
  ),
  pattern(
    `(?:تسمم|poisoning|poisoned) ${gap(12)}(?:الطوارئ|الطواري|المستشفي|العنايه|خطيره|خطره|hospital|emergency room|intensive care|icu) `,
  ),
  // Electricity within reach.
  pattern(
    `[بو]?(?:ال)?(?:سلك|سلوك|اسلاك|كيبل|كيابل|كيبلات|كابل|كابلات|واير|وايرات) ${gap(5)}(?:مكشوف\\S*|عاري\\S*|عريان\\S*|يشرر|شرار|شراره|يكهرب|مكهرب\\S*|ملتمس\\S*|حيه|طاح|طاحت|طايح\\S*|ساقط\\S*|سقط|سقطت|وقع|وقعت|علي الارض|عالارض|بالارض) `,
  ),
  pattern(
    `[بو]?(?:ال)?(?:عمود|عامود|لمبه|طبلون|محول|غرفه الكهرباء|كهرباء|كهربا) ${gap(5)}(?:مكشوف\\S*|عاري\\S*|يشرر|شرر|شررا|شرار|شراره|نيران\\S*|ونيران\\S*|يكهرب|تكهرب|مكهرب\\S*|ملتمس\\S*|فيه ماس|فيها ماس|انفجر|ينفجر) `,
  ),
  pattern(
    `(?:يكهرب|تكهرب\\S*|مكهربه?|صعق كهرباي?ي|صعقه كهربا\\S*|ماس كهربا\\S*|التماس كهربا\\S*|صعقني|كهربني|كهربتني|yekahreb|ykahreb|ykhrb) `,
  ),
  pattern(
    `(?:exposed|live|bare|naked|sparking|downed|fallen|electrified) (?:(?:electric|electrical|electricity|power|high voltage|street light|lighting) )?(?:wires?|cables?|wiring|power lines?) `,
  ),
  pattern(
    `(?:wires?|cables?|transformer|power lines?|electric box|junction box|light pole) ${gap(5)}(?:exposed|sparks?|sparking|live|bare|electrified|uncovered|electrocut\\S*|come down|came down|fallen|fell|on the ground|on the pavement|on the road|across the (?:road|street|pavement|sidewalk)|hanging (?:open|low|down)|burning|exploded) `,
  ),
  pattern(`(?:electrocut\\S*|electrified|electric shock|electrical shock|got shocked|sparks flying|sparking) `),
  // Fire and gas.
  pattern(
    `(?:ال|ب|و|في |فيه )?(?:حريق|حريقه|حرايق|يحترق|تحترق|احترق|احترقت|شبت نار|شب حريق|النار شابه|النار مشتعله|ولعت نار|شبت النار|اشتعلت|مشتعل|مشتعله|7aree[q2]|7ari[q2]) `,
  ),
  pattern(`(?:تسرب|تسريب|ريحه|رايحه|رائحه|ريحت|يهرب) ${gap(2)}(?:ال)?غاز `),
  pattern(`(?:ال)?غاز ${gap(2)}(?:يسرب|تسرب|يهرب|متسرب|ينفجر) `),
  pattern(
    `(?:gas leak|gas leaking|leaking gas|smell of gas|smells? gas|gas smell|smells? ${gap(1)}like gas|leak of gas|gas is leaking|smelling gas) `,
  ),
  pattern(
    `(?:on fire|caught fire|catching fire|there is (?:a )?fire|theres (?:a )?fire|a fire (?:broke|started|in|at)|fire (?:in|at|inside|near|behind) |building fire|house fire|big fire|in flames|burning (?:building|house|car|pole|transformer)|explosion|exploded|about to explode)`,
  ),
  // Something heavy about to come down, or down on people.
  pattern(
    `(?:ال|ب|و)?(?:مبني|عماره|بيت|جدار|جداره|سور|سقف|سقفه|برج|رافعه|بلكونه|واجهه|حايط|شجره|عمود|عامود|لوحه|سقاله|منزل) ${gap(6)}(?:بيطيح|راح يطيح|رح يطيح|بدا يطيح|بدات تطيح|يبي يطيح|قرب يطيح|علي وشك|وشك السقوط|ايل للسقوط|ايله للسقوط|بينهار|ينهار|بدا ينهار|بتطيح|راح تطيح|بتنهار|تنهار|وشك الانهيار) `,
  ),
  pattern(`(?:ال|ب|و)?(?:مبني|عماره|بيت|سقف|منزل|بلكونه|رافعه|سقاله) ${gap(3)}(?:انهار|انهارت) `),
  pattern(
    `(?:ايل للسقوط|ايله للسقوط|وشك السقوط|وشك الانهيار|انهيار (?:مبني|عماره|جدار|سقف|الطريق|الشارع|ارضي)|انهار ${gap(2)}(?:الطريق|الشارع|المبني|السقف|سقف|مبني|البيت|بيت|عماره)) `,
  ),
  pattern(`(?:الشارع|الطريق|الارض|ارضيه) ${gap(2)}(?:انهار|انهارت|ابتلع|ابتلعت) `),
  pattern(
    `(?:تسقط|يسقط|تتساقط|يتساقط|تطيح|يطيح|طاح|طاحت|سقط|سقطت) ${gap(8)}(?:علي الماره|علي الناس|عالناس|علي المشاه|علي العمال|علي راس|فوق الناس) `,
  ),
  pattern(
    `(?:building|house|roof|balcony|ceiling|tower|crane|facade|structure|wall|fence|scaffold|scaffolding|tree|pole|billboard|sign|branch) ${gap(6)}(?:about to (?:fall|collapse|come down)|going to (?:fall|collapse)|gonna (?:fall|collapse)|(?:may|might|could|will) (?:fall|collapse)|collapsing|near collapse|on the verge) `,
  ),
  pattern(
    `(?:building|house|roof|balcony|ceiling|crane|scaffold|scaffolding) ${gap(4)}(?:collapsed|has collapsed|fall down|fell down|caved in|fell on) `,
  ),
  pattern(
    `(?:about to collapse|going to collapse|(?:road|street) (?:has |just |have )*collapsed|collapsed (?:road|street|building|roof)|sinkhole|(?:road|street|ground) (?:has )?caved in) `,
  ),
  pattern(
    `(?:bricks?|glass|stones?|rocks?|concrete|blocks?|tiles?|debris|tools|materials|load) ${gap(4)}(?:falling|keeps? falling|fell|dropped|drops|dropping) ${gap(6)}(?:onto|on|people|pavement|street|pedestrians|below|workers)`,
  ),
  pattern(`crane (?:dropped|drops|fell|tipped)`),
  // An open hole where people fall into it.
  pattern(
    `(?:ال)?(?:منهل|منهول|مناهل|بياره|بيارات|بلاعه|بالوعه|بير|بئر|غطا|غطاء|خندق|خزان) ${gap(8)}[وبلف]?(?:ال)?(?:اطفال|طفل|عيال|عيالنا|اولاد|بزران|طلاب|احد يطيح|يطيحون|طاح فيه|طاح فيها|روضه اطفال) `,
  ),
  pattern(`(?:ال)?(?:حفره|حفريه|حفريات|فتحه|خندق) ${gap(8)}(?:طاح|وقع|سقط) (?:فيها |فيه )?${gap(1)}${somebody} `),
  pattern(
    `[وف]?(?:ال)?(?:اطفال|عيال|عيالنا|بزران|طلاب|اولاد) ${gap(8)}(?:منهل|منهول|مناهل|بياره|بلاعه|بالوعه|بير مكشوف|سلك|اسلاك|كيبل) `,
  ),
  pattern(
    `(?:open|uncovered|missing|no cover|without) ${gap(3)}(?:manholes?|pit|well|septic tank|cover|drain) ${gap(10)}(?:child|children|kid|kids|nursery|school|someone|somebody|fall|fell|die)\\S* `,
  ),
  pattern(
    `(?:manholes?|septic tank|deep pit|well) ${gap(4)}(?:open|uncovered|missing|no cover|without) ${gap(12)}(?:child|children|kid|kids|nursery|school|someone|somebody|fall|fell|die)\\S* `,
  ),
  pattern(
    `(?:children|kids|students|child|kid) ${gap(8)}(?:open manhole|manhole|open pit|deep pit|open well|septic|open hole) `,
  ),
  // Somebody down in something.
  pattern(
    `[وف]?${somebody} ${gap(2)}(?:داخل|جوا|جوه|بداخل|في قاع) (?:ال)?(?:منهل|منهول|بياره|بلاعه|بالوعه|بير|بئر|خزان|غرفه|حفره|خندق|نفق|سيل|مصعد|اصنصير)`,
  ),
  pattern(
    `(?:ال)?(?:منهل|منهول|بياره|بلاعه|بالوعه|بير|بئر|خزان|غرفه (?:ال)?(?:تفتيش|صرف|مجاري|تصريف)|غرف (?:ال)?تفتيش|صرف|خندق) ${gap(6)}[وف]?(?:طاح|طاحت|سقط|سقطت|وقع|وقعت|انزلق|انزلقت) (?:فيه|فيها|داخله|داخلها|بها|به) `,
  ),
  pattern(
    `(?:6a7|ta7|ta7at|6a7at|tay7|waga3|saqat) ${gap(2)}(?:fe|fi|b|fel|fil|bel|bil) ?(?:el|al)?(?: )?(?:bayara|bayarah|balla3a|man7al|manhal|manhool|7ofra|hofra|7ofrah|beer|khazan)`,
  ),
  // Beasts that bite.
  pattern(
    `(?:ال)?(?:كلب|كلاب|قرد|ذيب) ${gap(3)}(?:نهش\\S*|تنهش|عض|عضت|تعض|هجم|هجمت|تهجم|يهجم) ${gap(2)}(?:علي |في )?(?:ال)?${somebody} `,
  ),
  // Electricity that strikes.
  pattern(
    `(?:ال|ب|و|لل)?(?:عمود|عامود|اعمده|لمبه|طبلون|محول|كيبل|سلك|اسلاك|كهرباء|كهربا) ${gap(4)}(?:التماس|فيه شرر|وفيه شرر|يطلع شرر|تطلع شرر|شرر|ونار|نار|وكهربني|كهربني|وكهربت|ويكهرب|يصعق|تصعق|صعق\\S*) `,
  ),
  pattern(`(?:دخان ونار|نار ودخان|لهب) ${gap(3)}`),
  pattern(`(?:شرر|شرار|شراره) ${gap(3)}(?:من|في|ب)? ?(?:ال)?(?:عمود|عامود|محول|طبلون|كيبل|سلك|اسلاك|لمبه|عداد) `),
  pattern(
    `(?:ال)?(?:طبلون|محول|غرفه كهرباء|كيبل|كيابل) ${gap(3)}(?:مفتوح\\S*|مكشوف\\S*) ${gap(3)}[وب]?(?:ال)?(?:اطفال|عيال|عيالنا|بزران|اولاد) `,
  ),
  pattern(
    `(?:pole|post|lamp|column|box|transformer|cable|wire|fence) ${gap(3)}(?:gives?|giving|gave) ${gap(2)}(?:electric|electrical)? ?shocks? `,
  ),
  pattern(
    `sparks? ${gap(3)}(?:coming|flying|out|from) ${gap(3)}(?:pole|post|box|wires?|cables?|transformer|meter|panel) `,
  ),
  pattern(`(?:selk|slk|cable|kaibal|kebel) ${gap(3)}(?:3ary\\S*|3ari\\S*|makshoo\\S*|maksh\\S*) `),
  // Cars in water, buildings down, fire.
  pattern(
    `(?:ال)?(?:سياره|سيارات|باص|حافله|موتر|مواتر) ${gap(2)}(?:غارق\\S*|غرقان\\S*|غرقت|غرقوا|تغرق|مغموره) ${gap(2)}[بف]?(?:ي )?(?:ال)?(?:نفق|انفاق|سيل|سيول|وادي|موي\\S*|مياه|بحر|كورنيش)`,
  ),
  pattern(`(?:siyara|siyarat|sayara|sayyara|mawater|motar) ${gap(2)}(?:ghar\\S*|8ar2\\S*) `),
  pattern(
    `(?:cars?|bus|vehicles?) ${gap(2)}(?:submerged|drowning|drowned|sinking|sank|under ?water|floating|washed away|swept away) `,
  ),
  pattern(
    `(?:انهار|انهارت|تنهار|ينهار) ${gap(1)}(?:ال)?(?:مبني|عماره|بيت|منزل|سقف|جدار|سور|بلكونه|سقاله|رافعه|بنايه) ${gap(4)}(?:ناس|عمال|تحت\\S*|علي|فوق|داخل\\S*) `,
  ),
  pattern(`(?:ايل|ايله|مهدد|مهدده) ${gap(1)}(?:لل|بال|ب)?(?:انهيار|سقوط)`),
  pattern(
    `(?:jdar|jidar|bait|beit|3emara|3mara|sagf|saqf) ${gap(2)}(?:bytee7|byti7|yti7|bye6ee7|by6ee7|bee6ee7|bynhar|enhar)`,
  ),
  pattern(`(?:fe|fee|feh|fih|fi) (?:7aree2a|7arega|7ari2a|7areeqa|hareeqa|nar) `),
  pattern(
    `(?:شبت|ولعت|شابه|اشتعلت|مولعه) ${gap(1)}(?:ال)?(?:نار|نيران) |(?:ال)?(?:نار|نيران) (?:شبت|ولعت|شابه|اشتعلت|مولعه|تاكل) `,
  ),
  pattern(
    `(?:bin|dumpster|garbage|trash|waste|container|grass|tree|car|house|shop|villa|warehouse) (?:is |are )?(?:burning|in flames|ablaze) `,
  ),
  pattern(
    `(?:ال|وال)?(?:سياره|سيارات|باص|حافله|موتر|مواتر|مصعد|اصنصير) ${gap(2)}(?:عالق|محصور|محبوس|محتجز|غارق|غرقان)\\S* ${gap(3)}[وف]?(?:ناس|عايله|عايلات|عوايل|اطفال|اشخاص|ركاب|داخلها|بداخلها|فيها ناس|فيه ناس) `,
  ),
  pattern(
    `(?:cars?|bus|elevator|lift) ${gap(3)}(?:stuck|trapped|stranded) ${gap(3)}(?:people|persons|family|families|children|kids) `,
  ),
  // Said outright.
  pattern(
    `(?:خطر علي (?:حياه|حياتنا|الحياه|الارواح|ارواح|حياتهم)|يهدد (?:حياه|حياتنا|الارواح|ارواح)|تهدد (?:حياه|حياتنا|الارواح|ارواح)|خطر الموت|حاله وفاه|فيه اصابات|في اصابات|فيه وفيات) `,
  ),
  pattern(
    `(?:danger to life|life threatening|lifethreatening|threat to life|risk to life|(?:someone|somebody|people) (?:will|could|might|may|is going to) (?:die|get killed|be killed|get hurt|be hurt)|lives are (?:at risk|in danger)) `,
  ),
]

/** What only sounds like danger. */
const harmless =
  /(?:fire (?:station|hydrant|extinguisher|alarm|department|works|drill|exit|escape)|fireworks|fired|طفايه|طفايات|مطافي|محطه غاز|اسطوان|gas station|gas price|gas bill|gas cylinder|no danger|not dangerous|مافيه خطر|مافي خطر|لا يوجد خطر|رياضيات|امتحان|اختبار|(?:movie|film|game|exam) )/u

/** Words that are looked at: danger is told at once. */
const longest = 80

/** Whether a message tells of danger to life. `words` folded, as `wordsOf` and `withReadings` give them. */
export function tellsOfDanger(words: readonly string[]): boolean {
  const text = ` ${words.slice(0, longest).join(' ')} `
  if (words.length < 2) return /^ (?:حريق|fire) $/u.test(text)
  if (harmless.test(text)) return false
  return alarms.some((alarm) => alarm.test(text))
}
