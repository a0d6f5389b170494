package search

import (
	"slices"
	"strings"
	"sync"

	"warraq/site/arabic"
	lists "warraq/site/arabic/lexicon"
)

// stopWords are words that readers do not search for, folded.
var stopWords = sync.OnceValue(func() map[string]bool {
	return folded(`من في إلى عن على مع أن إن أنه إنه أنها إنها أنهم التي الذي الذين اللذين اللتين اللاتي هذا هذه ذلك تلك هؤلاء أولئك
	كان كانت كانوا يكون تكون ليس ليست هو هي هم هن هما أنا نحن أنت قد لقد لم لن لا ما ماذا لماذا كيف متى أين أي أو أم بل ثم لكن لكنه لكنها حتى إذا إذ لو كل
	بعض غير بين عند عندما بعد قبل خلال حول ضد نحو منذ فوق تحت دون سوى كما كذلك أيضا حيث بينما فيما مما عما إنما لدى لدي له لها لهم به بها بهم فيه فيها
	فيهم منه منها منهم عنه عنها عليه عليها عليهم إليه إليها معه معها ولا وما ولم ولن وقد وهو وهي وفي ومن وعن وإن وأن فإن وكان وكانت وذلك وهذا وهذه كانا عبر
	تم يتم وتم سوف هناك هنا جدا فقط مثل ذات ذو`)
})

// rootAl are words whose first letters «ال» are of the root, folded.
var rootAl = sync.OnceValue(func() []string { return sorted(arabic.RootAl) })

// broken leads from a stem to the words that are its broken plurals or singular, or
// other spellings of it.
var broken = sync.OnceValue(func() map[string][]string { return classes(lists.Classes()) })

// shortNouns are nouns of three letters, before which a preposition of one letter is no
// letter of the word («بنهر»), and whose dual is theirs («نهرين»).
var shortNouns = sync.OnceValue(func() map[string]bool {
	return folded(`ابن أثر أجر أخت أدب أرض أسد اسم أصل ألم أمر أمل أمم أمن أهل باب بحث بحر بدر برج برد بطل بطن بلد بنت بنك بيت بيع تاج ثقة ثلث ثمن ثوب جار جبل جدل جرح جزر جسد
	جسر جسم جلد جمع جنس جهد جهة جيش جيل حال حبر حبس حبل حجر حجم حدث حرب حرس حرق حزب حزن حسم حشد حصر حصة حفر حفل حقل حكم حلف حلم حمص حمل حوت حوض خبر خبز خصم خطأ خطب خطر
	خطف خطة خلل خوف خير دار دخل درب درس درع دعم دفع دفن دول دين ذنب ذهب رأس رأي ربح ربط رجل رسم رصد رعب رفض رقم ركن رمز روح ريف زرع زمن زوج زيت سجل سجن سحر سطح سعر سفر سفن
	سقف سكر سلم سمك سهل سوء سور سوق سيف سيل شاب شاه شاي شأن شبح شحن شخص شرط شرف شرق شعب شعر شغل شكل شمس شهر شيخ صحة صدر صدق صقر صوت صوم صيد صيف ضبط ضرب ضغط ضوء ضيف طبع
	طرح طرد طرق طعم طفل طلب طور طول ظلم ظهر عبد عدد عدل عدن عرب عرش عرض عرف عسل عصر عضو عقد عقل علم عمر عمق عمل عهد عيد عين غاز غرب غزة غزو غضب فجر فخر فرد فرض فرع فصل فضل
	فكر فلك فوز فيل فلم قبر قتل قدر قدس قدم قرن قصد قصر قصف قصة قطر قطع قلب قلق قلم قمر قمح قمع قمة قوس قوم قوة قيد كأس كتب كذب كرة كسر كشف كفر كلب كون لحم لعب لغة لقب ليل
	ماء مال متن مثل مدن مرض مسح مصر مطر مكة ملح ملف ملك منع موت نار ناس نبي نجم نزع نسب نسخ نشر نصر نصف نظر نظم نفس نفط نقد نقص نقل نمر نمو نهر نهج نور نوع نوم نيل هدف هدم
	هرب هند وجه وحش ورد ورق وزن وضع وطن وعد وعي وفد وقت وقف ولد يمن`)
})

// whole are words that only look like a preposition and a short noun.
var whole = sync.OnceValue(func() map[string]bool {
	return folded(`بعيد بلغه كامل كامن كاهل كمال كفيل كسور كباب كناس كأسد لعين باسم كليل كسيل`)
})

func folded(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range sorted(words) {
		out[w] = true
	}
	return out
}

func sorted(words string) []string {
	out := strings.Fields(arabic.Fold(words))
	slices.Sort(out)
	return slices.Compact(out)
}

// classes maps the stem of each word of a class to the others.
func classes(all [][]string) map[string][]string {
	out := map[string][]string{}
	for _, class := range all {
		words := strings.Fields(arabic.Fold(strings.Join(class, " ")))
		for _, w := range words {
			s := stem(w)
			for _, other := range words {
				if stem(other) != s && !slices.Contains(out[s], other) {
					out[s] = append(out[s], other)
				}
			}
		}
	}
	return out
}

// nouns end in ت that no verb's is, or begin with ي.
var nouns = sync.OnceValue(func() map[string]bool {
	return folded(`بيروت كويت ياقوت تابوت عنكبوت كبريت ملكوت سكوت هاروت ماروت صامت ثابت باهت خافت لافت مايكروسوفت إنترنت إسمنت أسمنت زيوت بنات نبات حوت توت زيت زيت صوت بيت
	وقت سبت بنت تخت موت قوت ميت بخت نحت فترت كربونات نترات شتات رفات فرات ثبات سبات
	يسار يهود يمين يمني يابان يونان يورو يقين يوسف يزيد ياسر يناير يونيو يوليو ياسين يحيي يعقوب يافا يخت يتيم يدوي يومي يوسفي ينبع ينبوع يمامه يقظه يرموك يثرب`)
})
