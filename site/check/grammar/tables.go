package grammar

import (
	"strings"
	"sync"

	"warraq/site/arabic/lexicon"
	"warraq/site/check/prose"
)

// triggers are the words that a mistake is told by, with who judges it.
var triggers = sync.OnceValue(func() *prose.Lexicon[func(*teacher, int, string)] {
	all := map[string]func(*teacher, int, string){}
	add := func(judge func(*teacher, int, string), words string, prefixes ...string) {
		for _, w := range strings.Fields(words) {
			for _, p := range append(prefixes, "") {
				all[p+w] = judge
			}
		}
	}
	add(beforeAdjective, adjectives)
	add(afterSaying, "قال قالت قالوا قلت قلنا يقول تقول يقولون قائلا قائلة قائلين", "و", "ف")
	add(afterSince, "حيث إذ", "و")
	add(beforeAn, "إلا غير رغم برغم بيد علما بما أكد أكدت أعلن أعلنت أفاد أفادت أوضح أوضحت اعتبر اعتبرت يعتقد ذكر ذكرت زعم زعمت كشف كشفت", "و")
	add(beforePlural, "لكي كي حتى", "و", "ف")
	add(afterLam, "لم لن", "و", "ف")
	add(afterInna, "إن أن بأن لأن كأن ليت لعل فإن وإن وأن وبأن ولأن رأيت رأينا شاهدت شاهدنا التقيت التقينا قابلت قابلنا حاورت حاورنا")
	add(afterPreposition, "من في إلى على عن مع بين ضد لدى وفي ومن وإلى وعلى وعن ومع")
	add(afterWas, "كان كانت ليس ليست", "و", "ف")
	add(afterMeeting, "التقى التقت يلتقي تلتقي استقبل استقبلت يستقبل تستقبل هنأ هنأت كرمت زار زارت", "و")
	add(afterWere, "كانوا ليسوا يكونوا أصبحوا باتوا ظلوا", "و")
	add(afterGhayr, "الغير", "و", "ب")
	add(afterNafs, "نفس", "و", "ب", "ل", "في")
	add(verbWithAlef, "أرجوا نرجوا أدعوا ندعوا أشكوا نشكوا أعفوا نعفوا أتلوا نتلوا يرجوا يبدوا تبدوا يشكوا تشكوا يخلوا يعلوا تعلوا ينموا تنموا", "و")
	for s := range fiveOblique {
		for _, p := range [...]string{"ب", "ل", "ك"} {
			all[p+s] = wrongFive
		}
	}
	for _, n := range lexicon.Nouns() {
		for _, p := range n.Plurals {
			if stem, ok := strings.CutSuffix(p, "ون"); ok && !verbsInWa[stem] {
				add(nounWithAlef, stem+"وا", "و", "ل", "ب")
			}
		}
	}
	add(nounWithAlef, moreNouns, "و", "ل", "ب")
	return prose.NewLexicon(all)
})

var pronouns = prose.Set("ه ها هم هما هن نا ني ك كم ي")

// speakers are words that may stand between قال and what is said.
var speakers = prose.Set(`رئيس رئيسة وزير وزيرة مدير مديرة نائب نائبة عضو سفير أمين متحدث متحدثة ناطق ناطقة مسؤول مسؤولة مسؤولون مصدر مصادر بيان خبير خبيرة
	محلل شاهد شهود قائد محافظ ممثل مندوب مبعوث مستشار ضابط لاعب مدرب نقيب عميد لواء طبيب محام كاتب باسم له لها لهم لنا لي أيضا أمس اليوم إنهم مراسل محلل
	مسعف سكان تقرير وكالة صحيفة قناة هيئة شركة وزارة منظمة حزب حركة`)

// takesAn are words with an article that «أن» may follow.
var takesAn = prose.Set("الممكن المتوقع المقرر المفترض المهم الضروري المرجح المحتمل الواضح المعروف المؤكد اللافت الأرجح المؤسف الطبيعي الصعب الأفضل المستحيل الذي التي الذين إلا")

// hollow are stems of verbs in the present whose long vowel falls after «لم».
var hollow = short(`ستطيع ستطع كون كن قول قل زال زل عود عد قوم قم ريد رد جيب جب صيب صب نام نم خاف خف شير شر قود قد موت مت غيب غب بيع بع عيش عش
	صير صر فوز فز دور در زور زر ستجيب ستجب ستعيد ستعد ستفيد ستفد ستقيل ستقل حتاج حتج ختار ختر نال نل شاء شأ ذوق ذق سود سد نهار نهر غادر -
	زيد زد ضيف ضف ثير ثر طول طل ستعين ستعن عيد عد فيد فد تيح تح حاول - جوز جز ثور ثر صوت - حين حن كاد كد خون خن صون صن لوم لم قيم قم دين دن`)

// short pairs stems with their short forms; «-» keeps a stem that only looks hollow.
func short(pairs string) map[string]string {
	all := map[string]string{}
	f := strings.Fields(pairs)
	for i := 0; i+1 < len(f); i += 2 {
		if f[i+1] != "-" {
			all[f[i]] = f[i+1]
		}
	}
	return all
}

// weakYeh are verbs whose last root letter is ي, in the present without it.
var weakYeh = prose.Set("أت نته كتف حتو رتق نبغ عتن شتر لتق ستو كف بن جر عط لغ خف ؤد غط عان لب نه بد ختف قتض عتد حظ حم رم قض مش هد رض ستدع ستثن ستوف نتم نقض نحن حتم قتن رتد ستح ستلق جن بك درِ در عن يستجد واز ساو ناد غن سم صل ضح نم ولّ ول تول ستعص ستغن كن رو حك شف نف عر")

// weakWaw are verbs whose last root letter is و.
var weakWaw = prose.Set("دعو رجو بدو شكو خلو علو نمو غزو عفو تلو سمو صحو نجو كسو محو دنو قسو ربو ترجو سطو")

// rootNun are stems of verbs that end in «ون» in the singular.
var rootNun = prose.Set("تعاون تهاون كون تكون تمون تدون خون صون دون لون مون هون عاون تلون تعاونون")

// fiveOblique are three of the five nouns with their pronouns, and what they are after a preposition.
var fiveOblique = func() map[string]string {
	all := map[string]string{}
	for _, noun := range [...]string{"أخ", "أب"} {
		for p := range pronouns {
			if p != "ي" && p != "ني" {
				all[noun+"و"+p] = noun + "ي" + p
			}
		}
	}
	return all
}()

// notPlural are words that end in ون or ين and are no plurals.
var notPlural = prose.Set(`القانون الزيتون التلفزيون التليفزيون التعاون المضمون المخزون المليون البليون التريليون المجنون الملعون المدفون المأمون المرهون المطعون المسجون
	الميكروفون الراديون الشجون الأفيون الهرمون الكربون الصابون الكانون الماعون الطاعون السيليكون الكارتون المرجون المكنون القولون الماراثون البنتاغون البنتاجون
	الإلكترون النيوترون البروتون المبنيون ماجنون مجنون مضمون ملعون مليون المعين المتين الممكين المدين الفلسطين المصارين المحارين المساكين المجانين الملايين الموازين
	المورمون البانثيون البارثينون الميكرون النايلون الساكسون التلفيزيون الكوميون الكانتون البارتون الماكرون الكاميرون الأنجلوساكسون
	القوانين الفناجين العناوين الميادين البساتين الياسمين الشرايين التمارين الثلاثين الأربعين السكين التأمين المسكين البنزين الكمين التكوين التخمين المضامين المعادين
	الشياطين السلاطين الفساتين الرياحين البراكين الثعابين السكاكين الدكاكين الكاثوليكين الحاديين اليقين المبين الكافيين الصين الماكين العرجون الفرعون`)

// people are nouns of people that have no shape of their own.
var people = prose.Set("فنان جراح صياد فلاح طيار خباز نجار حداد بناء بحار حمال حلاق ناشط خياط مراهق مغترب عسكر مدني")

// negated are adjectives that «غير» often negates.
var negated = prose.Set(`قانوني شرعي كاف كافي قادر راغب قابل لائق رسمي صالح صحيح عادي عادل ثابت كامل نظامي حكومي ربحي إنساني دستوري سوي طبيعي واضح مباشر آمن جاد
	قادرين راغبين قادرون راغبون صحي أخلاقي شرعيين قانونيين نظاميين`)

// ghayrNoun are words after which «الغير» is «the others».
var ghayrNoun = prose.Set("مباشرة مثل معه معهم منهم مهما مما ممن")

// verbsInWa are stems that are also verbs: «عاملوا السجناء».
var verbsInWa = prose.Set("عامل حاكم راكب شاهد لاعب ناشط مقيم صحف شارك")

// moreNouns are plurals that the list of counted nouns lacks, with the alef.
var moreNouns = `مقاتلوا منظموا مسلحوا مؤيدوا مناصروا معارضوا مستشاروا مصوروا مترجموا محرروا منتجوا مؤسسوا مصمموا مبرمجوا مطوروا محتلوا مستوردوا مصدروا
	سياسيوا اقتصاديوا رياضيوا إعلاميوا أكاديميوا خريجوا مربوا محبوا مشرفوا معلقوا منفذوا مرتكبوا مدونوا مؤلفوا مديروا مفتشوا مراقبوا مستثمروا مساهموا
	متطوعوا مسعفوا منقذوا متمردوا منشقوا متحدثوا مفاوضوا مرافقوا مساعدوا مواليوا لاعبوا ذووا فلسطينيوا مسيحيوا مسلموا يهوديوا`

// governs are words after which a plural loses its nun.
var governs = prose.Set("أن لن لم كي لكي حتى لا إن ألا كيلا وأن ولن ولم ولا أو و ثم الذين")

// masculineTa are words that end in ة and are masculine, or in ات and are no plural.
var masculineTa = prose.Set("الخليفة العلامة الطاغية الداعية النبات الثبات السبات الفرات الرفات الفتات الشتات الإثبات الإفلات الانفلات الالتفات الإنبات السكات البهات المقات الموات الممات الثرات البيات الوفاة الحياة")

// openers stand before a noun that is not the second of two.
var openers = prose.Set("في من إلى على عن مع منذ خلال ضد أن إن وفي ومن وإلى وعلى وأن وإن بأن لأن")

const adjectives = `الخاص المسلح الجديد القديم الأمني العسكري الدولي الإقليمي المحلي الوطني السياسي الاقتصادي الحكومي الأهلي الكبير الصغير الأخير السابق
	الأمريكي الأميركي الروسي المصري السوري الإسرائيلي الفلسطيني البريطاني الفرنسي التركي الإيراني اللبناني العراقي السعودي الصيني العربي الإسلامي
	الرسمي المالي النووي البري البحري الجوي المشترك المتحد المقبل`
