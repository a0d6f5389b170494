package check

import (
	"maps"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// system is a set of month systems, a bit for each of arabic.AllMonths.
type system uint8

// monthName is what a name tells: the month, and the systems that call it so.
type monthName struct {
	month   time.Month
	systems system
}

// systems are those that a mention may be of; the doubled ones are not.
var systems = arabic.AllMonths[:5]

// monthNames are the names of months, with and without hamza.
var monthNames = sync.OnceValue(func() *lexicon[monthName] {
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
	return newLexicon(names)
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
	for _, number := range p.numbers {
		for n = max(n, int(number)-farthestYear); n <= int(number)+1 && n < len(p.words); n++ {
			m, ok := p.monthAt(n)
			if !ok {
				continue
			}
			if next, ok := p.monthAt(m.last + 1); ok && next.month == m.month && strings.Trim(p.text[p.words[m.last].to:p.words[next.first].from], " /\\()-–\x01") == "" {
				m.last, m.double, m.systems = next.last, true, m.systems|next.systems
			}
			before, after := p.numberBefore(n), p.yearAfter(m.last)
			if m.day = before > 0; m.day || after > 0 {
				p.months = append(p.months, m)
			}
			n = m.last
		}
	}
	return p.months
}

// farthestYear is how many words before its year a month may begin: «كانون
// الثاني/كانون الثاني من عام 2024».
const farthestYear = 6

// monthAt reads the month that begins at a word: one word, or two.
func (k *ink) monthAt(n int) (m monthMention, ok bool) {
	if n >= len(k.words) || k.words[n].has&^(hasArabic|isPart) != 0 {
		return m, false
	}
	names := monthNames()
	s := k.of(k.words[n])
	if !names.mayHold(s) {
		if s = strings.TrimPrefix(s, "و"); !names.mayHold(s) {
			return m, false
		}
	}
	m.first, m.last = n, n
	if (s == "كانون" || s == "تشرين") && n+1 < len(k.words) && k.words[n+1].from == k.words[n].to+1 {
		m.last = n + 1
		next := k.of(k.words[n+1])
		if !strings.HasPrefix(next, "ال") {
			next = "ال" + next
		}
		s += " " + strings.ReplaceAll(next, "الاول", "الأول")
	}
	if m.monthName, ok = names.words[s]; !ok {
		m.monthName = names.words[strings.TrimPrefix(s, "و")]
	}
	return m, m.month > 0
}

// numberBefore is the day that stands before a month, or 0.
func (k *ink) numberBefore(n int) int {
	if n == 0 || k.words[n-1].block != k.words[n].block || strings.Trim(k.text[k.words[n-1].to:k.words[n].from], " \u00a0") != "" {
		return 0
	}
	return k.number(n-1, 31)
}

// yearAfter is the year that stands after a month, or 0.
func (k *ink) yearAfter(n int) int {
	if n+1 >= len(k.words) || k.words[n+1].block != k.words[n].block {
		return 0
	}
	switch strings.Trim(k.text[k.words[n].to:k.words[n+1].from], " \u00a0") {
	case "", "،", ",":
	default:
		return 0
	}
	if s := k.of(k.words[n+1]); (s == "عام" || s == "سنة" || s == "من") && n+2 < len(k.words) {
		n++
		if s := k.of(k.words[n+1]); s == "عام" && n+2 < len(k.words) {
			n++
		}
	}
	if y := k.number(n+1, 2200); y >= 1000 {
		return y
	}
	return 0
}

// number is the value of a word of digits, 0 where it is none or above a bound.
func (k *ink) number(n, most int) int {
	w := k.words[n]
	if !isNumber(w.has) {
		return 0
	}
	v, err := strconv.Atoi(strings.Map(func(r rune) rune {
		if '\u0660' <= r && r <= '\u0669' {
			return r - '\u0660' + '0'
		}
		return r
	}, k.of(w)))
	if err != nil || v > most {
		return 0
	}
	return v
}

// mixedMonths finds the months that are not of the system that the story's
// body has most of. Doubled names are their own habit, and fit beside any.
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
			from, to := int(p.words[m.first].from), int(p.words[m.last].to)
			p.say(from, to, p.text[from:to], systems[best].Name(m.month))
		}
	}
}

func isBody(p *pass, m monthMention) bool {
	return !m.double && p.blocks[p.words[m.first].block].kind != field
}

// weekdayNames are the days of the week as stories write them.
var weekdayNames = sync.OnceValue(func() map[string]time.Weekday {
	names := maps.Clone(weekdaySpellings)
	for d := time.Sunday; d <= time.Saturday; d++ {
		names[arabic.Locale{}.Weekday(d)] = d
	}
	return names
})

// firstWeekday is when all the world had taken the Gregorian calendar up:
// stories of earlier days may count by the Julian one.
const firstWeekday = 1924

// wrongWeekday finds dates whose weekday is another day's.
func wrongWeekday(p *pass) {
	for _, m := range p.monthMentions() {
		if !m.day {
			continue
		}
		n := m.first - 2
		if n >= 0 && (p.of(p.words[n]) == "الموافق" || p.of(p.words[n]) == "في") {
			n--
		}
		if n < 0 || p.words[n].block != p.words[m.first].block || strings.Trim(p.between(n, m.first-1), " ،,(") != "" {
			continue
		}
		day, ok := weekdayNames()[p.of(p.words[n])]
		if !ok || n > 0 && p.isListed(n) {
			continue
		}
		if date, ok := dateOf(p, m); ok && date.Weekday() != day {
			right := arabic.Locale{}.Weekday(date.Weekday())
			p.say(int(p.words[n].from), int(p.words[n].to), p.of(p.words[n]), right, date.Format(time.DateOnly))
		}
	}
}

// between is what stands between the words n and m, but for الموافق and في.
func (k *ink) between(n, m int) string {
	return joinedDate.Replace(k.text[k.words[n].to:k.words[m].from])
}

var joinedDate = strings.NewReplacer("الموافق", "", "في", "")

// isListed tells a weekday that is the second of two: «السبت والأحد 14 و15».
func (k *ink) isListed(n int) bool {
	_, ok := weekdayNames()[strings.TrimPrefix(k.of(k.words[n-1]), "و")]
	return ok
}

// dateOf is the day that a mention means. Without a year it is the one that is
// nearest to the story's own date, if that is near.
func dateOf(p *pass, m monthMention) (time.Time, bool) {
	day := p.numberBefore(m.first)
	if year := p.yearAfter(m.last); year > 0 {
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
