package arabic

import (
	"strings"
	"testing"
	"time"
)

func TestParseDateReadsWhatEditorsWrite(t *testing.T) {
	zone := time.FixedZone("Beirut", 3*3600)
	for s, want := range map[string]string{
		"2024-09-14":                    "2024-09-14 00:00:00",
		"2024-09-14 10:05":              "2024-09-14 10:05:00",
		"2024-09-14 10:05:30":           "2024-09-14 10:05:30",
		"2024-09-14T10:00":              "2024-09-14 10:00:00",
		"2024-09-14T07:00:00Z":          "2024-09-14 10:00:00",
		"2024-09-14 10:00:00 +0300":     "2024-09-14 10:00:00",
		"٢٠٢٤-٠٩-١٤":                    "2024-09-14 00:00:00",
		"۲۰۲۴-۰۹-۱۴":                    "2024-09-14 00:00:00",
		"14/9/2024":                     "2024-09-14 00:00:00",
		"١٤/٩/٢٠٢٤":                     "2024-09-14 00:00:00",
		"14 سبتمبر 2024":                "2024-09-14 00:00:00",
		"السبت، 14 سبتمبر 2024":         "2024-09-14 00:00:00",
		"السبت 14 أيلول/سبتمبر 2024":    "2024-09-14 00:00:00",
		"5 نيسان / أبريل 2024":          "2024-04-05 00:00:00",
		"5 ابريل 2024":                  "2024-04-05 00:00:00",
		"٣ كانون الثاني/يناير ٢٠٢٤":     "2024-01-03 00:00:00",
		"3 غشت 2024":                    "2024-08-03 00:00:00",
		"3 جويلية 2024":                 "2024-07-03 00:00:00",
		"14 سبتمبر 2024، 3:05 م":        "2024-09-14 15:05:00",
		"14 سبتمبر 2024 م، 12:00 م":     "2024-09-14 12:00:00",
		"14 سبتمبر 2024، 12:10 ص":       "2024-09-14 00:10:00",
		"14 سبتمبر 2024 الساعة 9 مساءً": "2024-09-14 21:00:00",
		"14 September 2024":             "2024-09-14 00:00:00",
		"Sept. 14, 2024 3:05 pm":        "2024-09-14 15:05:00",
		"11 ربيع الأول 1446 هـ":         "2024-09-14 00:00:00", // ICU: 1446-03-11
		"١١ ربيع الاول ١٤٤٦هـ":          "2024-09-14 00:00:00",
		"1 رمضان 1446":                  "2025-03-01 00:00:00",
	} {
		got, hasTime, err := ParseDate(s, zone)
		if err != nil {
			t.Error(err)
			continue
		}
		equal(t, s, got.In(zone).Format(time.DateTime), want)
		equal(t, s+" has a time", hasTime, strings.ContainsAny(s, ":") || strings.Contains(s, "مساء"))
	}
}

// What other systems write is read as they mean it, or refused in words. The
// right values are those of the standards.
func TestParseDateReadsWhatOtherSystemsWrite(t *testing.T) {
	zone := time.FixedZone("Beirut", 3*3600)
	for s, want := range map[string]string{
		// RFC 3339, section 5.6: «t» and «z» may be small; a space may stand for T; fractions.
		"2026-11-01t20:30:00z":          "2026-11-01 23:30:00",
		"2026-11-01 20:30:00z":          "2026-11-01 23:30:00",
		"2026-11-01T20:30:00.25Z":       "2026-11-01 23:30:00.25",
		"2026-11-01 23:30:00.123456789": "2026-11-01 23:30:00.123456789",
		"2026-11-01 23:30:00,5":         "2026-11-01 23:30:00.5",
		"1937-01-01T12:00:27.87+00:20":  "1937-01-01 14:40:27.87",
		"1990-12-31T15:59:60-08:00":     "", // a leap second
		"2026-11-01T23:30:00-00:00":     "2026-11-02 02:30:00",
		"2026-11-01 20:30:00 UTC":       "2026-11-01 23:30:00",
		"2026-11-01 23:30 +03:00":       "2026-11-01 23:30:00",
		"2026-11-01 23:30:00 +3":        "2026-11-01 23:30:00",
		"2026-11-01 23:30:00 GMT+3":     "2026-11-01 23:30:00",
		"٢٠٢٦-١١-٠١T٢٣:٣٠:٠٠+٠٣:٠٠":     "2026-11-01 23:30:00",
		// ISO 8601, basic and shortened.
		"20261101":              "2026-11-01 00:00:00",
		"20261101T203000Z":      "2026-11-01 23:30:00",
		"20261101T2330":         "2026-11-01 23:30:00",
		"2026-11-01T20:30Z":     "2026-11-01 23:30:00",
		"2026-11-01T23:30+0300": "2026-11-01 23:30:00",
		"2026-W44-7":            "", // a week's day
		"2026-305":              "", // a year's day
		"2026-11":               "",
		"2026-11-01T24:00":      "",
		// RFC 5322 (feeds, WordPress exports), RFC 822's names of zones, RFC 850.
		"Sun, 01 Nov 2026 20:30:00 +0000": "2026-11-01 23:30:00",
		"Sun, 01 Nov 2026 20:30:00 GMT":   "2026-11-01 23:30:00",
		"1 Nov 2026 15:30 EST":            "2026-11-01 23:30:00",
		"Sunday, 01-Nov-26 20:30:00 GMT":  "", // two digits of a year
		"Sun Nov  1 20:30:00 2026":        "", // ANSI C: the year comes last
		"Mon, 01 Nov 2026 20:30:00 GMT":   "", // it was a Sunday
		"1 Nov 2026 15:30 AST":            "", // the Atlantic's or Arabia's
		// Hugo (Go), Jekyll (Ruby), Ghost, Medium.
		"2026-11-01 20:30:00 +0000 UTC": "2026-11-01 23:30:00",
		"2026-11-01 23:30:00 +0300":     "2026-11-01 23:30:00",
		"2026-11-01T20:30:00.000+00:00": "2026-11-01 23:30:00",
		"November 1, 2026":              "2026-11-01 00:00:00",
		"Nov 1st, 2026 11:30 PM":        "2026-11-01 23:30:00",
		"01-Nov-2026":                   "2026-11-01 00:00:00",
		"2026/11/1 23:30:00":            "2026-11-01 23:30:00",
		"2026.11.01":                    "2026-11-01 00:00:00",
		"1793565000":                    "", // seconds since 1970
		"0000-00-00 00:00:00":           "", // WordPress: a draft
		// A year before 1600 is Hijri (ICU: 1446-03-11 is 2024-09-14).
		"1446-03-11":           "2024-09-14 00:00:00",
		"1446-3-11 10:00":      "2024-09-14 10:00:00",
		"1446-03-11T07:00:00Z": "2024-09-14 10:00:00",
		"1203-03-11":           "",
		// No place is that far from UTC; a word processor's hyphens; an hour alone.
		"2026-11-01T23:30:00+15:00":        "",
		"2026-11-01T23:30:00-15:00":        "",
		"2026\u201111\u201101":             "2026-11-01 00:00:00",
		"2026-11-01T17:30:00\u221203:00":   "2026-11-01 23:30:00",
		"2026-11-01T23":                    "2026-11-01 23:00:00",
		"2026-11-01T20Z":                   "2026-11-01 23:00:00",
		"1 Nov 2026, 11:30 p.m.":           "2026-11-01 23:30:00",
		"2026-11-01T23:30:00[Asia/Riyadh]": "",
		"2026-11-01 08:00\u201309:00":      "",
		"2026-11-01 23h30":                 "",
		"2026-11-01Z":                      "",
		// A span of time has no zone.
		"14 سبتمبر 2024، 3:05 - 4:00": "",
	} {
		got, _, err := ParseDate(s, zone)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q was read as %s", s, got)
		case want == "" && !strings.Contains(err.Error(), "expected") && !strings.Contains(err.Error(), "no such") && !strings.Contains(err.Error(), "that day is"):
			t.Errorf("%q: %v", s, err)
		case want != "" && err != nil:
			t.Error(err)
		case want != "":
			equal(t, s, got.In(zone).Format("2006-01-02 15:04:05.999999999"), want)
		}
	}
}

func TestParseDateReadsWhatIsWritten(t *testing.T) {
	at := time.Date(2024, time.January, 31, 15, 5, 0, 0, time.UTC)
	for ; at.Year() == 2024; at = at.AddDate(0, 0, 13) {
		for _, months := range AllMonths {
			for _, digits := range []Digits{Latn, Arab} {
				l := Locale{Months: months, Digits: digits}
				got, _, err := ParseDate(l.FullDate(at, "")+l.comma()+l.Time(at), time.UTC)
				if err != nil || !got.Equal(at) {
					t.Errorf("%s %s: %v, %v", months, at, got, err)
				}
			}
		}
		hijri, _ := Locale{}.HijriDate(at)
		if got, _, err := ParseDate(hijri, time.UTC); err != nil || got.Format(time.DateOnly) != at.Format(time.DateOnly) {
			t.Errorf("%s: %v, %v", hijri, got, err)
		}
	}
}

func TestParseDateSaysWhatItExpected(t *testing.T) {
	for s, word := range map[string]string{
		"": "empty", "غدا": "expected a date like", "2024-13-40": "year-month-day", "31/2/2024": "day first",
		"الأحد 14 سبتمبر 2024": "السبت", "14 سبتنبر 2024": "name of a month", "14 سبتمبر": "year of four digits",
		"30 رمضان 1600 هـ": "Umm al-Qura", "14 سبتمبر 2024، 25:00": "time of day", "14 سبتمبر 2024 مبكرا": "expected a time",
	} {
		if _, _, err := ParseDate(s, nil); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v, want words with %q", s, err, word)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"14 سبتمبر 2024، 3:05 م", "2024-09-14T10:00", "11 ربيع الأول 1446 هـ", "1/1/99999", "السبت", "3:", "0 / 0", "31 كانون"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, _, err := ParseDate(s, time.UTC)
		if err == nil && (at.Year() < 1000 || at.Year() > 9999) {
			t.Errorf("%q is the year %d", s, at.Year())
		}
	})
}
