package arabic

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ParseDate reads a date as an editor or another system may write it, and tells
// whether it names an hour. What names no zone is in zone (nil: UTC). It reads
//
//	2024-09-14                     RFC 3339 and ISO 8601, also 2024/9/14 and 20240914T100000Z
//	2024-09-14 10:00:00.5 +03:00   with T, t or a space, seconds or none; a zone as below
//	14 سبتمبر 2024                 any month system, with or without hamza, doubled: مايو/أيار
//	السبت، 14 سبتمبر 2024          the weekday must be that day's
//	14/9/2024                      the day first
//	14 سبتمبر (أيلول) 2024          and «14 - سبتمبر - 2024»
//	11 ربيع الأول 1446 هـ الموافق 14 سبتمبر 2024   one day in both calendars, in either order
//	11 ربيع الأول 1446 هـ           Umm al-Qura, and so 1446-03-11: a year before 1600 is Hijri
//	14 سبتمبر 2024، 3:05 م          «م» and «مساءً», «ص» and «صباحًا», or 24 hours
//	Sat, 14 Sep 2024 10:00:00 GMT  RFC 5322 (RSS, WordPress), RFC 1123
//
// with Latin, Arabic-Indic or Persian digits. A zone is Z, UTC, GMT, +03, +0300,
// +03:00, or one of RFC 5322's names (EST); others mean several things, and
// are refused. An error says in plain words what was expected.
func ParseDate(s string, zone *time.Location) (t time.Time, hasTime bool, err error) {
	if zone == nil {
		zone = time.UTC
	}
	text := plainSigns.Replace(ASCIIDigits(CleanName(s)))
	if text == "" {
		return time.Time{}, false, errors.New("the date is empty: expected one like 2024-09-14 or 14 سبتمبر 2024")
	}
	layout, timed := time.DateOnly, len(text) > len(time.DateOnly)
	if timed {
		layout = time.RFC3339
	}
	if t, err := time.ParseInLocation(layout, text, zone); err == nil && t.Year() >= hijriBefore && isOffset(t) {
		return t, timed, nil
	}
	p := dateParser{words: dateWords(text), zone: zone}
	t, hasTime, err = p.parse()
	if err != nil {
		return time.Time{}, false, fmt.Errorf("%q: %w", s, err)
	}
	return t, hasTime, nil
}

// plainSigns are what word processors make of a hyphen, and how pm is written too.
var plainSigns = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2212", "-", "p.m.", "pm", "a.m.", "am", "P.M.", "pm", "A.M.", "am")

// isOffset says that a place on earth has a date's difference from UTC.
func isOffset(t time.Time) bool {
	_, seconds := t.Zone()
	return -14*3600 <= seconds && seconds <= 14*3600
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

// dateWords cuts a date into words, numbers, and the signs / - : + . , that stand
// between numbers; a hyphen with a space after it is "- ", and begins no zone. Words are folded as month names are looked up.
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
	for i, r := range s {
		digit := '0' <= r && r <= '9'
		switch {
		case unicode.IsLetter(r) || digit || unicode.IsMark(r) || r == '\u0640':
			if digit != number {
				flush()
			}
			number = digit
			word.WriteRune(r)
		case r == '/' || r == '-' || r == ':' || r == '+',
			(r == '.' || r == ',') && number && i+1 < len(s) && isNumber(s[i+1:i+2]):
			flush()
			sign := string(r)
			if strings.HasPrefix(s[i:], "- ") {
				sign = "- "
			}
			words = append(words, sign)
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
	zone  *time.Location

	weekday          time.Weekday
	hasWeekday       bool
	day, month, year int
	hijri            bool
}

// hijriBefore: a year before it is Hijri. Newspapers have none of that time.
const hijriBefore = 1600

var errNoDate = errors.New("expected a date like 2024-09-14, 14/9/2024 or 14 سبتمبر 2024")

func (p *dateParser) parse() (time.Time, bool, error) {
	if d, ok := weekdayWords()[p.peek()]; ok {
		p.weekday, p.hasWeekday = d, true
		p.at++
	}
	if err := p.date(); err != nil {
		return time.Time{}, false, err
	}
	day, err := p.calendar()
	if err != nil {
		return time.Time{}, false, err
	}
	if p.skip("الموافق", "موافق", "يوافق", "الموافقه") {
		if day, err = p.twin(day); err != nil {
			return time.Time{}, false, err
		}
	}
	clock, hasTime, err := p.clock()
	if err != nil || !hasTime {
		return day, false, err
	}
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, int(clock/time.Second), int(clock%time.Second), p.zone), true, nil
}

// twin reads the same day in the other calendar: «11 ربيع الأول 1446 هـ الموافق 14 سبتمبر
// 2024». The Gregorian one counts; a sighting of the moon may shift the other by two days.
func (p *dateParser) twin(day time.Time) (time.Time, error) {
	lunar := p.hijri || p.year < hijriBefore
	p.day, p.month, p.year, p.hijri = 0, 0, 0, false
	if err := p.date(); err != nil {
		return day, err
	}
	other, err := p.calendar()
	const shift = 2 * 24 * time.Hour
	switch {
	case err != nil:
		return day, err
	case lunar == (p.hijri || p.year < hijriBefore):
		return day, errors.New("expected the day in the other calendar after الموافق")
	case other.Sub(day).Abs() > shift+time.Hour:
		return day, fmt.Errorf("%s and %s are not one day", day.Format(time.DateOnly), other.Format(time.DateOnly))
	case lunar:
		return other, nil
	}
	return day, nil
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

// skip steps over a word that may stand here.
func (p *dateParser) skip(words ...string) bool {
	found := p.at < len(p.words) && slices.Contains(words, p.words[p.at])
	if found {
		p.at++
	}
	return found
}

// date reads 2024-09-14, «14 سبتمبر 2024», «سبتمبر 14 2024», 14/9/2024 or a Hijri date.
func (p *dateParser) date() error {
	if w := p.peek(); len(w) == len("20240914") && isNumber(w) { // ISO 8601, basic
		p.words = slices.Replace(p.words, p.at, p.at+1, w[:4], "-", w[4:6], "-", w[6:])
	}
	var ok bool
	if w := p.peek(); len(w) == 4 && isNumber(w) {
		p.year, _ = p.number(4)
		sign := p.peek()
		if !p.skip("-", "- ", "/", ".") {
			return errNoDate
		}
		if p.month, ok = p.number(2); !ok || p.year < 1000 || !p.skip(sign) {
			return errNoDate
		}
		if p.day, ok = p.number(2); !ok {
			return errNoDate
		}
		return p.era()
	}
	if p.day, ok = p.number(2); !ok {
		if !p.monthName() {
			return errNoDate
		}
		if p.day, ok = p.number(2); !ok {
			return errors.New("expected the day as a number, as in 14 سبتمبر 2024")
		}
		p.skip("st", "nd", "rd", "th", ",")
	} else if sign := p.peek(); p.skip("/", "-", "- ", ".") && isNumber(p.peek()) {
		if p.month, ok = p.number(2); !ok || !p.skip(sign) {
			return errors.New("expected day/month/year, as in 14/9/2024")
		}
	} else {
		p.skip("st", "nd", "rd", "th")
		if !p.monthName() {
			return fmt.Errorf("%q is not the name of a month: expected one as in 14 سبتمبر 2024", p.peek())
		}
		p.skip("-", "- ", ",")
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
		if !p.hijri && p.month > 0 && p.year >= hijriBefore {
			return errors.New("expected a Hijri year before هـ")
		}
		p.hijri = true
	case "م", "ميلادي", "ميلاديه":
		p.at++
	}
	return nil
}

// monthName takes the longest month name that stands next, with its twin after a slash.
func (p *dateParser) monthName() bool {
	if !p.oneMonth() {
		return false
	}
	at := p.at
	if _, isMonth := monthWords()[p.peek()]; p.skip("/", "-", "- ") || isMonth || p.peek() == "كانون" || p.peek() == "تشرين" { // «سبتمبر (أيلول)»
		month, hijri := p.month, p.hijri
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
	if p.hijri || p.year < hijriBefore {
		d, ok := gregorian(p.year, p.month, p.day, p.zone)
		if !ok {
			return day, fmt.Errorf("no such day in the Umm al-Qura calendar (%d to %d AH)", hijriFirst, hijriFirst+len(hijriYears)-1)
		}
		day = d
	} else {
		day = time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, p.zone)
		if day.Day() != p.day || p.month < 1 || p.month > 12 {
			return day, errors.New("no such day: expected year-month-day as in 2024-09-14, or the day first as in 14/9/2024")
		}
	}
	if p.hasWeekday && day.Weekday() != p.weekday {
		return day, fmt.Errorf("that day is %s, not %s", weekdays[day.Weekday()], weekdays[p.weekday])
	}
	return day, nil
}

var errNoTime = errors.New("expected a time like 15:05 or 3:05 م after the date")

// ErrTimeOfDay is that of an hour or a minute that no clock shows.
var ErrTimeOfDay = errors.New("no such time of day")

// clock reads what follows the date: nothing, or «[الساعة] 3:05[:09[.5]] [م] [+03:00]».
func (p *dateParser) clock() (since time.Duration, hasTime bool, err error) {
	for p.skip("في", "الساعه", "at", "-", "- ") {
	}
	basic := p.skip("t")
	if p.at == len(p.words) {
		return 0, false, nil
	}
	if w := p.peek(); basic && (len(w) == 4 || len(w) == 6) && isNumber(w) { // ISO 8601, basic
		parts := []string{w[:2], ":", w[2:4], ":", w[4:]}
		p.words = slices.Replace(p.words, p.at, p.at+1, parts[:len(w)-1]...)
	}
	hour, ok := p.number(2)
	minute, second := 0, 0
	hasMinute := ok && p.skip(":")
	if hasMinute {
		if minute, ok = p.number(2); ok && p.skip(":") {
			if second, ok = p.number(2); ok && p.skip(".", ",") {
				since, ok = p.fraction()
			}
		}
	}
	half, hasHalf := halfDay(p.peek())
	if hasHalf {
		p.at++
	}
	if !ok || !hasMinute && !hasHalf && !basic || !p.readZone() || p.at < len(p.words) {
		return 0, false, errNoTime
	}
	hour, ok = hourOf(hour, half, hasHalf)
	if !ok || minute > 59 || second > 59 {
		return 0, false, ErrTimeOfDay
	}
	return since + time.Duration(hour*3600+minute*60+second)*time.Second, true, nil
}

// fraction is the part of a second that stands next.
func (p *dateParser) fraction() (time.Duration, bool) {
	w := p.peek()
	p.at++
	f, err := strconv.ParseFloat("0."+w, 64)
	return time.Duration(math.Round(f * float64(time.Second))), isNumber(w) && err == nil
}

// readZone reads the zone that may stand next. It returns false if it is none.
func (p *dateParser) readZone() bool {
	hours, named := zoneNames[p.peek()]
	if named {
		p.at++
	}
	sign := p.peek()
	if !p.skip("+", "-") {
		if named {
			p.zone = time.FixedZone("", hours*3600)
		}
		return true
	}
	w := p.peek()
	hour, ok := p.number(4)
	minute := 0
	if len(w) > 2 {
		hour, minute = hour/100, hour%100
	} else if p.skip(":") {
		minute, ok = p.number(2)
	}
	offset := hour*3600 + minute*60
	if sign == "-" {
		offset = -offset
	}
	p.skip("utc", "gmt") // as Go and Ruby write it
	p.zone = time.FixedZone("", offset)
	return ok && hour <= 14 && minute <= 45 && minute%15 == 0 && hours == 0
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
