package theme

import "warraq/site"

// Function is what the handbook says of a function that templates may call.
type Function struct {
	Name  string
	Use   string // a call of it, as in a template
	About site.Words
}

// Described are all functions of templates. latest, tagged, by and series ask the
// edition, data a file: a page that asked is made again when the answer changes, and only then.
var Described = []Function{
	{"once", `once "partials/card.html" .`, site.Say("جزء بطاقة أو .Chrome، يُصنع مرة ويُعاد", "the partial of a card or of .Chrome, rendered once and used again")},
	{"t", `t "latest"`, site.Say("كلمة من كلمات الواجهة", "a string of the interface")},
	{"tn", `tn "live_new" 3`, site.Say("كلمة بصيغة الجمع التي للعدد", "a string in its plural form for a number")},
	{"count", `count "minute" 3`, site.Say("عدد ومعدوده: «3 دقائق»؛ المعدود minute أو hour أو day أو week أو month أو year أو article أو comment أو view أو result أو picture", "a number with its noun: minute, hour, day, week, month, year, article, comment, view, result or picture")},
	{"countGen", `countGen "minute" 2`, site.Say("مثله بعد حرف جر: «قبل دقيقتين»", "the same after a preposition: «قبل دقيقتين»")},
	{"number", `number 1200`, site.Say("عدد بأرقام الجريدة وفواصلها", "a number in the paper's digits and separators")},
	{"date", `date "body" .Date`, site.Say("«14 سبتمبر 2024»؛ الموضع dateline أو body أو caption أو archive، ومنه اسم الشهر", "«14 سبتمبر 2024»; the position is dateline, body, caption or archive, and chooses the name of the month")},
	{"fulldate", `fulldate "dateline" .Date`, site.Say("التاريخ ومعه اسم اليوم", "the date with the weekday")},
	{"datetime", `datetime "body" .Date`, site.Say("التاريخ ومعه الساعة", "the date with the hour")},
	{"monthyear", `monthyear "archive" .Month`, site.Say("«سبتمبر 2024»", "«سبتمبر 2024»")},
	{"month", `month .Month`, site.Say("2024-09، كما يريده حقل نموذج", "2024-09, as a form's field wants it")},
	{"clock", `clock .Date`, site.Say("«3:05 م»", "«3:05 م»")},
	{"day", `day .Date`, site.Say("رقم اليوم في شهره", "the day of the month")},
	{"year", `year .Date`, site.Say("السنة", "the year")},
	{"hijri", `hijri .Date`, site.Say("التاريخ بتقويم أم القرى، وفارغ إن لم تُظهره الجريدة", "the date in the Umm al-Qura calendar, empty where the paper does not show it")},
	{"duration", `duration .Duration`, site.Say("مدة فيلم أو فصل: «3:25»", "the length of a film or a chapter: «3:25»")},
	{"iso", `iso .Date .HasTime`, site.Say("لخاصية datetime: RFC 3339، أو اليوم وحده", "for an attribute datetime: RFC 3339, or the day alone")},
	{"weekdays", `range weekdays`, site.Say("أسماء الأيام السبعة قصيرة، بترتيب بلد الجريدة", "the seven short names of days, in the order of the paper's country")},
	{"bidi", `bidi .Title`, site.Say("نص للقارئ، يُعزل فيه ما يقلب السطر؛ لكل نص يظهر", "a text for readers, with the runs isolated that would turn its line round; for each text that shows")},
	{"plain", `plain .Title`, site.Say("النص نفسه لخاصية أو <title>", "the same for an attribute or a <title>")},
	{"dir", `dir .Lang`, site.Say("اتجاه لغة: rtl أو ltr", "the direction of a language: rtl or ltr")},
	{"vowelled", `vowelled .Title`, site.Say("هل في النص حركات، وهي تحتاج إلى سطر أوسع", "whether a text has vowel marks, which want more room between lines")},
	{"join", `join .Agencies`, site.Say("«أ، ب وج»", "«أ، ب وج»: a list as words")},
	{"bylines", `bylines .Authors`, site.Say("أسماء الكتّاب بروابطها، معطوفة", "the names of authors, linked and joined")},
	{"typeName", `typeName .Type`, site.Say("اسم نوع القصة، وفارغ للخبر", "the label of a story's type, empty for news")},
	{"typePlural", `typePlural .Type`, site.Say("اسم الجمع لنوع من أنواعك", "what several stories of a type of your own are called")},
	{"echoes", `echoes .Type .Kicker`, site.Say("هل تقول الكلمة التي فوق العنوان ما يقوله النوع", "whether the kicker says what the type says")},
	{"among", `among "also_video" .Kicker`, site.Say("هل الكلمة من قائمة في كلمات الواجهة، بينها فواصل", "whether a word is in a string that is a list parted by commas")},
	{"abs", `abs .URL`, site.Say("العنوان كاملًا، ومعه المضيف", "the whole address, with the host")},
	{"zero", `if not (zero .Updated)`, site.Say("هل الوقت غير مكتوب", "whether a time is unset")},
	{"add", `add .Index 1`, site.Say("مجموع عددين", "the sum of two numbers")},
	{"first", `range first 3 .Cards`, site.Say("أول القائمة", "the first of a list")},
	{"after", `range after 3 .Cards`, site.Say("ما بعد أول القائمة", "what follows the first of a list")},
	{"parts", `range parts .Body .Chrome.Ads`, site.Say("النص مقسومًا حيث تقف الإعلانات", "a body, divided where ads: of edition.yaml says")},
	{"stands", `if stands $i 3`, site.Say("هل يقف شيء بعد هذا العنصر: بعد كل ثالث", "whether something stands behind an item: behind each third")},
	{"icon", `icon "search"`, site.Say("رسم من static/icons داخل الصفحة", "a drawing of static/icons, within the page")},
	{"asset", `with asset "css/paper.css"`, site.Say("ملف CSS أو سكربت من static، ومعه ما يستورده، باسم مبصوم: .URL و.Integrity", "a sheet or script of static, with what it imports, under a fingerprinted name: .URL, .Integrity")},
	{"picture", `picture .Image "card"`, site.Say("صورة بمقاسات دورها: lead أو inline أو gallery أو opening أو card أو face، أو دور من pictures.roles", "a picture in the sizes of its role: lead, inline, gallery, opening, card, face, or one of pictures.roles")},
	{"latest", `range latest 5 "politics"`, site.Say("أحدث بطاقات الجريدة، أو قسم باسم مجلده", "the newest cards of the paper, or of a section by its folder")},
	{"tagged", `range tagged 3 "غزة"`, site.Say("أحدث بطاقات وسم", "the newest cards of a tag")},
	{"by", `range by 3 "huda"`, site.Say("أحدث بطاقات كاتب، باسم ملفه أو باسمه", "the newest cards of an author, by id or name")},
	{"series", `range series 0 "نهر بلا ماء"`, site.Say("أجزاء سلسلة؛ 0 كلها", "the parts of a series; 0 is all")},
	{"data", `range data "election"`, site.Say("ما في content/data/election.csv، أو yaml أو json؛ ولكل سطر حقول بأسماء الأعمدة", "what content/data/election.csv holds, or yaml, or json; each row has fields by the names of columns")},
}
