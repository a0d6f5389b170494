package counted

import (
	"strings"
	"sync"

	"warraq/site/arabic"
	"warraq/site/arabic/lexicon"
	"warraq/site/check/prose"
)

// form is what a written word may be of the nouns.
type form struct {
	nouns                              []lexicon.Noun
	singular, accusative, plural, dual bool
	gender                             lexicon.Gender // of all nouns; Both where they differ
}

var forms = sync.OnceValue(func() map[string]*form {
	all := map[string]*form{}
	at := func(s string, n lexicon.Noun) *form {
		f := all[s]
		if f == nil {
			f = &form{gender: n.Gender}
			all[s] = f
		} else if f.gender != n.Gender {
			f.gender = lexicon.Both
		}
		f.nouns = append(f.nouns, n)
		return f
	}
	for _, n := range lexicon.Nouns() {
		at(n.Singular, n).singular = true
		if acc := n.Accusative(); acc != n.Singular {
			at(acc, n).accusative = true
		} else {
			all[acc].accusative = true
		}
		for _, p := range n.Plurals {
			at(p, n).plural = true
		}
		nominative, oblique := n.Dual()
		at(nominative, n).dual = true
		at(oblique, n).dual = true
	}
	return all
})

// part is what a numeral word is of a number.
type part uint8

const (
	ones        part = iota + 1 // أحد to تسعة
	few10                       // عشرة، بضع
	ten                         // عشر
	tens                        // عشرون to تسعين
	hundreds                    // مئة، ألف، مليون and their kin
	ordinalUnit                 // الثالث، الحادية
)

// word is a numeral as it is written.
type word struct {
	part         part
	unit         int
	ta           bool   // it ends in ة (of 1 and 2: it is feminine)
	nun          bool   // a dual that has its nun
	prefix, bare string // bare is without prefix
	other        string // the other gender
	nominative   string // of one in the oblique case
}

// unitPrefixes may stand before a unit.
var unitPrefixes = []string{"و", "ب", "ل", "ف", "وب", "ول", "فب", "ك"}

// units3 are 3 to 10, without and with ة; 8 has two forms without.
const units3 = `ثلاث ثلاثة 3
أربع أربعة 4
خمس خمسة 5
ست ستة 6
سبع سبعة 7
ثمان ثمانية 8
ثماني ثمانية 8
تسع تسعة 9
عشر عشرة 10
بضع بضعة 11`

// units1 are 1 and 2 before «عشر» and before tens: masculine, feminine.
const units1 = `أحد إحدى 1
اثنا اثنتا 2
اثني اثنتي 2`

const ordinals = `الأول الأولى
الثاني الثانية
الثالث الثالثة
الرابع الرابعة
الخامس الخامسة
السادس السادسة
السابع السابعة
الثامن الثامنة
التاسع التاسعة
العاشر العاشرة
الحادي الحادية`

// ordinalUnits are the first words of ordinals of two parts.
var ordinalUnits = prose.Set(ordinals)

// foldedUnits are the units of 11 to 19, in any spelling.
var foldedUnits = sync.OnceValue(func() map[string]bool {
	return prose.Set(arabic.Fold(units3 + units1 + " واحد واحده احدي اثنتى اثنان اثنين ثالث رابع خامس سادس سابع ثامن تاسع حادي ثاني ثالثه رابعه خامسه سادسه سابعه ثامنه تاسعه حاديه ثانيه"))
})

const tensWords = `عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون`

const hundredsWords = `مئة مائة ثلاثمئة ثلاثمائة أربعمئة أربعمائة خمسمئة خمسمائة ستمئة ستمائة سبعمئة سبعمائة ثمانمئة ثمانمائة ثمانيمئة تسعمئة تسعمائة
	ألف آلاف مليون ملايين مليار مليارات`

// duals are of hundreds and thousands, without and with their nun.
const duals = `مئتا مئتي
مائتا مائتي
ألفا ألفي
مليونا مليوني
مليارا ملياري`

// tensOf are the tens in both cases.
var tensOf = prose.Set(tensWords + " عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين")

// numerals are all words of numbers, with the prefixes that they may have.
var numerals = sync.OnceValue(func() *prose.Lexicon[word] {
	all := map[string]word{}
	add := func(s string, w word, prefixes ...string) {
		w.bare = s
		for _, p := range append(prefixes, "") {
			w.prefix = p
			all[p+s] = w
		}
	}
	lines := func(text string, f func(fields []string)) {
		for line := range strings.Lines(text) {
			f(strings.Fields(line))
		}
	}
	lines(units3, func(f []string) {
		p, unit := ones, int(f[2][0]-'0')
		if len(f[2]) > 1 {
			p, unit = few10, 10
		}
		if f[0] == "عشر" {
			p = ten
		}
		add(f[0], word{part: p, unit: unit, other: f[1]}, unitPrefixes...)
		add(f[1], word{part: p, unit: unit, ta: true, other: f[0]}, unitPrefixes...)
	})
	lines(units1, func(f []string) {
		add(f[0], word{part: ones, unit: int(f[2][0] - '0'), other: f[1]}, unitPrefixes...)
		add(f[1], word{part: ones, unit: int(f[2][0] - '0'), ta: true, other: f[0]}, unitPrefixes...)
	})
	lines(ordinals, func(f []string) {
		all[f[0]] = word{part: ordinalUnit, bare: f[0], other: f[1]}
		all[f[1]] = word{part: ordinalUnit, bare: f[1], ta: true, other: f[0]}
	})
	delete(all, "لست") // «I am not»
	delete(all, "ولست")
	for _, s := range strings.Fields(tensWords) {
		oblique := strings.TrimSuffix(s, "ون") + "ين"
		add(s, word{part: tens}, "و")
		add(oblique, word{part: tens, nominative: s}, "و", "ب", "ل")
	}
	for _, s := range strings.Fields(hundredsWords) {
		add(s, word{part: hundreds}, "و", "ب", "ل")
	}
	lines(duals, func(f []string) {
		if f[0] != "مليونا" && f[0] != "مليارا" && f[0] != "ألفا" { // which are also the accusative of one
			add(f[0], word{part: hundreds}, "و")
		}
		add(f[1], word{part: hundreds, nominative: f[0]}, "و", "ب", "ل")
		add(f[0]+"ن", word{part: hundreds, nun: true}, "و")
		add(f[1]+"ن", word{part: hundreds, nun: true}, "و", "ب", "ل")
	})
	return prose.NewLexicon(all)
})

// labels stand before a number that counts nothing: رقم 5، المادة 3.
var labels = prose.Set(`رقم الرقم برقم المادة مادة الفقرة فقرة البند بند الفصل فصل الجزء جزء العدد عدد الصفحة صفحة ص الحلقة حلقة المجموعة القناة قناة الساعة ساعة
	يوم اليوم عام العام سنة فئة الفئة طريق الطريق الرحلة رحلة الدرجة المستوى مستوى الباب الموسم الجولة المرحلة الدورة الطابق القرار قرار القانون
	قانون كوفيد فيفا الألفية نسخة الأسبوع أسبوع محطة بند تحت أقل زائد ناقص بوابة الفرقة فرقة اللواء لواء الكتيبة كتيبة الوحدة وحدة المنطقة القطاع نموذج السورة الآية آية سورة تموز آب أيلول مارس مايو يونيو
	يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر يناير فبراير أبريل نيسان أيار حزيران شباط آذار محرم صفر رجب شعبان رمضان شوال الموافق بتاريخ في/`)

// closed are words that no noun is joined to.
var closed = prose.Set(`في من إلى على عن مع بين منذ خلال حتى قبل بعد عند أمام ضد أو ثم و أي كما لكن بل قد لم لن لا ما هم هي هو كان كانت كانوا أمس فقط تقريبا آخر
	آخرين آخرون أخرى أيضا إضافة حول حوالي نحو عبر دون ضمن بسبب بعدما عندما حين حيث وفق بحسب حسب ممن مما منهم منها منهما بينهم بينها بينهن على الأقل
	بجروح بتهمة لكل كل يوميا سنويا شهريا أسبوعيا إن أن إذ الذي التي الذين كانا ليس ليست هناك هنا معا عليهم عليها فيه فيها فيهم له لها لهم به بها بهم إليه إليها
	وفي ومن وعلى وإلى وعن ومع وأصيب وأصابت وأصاب وقتل وجرح وقال وأضاف وقد وهو وهي وكان وكانت ولم ولا بعيدا سوى غير خارج داخل فوق تحت قرب وسط جراء مقابل`)

// units are the nouns of money and measure, after which only adjectives and «من» stand.
var units = prose.Set(`دولار دينار درهم ريال جنيه فرنك روبل شيكل شيقل قرش متر كيلومتر سنتيمتر كيلوغرام كيلوجرام غرام جرام برميل هكتار فدان دونم ميل`)

var unitAdjectives = prose.Set(`أمريكي أميركي كندي أسترالي مصري سعودي كويتي أردني عراقي تونسي جزائري مغربي إماراتي قطري عماني إيراني سويسري روسي مربع مكعب`)

// subjectVerbs have no object: what follows them is their subject. «قتل» and
// «حضر» are not here, for they may have one.
var subjectVerbs = prose.Set(`تضرر وصل أصيب نزح توفي توفيت جرح استشهد غرق انهار تدمر فر تجمع تظاهر احتشد وأصيب ووصل ونزح وتوفي وجرح واستشهد وتضرر تضررت انهارت
	نجا لجأ`)

// times are what a verb without an object may stand beside: «نزح عشرين يومًا».
var times = prose.Set(`ثانية دقيقة ساعة يوما ليلة أسبوعا شهرا سنة عاما مرة كيلومترا مترا`)

// lasting are verbs that a length of time is the measure of.
var lasting = prose.Set(`استمر استمرت يستمر تستمر دام دامت يدوم تدوم استغرق استغرقت يستغرق تستغرق قضى قضت أمضى أمضت مكث مكثت`)

// openers stand before a noun that is not the second of two.
var openers = prose.Set(`في من إلى على عن مع منذ خلال حتى قبل بعد عند هو هي وفي ومن وإلى وعلى كان كانت`)
