/** Danger to life: one pattern is enough. Folded words, one space between them and at both ends. */
const alarms: readonly RegExp[] = [
  // Somebody fell in, is trapped or drowning.
  / (?:و|ف)?(?:ال)?(?:طفل|طفله|اطفال|بزر|بزران|بزارين|ورع|ورعان|عيال|ولد|ولدي|بنت|بنتي|ولدنا|جاهل|جهال|شخص|رجال|واحد|حرمه|امراه|ناس|عامل|عمال|احد|عيالي|اخوي|ابني|شايب) .{0,30}(?:طاح|طاحت|طاحو|طاحوا|يطيح|يطيحون|بيطيح|سقط|سقطت|يسقط|وقع|وقعت|يقع|انحبس|انحبست|محبوس|عالق|عالقين|علق|محاصر|محاصرين|محصور|محصورين|يغرق|غرق|غرقان|انصعق|صعقه|صعقته|تكهرب|تكهربت|انصاب|مصاب|ينزف|دهس)/u,
  / (?:طاح|طاحت|سقط|سقطت|وقع|وقعت|كاد يسقط|كان بيطيح|بيطيح|انحبس|علق|محبوس|عالق|محاصر|محصور|غرق|يغرق|تكهرب|انصعق|صعق) (?:\S+ ){0,3}(?:ال)?(?:طفل|طفله|اطفال|بزر|بزران|ورع|ولد|ولدي|بنت|بنتي|شخص|رجال|واحد|حرمه|ناس|عامل|عمال|احد|ابني|شايب)/u,
  / (?:child|children|kid|kids|boy|girl|baby|someone|somebody|person|people|man|woman|worker|workers|family|families|son|daughter|pedestrian|toddler)s? (?:\S+ ){0,4}(?:fell|fallen|falling|trapped|stuck|stranded|drowning|drowned|electrocuted|injured|bleeding|shocked|crushed|buried)/u,
  / (?:trapped|stranded|drowning|electrocuted|buried) (?:\S+ ){0,3}(?:child|children|kid|kids|boy|girl|baby|someone|person|people|man|woman|worker|workers|family|inside|in the (?:flood|water|tunnel|car|building|lift|elevator))/u,
  / (?:trapped|stuck|stranded) in (?:the |a |our |my |their )?(?:\S+ )?(?:flood|flooded|flooding|floods|tunnel|rising water|underpass|elevator|collapsed)/u,
  / (?:محصورين|محاصرين|عالقين|محبوسين|محتجزين|محصور|محاصر|محتجز|عالق|نغرق|بنغرق) (?:\S+ ){0,4}(?:ال|بال|وال)?(?:سيل|سيول|نفق|مياه|مويه|ماء|سياره|سيارات|مبني|بيت|عماره|اصنصير|مصعد)/u,
  // Electricity within reach.
  / (?:ب|و)?(?:ال)?(?:سلك|سلوك|اسلاك|كيبل|كيابل|كيبلات|كابل|كابلات|كهرباء|كهربا|واير|وايرات|عمود|عامود|لمبه|طبلون|غرفه الكهرباء) (?:\S+ ){0,5}(?:مكشوف|مكشوفه|مكشوفين|عاري|عاريه|عريان|عريانه|مقطوع عالارض|طايح علي الارض|طايحه علي الارض|بالارض مكشوف|يشرر|يطلع شرار|شرار|شراره|يكهرب|تكهرب|مكهرب|مكهربه|ملتمس|فيه ماس|فيها ماس|حيه|متدلي|متدليه)/u,
  / (?:يكهرب|تكهرب|تكهربت|مكهرب|مكهربه|صعق كهربايي|صعقه كهربا\S*|ماس كهربا\S*|التماس كهربا\S*|صعقني|كهربني|كهربتني)/u,
  / (?:exposed|live|bare|naked|sparking|hanging|downed|fallen|loose|dangling) (?:electric |electrical |electricity |power |high voltage |street light |lighting )?(?:wire|wires|cable|cables|wiring|power line|power lines)/u,
  / (?:wire|wires|cable|cables|pole|transformer|box|wiring|power lines?) (?:\S+ ){0,4}(?:exposed|sparking|sparks|live|bare|electrified|uncovered|electrocut\S*)/u,
  / (?:electrocut\S*|electrified|electric shock|electrical shock|got shocked|sparks flying|sparking)/u,
  // Fire and gas.
  / (?:ال|ب|و|في |فيه )?(?:حريق|حريقه|حرايق|يحترق|تحترق|احترق|احترقت|شبت نار|شب حريق|النار شابه|النار مشتعله|ولعت نار|اشتعلت|مشتعل|مشتعله) /u,
  / (?:تسرب|تسريب|ريحه|رايحه|رائحه|ريحت|يهرب) (?:\S+ ){0,2}(?:ال)?غاز /u,
  / (?:ال)?غاز (?:\S+ ){0,2}(?:يسرب|تسرب|يهرب|متسرب|ينفجر)/u,
  / (?:gas leak|gas leaking|leaking gas|smell of gas|smells? gas|gas smell|smells? (?:\S+ )?like gas|leak of gas|gas is leaking|smelling gas)/u,
  / (?:is on fire|on fire|caught fire|catching fire|there is a fire|there a fire|a fire (?:broke|started|in|at)|fire in (?:the|a|my|our)|building fire|house fire|big fire|flames|burning (?:building|house|car|pole|transformer)|explosion|exploded|about to explode) /u,
  // Something heavy about to come down, or down.
  / (?:ال|ب|و)?(?:مبني|عماره|بيت|جدار|سور|سقف|برج|رافعه|بلكونه|واجهه|حايط|شجره|عمود|عامود|لوحه|سقاله) (?:\S+ ){0,6}(?:بيطيح|راح يطيح|رح يطيح|حيطيح|يبي يطيح|قرب يطيح|علي وشك|وشك السقوط|ايل للسقوط|ايله للسقوط|بينهار|ينهار|انهار|انهارت|بتطيح|راح تطيح|بتنهار|تنهار|وشك الانهيار|ممكن يطيح علي)/u,
  / (?:ايل للسقوط|ايله للسقوط|وشك السقوط|وشك الانهيار|انهيار (?:مبني|عماره|جدار|سقف|سور|الطريق|الشارع|ارضي)|انهار (?:الطريق|الشارع|المبني|الجدار|السقف|السور))/u,
  / (?:الشارع|الطريق|الارض|ارضيه) (?:\S+ ){0,2}(?:انهار|انهارت|انخسف|انخسفت|ابتلع|ابتلعت)/u,
  / (?:building|wall|house|roof|balcony|ceiling|tower|crane|facade|structure|fence|scaffold|scaffolding|tree|pole|billboard|sign) (?:\S+ ){0,5}(?:about to (?:fall|collapse)|going to (?:fall|collapse)|gonna (?:fall|collapse)|may (?:fall|collapse)|might (?:fall|collapse)|could (?:fall|collapse)|collapsing|collapsed|near collapse|on the verge)/u,
  / (?:about to collapse|going to collapse|road (?:has |just )?collapsed|street (?:has |just )?collapsed|collapsed road|collapsed street|sinkhole|road caved in|road has caved in)/u,
  // An open hole where people fall into it.
  / (?:ال)?(?:منهل|منهول|مناهل|بياره|بيارات|بلاعه|بالوعه|بير|بئر|غطا|غطاء|خندق|خزان) (?:\S+ ){0,8}(?:اطفال|الاطفال|طفل|عيال|العيال|عيالنا|اولاد|الاولاد|بزران|البزران|الطلاب|طلاب|يطيح فيه احد|احد يطيح|يطيحون|طاح فيه|طاح فيها)/u,
  / (?:ال)?(?:حفره|حفريه|حفريات|فتحه) (?:\S+ ){0,8}(?:طفل|اطفال|ولد|بزر|احد|شخص) (?:\S+ ){0,2}(?:طاح|وقع|سقط|يطيح|بيطيح)/u,
  / (?:اطفال|الاطفال|عيال|العيال|عيالنا|بزران|البزران|طلاب|الطلاب) (?:\S+ ){0,8}(?:منهل|منهول|مناهل|بياره|بلاعه|بالوعه|بير مكشوف|خندق|سلك|اسلاك)/u,
  / (?:open|uncovered|missing|broken|without a?) ?(?:\S+ ){0,2}(?:manhole|manholes|pit|well|septic tank|drain)\S* (?:\S+ ){0,10}(?:child|children|kid|kids|school|pedestrians|people|someone|somebody|fall)/u,
  / (?:child|children|kid|kids|students) (?:\S+ ){0,8}(?:open manhole|manhole|open pit|deep pit|open well|septic)/u,
  // Said outright.
  / (?:خطر علي (?:حياه|حياتنا|الحياه|الارواح|ارواح|حياتهم|حياه)|يهدد (?:حياه|حياتنا|الارواح|ارواح|سلامه الارواح)|تهدد (?:حياه|حياتنا|الارواح|ارواح)|خطر الموت|حاله وفاه|فيه اصابات|في اصابات|فيه وفيات)/u,
  / (?:danger to life|life threatening|lifethreatening|threat to life|risk to life|someone (?:will|could|might|may|is going to) (?:die|get killed|be killed|get hurt|be hurt)|people (?:will|could|might|may) (?:die|get killed|get hurt)|somebody (?:will|could|might) die|lives are (?:at risk|in danger))/u,
]

/** What only sounds like danger. */
const harmless =
  /(?:fire (?:station|hydrant|extinguisher|alarm|department|works|drill|exit)|fireworks|fired|طفايه|طفايات|مطافي|محطه غاز|اسطوانه|اسطوانات|gas station|gas price|gas bill|gas cylinder|no danger|not dangerous|مافيه خطر|مافي خطر|لا يوجد خطر)/u

/** Words that are looked at: danger is told at once. */
const longest = 80

/** Whether a message tells of danger to life. `words` folded, as `wordsOf` and `modelWords` give them. */
export function tellsOfDanger(words: readonly string[]): boolean {
  if (words.length < 2 && !/^(?:حريق|fire)$/u.test(words[0] ?? '')) return false
  const text = ` ${words.slice(0, longest).join(' ')} `
  if (harmless.test(text)) return false
  return alarms.some((alarm) => alarm.test(text))
}
