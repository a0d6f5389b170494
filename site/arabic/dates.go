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
	if of := l.tongue(); of != nil {
		return l.kept(l.Digits.Format(of.date(t)))
	}
	return l.Digits.Format(fmt.Sprintf("%d %s %d", t.Day(), l.MonthName(t.Month(), position), t.Year()))
}

// FullDate is «السبت، 14 سبتمبر 2024» (CLDR, full: EEEE، d MMMM y).
func (l Locale) FullDate(t time.Time, position string) string {
	switch of := l.tongue(); {
	case of != nil && of.full != "":
		return l.Digits.Format(of.fill(of.full, l.in(t)))
	case of != nil:
		return l.kept(l.Weekday(l.in(t).Weekday()) + of.weekday + l.Digits.Format(of.date(l.in(t))))
	}
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
		return l.kept(l.Digits.Format(l.tongue().hour(t)))
	case t.Hour() < 12:
		return l.Digits.Format(t.Format("3:04")) + " ص"
	}
	return l.Digits.Format(t.Format("3:04")) + " م"
}

// DateTime is «14 سبتمبر 2024، 3:05 م».
func (l Locale) DateTime(t time.Time, position string) string {
	before := l.comma()
	if of := l.tongue(); of != nil {
		before = of.clock
	}
	if l.isForeign() {
		return l.kept(l.Digits.Format(english.date(l.in(t)) + before + english.hour(l.in(t))))
	}
	return l.Date(t, position) + before + l.Time(t)
}

// MonthYear is «سبتمبر 2024».
func (l Locale) MonthYear(t time.Time, position string) string {
	t = l.in(t)
	if of := l.tongue(); of != nil && of.yearFirst {
		return l.Digits.Format(strconv.Itoa(t.Year())) + of.monthYear + of.months[t.Month()-1]
	} else if of != nil {
		return l.kept(of.withOthers(t.Month()) + of.monthYear + l.Digits.Format(strconv.Itoa(t.Year())))
	}
	return l.MonthName(t.Month(), position) + " " + l.Digits.Format(strconv.Itoa(t.Year()))
}

// MonthName is «سبتمبر», in the months of a position.
func (l Locale) MonthName(m time.Month, position string) string {
	if of := l.tongue(); of != nil && m >= time.January && m <= time.December {
		return of.months[m-1]
	}
	return l.MonthsFor(position).Name(m)
}

// Weekday is «السبت».
func (l Locale) Weekday(d time.Weekday) string {
	if of := l.tongue(); of != nil {
		return of.weekdays[d]
	}
	return weekdays[d]
}

// WeekdayShort is one letter, for the head of a calendar (CLDR, narrow).
func (l Locale) WeekdayShort(d time.Weekday) string {
	if of := l.tongue(); of != nil {
		return of.narrow[d]
	}
	return weekdayShorts[d]
}

func (l Locale) comma() string {
	if of := l.tongue(); of != nil {
		return of.comma
	}
	return "، "
}

// FirstDay is the day on which a country's calendar begins.
func FirstDay(country string) time.Weekday {
	if d, ok := firstDays[strings.ToUpper(country)]; ok {
		return d
	}
	return time.Monday
}
