// Package hours reads the times that the headings of a live story begin with, and
// gives a day to those that name only an hour. It knows no Markdown.
package hours

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"warraq/site/arabic"
)

// Hour is the time that a heading names.
type Hour struct {
	Time  time.Time     // not set before Date, where Dated is false
	Dated bool          // the heading names its day
	clock time.Duration // since midnight
}

// maxWords is how many words a date with its time may have:
// «21 نوفمبر 2026، 11:05 مساءً».
const maxWords = 6

var (
	clockWord   = regexp.MustCompile(`^\W*\d{1,2}:\d{2}(?:\D.*)?$`)
	dottedClock = regexp.MustCompile(`^\d{1,2}[.h]\d{2}$`)
	zoneWord    = regexp.MustCompile(`^(?:(?i:z|gmt|utc)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})$`)
)

// Read reads the time that words begin with: as many of the first words as are one. title is
// the rest. An hour of another zone is that hour in the given one (nil: UTC).
func Read(words string, zone *time.Location) (hour Hour, title string, ok bool) {
	fields := strings.Fields(words)
	if zone == nil {
		zone = time.UTC
	}
	for n := min(len(fields), maxWords); n > 0; n-- {
		text := strings.TrimRight(strings.Join(fields[:n], " "), "،,:—–-|")
		title := strings.TrimLeft(strings.Join(fields[n:], " "), "،,:—–-| ")
		if t, hasTime, err := arabic.ParseDate(text, zone); err == nil && hasTime {
			return Hour{Time: t, Dated: true}, title, true
		}
		t, hasTime, err := arabic.ParseDate("2000-01-01 "+text, zone)
		switch zoned := zoneWord.MatchString(fields[n-1]); {
		case errors.Is(err, arabic.ErrTimeOfDay): // 14:00 ص
			return Hour{}, "", false
		case err == nil && hasTime && (zoned && n <= 3 || n <= 2 && t.Location() == zone):
			t = t.In(zone)
			return Hour{clock: time.Duration(t.Hour()*3600+t.Minute()*60+t.Second()) * time.Second}, title, true
		}
	}
	return Hour{}, "", false
}

// Nearly says that words which Read refuses have a clock near their beginning.
func Nearly(words string) bool {
	fields := strings.Fields(arabic.ASCIIDigits(words))
	return slices.ContainsFunc(fields[:min(len(fields), maxWords)], clockWord.MatchString) || len(fields) > 0 && dottedClock.MatchString(fields[0])
}

// Date gives hours without a day their days. Of the two orders in which an author may
// have written, the one of smaller steps is taken.
func Date(all []*Hour, start time.Time, zone *time.Location) {
	if zone != nil {
		start = start.In(zone)
	}
	down := slices.Clone(all)
	up := slices.Clone(all)
	slices.Reverse(up)
	if setDays(up, start) <= setDays(down, start) {
		setDays(up, start)
	}
}

const (
	early = 6 * time.Hour // how long before a story's beginning its first entry may be
	late  = 4 * time.Hour // how long before the entry above it one may be that was added later
)

// setDays dates hours that stand oldest first: each is at the first time of its
// clock that is not much before the newest one above it. It returns the sum of the
// steps from one to the next.
func setDays(all []*Hour, start time.Time) (steps time.Duration) {
	newest, least := start, start.Add(-early)
	for _, h := range all {
		if !h.Dated {
			from := midnight(least)
			if first := midnight(start); from.Before(first) {
				from = first
			}
			h.Time = onDay(from, h.clock)
			if h.Time.Before(least) {
				h.Time = onDay(from.AddDate(0, 0, 1), h.clock)
			}
		}
		steps += h.Time.Sub(newest).Abs()
		if h.Dated || h.Time.After(newest) {
			newest = h.Time
		}
		least = newest.Add(-late)
	}
	return steps
}

func midnight(t time.Time) time.Time { return onDay(t, 0) }

// onDay is the time of a day that a clock shows, also where clocks are changed.
func onDay(t time.Time, clock time.Duration) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, int(clock/time.Second), 0, t.Location())
}
