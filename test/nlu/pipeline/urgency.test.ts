import { expect } from 'chai'
import { projectRoot } from '../../../config/project-root.js'
import { readDangerWords } from '../../../nlu/pipeline/danger-words.js'
import { withReadings } from '../../../nlu/pipeline/model-words.js'
import { wordsOf } from '../../../nlu/pipeline/normalise.js'
import { createShadow } from '../../../nlu/pipeline/shadow.js'
import { createDangerTeller } from '../../../nlu/pipeline/urgency.js'

const tellsOfDanger = createDangerTeller(readDangerWords(projectRoot))
const danger = (text: string): boolean => tellsOfDanger(withReadings(wordsOf(createShadow(text).text)))

/** Sentences of a language: danger to life, and what is none. */
interface Sentences {
  readonly danger: readonly string[]
  readonly harmless: readonly string[]
}

const languages: Readonly<Record<string, Sentences>> = {
  Arabic: {
    danger: [
      'سلك عاري طايح قدام البقالة',
      'فيه تسرب غاز في العمارة',
      'ولدي طاح في البيارة',
      'الجدار بيطيح على الناس',
      'شب حريق في المستودع',
      'العمود يكهرب اللي يلمسه',
      'ناس محاصرين في نفق مليان ماي',
      'انهار سقف البيت علينا',
      'منهل مفتوح والعيال يلعبون جنبه',
      'كلب هجم على طفلة',
      'فيه شرار يطلع من المحول',
      '7aree2 fe el mabna',
    ],
    harmless: [
      'العمود مايل شوي',
      'دخان شواء من الجيران',
      'الاسعار نار في السوق',
      'طفاية الحريق منتهية',
      'حفرة صغيرة في الشارع',
      'ريحة المجاري قوية',
      'ابي اعرف سعر الغاز',
      'محطة الغاز زحمة',
      'السلك حق الشاحن خربان في غرفتي مكشوف',
      'ما احد علق على بلاغي',
      'الكلاب تنبح طول الليل',
      'مافيه خطر بس المنظر مو حلو',
    ],
  },
  English: {
    danger: [
      'a manhole is open and kids play around it',
      'strong smell of gas near the school',
      'the shop is on fire',
      'live cable lying on the road',
      'a worker is buried under sand',
      'the balcony is about to collapse on people',
      'road collapsed after the rain',
      'family trapped in their car in flood water',
      'the pole gave my son an electric shock',
      'my child fell into an open pit',
      'sparks from the transformer',
      'a stray dog attacked a child',
    ],
    harmless: [
      'the light pole is leaning a bit',
      'smoke of a barbecue in the park',
      'my phone was on fire with messages',
      'a house wire inside my flat is exposed',
      'the fire hydrant drips',
      'gas station closes too early',
      'there is no fire here, only bad smell of garbage',
      'a building collapsed last year in our street',
      'pothole near the mosque',
      'manhole cover makes noise when cars pass',
      'dogs bark all night',
      'I saw a movie about a burning tower that was on fire',
    ],
  },
  'Urdu and Roman Urdu': {
    danger: [
      'ہماری عمارت میں آگ لگ گئی ہے',
      'گلی میں گیس کی بو آ رہی ہے',
      'ننگی تار زمین پر پڑی ہے',
      'بچہ کھلے گٹر میں گر گیا',
      'پول سے کرنٹ لگ رہا ہے',
      'دیوار گرنے والی ہے بچے نیچے کھیلتے ہیں',
      'سیلاب میں لوگ پھنسے ہوئے ہیں',
      'چھت گر گئی مزدور زخمی ہیں',
      'building me aag lagi hai jaldi aao',
      'gutter khula hai bache khelte hain',
      'log pani me phans gaye hain',
      'sarak dhas gayi hai',
    ],
    harmless: [
      'کھمبا تھوڑا ٹیڑھا ہے',
      'باربی کیو کا دھواں آ رہا ہے',
      'میرے کمرے کی تار ننگی ہے',
      'فائر بریگیڈ کا نمبر کیا ہے',
      'سڑک پر چھوٹا گڑھا ہے',
      'گیس کی قیمت کتنی ہے',
      'گٹر کا پانی سڑک پر ہے',
      'پچھلے سال یہاں آگ لگی تھی',
      'koi zakhmi nahi hua bas kachra hai',
      'bijli chali gayi hai',
      'kutte bhonkte hain raat ko',
      'movie me building me aag lag gayi',
    ],
  },
  'Hindi and Hinglish': {
    danger: [
      'दुकान में आग लग गई है',
      'गैस लीक हो रही है',
      'नंगा तार सड़क पर पड़ा है',
      'बच्चा मैनहोल में गिर गया',
      'खंभे से करंट लग रहा है',
      'दीवार गिरने वाली है',
      'बाढ़ में लोग फंसे हुए हैं',
      'मकान ढह गया, लोग मलबे में दबे हैं',
      'transformer se chingari nikal rahi hai',
      'khula manhole hai bachche khelte hain',
      'kutte ne bachche ko kaat liya',
      'ped girne wala hai logon par',
    ],
    harmless: [
      'खंभा थोड़ा झुका है',
      'बारबेक्यू का धुआं आ रहा है',
      'मेरे कमरे में तार नंगा है',
      'फायर स्टेशन कहाँ है',
      'सड़क में छोटा गड्ढा है',
      'गैस सिलेंडर वाला नहीं आया',
      'मैनहोल का ढक्कन आवाज़ करता है',
      'पिछले साल यहाँ आग लगी थी',
      'कोई घायल नहीं हुआ',
      'bijli nahi hai subah se',
      'kutte bhaunkte hain',
      'film me aag lag gayi thi',
    ],
  },
  'Bengali and Banglish': {
    danger: [
      'বিল্ডিংয়ে আগুন লেগেছে',
      'গ্যাস লিক হচ্ছে রাস্তায়',
      'ছেঁড়া তার পানিতে পড়ে আছে',
      'একটা বাচ্চা ম্যানহোলে পড়ে গেছে',
      'খুঁটিতে হাত দিলে শক লাগে',
      'দেয়াল ভেঙে পড়বে বাচ্চাদের উপর',
      'বন্যার পানিতে মানুষ আটকা পড়েছে',
      'ছাদ ধসে শ্রমিক আহত',
      'dokane agun lagse taratari ashen',
      'khola tar matite pore ache',
      'manhole er dhakna nai bachcha khele',
      'gaser gondho ber hocche',
    ],
    harmless: [
      'খাম্বা একটু বাঁকা',
      'বারবিকিউর ধোঁয়া আসছে',
      'আমার রুমের তার খোলা আমার রুমে',
      'ফায়ার সার্ভিসের নম্বর কত',
      'রাস্তায় ছোট গর্ত',
      'গ্যাসের দাম কত',
      'বাজারে আগুন দাম',
      'গত বছর এখানে আগুন লেগেছিল',
      'কেউ আহত হয় নাই',
      'current nai sokal theke',
      'kukur ghew ghew kore',
      'movie te agun lagse',
    ],
  },
  Filipino: {
    danger: [
      'may sunog po sa tapat ng paaralan',
      'amoy gas sa kalye namin',
      'nakalabas ang live wire sa lupa',
      'nahulog ang bata sa bukas na manhole',
      'nakuryente ang anak ko sa poste',
      'babagsak na ang pader',
      'na trap ang pamilya sa baha',
      'gumuho ang kalsada',
      'gumuho ang gusali at may tao sa loob',
      'kinagat ng aso ang bata',
      'kumikislap ang transformer at may spark',
      'bukas ang manhole at naglalaro ang mga bata',
    ],
    harmless: [
      'medyo nakahilig ang poste',
      'usok ng barbecue sa park',
      'exposed wire sa kwarto ko',
      'nasaan ang fire station',
      'maliit na lubak sa kalsada',
      'mahal ang presyo ng gas',
      'maingay ang takip ng manhole',
      'may sunog noong isang taon sa lugar na ito',
      'walang sugatan, basura lang',
      'walang kuryente mula kanina',
      'tahol ng tahol ang mga aso',
      'pelikula tungkol sa sunog sa gusali',
    ],
  },
  Indonesian: {
    danger: [
      'ada kebakaran di gedung sebelah',
      'bau gas menyengat di jalan',
      'kabel terkelupas di trotoar',
      'anak jatuh ke got terbuka',
      'tiang lampu nyetrum orang',
      'tembok mau roboh',
      'keluarga terjebak banjir di mobil',
      'jalan ambruk tadi malam',
      'atap runtuh, pekerja tertimpa',
      'anjing menggigit anak saya',
      'percikan api dari trafo',
      'lubang got tanpa tutup, anak anak main di situ',
    ],
    harmless: [
      'tiang lampu agak miring',
      'asap bakar sate di taman',
      'kabel terkelupas di kamar saya',
      'nomor pemadam kebakaran berapa',
      'lubang kecil di jalan',
      'harga gas naik',
      'tutup got berisik',
      'tahun lalu ada kebakaran di sini',
      'tidak ada yang terluka',
      'listrik mati dari pagi',
      'anjing menggonggong terus',
      'film tentang kebakaran gedung',
    ],
  },
  'Malayalam and Manglish': {
    danger: [
      'കെട്ടിടത്തിൽ തീപിടിച്ചു',
      'ഗ്യാസ് ലീക്ക് ആകുന്നു',
      'കേബിൾ പൊട്ടി വീണു റോഡിൽ കിടക്കുന്നു',
      'കുട്ടി തുറന്ന മാൻഹോളിൽ വീണു',
      'പോസ്റ്റിൽ നിന്ന് ഷോക്കടിച്ചു',
      'മതിൽ ഇപ്പോൾ വീഴും',
      'വെള്ളത്തിൽ ആളുകൾ കുടുങ്ങി',
      'കെട്ടിടം ഇടിഞ്ഞു വീണു',
      'building il thee pidichu',
      'gas leak aakunnu',
      'naya kuttiye kadichu',
      'transformer il ninnu theeppori varunnu',
    ],
    harmless: [
      'പോസ്റ്റ് ചെറുതായി ചരിഞ്ഞു',
      'ബാർബിക്യു പുക വരുന്നു',
      'എന്റെ മുറിയിലെ വയർ പുറത്ത്',
      'ഫയർ സ്റ്റേഷൻ എവിടെ',
      'റോഡിൽ ചെറിയ കുഴി',
      'ഗ്യാസ് വില എത്ര',
      'മാൻഹോൾ മൂടി ശബ്ദം ഉണ്ടാക്കുന്നു',
      'കഴിഞ്ഞ വർഷം തീപിടിച്ചു',
      'ആർക്കും പരിക്കില്ല',
      'രാവിലെ മുതൽ കറന്റ് ഇല്ല',
      'patti kurakkunnu rathri',
      'cinema yil thee pidichu',
    ],
  },
  French: {
    danger: [
      'il y a le feu dans l’immeuble',
      'forte odeur de gaz',
      'câble dénudé au sol',
      'un enfant est tombé dans un regard ouvert',
    ],
    harmless: ['le feu rouge est en panne', 'le poteau penche un peu', 'fumée de barbecue', 'pas de fuite de gaz'],
  },
  Turkish: {
    danger: ['binada yangın var', 'sokakta gaz kokusu var', 'açıkta kablo var', 'duvar yıkılmak üzere'],
    harmless: ['direk biraz eğik', 'yangın söndürücü nerede', 'mangal dumanı geliyor', 'lambalar yanıyor gündüz'],
  },
  Persian: {
    danger: ['ساختمان آتش گرفته', 'بوی گاز می آید', 'سیم لخت روی زمین افتاده', 'دیوار در حال ریزش است'],
    harmless: ['تیر کمی کج است', 'شماره آتش نشانی چند است', 'قیمت گاز چقدر است', 'چاله کوچک در خیابان'],
  },
  Spanish: {
    danger: ['hay fuego en el edificio', 'huele a gas', 'cable pelado en el suelo', 'la pared va a caer'],
    harmless: ['el poste está un poco inclinado', 'humo de barbacoa', 'dónde están los bomberos', 'no hay fuego'],
  },
  Chinese: {
    danger: ['大楼着火了', '有煤气味', '电线裸露在外', '小孩掉进没盖的井里'],
    harmless: ['路灯杆有点歪', '烧烤的烟', '消防栓漏水', '路上有个小坑'],
  },
  Pashto: {
    danger: ['ودانۍ اور اخیستی', 'د ګازو بوی راځي ګاز بوی', 'لوڅ سیم پر ځمکه پروت دی', 'ماشوم په خلاص څاه کې ولوېد'],
    harmless: ['پایه لږ کږه ده', 'د اور وژنې شمېره څه ده', 'په سړک کې کوچنی سوری', 'برق نشته'],
  },
  Nepali: {
    danger: ['घरमा आगो लाग्यो', 'ग्यास चुहिएको छ', 'नाङ्गो तार भुइँमा छ', 'पर्खाल ढल्न लाग्यो'],
    harmless: ['पोल अलि बाङ्गो छ', 'दमकलको नम्बर के हो', 'सडकमा सानो खाल्डो', 'बिजुली छैन'],
  },
  Tamil: {
    danger: ['கட்டிடத்தில் தீ பிடித்தது', 'கேஸ் கசிவு உள்ளது', 'மின்கம்பத்தில் ஷாக் அடிக்கிறது', 'சுவர் விழப்போகிறது'],
    harmless: ['கம்பம் சற்று சாய்ந்துள்ளது', 'தீயணைப்பு எண் என்ன', 'சாலையில் சிறிய பள்ளம்', 'கேஸ் விலை என்ன'],
  },
  Telugu: {
    danger: ['భవనంలో మంటలు', 'గ్యాస్ లీక్ అవుతోంది', 'స్తంభం షాక్ కొడుతోంది', 'గోడ పడిపోయేలా ఉంది'],
    harmless: ['స్తంభం కొంచెం వంగింది', 'ఫైర్ స్టేషన్ ఎక్కడ', 'రోడ్డు మీద చిన్న గుంత', 'గ్యాస్ ధర ఎంత'],
  },
  Sinhala: {
    danger: ['ගොඩනැගිල්ල ගිනි අරන්', 'ගෑස් ලීක් වෙනවා', 'කණුවෙන් කරන්ට් වදිනවා', 'තාප්පය වැටෙන්න යනවා'],
    harmless: ['කණුව ටිකක් ඇලයි', 'ගෑස් මිල කීයද', 'පාරේ පොඩි වළක්', 'ලයිට් නෑ'],
  },
  Amharic: {
    danger: ['ቤቱ እየተቃጠለ ነው', 'የጋዝ ሽታ አለ', 'ልጅ ክፍት ጉድጓድ ውስጥ ወደቀ', 'ግድግዳው ሊወድቅ ነው'],
    harmless: ['ምሰሶው ትንሽ ዘመመ', 'የጋዝ ዋጋ ስንት ነው', 'መንገድ ላይ ትንሽ ጉድጓድ', 'መብራት የለም'],
  },
  Somali: {
    danger: [
      'dab baa ka kacay guriga',
      'gaas ur ayaa uraya',
      'siligga korontada oo qaawan',
      'darbigu wuu dhacayaa darbiga dhacaya',
    ],
    harmless: [
      'tiirku wuu yara janjeeraa',
      'qiimaha gaaska waa imisa',
      'god yar oo wadada ku yaal',
      'koronto ma jirto',
    ],
  },
  Swahili: {
    danger: [
      'kuna moto kwenye jengo',
      'harufu ya gesi barabarani',
      'mtoto ametumbukia kwenye shimo',
      'ukuta unakaribia kuanguka',
    ],
    harmless: ['nguzo imeinama kidogo', 'zima moto wako wapi', 'shimo dogo barabarani', 'bei ya gesi ni gani'],
  },
  Russian: {
    danger: ['пожар в доме', 'пахнет газом', 'оголённый провод на земле', 'ребёнок упал в открытый люк'],
    harmless: ['столб немного наклонён', 'фонарь не горит', 'дым от шашлыка', 'пожарный гидрант течёт'],
  },
  Portuguese: {
    danger: ['o prédio está pegando fogo', 'cheiro de gás', 'fio desencapado no chão', 'o muro vai cair'],
    harmless: ['o poste está um pouco torto', 'fumaça de churrasco', 'o hidrante pinga', 'preço do gás'],
  },
  German: {
    danger: ['das Haus brennt', 'starker Gasgeruch', 'blankes Kabel am Boden', 'Kind in offenen Schacht gefallen'],
    harmless: ['die Laterne brennt nicht', 'der Mast steht etwas schief', 'Rauch vom Grillen', 'Loch in der Straße'],
  },
  Italian: {
    danger: ['il palazzo è in fiamme', 'odore di gas', 'cavi scoperti per terra', 'il muro sta per cadere'],
    harmless: ['il palo è un po’ storto', 'fumo di barbecue', 'l’idrante perde', 'una buca nella strada'],
  },
  Japanese: {
    danger: ['建物が燃えています', 'ガスの臭いがします', '電線がむき出しです', '子供がマンホールに落ちた'],
    harmless: ['電柱が少し傾いている', 'バーベキューの煙', '消火栓が漏れている', '道路に小さな穴'],
  },
  Korean: {
    danger: ['건물에 불이 났어요', '가스 냄새가 나요', '가로등에서 감전됐어요', '벽이 무너질 것 같아요'],
    harmless: ['가로등이 조금 기울었어요', '바베큐 연기', '소화전이 새요', '도로에 작은 구멍'],
  },
  Vietnamese: {
    danger: ['tòa nhà đang cháy', 'mùi gas rất nặng', 'dây điện hở dưới đất', 'bé rơi xuống hố ga'],
    harmless: ['cột đèn hơi nghiêng', 'khói nướng thịt nướng', 'giá gas bao nhiêu', 'ổ gà nhỏ trên đường'],
  },
  Thai: {
    danger: ['ไฟไหม้ตึก', 'กลิ่นแก๊สแรงมาก', 'เสาไฟมีไฟรั่ว', 'กำแพงกำลังจะล้ม'],
    harmless: ['เสาไฟเอียงนิดหน่อย', 'ควันบาร์บีคิว', 'หัวดับเพลิงรั่ว', 'ถนนเป็นหลุมเล็ก'],
  },
  Malay: {
    danger: ['ada kebakaran di bangunan', 'bau gas kuat', 'wayar terdedah atas jalan', 'budak jatuh dalam longkang'],
    harmless: ['tiang lampu condong sikit', 'pili bomba bocor', 'lubang kecil atas jalan', 'harga gas berapa'],
  },
  Burmese: {
    danger: ['အိမ်မီးလောင်နေတယ်', 'ဂက်စ်အနံ့ရတယ်', 'ဓာတ်လိုက်တယ်', 'နံရံ ပြိုကျတော့မယ်'],
    harmless: ['မီးတိုင်နည်းနည်းစောင်းတယ်', 'မီးသတ်ဖုန်းနံပါတ်', 'လမ်းမှာအမှိုက်', 'မီးမလာဘူး'],
  },
  Kurdish: {
    danger: ['agir bi avahiyê ketiye, agir heye', 'باڵەخانەکە ئاگری گرتووە', 'بۆنی غاز دێت', 'dîwar dê hilweşe'],
    harmless: ['stûn piçek xwar e', 'نرخی غاز چەندە', 'چاڵێکی بچووک لە شەقام', 'کارەبا نییە'],
  },
  Ukrainian: {
    danger: ['пожежа в будинку', 'пахне газом', 'оголений дріт на землі', 'дитина впала у відкритий люк'],
    harmless: ['стовп трохи нахилений', 'ліхтар не горить', 'дим від шашлику', 'маленька яма на дорозі'],
  },
}

describe('danger to life', () => {
  for (const [language, { danger: told, harmless }] of Object.entries(languages)) {
    describe(language, () => {
      for (const text of told) it(`danger: ${text}`, () => expect(danger(text)).to.equal(true))
      for (const text of harmless) it(`none: ${text}`, () => expect(danger(text)).to.equal(false))
    })
  }

  it('a word alone is enough only for fire', () => {
    expect(danger('fire')).to.equal(true)
    expect(danger('حريق')).to.equal(true)
    expect(danger('manhole')).to.equal(false)
    expect(danger('')).to.equal(false)
  })

  it('what is denied does not hide what is told beside it', () => {
    expect(danger('nobody is injured but the wall is about to fall')).to.equal(true)
    expect(danger('nobody is injured')).to.equal(false)
  })
})
