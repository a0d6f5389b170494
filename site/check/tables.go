package check

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site/check/prose"
)

// wrongWords are words that are wrong wherever they stand, each with what it
// should be. A ? before that says that an editor must decide («الي» may be إليّ,
// «الامن» الآمن), and alone that with و or ف it is another word (واو، فاهم).
// Words that are right in some sense («ان», «انه», «اللذين») are not here: the
// archive's own frequencies judge some of those (package review).
const wrongWords = `
الى إلى
الي ?إلى
التى التي
اللتي التي
الذى الذي
اللذي الذي
فى في
هذة هذه
هاذا هذا
هاذه هذه
ذالك ذلك
كذالك كذلك
لاكن لكن
ايضا أيضا
ايضاً أيضاً
ايضًا أيضًا
أيظا أيضا
اذا إذا
او أو alone
اكثر أكثر
اكبر أكبر
اصغر أصغر
افضل أفضل
اهم أهم alone
اول أول alone
الاول الأول
الاولى الأولى
الان ?الآن
أبن ?ابن
اثناء أثناء
اعلن أعلن
اكد أكد
اكدت أكدت
اضاف أضاف
اضافت أضافت
اوضح أوضح
اشار أشار
اشارت أشارت
الامم الأمم
الامن ?الأمن
الامر ?الأمر
الارض الأرض
الاسلام الإسلام
الاسلامي الإسلامي
الاسلامية الإسلامية
الانسان الإنسان
امريكا أمريكا
الامريكية الأمريكية
الامريكي الأمريكي
اسرائيل إسرائيل
ايران إيران
ايطاليا إيطاليا
اوروبا أوروبا
مسوول مسؤول
مساءا مساءً
بناءا بناءً
ابتداءا ابتداءً
انتهاءا انتهاءً
سواءا سواءً
استثناءا استثناءً
شيئ شيء
نفسة نفسه
بأنة بأنه
لأنة لأنه
لهذة لهذه
بهذة بهذه
اللة الله
`

// hamzalessNouns are verbal nouns of the forms VII, VIII and X without their
// alef, and the seven nouns of that kind. Left out is what is also right with
// a hamza, as a noun of form IV: إنتاج، إنقاذ، إطلاع، إدخار، إتباع، إتقان،
// إستراتيجية.
const hamzalessNouns = `
سم سما مرأة مرؤ ثنين ثنان ثنتين ثنتان
ستقبال ستخدام ستثمار ستقلال ستمرار ستعداد ستئناف ستجابة ستحقاق ستشارة ستطلاع ستغلال ستقالة ستقرار ستكمال ستهداف ستهلاك
ستيراد ستيلاء ستفتاء ستفزاز ستعمار ستشهاد ستضافة ستعادة ستعانة ستفادة ستقطاب ستنكار ستنزاف ستخراج ستخلاص ستدعاء ستسلام
ستعجال ستعراض ستفسار ستنتاج ستنفار ستهتار ستيطان ستيعاب ستحالة ستحداث ستبداد ستبدال ستبعاد ستثناء ستجواب ستخبارات ستشراف
ستصلاح ستطاعة ستقامة ستقصاء ستكشاف ستمتاع ستماع ستنساخ ستناد
جتماع جتهاد جتياح جتياز تفاق تفاقية تجاه تحاد تصال تهام تخاذ تساع
نتخاب نتقال نتقاد نتقام نتشار نتظار نتصار نتماء نتهاك نتهاء نتداب نتكاس نتعاش نتفاع نتفاضة نتحار نتباه نتزاع
قتصاد قتراح قتراب قتراع قتناع قتناء قتحام قتباس قتطاع قتران
حتلال حتجاج حتفال حتفاظ حترام حتراف حتياج حتياط حتكار حتواء حتمال حتضان حتراق
ختبار ختيار ختلاف ختراع ختراق ختصاص ختصار ختتام ختطاف ختفاء ختلال ختزال
عتقال عتبار عتداء عتراف عتماد عتذار عتراض عتصام عتناق عتزال عتزاز عتقاد عتياد
رتفاع رتباط رتكاب رتياح رتداد رتقاء
فتتاح فتراض فتخار فتقار فتعال
كتشاف كتفاء كتمال كتتاب كتساب كتئاب
لتزام لتقاء لتهاب لتفاف لتحاق لتماس لتقاط
متحان متداد متناع متلاك متياز متثال متصاص
هتمام هتزاز بتكار بتداء بتعاد بتزاز بتسامة
ضطراب ضطهاد ضطرار صطدام صطفاف صطياد صطناع
زدهار زدحام زدياد زدواج
شتباك شتراك شتراط شتعال شتباه شتياق
غتيال غتصاب دعاء ندماج
نفجار نسحاب نقلاب نقسام نخفاض نهيار ندلاع نضمام نطلاق نعقاد نعدام نعكاس نفتاح نفصال نقراض نكسار نكماش نحراف نحدار نحسار
نحياز نخراط نزعاج نزلاق نصراف نضباط نطباع نفراد نفعال نقضاء نقطاع نهزام نبعاث نبهار
`

// latinLetters are the names of Latin letters as Arabic papers write them.
var latinLetters = prose.Set(`إيه ايه بي سي دي إي اي إف اف جي إتش اتش آي جيه كي كيه إل ال إم ام إن ان أن أو او بيه كيو آر ار إس اس تي يو في ڤي دبليو إكس اكس واي زد`)

// particles are the words that never stand twice, so that one may go unseen.
// «من من» is «who of», «ما ما» may be meant too.
var particles = prose.Set(`في على إلى عن أن إن أنه أنها إنه إنها بأن لأن لكن مع التي الذي الذين بين هذا هذه ذلك تلك هؤلاء كان كانت قد لقد حيث أو ثم كما عند
	بعد قبل خلال عبر منذ حتى لدى عام لكل تم`)

// doubles are said twice on purpose.
var doubles = prose.Set(`جدا كثيرا قليلا مرارا تكرارا رويدا يوما شيئا فردا واحدا خطوة حرفا كلمة بيتا بابا صفا دكا اثنين ثلاث ثلاثة أربعة
	لا نعم هو هي كلا هيا بخ آه يا أبدا دائما سريعا مهلا حقا فعلا مثنى جنبا وجها عاما سنة شبرا قطعة سطرا جيلا هات بن
	كل شوي شوية كذا طال ساعة دقيقة لحظة تماما أولا حبة قطرة جزءا رجلا رجل الله لله النار السلام
	آية سورة جملة فقرة مرحلة نقطة صفحة مدينة قرية حالة ورقة مرة غرفة`)

// nounPrefixes are what may stand before a noun.
var nounPrefixes = prose.Set(`و ف ب ل ك ال وال فال بال وبال كال لل ولل ول وب وك فب`)

// nounSuffixes are what may stand after one.
var nounSuffixes = []string{"ات", "اته", "اتها", "اتهم", "ه", "ها", "هم", "هما", "ا", "ي", "ية", "يا", "يين", "يون", "ين", "ان", "ته", "تها", "نا"}

// pageFurniture are lines that are copied with a story from a page.
var pageFurniture = []string{
	"الخط", "الصورة", "شارك", "مشاركة", "طباعة", "حفظ", "استمع", "اقرأ أيضا", "اقرأ أيضاً", "اقرأ أيضًا", "اقرأ ايضا",
	"اقرأ المزيد", "إقرأ أيضا", "إقرأ أيضاً", "مواضيع ذات صلة", "أخبار ذات صلة", "إعلان", "تابعنا", "(إكس)", "تعليقات", "التعليقات",
}

// closers are the brackets by what opens them.
// “ and ” are not among them: half of the keyboards write them the other way round.
var closers = map[rune]rune{'(': ')', '[': ']', '«': '»', '\ufd3f': '\ufd3e'}

var openers = map[rune]rune{')': '(', ']': '[', '»': '«', '\ufd3e': '\ufd3f'}

var arabicMarks = map[byte]string{',': "،", ';': "؛", '?': "؟"}

var articles = [...]string{"ال", "وال", "بال", "فال", "كال", "لل", "ولل"}

var summaryKeys = []string{"summary", "description", "desc", "excerpt", "lead", "standfirst", "subtitle", "deck", "subheading"}

var titleKeys = []string{"title", "headline", "localetitle"}

var embargoKeys = []string{"publishdate", "pubdate", "embargo", "published"}

// languages are parts of the names of languages that are written in Arabic script.
var languages = [...]string{"فارسي", "أردو", "اردو", "أوردو", "اوردو", "كردي", "باشتو", "بشتو", "أوزبك", "أويغور", "اويغور", "الفارسي", "عثماني", "أذري", "سندي", "بنجابي"}

// wrongTanwin are endings with an alef too many.
var wrongTanwin = [...]string{"اءاً", "اءًا", "ةاً", "ةًا", "ىًا", "ىاً"}

// alefPrefixes may stand before the alef of a word.
var alefPrefixes = [...]string{"وال", "بال", "فال", "كال", "ال", "و", "ب", "ل", "ف", "ك"}

// letterNames are the words before which «و» is the name of a letter.
var letterNames = prose.Set("حرف الحرف حرفي الحرفين الواو واو الفقرة البند")

// films are the endings of the files of films and recordings.
var films = prose.Set(".mp4 .webm .mov .m4v .mp3 .m4a .ogg .wav .ogv")

// weekdaySpellings are other spellings of the days of the week.
var weekdaySpellings = map[string]time.Weekday{"الإثنين": time.Monday, "الاربعاء": time.Wednesday, "الأثنين": time.Monday}

// currencies are the signs of currencies and how their names begin.
var currencies = map[rune]string{'$': "دولار", '€': "يورو", '£': "جنيه", '¥': "ين"}

// multiples stand between a number and its currency.
var multiples = prose.Set("ألف آلاف مليون ملايين مليونا مليار مليارات تريليون")

// beforeNumbers are words that are written apart from a number.
var beforeNumbers = prose.Set("في من إلى على عام سنة يوم نحو منذ حوالي بنسبة نسبة قبل بعد بين عن")

// says are verbs of reporting, which no sentence has twice in a row.
var says = prose.Set("قال قالت أكد أكدت أعلن أعلنت أضاف أضافت أوضح أوضحت وقال وأضاف وأكد يقول تقول")

// sentenceVerbs are verbs that sentences of news begin with.
var sentenceVerbs = prose.Set(`قال قالت أكد أكدت أعلن أعلنت أضاف أضافت أوضح أوضحت أشار أشارت ذكر ذكرت كشف كشفت أفاد أفادت نفى نفت دعا دعت طالب طالبت حذر حذرت
	وصل وصلت غادر غادرت التقى التقت اجتمع اجتمعت زار زارت شارك شاركت حضر حضرت عقد عقدت بدأ بدأت انتهى انتهت استقبل استقبلت قتل قتلت قُتل قُتلت أصيب أصيبت اعتقل
	اعتقلت انتقد انتقدت رفض رفضت وافق وافقت قرر قررت ارتفع ارتفعت انخفض انخفضت تراجع تراجعت بلغ بلغت شهد شهدت فاز فازت خسر خسرت تعادل حقق حققت
	كان كانت تضرر تضررت انهار انهارت اندلع اندلعت وقع وقعت توفي توفيت نشر نشرت أصدر أصدرت أطلق أطلقت افتتح افتتحت وقّع تسلم تسلمت تولى تولت عاد عادت
	أجرى أجرت نظم نظمت خرج خرجت دخل دخلت استمر استمرت يستمر تستمر يواصل تواصل تعتزم يعتزم تسعى يسعى يتوقع جرى جرت تم يعاني تعاني يواجه تواجه اشترى باع`)

// hamzaOnYeh are words whose hamza Egyptian papers write on ى and others on و.
var hamzaOnYeh = sync.OnceValue(func() *prose.Lexicon[bool] {
	words := prose.Set(`مسئول المسئول لمسئول للمسئول مسئولا مسئولين المسئولين مسئولون المسئولون مسئولة المسئولة مسئولية المسئولية مسئوليات المسئوليات
	للمسئولين لمسئولين مسئولي مسئولو شئون الشئون لشئون للشئون بشئون بالشئون شئونه شئونها رءوس الرءوس فئوس كئوس الكئوس`)
	for _, w := range slices.Collect(maps.Keys(words)) {
		words["و"+w] = true
	}
	return prose.NewLexicon(words)
})

// hijriDays are months that have 29 or 30 days, by a word that means little else beside a number.
var hijriDays = prose.Set("محرم المحرم صفر رجب شعبان رمضان شوال")

// hijriPairs are months of two words that are often wrong.
var hijriPairs = sync.OnceValue(func() *prose.Lexicon[map[string]string] {
	jumada := map[string]string{
		"الأول": "جمادى الأولى", "الاول": "جمادى الأولى", "الاولى": "جمادى الأولى", "أول": "جمادى الأولى", "الثاني": "جمادى الآخرة", "الثانى": "جمادى الآخرة", "الآخر": "جمادى الآخرة", "الاخر": "جمادى الآخرة", "الأخر": "جمادى الآخرة",
		"ثاني": "جمادى الآخرة", "الأخرى": "جمادى الآخرة", "الاخرة": "جمادى الآخرة", "الأخرة": "جمادى الآخرة",
	}
	misspelt := map[string]string{"الأولى": "جمادى الأولى", "الآخرة": "جمادى الآخرة", "الثانية": "جمادى الآخرة"}
	for wrong, right := range jumada {
		misspelt[wrong] = right
	}
	rabi := map[string]string{"الأولى": "ربيع الأول", "الاولى": "ربيع الأول", "الثانية": "ربيع الآخر", "الآخرة": "ربيع الآخر", "الأخر": "ربيع الآخر", "الاخر": "ربيع الآخر"}
	all := map[string]map[string]string{}
	for _, and := range [...]string{"", "و"} {
		all[and+"جمادى"], all[and+"جمادي"], all[and+"جماد"], all[and+"جمادا"], all[and+"ربيع"] = jumada, misspelt, misspelt, misspelt, rabi
	}
	return prose.NewLexicon(all)
})

// misspellings are wrongWords with their prefixes, and two that are wrong before «الله».
var misspellings = sync.OnceValue(func() *prose.Lexicon[string] {
	all := map[string]string{"انشاء": "", "إنشاء": ""}
	for line := range strings.SplitSeq(strings.TrimSpace(wrongWords), "\n") {
		entry := strings.Fields(line)
		wrong, right := entry[0], entry[1]
		all[wrong] = right
		if len(entry) > 2 || strings.HasPrefix(right, "?") {
			continue
		}
		for _, prefix := range [...]string{"و", "ف"} {
			all[prefix+wrong] = prefix + right
		}
	}
	return prose.NewLexicon(all)
})

// namedByDay are what is called by a day: a front, a revolution, a bridge.
var namedByDay = prose.Set("قوى تحالف حركة ثورة انتفاضة محور فريق ميدان شارع جسر مدينة حزب جمهور انقلاب هجمات أحداث اعتداءات مجزرة")

var hamzaless = sync.OnceValue(func() map[string]bool { return prose.Set(hamzalessNouns) })
