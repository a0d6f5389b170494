package check

import (
	"maps"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/check/dates"
	"warraq/site/check/prose"
)

// monthMentions are the months that the story names.
func (p *pass) monthMentions() []dates.Mention {
	if !p.sought {
		p.months, p.sought = dates.Mentions(p.Text), true
	}
	return p.months
}

// mixedMonths finds the months that are not of the system that most months of the
// story's body are of. Doubled names go with every system.
func mixedMonths(p *pass) {
	var votes [8]int
	for _, m := range p.monthMentions() {
		if isBody(p, m) {
			for i := range dates.Systems {
				if m.Systems&(1<<i) != 0 {
					votes[i]++
				}
			}
		}
	}
	best := 0
	for i := range dates.Systems {
		if votes[i] > votes[best] {
			best = i
		}
	}
	for _, m := range p.monthMentions() {
		if isBody(p, m) && m.Systems&(1<<best) == 0 {
			from, to := int(p.Words[m.First].From), int(p.Words[m.Last].To)
			p.say(from, to, p.Ink[from:to], dates.Systems[best].Name(m.Month))
		}
	}
}

func isBody(p *pass, m dates.Mention) bool {
	if n := m.First - 2; n >= 0 && m.Day > 0 && m.Year == 0 && namedByDay[strings.TrimPrefix(p.Of(p.Words[n]), "و")] { // «قوى 8 آذار»
		return false
	}
	return !m.Double && p.Blocks[p.Words[m.First].Block].Kind != prose.Field
}

// weekdayNames are the days of the week as stories write them.
var weekdayNames = sync.OnceValue(func() map[string]time.Weekday {
	names := maps.Clone(weekdaySpellings)
	for d := time.Sunday; d <= time.Saturday; d++ {
		names[arabic.Locale{}.Weekday(d)] = d
	}
	return names
})

// wrongWeekday finds dates with the name of another weekday.
func wrongWeekday(p *pass) {
	for _, m := range p.monthMentions() {
		if m.Day > 0 {
			if date, ok := dateOf(p, m); ok {
				p.weekdayOf(m.First-1, date)
			}
		}
	}
	for i := range p.Numbers {
		if date, ok := dates.Numeric(p.Text, i); ok {
			p.weekdayOf(int(p.Numbers[i]), date)
		}
	}
	for n := range p.Words {
		if first, date, ok := dates.Spelled(p.Text, n); ok {
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
func dateOf(p *pass, m dates.Mention) (time.Time, bool) {
	day := m.Day
	if year := m.Year; year > 0 {
		d := time.Date(year, m.Month, day, 0, 0, 0, 0, time.UTC)
		return d, year >= dates.FirstWeekday && d.Day() == day
	}
	const near = 45 * 24 * time.Hour
	if p.m.Article == nil || p.m.Article.Date.IsZero() {
		return time.Time{}, false
	}
	written := dayOf(p.m.Article, p.c.config)
	for year := written.Year() - 1; year <= written.Year()+1; year++ {
		d := time.Date(year, m.Month, day, 0, 0, 0, 0, time.UTC)
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
