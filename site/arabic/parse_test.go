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
