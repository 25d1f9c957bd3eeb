import { fold } from './fold.js'

/**
 * Names of the ideas behind a message's words (`cue:report`, `cue:staff` ...), each once: for the models they stand for
 * all the ways of saying it, also those that no training sentence holds. Words folded.
 */
export function intentCues(words: readonly string[], asks: boolean): string[] {
  const text = ` ${words.join(' ')} `
  const cues = table.filter(([, pattern]) => pattern.test(text)).map(([name]) => `cue:${name}`)
  return asks ? [...cues, 'cue:?'] : cues
}

/** Word beginnings (`x*`), words and phrases; Arabic ones may carry particles and the article. */
function cue(name: string, arabic: string, latin: string): readonly [string, RegExp] {
  const options = (list: string): string =>
    list
      .split('|')
      .map((word) => fold(word.trim()).replaceAll('*', '\\S*'))
      .filter((word) => word !== '')
      .join('|')
  return [name, new RegExp(` (?:[وفبلك]{0,2}(?:ال|لل)?(?:${options(arabic)})|(?:${options(latin)})) `, 'u')]
}

const table: readonly (readonly [string, RegExp])[] = [
  cue(
    'report',
    'بلاغ*|شكوى|شكوتي|شكواي|طلبي|تذكره|تذكرتي',
    'report|reports|reported|reporting|ticket|complaint|complaints|case|request|logged|balagh*|blagh*|shakwa*',
  ),
  cue(
    'filed',
    'رفعت*|قدمت*|سجلت*|بلغت*|ارسلت*|فتحت|رافع*|مقدم*|مبلغ*|كلمتكم|اشتكيت|اشتكينا|رفعنا|قدمنا|بلغنا*',
    'filed|logged|raised|submitted|reported|complained|made a report|opened a|sent you|told you|rafa3t*|gaddamt*|ballaght*',
  ),
  cue(
    'closed',
    'اغلق*|اقفل*|قفلت*|سكرت*|مغلق*|مقفل*|تسكر*|تقفل*|منجز*|تم الحل|تمت المعالجه|انحل*|تم اغلاق*|معالج*|منتهي',
    'closed|closing|resolved|solved|completed|done|marked|tsakkar*|sakkar*',
  ),
  cue(
    'nobody',
    'محد|ماحد|ما احد|ما جا*|ماجا*|ما شفنا|ما شفت|لم يات*|لم يحضر*|لا احد|احد ما|بدون فايده|بلا فايده|ولا حياه|ما فيه تجاوب|لا تجاوب|ما سووا|ما سويتوا|ما صار شي|ما تغير|لم يتغير|تجاهل*|تطنيش|مطنش*|طنشت*|مهمل*',
    'nobody|no one|noone|never came|not come|no response|no reply|no action|no answer|nothing|ignored|ignoring|still not|not yet|hasnt been|not a single|m7d|ma jaw|ma ja|mahad|ma sawwaw*',
  ),
  cue(
    'still',
    'لسا|لسه|للحين|للان|لازال*|ما زال*|مازال*|الى الان|حتى الان|لحد الان|على حاله|نفس الحال*|نفس المشكله',
    'still|until now|till now|same|again|lel7een|lsa|lessa',
  ),
  cue(
    'times',
    'مره ثانيه|ثاني مره|ثالث مره|رابع مره|خامس مره|مرتين|مرات|كم مره|للمره*|عاشر مره|كل مره|تكرار|تكرر*',
    'twice|times|second time|third time|second|third|fourth|fifth|again and again|repeatedly|many times',
  ),
  cue(
    'staff',
    'موظف*|مامور*|مندوب*|مراقب*|مفتش*|مهندس*|مشرف*|عامل البلديه|سواق*|سايق*|فرقه|فريق|طاقم|مركزكم|خدمه العملاء|استقبال|مدير*',
    'employee*|agent*|operator*|staff|officer*|inspector*|crew*|worker*|driver*|supervisor*|man who|woman who|lady|guy who|representative*|call centre|call center|reception*|muwathaf*|mowathaf*',
  ),
  cue(
    'manner',
    'اسلوب*|وقح*|صرخ*|يصرخ*|سكر الخط|قفل الخط|قفل بوجه*|فصل الخط|تعامل*|معامله|ما يرد*|ما ردوا|محترم|احترام|استهز*|يسب|سب|اهان*|شتم*|سيء|سيئ*|تكبر|يتمسخر|ضحك*|رشوه|مصاري|فلوس',
    'rude*|shout*|yell*|hung up|hang up|impolite|attitude|unprofessional|tone|laughed|insult*|disrespect*|ignored me|on hold|arrogant|bribe|money from|treated|behav*|manner*|lied|lazy',
  ),
  cue(
    'how',
    'كيف|شلون|ازاي|طريقه|خطوات|شروط|اشتراطات|متطلبات|رسوم|رسم|كم سعر|كم رسوم|كم تكلف*|هل يجوز|هل يمكن|هل يحق|هل يسمح|مسموح|ممنوع|رخصه|ترخيص|تصريح|تصاريح|مواعيد|دوام|ساعات|اوقات|موعد|متى|عنوان|رقم التواصل|موقعكم|وين مقر*|اين يقع|اين اجد',
    'how do|how can|how to|how much|how long|what time|what are|what is the|when do|when does|when is|where is|where do|where can|do i need|can i get|is it allowed|allowed|am i|fee|fees|cost|requirement*|permit*|licen*|hours|opening|schedule|days|address of|keef|kaif',
  ),
  cue(
    'suggest',
    'اقترح*|اقتراح*|مقترح*|ياليت|يا ليت|ليتكم|فكره|افكار|ليش ما|لماذا لا|لم لا|وش رايكم|ما رايكم|حبذا|نتمنى|اتمنى|يفضل|الافضل|لو تحط*|لو تسو*|لو توفر*|لو يكون|لو تضيف*',
    'suggest*|idea|ideas|propos*|why not|why dont|should|would be (?:nice|great|good|better|helpful)|how about|what if|could you (?:add|put|install|make)|please consider|consider|recommend*|wish|iqtira*|ya rait|yareet|a8tare7|aqtare*',
  ),
  cue(
    'foreign',
    'القاهره|مصر|الاسكندريه|دبي|الكويت|البحرين|قطر|عمان|بيروت|بغداد|اسطنبول|تركيا|الهند|باكستان|لاهور|دكا|مانيلا|لندن|نيويورك|امريكا|السودان|الخرطوم|صنعاء|الدار البيضاء|تونس',
    'cairo|egypt|alexandria|dubai|kuwait|bahrain|qatar|mumbai|delhi|india|pakistan|lahore|karachi|dhaka|manila|london|america|usa|istanbul|turkey|kathmandu|nepal|colombo|jakarta',
  ),
  cue(
    'private',
    'وظيفه|وظايف|توظيف|سيره ذاتيه|تاشيره|اقامه|كفيل|جواز|رحله|طيران|مباراه|فيلم|اغنيه|قصيده|نكته|طبخه|وصفه|عمله|بيتكوين|اسهم|مدرس|دروس|واجب|رياضيات|ايفون|لابتوب|جوالي خربان|ترجم|ترجمه|حب|زواج|طقس|توصيل|شحنه|مطعم حلو|للبيع|للايجار|شقه',
    'job|jobs|vacancy|cv|resume|visa|iqama|passport|flight|match|movie|song|poem|joke|recipe|bitcoin|stocks|tutor|homework|math|iphone|laptop|translate|love|marry|weather|delivery|parcel|for sale|for rent|apartment|hotel|football|game|capital of',
  ),
]
