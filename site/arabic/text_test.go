package arabic

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestPositionsHaveTheirOwnMonths(t *testing.T) {
	at := time.Date(2024, time.May, 14, 22, 30, 0, 0, time.UTC)
	l := Locale{Months: MonthsDual, MonthsAt: map[string]Months{"dateline": MonthsGregorian}, Zone: time.FixedZone("", 3*3600)}
	equal(t, "body", l.Date(at, "body"), "15 مايو/أيار 2024")
	equal(t, "dateline", l.Date(at, "dateline"), "15 مايو 2024")
	equal(t, "Levantine first", MonthsDualSyriac.Name(time.May), "أيار/مايو")
	l.Digits = Arab
	equal(t, "digits", l.DateTime(at, "dateline"), "١٥ مايو ٢٠٢٤، ١:٣٠ ص")
	l.HijriOffset = -1
	hijri, _ := l.HijriDate(at) // Umm al-Qura: 7 Dhu al-Qada 1445
	equal(t, "hijri, a day earlier", hijri, "٦ ذو القعدة ١٤٤٥ هـ")
}

func TestCountHasTheDualAndItsGenitive(t *testing.T) {
	l := Locale{}
	for n, want := range map[int]string{0: "لا تعليقات", 1: "تعليق واحد", 2: "تعليقان", 3: "3 تعليقات", 11: "11 تعليقًا", 100: "100 تعليق", 1000: "1,000 تعليق"} {
		equal(t, "comment", l.Count(n, Nouns["comment"], false), want)
	}
	equal(t, "genitive", l.Count(2, Nouns["minute"], true), "دقيقتين")
	equal(t, "English", Locale{Lang: "en"}.Count(1, NounsFor("en", "")["minute"], true), "1 minute")
}

func TestEveryNounHasEveryForm(t *testing.T) {
	for name, forms := range Nouns {
		if missing := forms.Missing("ar"); missing != nil || forms.TwoGenitive == "" {
			t.Errorf("%s lacks %v", name, missing)
		}
		english, ok := englishNouns[name]
		if missing := english.Missing("en"); !ok || missing != nil {
			t.Errorf("English %s lacks %v", name, missing)
		}
	}
	got := Forms{One: "دقيقة", Other: "{n} دقائق"}.Missing("ar")
	if want := []string{"zero", "two", "few", "many"}; !slices.Equal(got, want) {
		t.Errorf("Missing = %v, want %v", got, want)
	}
}

func TestWordCount(t *testing.T) {
	for text, want := range map[string]int{"": 0, "مَكْتَبَةٌ كـــبيرة": 2, "وقال: «نعم»، 1,234.5 مرة.": 4, "دور الـ20": 2, "don't stop": 2, "a-b": 2} {
		equal(t, text, WordCount(text), want)
	}
}

func TestJoin(t *testing.T) {
	l := Locale{}
	equal(t, "two", l.Join([]string{"أ", "ب"}), "أ وب") // CLDR, listPatterns.json
	equal(t, "three", l.Join([]string{"أ", "ب", "ج"}), "أ، ب وج")
	equal(t, "English", Locale{Lang: "en"}.Join([]string{"a", "b", "c"}), "a, b and c")
	equal(t, "none", l.Join(nil), "")
}

func TestDir(t *testing.T) {
	for lang, want := range map[string]string{"ar": "rtl", "ar-EG": "rtl", "fa": "rtl", "he": "rtl", "ckb": "rtl", "ur": "rtl", "ug": "rtl", "sd": "rtl", "ps": "rtl", "ku": "rtl", "ku-IQ": "rtl", "ku-TR": "ltr", "ku-Latn-IQ": "ltr", "sd-Deva": "ltr", "az": "ltr", "az-IR": "rtl", "pa_PK": "rtl", "ar_EG": "rtl", "en": "ltr", "az-Arab": "rtl", "ar-Latn": "ltr", "": "ltr"} {
		equal(t, lang, Dir(lang), want)
	}
}

func TestRegion(t *testing.T) {
	for tag, want := range map[string]string{"ar-LB": "LB", "ar_eg": "EG", "ku-Arab-IQ": "IQ", "ar": "", "": "", "ku-Latn": "", "ar-x-lb": "", "es-419": "", "ar-u-nu-latn": "", "zh-yue-hk": "HK"} {
		equal(t, tag, Region(tag), want)
	}
}

func TestFoldBringsSpellingsTogether(t *testing.T) {
	for _, pair := range [][2]string{
		{"إِسْلام", "اسلام"}, {"مستشفى", "مستشفي"}, {"مدرسة", "مدرسه"}, {"مسؤول", "مسوول"}, {"كتــــاب", "كتاب"},
		{"\u06a9تاب", "كتاب"}, {"٢٠٢٢", "2022"}, {"\u06f2\u06f0", "20"}, {"ﻻ", "لا"}, {"\u0627\u0654حمد", "احمد"},
		{"كت\u200bاب\u200f", "كتاب"}, {"Reuters", "reuters"}, {"هـ", "ه"},
	} {
		equal(t, pair[0], Fold(pair[0]), pair[1])
	}
}

func TestFoldKeyKeepsWhatTellsWordsApart(t *testing.T) {
	for a, b := range map[string]string{"غزّة": "غزة", " أحمد  علي": "احمد علي", "الأمـم\u200e المتحدة": "الامم المتحدة"} {
		equal(t, a, FoldKey(a), FoldKey(b))
	}
	if FoldKey("على") == FoldKey("علي") || FoldKey("كرة") == FoldKey("كره") {
		t.Error("two words have one key")
	}
	equal(t, "clean", CleanName("\ufeff أحمد\u200f\u00a0 \u202eعلي"), "أحمد علي")
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"كواليس زيارة شويغو لكوريا الشمالية.. هذا ما تعهد به كيم لروسيا": "كواليس-زيارة-شويغو-لكوريا-الشمالية-هذا-ما-تعهد-به-كيم-لروسيا",
		"إِعلان «أوبك+» عن ٢٠٢٥": "اعلان-اوبك-عن-2025",
		"G20 والـCOVID-19":       "g20-والcovid-19",
		"..":                     "", "../etc": "etc", "مسؤول في المستشفى": "مسؤول-في-المستشفى", "John's": "johns",
	} {
		equal(t, title, Slug(title), want)
	}
	long := Slug(strings.Repeat("الاقتصاد ", 30))
	if len(long) > MaxSlug || !strings.HasSuffix(long, "-الاقتصاد") {
		t.Errorf("cut inside a word: %s (%d bytes)", long, len(long))
	}
	equal(t, "anchor", Anchor("أرقام المرفأ، 2024"), "أرقام-المرفأ-2024")
}

// sorted orders names as an Arabic index does.
func sorted(names []string) {
	slices.SortStableFunc(names, func(a, b string) int { return strings.Compare(CollationKey(a), CollationKey(b)) })
}

func TestIndexOrder(t *testing.T) {
	names := []string{"Zain", "2024", "القاهرة", "أحمد", "باريس", "الأردن", "apple", "آدم", "الله"}
	sorted(names)
	// «الأردن» stands under alef and ra, «القاهرة» under qaf.
	want := []string{"آدم", "أحمد", "الأردن", "الله", "باريس", "القاهرة", "apple", "Zain", "2024"}
	if !slices.Equal(names, want) {
		t.Errorf("got %v", names)
	}
	for name, want := range map[string]string{"القاهرة": "ق", "آدم": "ا", "الله": "ا", "apple": "A", "2024": "#", "«غزة»": "غ", "": "#"} {
		equal(t, name, Initial(name), want)
	}
}

func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		`أجريا "مباحثات بنّاءة".`:   `أجريا «مباحثات بنّاءة».`,
		`و"العربي" وبـ"الحزب"`:      `و«العربي» وبـ«الحزب»`,
		`قال "سمعت "نعم" منه" ومضى`: `قال «سمعت “نعم” منه» ومضى`,
		`شاشة 12" كبيرة`:            `شاشة 12" كبيرة`,
		`قال: "عددهم 12" ومضى`:      `قال: «عددهم 12» ومضى`,
		`«قال "نعم" ثم» مضى`:        `«قال “نعم” ثم» مضى`,
	} {
		equal(t, text, Quotes(text, &QuoteState{}), want)
	}
	state := &QuoteState{}
	equal(t, "across nodes", Quotes(`قال "هذا `, state)+Quotes("مهم", state)+Quotes(` جدا" ومضى`, state), "قال «هذا مهم جدا» ومضى")
	equal(t, "odd marks", EvenQuotes(`قال "نعم`), false)
	equal(t, "inches are none", EvenQuotes(`شاشة 12" كبيرة`), true)
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"أحمد", "İ\u0307 ..", "e\u0301\u200d", strings.Repeat("ص ", 90), "\xff/..", "ﷺ \u06dd", "ᄀ\u200dᅡ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		if len(slug) > MaxSlug || !utf8.ValidString(slug) || !norm.NFC.IsNormalString(slug) ||
			strings.ContainsAny(slug, `./\?#%: `) || strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
		if again := Slug(slug); again != slug {
			t.Errorf("Slug(%q) = %q, then %q", s, slug, again)
		}
	})
}

// Two tags whose letters are the same are one, but for signs that make another name.
func TestSignsOfNames(t *testing.T) {
	for name, want := range map[string]string{
		"غزة": "", "A*": "*", "50%": "%", "٥٠٪": "٪", "-5": "-", "5": "", "C++": "++", "C#": "", "#غزة": "", "@paper": "", "الشرق-الأوسط": "", "A-": "-", "€": "€", "a | b": "", " -5 ": "-",
	} {
		if got := SignsOf(name); got != want {
			t.Errorf("%q has the signs %q, want %q", name, got, want)
		}
	}
}

// A house writes tanwin before its alef or after it, in what the paper itself says too.
func TestTanwinInTheWayOfTheHouse(t *testing.T) {
	equal(t, "before", PlaceTanwin("أيضاً، وشكراً", "before"), "أيضًا، وشكرًا")
	equal(t, "after", PlaceTanwin("أيضًا، وشكرًا", "after"), "أيضاً، وشكراً")
	equal(t, "as it is", PlaceTanwin("أيضًا وشكراً", ""), "أيضًا وشكراً")
	equal(t, "a count", Locale{}.Count(11, NounsFor("ar", "after")["day"], false), "11 يوماً")
	equal(t, "a count as ever", Locale{}.Count(11, NounsFor("ar", "")["day"], false), "11 يومًا")
}

// Vowel marks are told from what plain text has too: the shadda, and the tanwin of an alef.
func TestIsVowelled(t *testing.T) {
	for text, want := range map[string]bool{"ليالٍ": true, "مَوْت": true, "مدّ": false, "شكراً": false, "شكرًا": false, "قال": false, "": false} {
		if IsVowelled(text) != want {
			t.Errorf("%q: %v, want %v", text, !want, want)
		}
	}
}

// NFC of a text without marks is found without the library. It is the library's: for
// every character of two bytes, alone, between letters and cut short.
func TestNFCIsTheLibrarys(t *testing.T) {
	for r := range rune(0x800) {
		for _, s := range []string{string(r), "ا" + string(r), string(r) + "ا", "وe" + string(r) + "\u0301\u0654", "ا" + string(r)[:1]} {
			if got, want := NFC(s), norm.NFC.String(s); got != want {
				t.Errorf("%+q: %+q, want %+q", s, got, want)
			}
		}
	}
}
