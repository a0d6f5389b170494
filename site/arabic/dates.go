package arabic

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func (l Locale) in(t time.Time) time.Time {
	if l.Zone != nil {
		return t.In(l.Zone)
	}
	return t
}

// Date is «14 سبتمبر 2024» in the months of a position (CLDR, long: d MMMM y).
func (l Locale) Date(t time.Time, position string) string {
	t = l.in(t)
	return l.Digits.Format(fmt.Sprintf("%d %s %d", t.Day(), l.MonthName(t.Month(), position), t.Year()))
}

// FullDate is «السبت، 14 سبتمبر 2024» (CLDR, full: EEEE، d MMMM y).
func (l Locale) FullDate(t time.Time, position string) string {
	return l.Weekday(l.in(t).Weekday()) + l.comma() + l.Date(t, position)
}

// Time is «3:05 م»; Morocco counts to 24 (CLDR, short: h:mm a; ar-MA HH:mm).
// Noon is «م» and midnight «ص».
func (l Locale) Time(t time.Time) string {
	t = l.in(t)
	switch {
	case l.arabic() && strings.ToUpper(l.Country) == "MA":
		return l.Digits.Format(t.Format("15:04"))
	case !l.arabic():
		return l.Digits.Format(t.Format("3:04 pm"))
	case t.Hour() < 12:
		return l.Digits.Format(t.Format("3:04")) + " ص"
	}
	return l.Digits.Format(t.Format("3:04")) + " م"
}

// DateTime is «14 سبتمبر 2024، 3:05 م».
func (l Locale) DateTime(t time.Time, position string) string {
	return l.Date(t, position) + l.comma() + l.Time(t)
}

// MonthYear is «سبتمبر 2024».
func (l Locale) MonthYear(t time.Time, position string) string {
	t = l.in(t)
	return l.MonthName(t.Month(), position) + " " + l.Digits.Format(strconv.Itoa(t.Year()))
}

// MonthName is «سبتمبر», in the months of a position.
func (l Locale) MonthName(m time.Month, position string) string {
	return l.pick(l.MonthsFor(position).Name(m), m.String())
}

// Weekday is «السبت».
func (l Locale) Weekday(d time.Weekday) string {
	return l.pick(weekdays[d], d.String())
}

// WeekdayShort is one letter, for the head of a calendar (CLDR, narrow).
func (l Locale) WeekdayShort(d time.Weekday) string {
	return l.pick(weekdayShorts[d], englishShorts[d])
}

func (l Locale) comma() string { return l.pick("، ", ", ") }

// FirstDay is the day on which a country's calendar begins.
func FirstDay(country string) time.Weekday {
	if d, ok := firstDays[strings.ToUpper(country)]; ok {
		return d
	}
	return time.Monday
}
