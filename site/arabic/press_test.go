package arabic

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The dates of a paper in each country that it may be in, for one day of each
// system of months. Month names are CLDR's for that country.
func TestDatesOfAPaper(t *testing.T) {
	july := time.Date(2024, time.July, 5, 21, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		l                            Locale
		date, full, monthYear, clock string
	}{
		{Locale{}, "5 يوليو 2024", "الجمعة، 5 يوليو 2024", "يوليو 2024", "9:30 م"},
		{Locale{Country: "EG"}, "5 يوليو 2024", "الجمعة، 5 يوليو 2024", "يوليو 2024", "9:30 م"},
		{Locale{Country: "sy"}, "5 تموز 2024", "الجمعة، 5 تموز 2024", "تموز 2024", "9:30 م"},
		{Locale{Country: "IQ", Digits: Arab}, "٥ تموز ٢٠٢٤", "الجمعة، ٥ تموز ٢٠٢٤", "تموز ٢٠٢٤", "٩:٣٠ م"},
		{Locale{Country: "TN"}, "5 جويلية 2024", "الجمعة، 5 جويلية 2024", "جويلية 2024", "9:30 م"},
		{Locale{Country: "MA"}, "5 يوليوز 2024", "الجمعة، 5 يوليوز 2024", "يوليوز 2024", "21:30"},
		{Locale{Country: "MR"}, "5 يوليو 2024", "الجمعة، 5 يوليو 2024", "يوليو 2024", "9:30 م"},
		{Locale{Months: MonthsDual}, "5 يوليو/تموز 2024", "الجمعة، 5 يوليو/تموز 2024", "يوليو/تموز 2024", "9:30 م"},
		{Locale{Lang: "en"}, "5 July 2024", "Friday, 5 July 2024", "July 2024", "9:30 pm"},
		{Locale{Lang: "ar-SY", Country: "SY", Zone: time.FixedZone("", 3*3600)}, "6 تموز 2024", "السبت، 6 تموز 2024", "تموز 2024", "12:30 ص"},
	} {
		equal(t, "date", c.l.Date(july, ""), c.date)
		equal(t, "full", c.l.FullDate(july, ""), c.full)
		equal(t, "month", c.l.MonthYear(july, ""), c.monthYear)
		equal(t, "clock", c.l.Time(july), c.clock)
	}
	equal(t, "a month alone", Locale{Country: "DZ"}.MonthName(time.August, ""), "أوت")
	equal(t, "a calendar's head", Locale{}.WeekdayShort(time.Saturday), "س")
	equal(t, "a calendar's head", Locale{Lang: "en"}.WeekdayShort(time.Saturday), "S")
	equal(t, "no month", MonthsGregorian.Name(13), "")
	equal(t, "an unknown system", Months("lunar").Name(time.May), "مايو")
	if Months("lunar").Known() || !MonthsMorocco.Known() || !Months("").Known() {
		t.Error("an edition may name the systems of AllMonths, and no other")
	}
}

// Hijri dates are those of the Umm al-Qura calendar (ICU, umalqura).
func TestHijriDates(t *testing.T) {
	for day, want := range map[string]string{
		"2024-01-14": "2 رجب 1445 هـ", "2024-02-29": "19 شعبان 1445 هـ", "2023-04-21": "1 شوال 1444 هـ", "2025-12-31": "11 رجب 1447 هـ", "2026-11-23": "13 جمادى الآخرة 1448 هـ",
	} {
		at := instant(t, day+"T12:00:00Z")
		got, ok := Locale{}.HijriDate(at)
		equal(t, day, got, want)
		equal(t, day, ok, true)
	}
	at := instant(t, "2024-01-14T12:00:00Z")
	english, _ := Locale{Lang: "en"}.HijriDate(at)
	equal(t, "English", english, "2 Rajab 1445 AH")
	late, _ := Locale{Zone: time.FixedZone("", 3*3600)}.HijriDate(instant(t, "2024-01-13T22:00:00Z"))
	equal(t, "the day of the edition's zone", late, "2 رجب 1445 هـ")
	moved, _ := Locale{HijriOffset: 1}.HijriDate(at)
	equal(t, "a sighting a day later", moved, "3 رجب 1445 هـ")
	for _, day := range []string{"0001-01-01", "1882-11-11", "2077-11-17", "9999-12-31"} {
		if s, ok := (Locale{}).HijriDate(instant(t, day+"T00:00:00Z")); ok || s != "" {
			t.Errorf("%s is outside of the table, and is %s", day, s)
		}
	}
}

// Numbers in words have the right form for every number (CLDR, plurals.json:
// rules for ar) and are read as they are counted.
func TestPluralRules(t *testing.T) {
	f := Forms{Zero: "0", One: "1", Two: "2", TwoGenitive: "2g", Few: "few", Many: "many", Other: "other"}
	for _, c := range []struct {
		want string
		from []int
	}{
		{"0", []int{0}}, {"1", []int{1}}, {"2", []int{2}},
		{"few", []int{3, 10, 103, 110, 1003, 2010}}, {"many", []int{11, 99, 111, 199, 1011, 2099}}, {"other", []int{100, 102, 200, 1000, 1002, 1000000}},
	} {
		for _, n := range c.from {
			equal(t, "positive", Locale{}.Count(n, f, false), c.want)
			equal(t, "negative", Locale{}.Count(-n, f, false), c.want)
		}
	}
	equal(t, "after a preposition", Locale{}.Count(2, f, true), "2g")
	equal(t, "no genitive of its own", Locale{}.Count(2, Forms{Two: "كتابان"}, true), "كتابان")
	equal(t, "a form that is missing", Locale{}.Count(3, Forms{Other: "{n} كتاب"}, false), "3 كتاب")
	english := Locale{Lang: "en-GB"}
	equal(t, "English", english.Count(0, NounsFor("en", "")["day"], false), "0 days")
	equal(t, "English", english.Count(1, NounsFor("en", "")["day"], false), "1 day")
	equal(t, "separators", Locale{Country: "LB"}.Count(12345, NounsFor("ar", "")["view"], false), "12.345 مشاهدة")
	equal(t, "Arabic-Indic", Locale{Digits: Arab}.Count(1500, NounsFor("", "")["view"], false), "١٬٥٠٠ مشاهدة")
	equal(t, "a negative number", Locale{}.Number(-1500), "\u200e-1,500")
	equal(t, "a negative number", Locale{Digits: Arab}.Number(-5), "\u061c-٥")
	equal(t, "a negative number", english.Number(-1234567), "-1,234,567")
}

// Whatever the keyboard or the program that a word comes from, search finds it.
func TestFoldAcrossKeyboards(t *testing.T) {
	for want, spellings := range map[string][]string{
		"كتاب":   {"كتاب", "کتاب", "كِتَاب", "كتـــاب", "كت\u200cاب", "كتا\u0301ب", "\ufedb\ufe98\ufe8e\ufe8f", "\ufeffكتاب", "كتا\u00adب"},
		"احمد":   {"أحمد", "إحمد", "آحمد", "ٱحمد", "ا\u0654حمد", "أَحْمَدْ"},
		"علي":    {"علي", "علی", "على", "عَلِيّ"},
		"هويه":   {"هوية", "هویة", "ھویه"},
		"مووسسه": {"مؤوسسة", "موؤسسه"},
		"الله":   {"الله", "\ufdf2", "اللّٰه"},
		"لا":     {"لا", "\ufefb", "\ufefc", "لآ", "لأ"},
		"g20":    {"G20", "g٢٠", "G۲۰", "G२०", "g\uff12\uff10"}, // ASCII, Arabic-Indic, Persian, Devanagari, full width
		"a b":    {"A\tB", "a\u00a0b", "a\nb", "A\u2003B"},
		"x":      {"x\x00", "\x7fx", "x\u202e", "\u2066x\u2069", "x\ufe0f", "x\u115f"},
	} {
		for _, s := range spellings {
			equal(t, s, Fold(s), want)
			equal(t, "folded once more", Fold(Fold(s)), want)
		}
	}
	equal(t, "a sign with a shape stays", Fold("\u0601 5"), "\u0601 5")
	equal(t, "honorifics are not spelled out", PlainForms("\ufdfa"), "\ufdfa")
	equal(t, "composed", NFC("أ"), "أ")
}

// digit agrees with the Unicode Character Database on every decimal digit: runs
// of ten, from zero (The Unicode Standard, 4.6).
func TestEveryDigit(t *testing.T) {
	value := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.Is(unicode.Nd, r) {
			value = 0
			continue
		}
		if got := digit(r); got != '0'+rune(value%10) {
			t.Fatalf("%U is %c, want %d", r, got, value%10)
		}
		value++
	}
	equal(t, "no digit", digit('x'), 'x')
}

// An index of names: the article is passed over, hamza and tashkeel do not
// matter, accents do not part Latin names, numbers come last.
func TestIndexOfNames(t *testing.T) {
	want := []string{"آدم", "أحمد", "إدريس", "ألعاب", "إلكترونيات", "ألمانيا", "إلياس", "الياس", "التونسي", "ثريا", "الغزالي", "كريم", "هدى", "اليمن", "Élan", "Emil", "Übermensch", "Zoë", "2024", "٣٠"}
	got := slices.Clone(want)
	slices.Reverse(got)
	sorted(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for name, initial := range map[string]string{"Élan": "E", "إدريس": "ا", "ؤ": "ا", "التونسي": "ت", "ألمانيا": "ا", "المانيا": "ا", "«ألعاب»": "ا", "إلكترونيات": "ا", "إلياس": "ا", "المغرب": "م", "الكويت": "ك", "ال": "ا", "الي": "ا", "\u0301": "#", "٣٠": "#", "ةَ": "ت"} {
		equal(t, name, Initial(name), initial)
	}
	if CollationKey("على") == CollationKey("علي") {
		t.Error("two names have one key")
	}
}

// Dates that are wrong are told what was expected; odd ones that are right are
// read.
func TestMoreDates(t *testing.T) {
	for s, want := range map[string]string{
		"سبتمبر 14 2024": "2024-09-14 00:00", "14.9.2024": "2024-09-14 00:00", "14-9-2024": "2024-09-14 00:00", "2024/9/4": "2024-09-04 00:00",
		"14 سبتمبر 2024 في 7 صباحا": "2024-09-14 07:00", "14 سبتمبر 2024 10:00 مساء": "2024-09-14 22:00", "14 سبتمبر 2024 at 13:05:09": "2024-09-14 13:05",
		"14 سبتمبر 2024 15:05 م": "2024-09-14 15:05", "Sat 14 Sep 2024": "2024-09-14 00:00", "14 أيلول 2024 ميلادي": "2024-09-14 00:00",
		"2024-09-14t10:00:00z": "", "14 رجب / سبتمبر 1445": "", "2024-09-14 10:00:00 Z": "2024-09-14 10:00", "14 سبتمبر 2024 13:00 ص": "", "14 سبتمبر 2024 0:30 م": "",
		"سبتمبر": "", "سبتمبر السبت": "", "14/x/2024": "", "14/9-2024": "", "14 سبتمبر 24": "", "14 سبتمبر 2024 هـ": "", "14 سبتمبر 2024 10:": "", "14 سبتمبر 2024 10:00:": "",
		"14 سبتمبر 2024 10:60": "", "14 سبتمبر 2024 10:00:61": "", "14 سبتمبر 2024 10": "", "31 شعبان 1445": "", "1 محرم 1299": "", "1 محرم 1300": "1882-11-12 00:00",
		"14 سبتمبر (أيلول) 2024": "2024-09-14 00:00", "14 - سبتمبر - 2024": "2024-09-14 00:00", "5 يناير (كانون الثاني) 2024": "2024-01-05 00:00", "14 سبتمبر (مايو) 2024": "",
		"11 ربيع الأول 1446 هـ الموافق 14 سبتمبر 2024": "2024-09-14 00:00", "السبت 14 سبتمبر 2024 الموافق 11 ربيع الأول 1446 هـ": "2024-09-14 00:00", "1446/3/11 هـ الموافق 2024/09/14 م": "2024-09-14 00:00",
		"11 ربيع الأول 1446 هـ الموافق 24 سبتمبر 2024": "", "14 سبتمبر 2024 الموافق 15 سبتمبر 2024": "",
	} {
		got, _, err := ParseDate(s, nil)
		switch {
		case want == "" && err == nil && s != "2024-09-14t10:00:00z":
			t.Errorf("%s is %v", s, got)
		case want != "" && (err != nil || got.Format("2006-01-02 15:04") != want):
			t.Errorf("%s is %v, %v; want %s", s, got, err, want)
		case err != nil && !strings.Contains(err.Error(), "expected") && !strings.Contains(err.Error(), "no such") && !strings.Contains(err.Error(), "not one day"):
			t.Errorf("%s: %v does not say what was expected", s, err)
		}
	}
}

func TestMoreQuotesAndLists(t *testing.T) {
	for text, want := range map[string]string{
		`لا شيء`: `لا شيء`, `"`: `«`, `قال «ثم "نعم"» و"لا"`: `قال «ثم “نعم”» و«لا»`, `("نعم")`: `(«نعم»)`, `سرعة 12"ب`: `سرعة 12«ب`,
	} {
		equal(t, text, Quotes(text, nil), want)
	}
	equal(t, "two lengths", EvenQuotes(`بين 5" و7" فقط`), false) // so the paragraph stays as it is
	l := Locale{}
	equal(t, "one", l.Join([]string{"أ"}), "أ")
	equal(t, "Latin after و", l.Join([]string{"غوغل", "Apple"}), "غوغل وApple")
	equal(t, "English", Locale{Lang: "fr"}.Join([]string{"a", "b"}), "a and b")
}

// Text from elsewhere has Unix line ends and no control characters, and is
// otherwise as it was.
func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nb\rc\n": "a\nb\nc\n", "a\x00b\x1fc\x7f\u0085d": "abcd", "نص\tعادي\n": "نص\tعادي\n", "": "",
	} {
		equal(t, in, string(Tidy([]byte(in))), want)
	}
	clean := []byte("نص لا شيء فيه يُحذف")
	if got := Tidy(clean); &got[0] != &clean[0] {
		t.Error("a clean text is copied")
	}
	for _, r := range []rune{0, 0x1f, 0x7f, 0x9f, '\r'} {
		equal(t, "a control", IsControl(r), true)
		equal(t, "a control", IsControl(r), unicode.IsControl(r)) // Unicode, general category Cc
	}
	for _, r := range []rune{'\n', '\t', ' ', 'ق', 0xa0, 0x200f} {
		equal(t, "no control", IsControl(r), false)
	}
}

// Addresses stay addresses: NFC, no mark that a file system would rename, cut
// between words.
func TestMoreSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"كأس العالم ٢٠٣٠": "كاس-العالم-2030", "مؤتمر/قمة: «العُلا»": "مؤتمر-قمة-العلا", "ﷲ أكبر": "الله-اكبر", "e\u0301te\u0301": "été", "---": "", "a--b": "a-b", "\u202eabc": "abc", "C++": "c",
	} {
		equal(t, title, Slug(title), want)
		equal(t, title, norm.NFC.IsNormalString(Slug(title)), true)
	}
	one := Slug(strings.Repeat("ق", 200))
	if len(one) > MaxSlug || !utf8.ValidString(one) {
		t.Errorf("one long word is cut to %d bytes: %q", len(one), one)
	}
	equal(t, "at a hyphen", Slug(strings.Repeat("ق", 60)+" "+strings.Repeat("ب", 9)), strings.Repeat("ق", 60))
	equal(t, "anchors keep hamza", Anchor("أين إلى آخره؟"), "أين-إلى-آخره")
}

func TestMoreWords(t *testing.T) {
	for text, want := range map[string]int{
		"قال إنّ 3.5% منهم": 4, "كتا\u200cب": 1, "١٬٢٣٤٫٥ طن": 2, "2024-09-14": 3, "O'Brien’s": 1, "نعم/لا": 2, "…": 0, "كلمة\u00a0أخرى": 2, strings.Repeat("كلمة عادية ", 50): 100,
	} {
		equal(t, text, WordCount(text), want)
	}
}

// Every day of the table has one Hijri date, which leads back to it; a lunar
// year has 354 or 355 days.
func TestHijriCalendarIsWhole(t *testing.T) {
	day := time.Date(1882, time.November, 12, 0, 0, 0, 0, time.UTC) // 1 Muharram 1300
	lengths := map[int]int{}
	for {
		year, month, d, ok := Hijri(day)
		if !ok {
			break
		}
		lengths[year]++
		if back, ok := gregorian(year, month, d, time.UTC); !ok || !back.Equal(day) {
			t.Fatalf("%s is %d-%d-%d, which is %s", day.Format(time.DateOnly), year, month, d, back.Format(time.DateOnly))
		}
		day = day.AddDate(0, 0, 1)
	}
	equal(t, "the first day after 1500", day.Format(time.DateOnly), "2077-11-17")
	equal(t, "years", len(lengths), 1500-1300+1)
	for year, days := range lengths {
		if days != 354 && days != 355 {
			t.Errorf("%d has %d days", year, days)
		}
	}
	for _, wrong := range [][3]int{{1299, 1, 1}, {1501, 1, 1}, {1446, 0, 1}, {1446, 13, 1}, {1446, 1, 0}, {1446, 1, 31}} {
		if at, ok := gregorian(wrong[0], wrong[1], wrong[2], time.UTC); ok {
			t.Errorf("%v is %s", wrong, at)
		}
	}
}
