package arabic

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// tongue is how a language writes dates, numbers and lists. Arabic has its months by country
// and position, and its plurals, apart.
type tongue struct {
	months   [12]string // alone
	inDate   []string   // beside a day or a year, where it is another form; nil: as alone
	weekdays [7]string  // from Sunday
	narrow   [7]string
	hijri    [12]string
	era      string // after a Hijri year

	day, month  string // between day and month, and between month and year
	weekday     string // between a weekday and a date
	long, full  string // where they are not day, month, year: a date, and one with its weekday; {d} {m} {y} {w} are their parts
	clock       string // between a date and an hour
	monthYear   string // between a month alone and its year
	yearFirst   bool   // the year is before the month there
	layout      string // of an hour, as package time has it
	zero        bool   // an hour of one digit has a zero before it
	am, pm      string // in place of AM and PM in the layout; "" leaves them
	comma       string
	and         string // before the last of a list
	glued       string // before the last of a list where it begins with no letter of the language; "": as and
	minus       string
	digits      Digits // where the paper chooses none; "" is Latn
	indic       Digits // what the paper's «arab» means; "" is Arab
	nouns       map[string]Forms
	plural      func(n int) Plural
	needs       []string // categories that a string with plural forms must have
	firstRegion string   // the country whose week the language has, where the paper names none (CLDR, likelySubtags)
}

// Tongue is the language whose words the interface has for a language tag: "ar", "en", "fa",
// "ur", "ku" (Kurdish in Arabic letters), "he", or the primary subtag of another one.
func Tongue(lang string) string {
	base := cmp.Or(language(lang), "ar")
	switch {
	case sameTongue[base] != "":
		return sameTongue[base]
	case base == "ku" && Dir(lang) == "ltr":
		return "kmr"
	}
	return base
}

// tongue is how the locale's language writes; nil is Arabic. One that has no table is written as English is.
func (l Locale) tongue() *tongue {
	if l.arabic() {
		return nil
	}
	if t := tongues[Tongue(l.Lang)]; t != nil {
		return t
	}
	return &english
}

// DigitsOf are the digits of a language's generated text: what the paper chose ("latn", "arab" or
// ""), in the shapes of the language. Persian and Urdu have «arab» in shapes of their own.
func DigitsOf(lang, chosen string) Digits {
	t := tongues[Tongue(lang)]
	switch {
	case t == nil, chosen != "" && Digits(chosen) != Arab:
		return Digits(chosen)
	case chosen == "":
		return t.digits
	}
	return cmp.Or(t.indic, Arab)
}

// date is a day in the language: «27 نوامبر 2026».
func (t *tongue) date(at time.Time) string {
	if t.long != "" {
		return t.fill(t.long, at)
	}
	return strconv.Itoa(at.Day()) + t.day + t.withOthers(at.Month()) + t.month + strconv.Itoa(at.Year())
}

// fill puts a day into a pattern.
func (t *tongue) fill(pattern string, at time.Time) string {
	return strings.NewReplacer("{d}", strconv.Itoa(at.Day()), "{m}", t.withOthers(at.Month()), "{y}", strconv.Itoa(at.Year()), "{w}", t.weekdays[at.Weekday()]).Replace(pattern)
}

// withOthers is the name of a month beside a day or a year.
func (t *tongue) withOthers(m time.Month) string {
	if t.inDate != nil {
		return t.inDate[m-1]
	}
	return t.months[m-1]
}

func (t *tongue) hour(at time.Time) string {
	s := at.Format(t.layout)
	if t.layout == "15:04" && s[0] == '0' && !t.zero { // CLDR: H:mm
		s = s[1:]
	}
	if t.am != "" {
		s = strings.NewReplacer("AM", t.am, "PM", t.pm).Replace(s)
	}
	return s
}

// DatePattern is how a date of a month is written, for scripts: {d} and {y} are the places of its day and
// its year. Where it is «{d} month {y}», it is the month alone.
func (l Locale) DatePattern(m time.Month, position string) string {
	t := l.tongue()
	if t != nil && t.long != "" {
		return strings.Replace(t.long, "{m}", t.withOthers(m), 1)
	}
	if t == nil || t.inDate == nil && t.day == " " && t.month == " " {
		return l.MonthName(m, position)
	}
	return "{d}" + t.day + t.withOthers(m) + t.month + "{y}"
}

// isForeign says that what is written in a language from the left stands in the text of one from the right, whose dates are not
// known here: those of English are shown.
func (l Locale) isForeign() bool { return l.tongue() == &english && Dir(l.Lang) == "rtl" }

// kept keeps the order of what is foreign (UAX #9, LRI and PDI): «November 2026 25» is what readers saw.
func (l Locale) kept(s string) string {
	if !l.isForeign() || strings.HasPrefix(s, "\u2066") {
		return s
	}
	return "\u2066" + s + "\u2069"
}

// Between is what stands before an item of a list that is not its first: a comma, or the «و» of
// the last. Before a Latin name or a number it is glued too in Arabic: «و» joins to nothing that follows it.
func (l Locale) Between(item string, isLast bool) string {
	t := l.tongue()
	switch {
	case !isLast:
		return l.comma()
	case t == nil:
		return " و"
	case t.glued != "" && !unicode.Is(unicode.Hebrew, firstRune(item)):
		return t.glued
	}
	return t.and
}

// FirstWeekday is the day on which the week begins in a calendar of the locale.
func (l Locale) FirstWeekday() time.Weekday {
	if t := l.tongue(); t != nil && l.Country == "" {
		return FirstDay(t.firstRegion)
	}
	return FirstDay(l.Country)
}

// Point parts a number from its fraction.
func (l Locale) Point() string {
	if l.Digits == Arab || l.Digits == ArabExt {
		return "\u066b"
	}
	return "."
}
