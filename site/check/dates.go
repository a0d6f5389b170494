package check

import (
	"strings"
	"time"

	"warraq/site/check/dates"
	"warraq/site/check/prose"
)

// noSuchDay finds days that no calendar has: 31 يونيو، 30 فبراير، 31 رمضان.
func noSuchDay(p *pass) {
	for _, m := range p.monthMentions() {
		if m.Day == 0 {
			continue
		}
		year := m.Year
		if year == 0 {
			year = 2024 // a leap year: without one, 29 February may be
		}
		if time.Date(year, m.Month, m.Day, 0, 0, 0, 0, time.UTC).Day() != m.Day {
			from, to := int(p.Words[m.First-1].From), int(p.Words[m.Last].To)
			p.say(from, to, p.Ink[from:to])
		}
	}
	for n := 1; n < len(p.Words); n++ {
		if w := p.Words[n]; w.Has == prose.HasArabic && hijriDays[p.Of(w)] && dates.NumberBefore(p.Text, n) == 31 {
			from, to := int(p.Words[n-1].From), int(w.To)
			p.say(from, to, p.Ink[from:to])
		}
	}
}

// wrongHijri finds Hijri months with the gender of others: جمادى الأول، ربيع الثانية.
func wrongHijri(p *pass) {
	for n := 1; n < len(p.Words); n++ {
		w, v := p.Words[n-1], p.Words[n]
		if v.Has != prose.HasArabic || w.Has != prose.HasArabic {
			continue
		}
		right := hijriPairs[strings.TrimPrefix(p.Of(w), "و")][p.Of(v)]
		if right != "" && w.Block == v.Block && p.Ink[w.To:v.From] == " " {
			wrong := p.Ink[w.From:v.To]
			p.say(int(w.From), int(v.To), wrong, right)
		}
	}
}
