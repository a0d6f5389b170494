package check

import "warraq/site"

// Source is where a rule can be read: a book of Arabic's spelling, marks or grammar, or a
// standard. It is empty for what is this desk's own habit.
func (r *Rule) Source() site.Words { return sources[r.ID] }

// The books and standards that rules rest on.
var (
	marks      = both("أحمد زكي باشا، الترقيم وعلاماته في اللغة العربية (القاهرة 1912)", "Ahmad Zaki Pasha, at-Tarqim wa-alamatuh fi l-lugha l-arabiyya (Cairo 1912)")
	spelt      = both("عبد السلام هارون، قواعد الإملاء", "Abd as-Salam Harun, Qawaid al-imla")
	wasl       = both("عبد السلام هارون، قواعد الإملاء، همزة الوصل", "Abd as-Salam Harun, Qawaid al-imla: the alef of joining")
	numbers    = both("عباس حسن، النحو الوافي، الجزء الرابع، باب العدد", "Abbas Hasan, an-Nahw al-wafi, volume 4: numbers")
	particle   = both("عباس حسن، النحو الوافي، الجزء الأول، إن وأخواتها: فتح همزتها وكسرها", "Abbas Hasan, an-Nahw al-wafi, volume 1: inna and its sisters, and the vowel of their hamza")
	jussives   = both("عباس حسن، النحو الوافي، الجزء الرابع، إعراب المضارع: الجوازم", "Abbas Hasan, an-Nahw al-wafi, volume 4: what puts a verb in the jussive")
	plurals    = both("عباس حسن، النحو الوافي، الجزء الأول، جمع المذكر السالم والأسماء الستة", "Abbas Hasan, an-Nahw al-wafi, volume 1: the sound plural and the six nouns")
	adjective  = both("عباس حسن، النحو الوافي، الجزء الثالث، النعت", "Abbas Hasan, an-Nahw al-wafi, volume 3: adjectives")
	stress     = both("عباس حسن، النحو الوافي، الجزء الثالث، التوكيد", "Abbas Hasan, an-Nahw al-wafi, volume 3: stress")
	layout     = both("W3C، متطلبات تنضيد النص العربي (ALREQ)", "W3C, Text Layout Requirements for the Arabic Script (ALREQ): https://www.w3.org/TR/alreq/")
	codepoints = both("معيار يونيكود، الفصل 9.2: العربية", "The Unicode Standard, chapter 9.2, Arabic: https://www.unicode.org/versions/latest/")
	bidirect   = both("يونيكود، الملحق UAX #9: خوارزمية الاتجاهين", "Unicode Standard Annex 9, the bidirectional algorithm: https://www.unicode.org/reports/tr9/")
	calendar   = both("بيانات CLDR للعربية، أسماء الشهور والأيام", "Unicode CLDR, Arabic: names of months and days: https://cldr.unicode.org/")
	textAlt    = both("W3C، WCAG 2.2، المعيار 1.1.1", "W3C, WCAG 2.2, criterion 1.1.1: https://www.w3.org/TR/WCAG22/#non-text-content")
	linkText   = both("W3C، WCAG 2.2، المعيار 2.4.4", "W3C, WCAG 2.2, criterion 2.4.4: https://www.w3.org/TR/WCAG22/#link-purpose-in-context")
)

// sources are those of rules, by their ids.
var sources = map[string]site.Words{
	"latin-mark": marks, "double-mark": marks, "unbalanced": marks, "space-before": marks, "space-after": marks, "many-marks": marks, "no-stop": marks,
	"waw-space": spelt, "tanwin-alef": spelt, "misspelt": spelt, "spelling": spelt, "waw-alef": spelt, "hamza-wasl": wasl,
	"counted-noun": numbers, "number-gender": numbers, "number-case": numbers, "ordinal": numbers,
	"inna": particle, "jussive": jussives, "plural-case": plurals, "agreement": adjective, "nafs": stress,
	"percent-before": layout, "tatweel": layout, "presentation-form": codepoints, "persian-letter": codepoints, "invisible": bidirect,
	"month-names": calendar, "hijri-month": calendar, "weekday": calendar, "no-such-day": calendar,
	"missing-alt": textAlt, "empty-link": linkText,
}
