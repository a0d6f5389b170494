package arabic

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ParseDate reads a date as an editor may write it, and tells whether it names
// an hour. What names no zone is in zone (nil: UTC). It reads
//
//	2024-09-14                  ISO 8601, with «T10:00», « 10:00[:05]» and a zone
//	14 سبتمبر 2024              any month system, with or without hamza, doubled: مايو/أيار
//	السبت، 14 سبتمبر 2024       the weekday must be that day's
//	14/9/2024                   the day first
//	11 ربيع الأول 1446 هـ        Umm al-Qura
//	14 سبتمبر 2024، 3:05 م       «م» and «مساءً», «ص» and «صباحًا», or 24 hours
//
// with Latin, Arabic-Indic or Persian digits. An error says in plain words
// what was expected.
func ParseDate(s string, zone *time.Location) (t time.Time, hasTime bool, err error) {
	if zone == nil {
		zone = time.UTC
	}
	text := ASCIIDigits(CleanName(s))
	if text == "" {
		return time.Time{}, false, errors.New("the date is empty: expected one like 2024-09-14 or 14 سبتمبر 2024")
	}
	if t, hasTime, ok := parseISO(text, zone); ok {
		return t, hasTime, nil
	}
	if looksISO(text) {
		return time.Time{}, false, fmt.Errorf("%q is no such date or time: expected year-month-day like 2024-09-14, or 2024-09-14 10:00", s)
	}
	p := dateParser{words: dateWords(text), given: s, zone: zone}
	return p.parse()
}

var isoLayouts = []struct {
	layout string
	time   bool
}{
	{time.DateOnly, false},
	{time.RFC3339, true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02T15:04:05", true},
	{"2006-01-02T15:04", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{"2006-01-02 15:04:05 -0700", true},
	{"2006-01-02 15:04:05 Z07:00", true},
	{"2006-01-02 15:04 -0700", true},
	{"2006-01-02 15:04 Z07:00", true},
	{"2006-01-02T15:04:05-0700", true},
	{"2006-01-02 15:04:05", true},
	{"2006-01-02 15:04", true},
	{"2006-1-2", false},
	{"2006/1/2", false},
}

func parseISO(s string, zone *time.Location) (t time.Time, hasTime, ok bool) {
	if !looksISO(s) {
		return t, false, false
	}
	s = strings.Replace(s, "t", "T", 1)
	for _, l := range isoLayouts {
		if t, err := time.ParseInLocation(l.layout, s, zone); err == nil && t.Year() >= 1000 {
			return t, l.time, true
		}
	}
	return t, false, false
}

// looksISO tells whether the text begins with a year and a hyphen or a slash.
func looksISO(s string) bool {
	return len(s) > 5 && isNumber(s[:4]) && (s[4] == '-' || s[4] == '/')
}

func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// ASCIIDigits writes Arabic-Indic and Persian digits as those of ASCII. Nothing else
// changes.
func ASCIIDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '\u0660' <= r && r <= '\u0669' || '\u06f0' <= r && r <= '\u06f9' {
			return '0' + r&0xf
		}
		return r
	}, s)
}

// dateWords cuts a date into words, numbers, and the signs / - : that stand
// between numbers. Words are folded as month names are looked up.
func dateWords(s string) []string {
	var words []string
	var word strings.Builder
	number := false
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range s {
		digit := '0' <= r && r <= '9'
		switch {
		case unicode.IsLetter(r) || digit || unicode.IsMark(r) || r == '\u0640':
			if digit != number {
				flush()
			}
			number = digit
			word.WriteRune(r)
		case r == '/' || r == '-' || r == ':' || r == '.' && number:
			flush()
			words = append(words, string(r))
		default:
			flush()
		}
	}
	flush()
	for i, w := range words {
		words[i] = Fold(w)
	}
	return words
}

// dateParser reads the words of a date from left to right.
type dateParser struct {
	words []string
	at    int
	given string
	zone  *time.Location

	weekday          time.Weekday
	hasWeekday       bool
	day, month, year int
	hijri            bool
}

var errNoDate = errors.New("expected a date like 2024-09-14, 14/9/2024 or 14 سبتمبر 2024")

func (p *dateParser) parse() (time.Time, bool, error) {
	if d, ok := weekdayWords()[p.peek()]; ok {
		p.weekday, p.hasWeekday = d, true
		p.at++
	}
	if err := p.date(); err != nil {
		return time.Time{}, false, fmt.Errorf("%q: %w", p.given, err)
	}
	day, err := p.calendar()
	if err != nil {
		return time.Time{}, false, fmt.Errorf("%q: %w", p.given, err)
	}
	hour, minute, second, hasTime, err := p.clock()
	if err != nil {
		return time.Time{}, false, fmt.Errorf("%q: %w", p.given, err)
	}
	if !hasTime {
		return day, false, nil
	}
	y, m, d := day.Date()
	return time.Date(y, m, d, hour, minute, second, 0, p.zone), true, nil
}

func (p *dateParser) peek() string {
	if p.at < len(p.words) {
		return p.words[p.at]
	}
	return ""
}

func (p *dateParser) number(digits int) (int, bool) {
	w := p.peek()
	if !isNumber(w) || len(w) > digits {
		return 0, false
	}
	n, err := strconv.Atoi(w)
	p.at++
	return n, err == nil
}

// date reads «14 سبتمبر 2024», «سبتمبر 14 2024», 14/9/2024 or a Hijri date.
func (p *dateParser) date() error {
	var ok bool
	if p.day, ok = p.number(2); !ok {
		if !p.monthName() {
			return errNoDate
		}
		if p.day, ok = p.number(2); !ok {
			return errors.New("expected the day as a number, as in 14 سبتمبر 2024")
		}
	} else if sign := p.peek(); sign == "/" || sign == "-" || sign == "." {
		p.at++
		if p.month, ok = p.number(2); !ok || p.peek() != sign {
			return errors.New("expected day/month/year, as in 14/9/2024")
		}
		p.at++
	} else if !p.monthName() {
		return fmt.Errorf("%q is not the name of a month: expected one as in 14 سبتمبر 2024", p.peek())
	}
	if p.year, ok = p.number(4); !ok || p.year < 1000 {
		return errors.New("expected a year of four digits")
	}
	return p.era()
}

func (p *dateParser) era() error {
	switch p.peek() {
	case "ه", "هجري", "هجريه", "ah":
		p.at++
		if !p.hijri && p.month > 0 && p.year > 1600 {
			return errors.New("expected a Hijri year before هـ")
		}
		p.hijri = true
	case "م", "ميلادي", "ميلاديه":
		p.at++
	}
	return nil
}

// monthName takes the longest month name that stands next: up to two words,
// then perhaps a slash and the same month's other name.
func (p *dateParser) monthName() bool {
	if !p.oneMonth() {
		return false
	}
	if p.peek() == "/" || p.peek() == "-" {
		month, hijri, at := p.month, p.hijri, p.at
		p.at++
		if !p.oneMonth() || p.month != month || p.hijri != hijri {
			p.month, p.hijri, p.at = month, hijri, at
		}
	}
	return true
}

func (p *dateParser) oneMonth() bool {
	for length := 2; length > 0; length-- {
		if p.at+length > len(p.words) {
			continue
		}
		name := strings.Join(p.words[p.at:p.at+length], " ")
		if m, ok := monthWords()[name]; ok {
			p.month, p.hijri = m.number, m.hijri
			p.at += length
			return true
		}
	}
	return false
}

// calendar makes a day of what was read, and compares the weekday with it.
func (p *dateParser) calendar() (time.Time, error) {
	var day time.Time
	if p.hijri || p.year < 1600 {
		d, ok := gregorian(p.year, p.month, p.day, p.zone)
		if !ok {
			return day, fmt.Errorf("no such day in the Umm al-Qura calendar (%d to %d AH)", hijriFirst, hijriFirst+len(hijriYears)-1)
		}
		day = d
	} else {
		day = time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, p.zone)
		if day.Day() != p.day || p.month < 1 || p.month > 12 {
			return day, errors.New("no such day: expected the day first, then the month, as in 14/9/2024")
		}
	}
	if p.hasWeekday && day.Weekday() != p.weekday {
		return day, fmt.Errorf("that day is %s, not %s", weekdays[day.Weekday()], weekdays[p.weekday])
	}
	return day, nil
}

var errNoTime = errors.New("expected a time like 15:05 or 3:05 م after the date")

// clock reads what follows the date: nothing, or «[الساعة] 3:05[:09] [م]».
func (p *dateParser) clock() (hour, minute, second int, hasTime bool, err error) {
	for p.peek() == "في" || p.peek() == "الساعه" || p.peek() == "at" || p.peek() == "-" {
		p.at++
	}
	if p.at == len(p.words) {
		return 0, 0, 0, false, nil
	}
	var ok bool
	if hour, ok = p.number(2); !ok {
		return 0, 0, 0, false, errNoTime
	}
	hasMinute := p.peek() == ":"
	if hasMinute {
		p.at++
		if minute, ok = p.number(2); !ok {
			return 0, 0, 0, false, errNoTime
		}
		if p.peek() == ":" {
			p.at++
			if second, ok = p.number(2); !ok {
				return 0, 0, 0, false, errNoTime
			}
		}
	}
	half, hasHalf := halfDay(p.peek())
	if hasHalf {
		p.at++
	}
	if p.at < len(p.words) || !hasMinute && !hasHalf {
		return 0, 0, 0, false, errNoTime
	}
	hour, ok = hourOf(hour, half, hasHalf)
	if !ok || minute > 59 || second > 59 {
		return 0, 0, 0, false, errors.New("no such time of day")
	}
	return hour, minute, second, true, nil
}

// halfDay is 0 before noon and 12 from noon on; night is before midnight.
func halfDay(word string) (int, bool) {
	switch word {
	case "ص", "صباحا", "فجرا", "am":
		return 0, true
	case "م", "مساء", "ظهرا", "عصرا", "ليلا", "pm":
		return 12, true
	}
	return 0, false
}

// hourOf counts 12 as the first hour of its half: 12 م is noon, 12 ص midnight.
func hourOf(hour, half int, hasHalf bool) (int, bool) {
	if !hasHalf {
		return hour, hour <= 23
	}
	if hour < 1 || hour > 12 {
		return hour, half == 12 && hour > 12 && hour <= 23
	}
	return hour%12 + half, true
}
