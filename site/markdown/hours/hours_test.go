package hours

import (
	"testing"
	"time"
)

// A heading begins with its time, in any form that desks write; what follows is the title.
func TestHeadingsBeginWithATime(t *testing.T) {
	zone := time.FixedZone("", 3*3600)
	start := time.Date(2026, 11, 20, 21, 30, 0, 0, zone)
	for words, want := range map[string]string{
		"22:50 أ": "20 22:50 أ", "٢٢:٥٠ أ": "20 22:50 أ", "10:50 م أ": "20 22:50 أ", "22:50 — أ": "20 22:50 أ", "الساعة 22:50 أ": "20 22:50 أ", "00:10 أ": "21 00:10 أ",
		"21 نوفمبر 2026، 11:05 أ": "21 11:05 أ", "20:00 GMT أ": "20 23:00 أ", "22:30 GMT أ": "21 01:30 أ", "23:00": "20 23:00 ",
		"99:99 أ": "nearly", "14:00 ص أ": "nearly", "14.30 أ": "nearly", "عاجل 08:00": "nearly", "08:00-09:00 أ": "nearly", "32 نوفمبر 2026 11:05 أ": "nearly",
		"7 قتلى": "", "النتيجة 3:1": "", "خلفية": "", "": "",
	} {
		hour, title, ok := Read(words, zone)
		got := ""
		if ok {
			Date([]*Hour{&hour}, start, zone)
			got = hour.Time.Format("02 15:04 ") + title
		} else if Nearly(words) {
			got = "nearly"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
