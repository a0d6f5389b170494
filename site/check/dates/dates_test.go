package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"warraq/site/check/prose"
	"warraq/site/manuscript"
)

// Each text, and the dates that it names: day, month and year beside a month's name;
// whole days in numbers and in words.
func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"في 14 سبتمبر 2024":                        "14/9/2024",
		"في 3 أيار/مايو عام 2024":                  "3/5/2024",
		"5 كانون الثاني":                           "5/1/0",
		"في يونيه 2023":                            "0/6/2023",
		"تموز يحترق":                               "",
		"في 14/9/2024 ثم 2024-09-14":               "2024-09-14 2024-09-14",
		"في 14/13/2024 و31.6.2024":                 "",
		"الرابع عشر من سبتمبر 2024":                "2024-09-14",
		"الحادي والعشرين من أيلول 2024":            "2024-09-21",
		"العاشر من مايو/أيار 2024، أو الأول منه":   "0/5/2024",
		"الثلاثين من فبراير 2024 والفصل الثاني من": "0/2/2024",
	} {
		r := manuscript.Read("news/x.md", []byte(text), manuscript.Options{Spans: true})
		k := prose.New([]byte(text), r.Spans)
		var got []string
		for _, m := range Mentions(k) {
			got = append(got, fmt.Sprintf("%d/%d/%d", m.Day, m.Month, m.Year))
		}
		for i := range k.Numbers {
			if d, ok := Numeric(k, i); ok {
				got = append(got, d.Format(time.DateOnly))
			}
		}
		for n := range k.Words {
			if first, d, ok := Spelled(k, n); ok && first < n {
				got = append(got, d.Format(time.DateOnly))
			}
		}
		k.Free()
		if s := strings.Join(got, " "); !strings.Contains(s, want) || want == "" && s != "" {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}
