package check

import (
	"maps"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// system is a set of month systems, a bit for each of arabic.AllMonths.
type system uint8

// monthName is what a name means: the month, and the systems that call it so.
type monthName struct {
	month   time.Month
	systems system
}

// systems are those that a mention may be of; the doubled ones are not.
var systems = arabic.AllMonths[:5]

// monthNames are the names of months, with and without hamza.
var monthNames = sync.OnceValue(func() *prose.Lexicon[monthName] {
	names := map[string]monthName{}
	for i, s := range systems {
		for m := time.January; m <= time.December; m++ {
			name := s.Name(m)
			for _, spelt := range [...]string{name, strings.NewReplacer("أ", "ا", "آ", "ا", "إ", "ا").Replace(name), strings.ReplaceAll(name, "أ", "إ")} {
				n := names[spelt]
				n.month, n.systems = m, n.systems|1<<i
				names[spelt] = n
			}
		}
	}
	for spelt, name := range monthSpellings {
		n := names[spelt]
		n.month, n.systems = names[name].month, n.systems|names[name].systems
		names[spelt] = n
	}
	names["كانون"], names["تشرين"] = monthName{}, monthName{} // and a second word
	return prose.NewLexicon(names)
})

// monthMention is a month that a story names beside a day or a year.
type monthMention struct {
	monthName
	first, last int  // words
	double      bool // مايو/أيار
	day         bool // a number stands before it
}

// monthMentions are the months that a story names. Most names mean other
// things too (تموز, آب, ماي), so only those beside a number count.
func (p *pass) monthMentions() []monthMention {
	if p.sought {
		return p.months
	}
	p.sought = true
	n := 0
	for _, number := range p.Numbers {
		for n = max(n, int(number)-farthestYear); n <= int(number)+1 && n < len(p.Words); n++ {
			m, ok := monthAt(p.Text, n)
			if !ok {
				continue
			}
			if next, ok := monthAt(p.Text, m.last+1); ok && next.month == m.month && strings.Trim(p.Ink[p.Words[m.last].To:p.Words[next.first].From], " /\\()-–\x01") == "" {
				m.last, m.double, m.systems = next.last, true, m.systems|next.systems
			}
			before, after := numberBefore(p.Text, n), yearAfter(p.Text, m.last)
			if m.day = before > 0; m.day || after > 0 {
				p.months = append(p.months, m)
			}
			n = m.last
		}
	}
	return p.months
}

// farthestYear is how many words before its year a month may begin.
const farthestYear = 6

// monthAt reads the month that begins at a word: one word, or two.
func monthAt(k *prose.Text, n int) (m monthMention, ok bool) {
	if n >= len(k.Words) || k.Words[n].Has&^(prose.HasArabic|prose.IsPart) != 0 {
		return m, false
	}
	names := monthNames()
	s := k.Of(k.Words[n])
	if !names.MayHold(s) {
		if s = strings.TrimPrefix(s, "و"); !names.MayHold(s) {
			return m, false
		}
	}
	m.first, m.last = n, n
	if (s == "كانون" || s == "تشرين") && n+1 < len(k.Words) && k.Words[n+1].From == k.Words[n].To+1 {
		m.last = n + 1
		next := k.Of(k.Words[n+1])
		if !strings.HasPrefix(next, "ال") {
			next = "ال" + next
		}
		s += " " + strings.ReplaceAll(next, "الاول", "الأول")
	}
	if m.monthName, ok = names.Words[s]; !ok {
		m.monthName = names.Words[strings.TrimPrefix(s, "و")]
	}
	return m, m.month > 0
}

// numberBefore is the day that stands before a month, or 0.
func numberBefore(k *prose.Text, n int) int {
	if n == 0 || k.Words[n-1].Block != k.Words[n].Block || strings.Trim(k.Ink[k.Words[n-1].To:k.Words[n].From], " \u00a0") != "" {
		return 0
	}
	return number(k, n-1, 31)
}

// yearAfter is the year that stands after a month, or 0.
func yearAfter(k *prose.Text, n int) int {
	if n+1 >= len(k.Words) || k.Words[n+1].Block != k.Words[n].Block {
		return 0
	}
	switch strings.Trim(k.Ink[k.Words[n].To:k.Words[n+1].From], " \u00a0") {
	case "", "،", ",":
	default:
		return 0
	}
	if s := k.Of(k.Words[n+1]); (s == "عام" || s == "سنة" || s == "من") && n+2 < len(k.Words) {
		n++
		if s := k.Of(k.Words[n+1]); s == "عام" && n+2 < len(k.Words) {
			n++
		}
	}
	if y := number(k, n+1, 2200); y >= 1000 {
		return y
	}
	return 0
}

// number is the value of a word of digits; 0 if it is not one, or is above most.
func number(k *prose.Text, n, most int) int {
	w := k.Words[n]
	if !prose.IsNumber(w.Has) {
		return 0
	}
	v, err := strconv.Atoi(arabic.ASCIIDigits(k.Of(w)))
	if err != nil || v > most {
		return 0
	}
	return v
}

// mixedMonths finds the months that are not of the system that most months of the
// story's body are of. Doubled names go with every system.
func mixedMonths(p *pass) {
	var votes [8]int
	for _, m := range p.monthMentions() {
		if isBody(p, m) {
			for i := range systems {
				if m.systems&(1<<i) != 0 {
					votes[i]++
				}
			}
		}
	}
	best := 0
	for i := range systems {
		if votes[i] > votes[best] {
			best = i
		}
	}
	for _, m := range p.monthMentions() {
		if isBody(p, m) && m.systems&(1<<best) == 0 {
			from, to := int(p.Words[m.first].From), int(p.Words[m.last].To)
			p.say(from, to, p.Ink[from:to], systems[best].Name(m.month))
		}
	}
}

func isBody(p *pass, m monthMention) bool {
	return !m.double && p.Blocks[p.Words[m.first].Block].Kind != prose.Field
}

// weekdayNames are the days of the week as stories write them.
var weekdayNames = sync.OnceValue(func() map[string]time.Weekday {
	names := maps.Clone(weekdaySpellings)
	for d := time.Sunday; d <= time.Saturday; d++ {
		names[arabic.Locale{}.Weekday(d)] = d
	}
	return names
})

// firstWeekday is a year since which no country has Julian dates.
const firstWeekday = 1924

// wrongWeekday finds dates with the name of another weekday.
func wrongWeekday(p *pass) {
	for _, m := range p.monthMentions() {
		if m.day {
			if date, ok := dateOf(p, m); ok {
				p.weekdayOf(m.first-1, date)
			}
		}
	}
	for i := range p.Numbers {
		if date, ok := numericDate(p.Text, i); ok {
			p.weekdayOf(int(p.Numbers[i]), date)
		}
	}
	for n := range p.Words {
		if first, date, ok := spelledDate(p.Text, n); ok {
			p.weekdayOf(first, date)
		}
	}
}

// weekdayOf compares the weekday before the word that a date begins at with the date.
func (p *pass) weekdayOf(first int, date time.Time) {
	n := first - 1
	if n >= 0 && (p.Of(p.Words[n]) == "الموافق" || p.Of(p.Words[n]) == "في") {
		n--
	}
	if n < 0 || p.Words[n].Block != p.Words[first].Block || strings.Trim(between(p.Text, n, first), " ،,(") != "" {
		return
	}
	day, ok := weekdayNames()[p.Of(p.Words[n])]
	if ok && date.Weekday() != day && (n == 0 || !isListed(p.Text, n)) {
		right := arabic.Locale{}.Weekday(date.Weekday())
		p.say(int(p.Words[n].From), int(p.Words[n].To), p.Of(p.Words[n]), right, date.Format(time.DateOnly))
	}
}

// between is what stands between the words n and m, but for الموافق and في.
func between(k *prose.Text, n, m int) string {
	return joinedDate.Replace(k.Ink[k.Words[n].To:k.Words[m].From])
}

var joinedDate = strings.NewReplacer("الموافق", "", "في", "")

// isListed says that a weekday is the second of two: «السبت والأحد 14 و15».
func isListed(k *prose.Text, n int) bool {
	_, ok := weekdayNames()[strings.TrimPrefix(k.Of(k.Words[n-1]), "و")]
	return ok
}

// dateOf is the day of a mention; without a year, the one near the story's own date.
func dateOf(p *pass, m monthMention) (time.Time, bool) {
	day := numberBefore(p.Text, m.first)
	if year := yearAfter(p.Text, m.last); year > 0 {
		d := time.Date(year, m.month, day, 0, 0, 0, 0, time.UTC)
		return d, year >= firstWeekday && d.Day() == day
	}
	const near = 45 * 24 * time.Hour
	if p.m.Article == nil || p.m.Article.Date.IsZero() {
		return time.Time{}, false
	}
	written := dayOf(p.m.Article, p.c.config)
	for year := written.Year() - 1; year <= written.Year()+1; year++ {
		d := time.Date(year, m.month, day, 0, 0, 0, 0, time.UTC)
		if d.Day() == day && d.Sub(written).Abs() <= near {
			return d, true
		}
	}
	return time.Time{}, false
}

// dayOf is a story's date as a day in UTC.
func dayOf(a *site.Article, c *site.Config) time.Time {
	t := a.Date
	if c.Zone != nil {
		t = t.In(c.Zone)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
