package arabic

import "maps"

// sameTongue are languages and older codes that have the words of another one (ISO 639-3, CLDR aliases).
var sameTongue = map[string]string{"ckb": "ku", "sdh": "ku", "prs": "fa", "pes": "fa", "iw": "he"}

// tongues are the languages beside Arabic that the interface speaks. Names and patterns are CLDR 48's
// (ca-gregorian.json, long and full; ca-islamic.json; listPatterns.json; plurals.json) but where a comment says so.
var tongues = map[string]*tongue{"en": &english, "fa": &persian, "ur": &urdu, "ku": &kurdish, "he": &hebrew, "ug": &uyghur, "sd": &sindhi}

func oneOrOther(n int) Plural {
	if n == 1 {
		return One
	}
	return Other
}

var english = tongue{
	months:   [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	narrow:   [7]string{"S", "M", "T", "W", "T", "F", "S"},
	hijri:    [12]string{"Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhul-Qadah", "Dhul-Hijjah"},
	era:      " AH",
	day:      " ", month: " ", weekday: ", ", clock: ", ", monthYear: " ", layout: "3:04 pm", comma: ", ", and: " and ",
	nouns: englishNouns, plural: oneOrOther, needs: []string{"one", "other"},
}

var persian = tongue{
	months:   [12]string{"ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"},
	inDate:   []string{"ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن", "ژوئیهٔ", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"},
	weekdays: [7]string{"یکشنبه", "دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه"},
	narrow:   [7]string{"ی", "د", "س", "چ", "پ", "ج", "ش"},
	hijri:    [12]string{"محرم", "صفر", "ربیع\u200cالاول", "ربیع\u200cالثانی", "جمادی\u200cالاول", "جمادی\u200cالثانی", "رجب", "شعبان", "رمضان", "شوال", "ذیقعده", "ذیحجه"},
	era:      " ه\u200d.ق.",
	day:      " ", month: " ", weekday: " ", clock: " ساعت ", monthYear: " ", layout: "15:04", comma: "، ", and: " و ", minus: "\u200e\u2212",
	digits: ArabExt, indic: ArabExt, firstRegion: "IR", needs: []string{"one", "other"},
	plural: func(n int) Plural {
		if n <= 1 {
			return One
		}
		return Other
	},
	nouns: map[string]Forms{
		"minute": same("دقیقه"), "hour": same("ساعت"), "day": same("روز"), "week": same("هفته"), "month": same("ماه"), "year": same("سال"),
		"article": same("مقاله"), "news": same("خبر"), "comment": same("دیدگاه"), "view": same("بازدید"), "result": same("نتیجه"), "picture": same("عکس"),
		"story": same("مطلب"), "part": same("بخش"), "word": same("واژه"), "author": same("نویسنده"),
	},
}

var urdu = tongue{
	months:   [12]string{"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"},
	weekdays: [7]string{"اتوار", "پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ"},
	narrow:   [7]string{"ا", "پ", "م", "ب", "ج", "ج", "ہ"}, // CLDR has the English letters here
	hijri:    [12]string{"محرم", "صفر", "ربیع الاول", "ربیع الثانی", "جمادی الاول", "جمادی الثانی", "رجب", "شعبان", "رمضان", "شوال", "ذوالقعدۃ", "ذوالحجۃ"},
	era:      " ہجری",
	day:      " ", month: "، ", weekday: "، ", clock: " کو ", monthYear: " ", layout: "3:04 PM", comma: "، ", and: " اور ", minus: "\u200e-",
	indic: ArabExt, firstRegion: "PK", needs: []string{"one", "other"}, plural: oneOrOther,
	nouns: map[string]Forms{
		"minute": same("منٹ"), "hour": {One: "{n} گھنٹہ", Other: "{n} گھنٹے"}, "day": same("دن"), "week": {One: "{n} ہفتہ", Other: "{n} ہفتے"},
		"month": {One: "{n} مہینہ", Other: "{n} مہینے"}, "year": same("سال"), "article": {One: "{n} مضمون", Other: "{n} مضامین"},
		"news": {One: "{n} خبر", Other: "{n} خبریں"}, "comment": {One: "{n} تبصرہ", Other: "{n} تبصرے"}, "view": same("ویوز"),
		"result": {One: "{n} نتیجہ", Other: "{n} نتائج"}, "picture": {One: "{n} تصویر", Other: "{n} تصاویر"},
		"story": {One: "{n} خبر", Other: "{n} خبریں"}, "part": {One: "{n} حصہ", Other: "{n} حصے"}, "word": {One: "{n} لفظ", Other: "{n} الفاظ"},
		"author": {One: "{n} مصنف", Other: "{n} مصنفین"},
	},
}

// kurdish is Central Kurdish (ckb). CLDR has of its full date and of its month with a year only the order of
// the root; the order here is that of its long date.
var kurdish = tongue{
	months:   [12]string{"کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران", "تەمووز", "ئاب", "ئەیلوول", "تشرینی یەکەم", "تشرینی دووەم", "کانونی یەکەم"},
	weekdays: [7]string{"یەکشەممە", "دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "ھەینی", "شەممە"},
	narrow:   [7]string{"ی", "د", "س", "چ", "پ", "ھ", "ش"},
	hijri:    [12]string{"موحەڕەم", "سەفەر", "ڕەبیعی یەکەم", "ڕەبیعی دووەم", "جەمادی یەکەم", "جەمادی دووەم", "ڕەجەب", "شەعبان", "ڕەمەزان", "شەووال", "زولقەعدە", "زولحیججە"}, // CLDR has none
	era:      "ی کۆچی",
	day:      "ی ", month: "ی ", weekday: "، ", clock: "، ", monthYear: "ی ", layout: "3:04 PM", am: "ب.ن", pm: "د.ن", comma: "، ", and: " و ", minus: "\u200f-",
	digits: Arab, firstRegion: "IQ", needs: []string{"one", "other"}, plural: oneOrOther,
	nouns: map[string]Forms{
		"minute": same("خولەک"), "hour": same("کاتژمێر"), "day": same("ڕۆژ"), "week": same("هەفتە"), "month": same("مانگ"), "year": same("ساڵ"),
		"article": same("وتار"), "news": same("هەواڵ"), "comment": same("کۆمێنت"), "view": same("بینین"), "result": same("ئەنجام"), "picture": same("وێنە"),
		"story": same("بابەت"), "part": same("بەش"), "word": same("وشە"), "author": same("نووسەر"),
	},
}

var hebrew = tongue{
	months:   [12]string{"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"},
	weekdays: [7]string{"יום ראשון", "יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "יום שבת"},
	narrow:   [7]string{"א׳", "ב׳", "ג׳", "ד׳", "ה׳", "ו׳", "ש׳"},
	hijri:    [12]string{"מוחרם", "צפר", "רביע אל-אוול", "רביע א-ת׳אני", "ג׳ומאדא אל-אולא", "ג׳ומאדא א-ת׳אניה", "רג׳ב", "שעבאן", "רמדאן", "שוואל", "ד׳ו אל־קעדה", "ד׳ו אל־חיג׳ה"},
	era:      " הג׳רה",
	day:      " ב", month: " ", weekday: ", ", clock: " בשעה ", monthYear: " ", layout: "15:04", comma: ", ", and: " ו", glued: " ו-", minus: "\u200e-",
	firstRegion: "IL", needs: []string{"one", "two", "other"},
	plural: func(n int) Plural {
		if n == 2 {
			return Two
		}
		return oneOrOther(n)
	},
	nouns: map[string]Forms{
		"minute": {One: "דקה", Two: "שתי דקות", Other: "{n} דקות"}, "hour": {One: "שעה", Two: "שעתיים", Other: "{n} שעות"},
		"day": {One: "יום אחד", Two: "יומיים", Other: "{n} ימים"}, "week": {One: "שבוע", Two: "שבועיים", Other: "{n} שבועות"},
		"month": {One: "חודש", Two: "חודשיים", Other: "{n} חודשים"}, "year": {One: "שנה", Two: "שנתיים", Other: "{n} שנים"},
		"article": {One: "מאמר אחד", Two: "שני מאמרים", Other: "{n} מאמרים"}, "news": {One: "ידיעה אחת", Two: "שתי ידיעות", Other: "{n} ידיעות"},
		"comment": {One: "תגובה אחת", Two: "שתי תגובות", Other: "{n} תגובות"}, "view": {One: "צפייה אחת", Two: "שתי צפיות", Other: "{n} צפיות"},
		"result": {One: "תוצאה אחת", Two: "שתי תוצאות", Other: "{n} תוצאות"}, "picture": {One: "תמונה אחת", Two: "שתי תמונות", Other: "{n} תמונות"},
		"story": {One: "כתבה אחת", Two: "שתי כתבות", Other: "{n} כתבות"}, "part": {One: "חלק אחד", Two: "שני חלקים", Other: "{n} חלקים"},
		"word": {One: "מילה אחת", Two: "שתי מילים", Other: "{n} מילים"}, "author": {One: "כותב אחד", Two: "שני כותבים", Other: "{n} כותבים"},
	},
}

// uyghur has no list of its own in CLDR.
var uyghur = tongue{
	months:   [12]string{"يانۋار", "فېۋرال", "مارت", "ئاپرېل", "ماي", "ئىيۇن", "ئىيۇل", "ئاۋغۇست", "سېنتەبىر", "ئۆكتەبىر", "نويابىر", "دېكابىر"},
	weekdays: [7]string{"يەكشەنبە", "دۈشەنبە", "سەيشەنبە", "چارشەنبە", "پەيشەنبە", "جۈمە", "شەنبە"},
	narrow:   [7]string{"ي", "د", "س", "چ", "پ", "ج", "ش"},
	hijri:    [12]string{"مۇھەررەم", "سەپەر", "رەبىئۇلئەۋۋەل", "رەبىئۇلئاخىر", "جەمادىيەلئەۋۋەل", "جەمادىيەلئاخىر", "رەجەب", "شەئبان", "رامىزان", "شەۋۋال", "زۇلقەئدە", "زۇلھەججە"},
	era:      " ھىجرىيە",
	long:     "{d}-{m}، {y}", full: "{y} {d}-{m}، {w}",
	day: " ", month: "، ", weekday: "، ", clock: " ", monthYear: " ", yearFirst: true, layout: "15:04", zero: true, comma: "، ", and: " ۋە ",
	firstRegion: "CN", needs: []string{"one", "other"}, plural: oneOrOther,
	nouns: englishBut(map[string]Forms{
		"minute": same("مىنۇت"), "hour": same("سائەت"), "day": same("كۈن"), "week": same("ھەپتە"), "month": same("ئاي"), "year": same("يىل"),
	}),
}

// sindhi has in CLDR's root «AH» after a Hijri year; the era here is what its papers write.
var sindhi = tongue{
	months:   [12]string{"جنوري", "فيبروري", "مارچ", "اپريل", "مئي", "جون", "جولاءِ", "آگسٽ", "سيپٽمبر", "آڪٽوبر", "نومبر", "ڊسمبر"},
	weekdays: [7]string{"آچر", "سومر", "اڱارو", "اربع", "خميس", "جمعو", "ڇنڇر"},
	narrow:   [7]string{"آچر", "سو", "اڱ", "اربع", "خم", "جم", "ڇن"},
	hijri:    [12]string{"محرم", "صفر", "ربيع الاول", "ربیع الاخر", "جمادی الاول", "جمادي الاخر", "رجب", "شعبان", "رمضان", "شوال", "ذوالقعد", "ذوالحجہ"},
	era:      " هجري",
	long:     "{y} {m} {d}", full: "{w}, {m} {d}, {y}",
	day: " ", month: " ", weekday: ", ", clock: " ", monthYear: " ", yearFirst: true, layout: "3:04 PM", am: "صبح", pm: "شام", comma: "، ", and: " ۽ ", minus: "\u061c-",
	digits: Arab, firstRegion: "PK", needs: []string{"one", "other"}, plural: oneOrOther,
	nouns: englishBut(map[string]Forms{
		"minute": same("منٽ"), "hour": same("ڪلاڪ"), "day": same("ڏينهن"), "week": {One: "{n} هفتو", Other: "{n} هفتا"}, "month": {One: "{n} مهينو", Other: "{n} مهينا"}, "year": same("سال"),
	}),
}

// englishBut are the nouns of a language whose other words CLDR does not have: the interface is in English there too, until a
// paper has its own strings.
func englishBut(known map[string]Forms) map[string]Forms {
	out := maps.Clone(englishNouns)
	maps.Copy(out, known)
	return out
}

// same are the forms of a noun that numbers do not change.
func same(noun string) Forms { return Forms{One: "{n} " + noun, Other: "{n} " + noun} }
