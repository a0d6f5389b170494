package arabic

import (
	"fmt"
	"time"
)

// HijriDate is «11 ربيع الأول 1446 هـ»: the civil Umm al-Qura calendar of
// Saudi Arabia, moved by the edition's offset. It is false outside of the
// calendar's table (1300 to 1500 AH, November 1882 to November 2077).
func (l Locale) HijriDate(t time.Time) (string, bool) {
	year, month, day, ok := Hijri(l.in(t).AddDate(0, 0, l.HijriOffset))
	if !ok {
		return "", false
	}
	if of := l.tongue(); of != nil {
		return l.Digits.Format(fmt.Sprintf("%d%s%s%s%d", day, of.day, of.hijri[month-1], of.month, year)) + of.era, true
	}
	return l.Digits.Format(fmt.Sprintf("%d %s %d هـ", day, hijriMonths[month-1], year)), true
}

// Hijri is the Umm al-Qura date of the day that t shows in its zone.
func Hijri(t time.Time) (year, month, day int, ok bool) {
	n := dayNumber(t) - hijriEpoch
	if n < 0 {
		return 0, 0, 0, false
	}
	for y, lengths := range hijriYears {
		for m := range 12 {
			length := 29 + int(lengths>>m&1)
			if n < length {
				return hijriFirst + y, m + 1, n + 1, true
			}
			n -= length
		}
	}
	return 0, 0, 0, false
}

// gregorian is the day of a Hijri date, at midnight in zone.
func gregorian(year, month, day int, zone *time.Location) (time.Time, bool) {
	y := year - hijriFirst
	if y < 0 || y >= len(hijriYears) || month < 1 || month > 12 || day < 1 || day > 29+int(hijriYears[y]>>(month-1)&1) {
		return time.Time{}, false
	}
	n := day - 1
	for i, lengths := range hijriYears[:y+1] {
		for m := range 12 {
			if i == y && m == month-1 {
				break
			}
			n += 29 + int(lengths>>m&1)
		}
	}
	start := time.Unix(int64(hijriEpoch+n)*86400, 0).UTC()
	return time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, zone), true
}

// dayNumber counts days from 1970-01-01 of the date that t shows.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
