package arabic

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// icuTongue is what ICU says of a language beside Arabic.
type icuTongue struct {
	Digits                      Digits
	Long, Full, Time, MonthYear map[string]string
	Weekdays, Months, Plurals   []string
	Number, List                string
	Units                       map[string][]string
}

func TestOtherLanguagesAreWrittenAsCLDRWritesThem(t *testing.T) {
	names := map[Plural]string{One: "one", Two: "two", Other: "other"}
	for lang, want := range oracle(t).Tongues {
		l := Locale{Lang: lang, Digits: DigitsOf(lang, "")}
		equal(t, lang+" digits", l.Digits, orLatin(want.Digits))
		for at, long := range want.Long {
			equal(t, lang+" long", l.Date(instant(t, at), ""), long)
			equal(t, lang+" time", l.Time(instant(t, at)), want.Time[at])
			if lang != "ckb" { // CLDR has the order of the root there
				equal(t, lang+" full", l.FullDate(instant(t, at), ""), want.Full[at])
				equal(t, lang+" month", l.MonthYear(instant(t, at), ""), want.MonthYear[at])
			}
		}
		for d, name := range want.Weekdays {
			equal(t, lang+" weekday", l.Weekday(time.Weekday(d)), name)
		}
		for m, name := range want.Months {
			equal(t, lang+" month", l.MonthName(time.Month(m+1), ""), name)
		}
		for i, n := range []int{0, 1, 2, 3, 10, 11, 20, 100} {
			equal(t, lang+" plural", names[PluralOf(lang, n)], want.Plurals[i])
		}
		equal(t, lang+" number", l.Number(-1234567), want.Number)
		if lang != "ckb" && lang != "ug" { // no list of its own in CLDR
			equal(t, lang+" list", l.Join([]string{"a", "b"}), want.List)
		}
		for noun, said := range want.Units {
			for i, n := range []int{1, 2, 3, 11} {
				got := Locale{Lang: lang}.Count(n, NounsFor(lang, "")[noun], false)
				if bare := strings.TrimSpace(strings.TrimPrefix(said[i], "1 ")); got != said[i] && !(lang == "he" && n == 1 && strings.HasPrefix(got, bare)) && !(lang == "he" && n == 2) {
					t.Errorf("%s: %d %s is %q, ICU says %q", lang, n, noun, got, said[i])
				}
			}
		}
	}
}

func orLatin(d Digits) Digits {
	if d == Latn {
		return ""
	}
	return d
}

func TestWordsOfOtherLanguages(t *testing.T) {
	for tag, want := range map[string]string{
		"": "ar", "ar-EG": "ar", "fa-IR": "fa", "prs": "fa", "ckb": "ku", "ku": "ku", "ku-Arab": "ku", "ku-TR": "kmr", "ku-Latn": "kmr", "iw": "he", "fr-CA": "fr",
	} {
		equal(t, "tongue of "+tag, Tongue(tag), want)
	}
	for _, c := range []struct{ lang, chosen, want string }{
		{"fa", "", "arabext"}, {"fa", "arab", "arabext"}, {"fa", "latn", "latn"}, {"ur", "", ""}, {"ur", "arab", "arabext"}, {"ckb", "", "arab"}, {"he", "", ""}, {"ar", "", ""}, {"ar", "arab", "arab"}, {"fr", "arab", "arab"},
	} {
		equal(t, c.lang+" "+c.chosen, string(DigitsOf(c.lang, c.chosen)), c.want)
	}
	at := time.Date(2026, 11, 27, 15, 5, 0, 0, time.UTC)
	kurdish := Locale{Lang: "ku", Digits: Arab}
	equal(t, "Kurdish full", kurdish.FullDate(at, ""), "ھەینی، ٢٧ی تشرینی دووەمی ٢٠٢٦")
	equal(t, "Kurdish month", kurdish.MonthYear(at, ""), "تشرینی دووەمی ٢٠٢٦")
	equal(t, "Kurdish in Latin letters has no words yet", Locale{Lang: "ku-TR"}.Date(at, ""), "27 November 2026")
	pashto := Locale{Lang: "ps"} // its months are not known here
	equal(t, "English in a text from the right", pashto.Date(at, ""), "\u206627 November 2026\u2069")
	equal(t, "with an hour", pashto.DateTime(at, ""), "\u206627 November 2026, 3:05 pm\u2069")
	equal(t, "with its weekday", pashto.FullDate(at, ""), "\u2066Friday, 27 November 2026\u2069")
	equal(t, "a month", pashto.MonthYear(at, ""), "\u2066November 2026\u2069")
	equal(t, "English in a text from the left", Locale{Lang: "fr"}.Date(at, ""), "27 November 2026")
	equal(t, "Uyghur for scripts", Locale{Lang: "ug"}.DatePattern(time.November, ""), "{d}-نويابىر، {y}")
	equal(t, "Hebrew with an hour", Locale{Lang: "he"}.DateTime(at, ""), "27 בנובמבר 2026 בשעה 15:05")
	equal(t, "Hebrew list", Locale{Lang: "he"}.Join([]string{"דנה", "יוסי", "רות"}), "דנה, יוסי ורות")
	equal(t, "Hebrew list with a Latin name", Locale{Lang: "he"}.Join([]string{"דנה", "Reuters"}), "דנה ו-Reuters")
	equal(t, "Persian list", Locale{Lang: "fa"}.Join([]string{"مریم", "رضا", "سارا"}), "مریم، رضا و سارا")
	equal(t, "Urdu list", Locale{Lang: "ur"}.Join([]string{"سارہ", "علی"}), "سارہ اور علی")
	equal(t, "pattern", Locale{Lang: "ur"}.DatePattern(time.November, ""), "{d} نومبر، {y}")
	equal(t, "pattern", Locale{Lang: "he"}.DatePattern(time.November, ""), "{d} בנובמבר {y}")
	equal(t, "pattern", Locale{Lang: "fa"}.DatePattern(time.January, ""), "{d} ژانویهٔ {y}")
	equal(t, "pattern", Locale{}.DatePattern(time.January, ""), "يناير")
	equal(t, "pattern", Locale{Lang: "en"}.DatePattern(time.January, ""), "January")
	for lang, want := range map[string]time.Weekday{"fa": time.Saturday, "ckb": time.Saturday, "ur": time.Sunday, "he": time.Sunday} {
		equal(t, lang+" first day", Locale{Lang: lang}.FirstWeekday(), want)
	}
	hijri := map[string]string{"fa": "17 جمادی\u200cالثانی 1448 ه\u200d.ق.", "ur": "17 جمادی الثانی، 1448 ہجری", "he": "17 בג׳ומאדא א-ת׳אניה 1448 הג׳רה", "en": "17 Jumada II 1448 AH", "ar": "17 جمادى الآخرة 1448 هـ"}
	for lang, want := range hijri {
		got, _ := Locale{Lang: lang}.HijriDate(at)
		equal(t, lang+" Hijri", got, want)
	}
	for lang, of := range tongues {
		for noun := range Nouns {
			if missing := of.nouns[noun].Missing(lang); len(missing) > 0 {
				t.Errorf("%s: %s lacks %v", lang, noun, missing)
			}
		}
		if slices.Contains(of.months[:], "") || slices.Contains(of.weekdays[:], "") || slices.Contains(of.narrow[:], "") || slices.Contains(of.hijri[:], "") {
			t.Errorf("%s lacks a name", lang)
		}
	}
}

// A story of an edition in another language may have the date as its readers write it.
func TestDatesOfOtherLanguagesAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"27 نوامبر 2026": "2026-11-27", "۵ ژانویهٔ ۲۰۲۶": "2026-01-05", "27 نومبر، 2026": "2026-11-27", "5 جولائی 2026": "2026-07-05",
		"27 בנובמבר 2026": "2026-11-27", "5 מאי 2026": "2026-05-05", "27 نوفمبر 2026": "2026-11-27",
	} {
		got, _, err := ParseDate(text, time.UTC)
		if err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("%s is read as %v, %v; want %s", text, got, err, want)
		}
	}
}
