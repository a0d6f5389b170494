package check

import (
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
	for _, number := range p.Numbers {
		n := int(number) + 1
		if n < len(p.Words) && p.Words[n].Has == prose.HasArabic && dates.NumberBefore(p.Text, n) == 31 && hijriDays[p.Of(p.Words[n])] {
			from, to := int(p.Words[n-1].From), int(p.Words[n].To)
			p.say(from, to, p.Ink[from:to])
		}
	}
}

// wrongHijri finds Hijri months with the gender of others: جمادى الأول، ربيع الثانية.
func wrongHijri(p *pass) {
	if !p.MayHold(prose.InPhrases) {
		return
	}
	list := hijriPairs()
	for n, w := range p.Words[:max(0, len(p.Words)-1)] {
		if !p.MayBe(prose.InPhrases, w) || w.Has != prose.HasArabic || !list.MayHold(p.Of(w)) {
			continue
		}
		v := p.Words[n+1]
		right := list.Words[p.Of(w)][p.Of(v)]
		if right != "" && w.Block == v.Block && p.Ink[w.To:v.From] == " " {
			wrong := p.Ink[w.From:v.To]
			p.say(int(w.From), int(v.To), wrong, right)
		}
	}
}
