package hours

import (
	"strings"
	"testing"
	"time"
)

// The entries of a live story get the days on which they were written, whether the newest
// stands first or last. A date that names its day is kept.
func TestEntriesGetTheDaysTheyWereWritten(t *testing.T) {
	for _, c := range []struct {
		name, start, entries, want string
	}{
		{"the newest first, one added late", "20 05:00", "05:10 06:50 06:20", "20 05:10, 20 06:50, 20 06:20"},
		{"the newest first", "20 05:00", "09:00 07:30 05:10", "20 09:00, 20 07:30, 20 05:10"},
		{"the oldest first over midnight", "20 22:00", "22:10 23:50 00:20 03:00", "20 22:10, 20 23:50, 21 00:20, 21 03:00"},
		{"the newest first over midnight", "20 22:00", "03:00 00:20 23:50 22:10", "21 03:00, 21 00:20, 20 23:50, 20 22:10"},
		{"over two nights", "20 22:00", "23:00 08:00 23:30 07:00", "20 23:00, 21 08:00, 21 23:30, 22 07:00"},
		{"an entry that was written before the story was dated", "20 12:00", "11:30 12:30", "20 11:30, 20 12:30"},
		{"one entry", "20 21:00", "01:00", "21 01:00"},
		{"a dated entry in the middle", "20 21:00", "21:10 2026-11-22T08:00 09:15", "20 21:10, 22 08:00, 22 09:15"},
		{"seconds, and an hour of twelve", "20 21:00", "09:10:30م 09:45م", "20 21:10, 20 21:45"},
		{"none", "20 21:00", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone := time.FixedZone("", 3*3600)
			start, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+c.start, zone)
			if err != nil {
				t.Fatal(err)
			}
			var all []*Hour
			for _, words := range strings.Fields(c.entries) {
				hour, _, ok := Read(words, zone)
				if !ok {
					t.Fatalf("%s is no time", words)
				}
				all = append(all, &hour)
			}
			Date(all, start.UTC(), zone) // a start in another zone is the same time
			var got []string
			for _, h := range all {
				got = append(got, h.Time.In(zone).Format("02 15:04"))
			}
			if got := strings.Join(got, ", "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// An hour is what the clocks of the place showed, also on the day on which they changed:
// Beirut went from 24:00 to 01:00 on 29 March 2026 (IANA: Lebanon's last Sunday of March, 0:00).
func TestAnHourIsWhatTheClockShowed(t *testing.T) {
	beirut, err := time.LoadLocation("Asia/Beirut")
	if err != nil {
		t.Skip(err)
	}
	hour, _, _ := Read("02:30 أ", beirut)
	Date([]*Hour{&hour}, time.Date(2026, 3, 28, 23, 0, 0, 0, beirut), beirut)
	if got := hour.Time.Format(time.RFC3339); got != "2026-03-29T02:30:00+03:00" {
		t.Errorf("the entry is of %s", got)
	}
}
