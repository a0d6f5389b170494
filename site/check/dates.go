package check

import (
	"strings"
	"time"

	"warraq/site/check/prose"
)

// numericDate reads 14/9/2024 and 2024-09-14, of which the ith number is the first.
func numericDate(k *prose.Text, i int) (time.Time, bool) {
	n := int(k.Numbers[i])
	if n+2 >= len(k.Words) {
		return time.Time{}, false
	}
	a, b, c := k.Words[n], k.Words[n+1], k.Words[n+2]
	sign := k.Ink[a.To:b.From]
	if a.Block != c.Block || sign != "/" && sign != "-" && sign != "." || k.Ink[b.To:c.From] != sign {
		return time.Time{}, false
	}
	year, month, day := number(k, n+2, 2200), number(k, n+1, 12), number(k, n, 31)
	if first := number(k, n, 2200); first > 31 {
		year, day = first, number(k, n+2, 31)
	}
	return dayIn(year, month, day)
}

// dayIn is a day of a year since which no country has Julian dates.
func dayIn(year, month, day int) (time.Time, bool) {
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return d, year >= firstWeekday && month > 0 && day > 0 && d.Day() == day
}

// spelledDate reads «الرابع عشر من سبتمبر 2024», whose «من» is the word n.
func spelledDate(k *prose.Text, n int) (first int, date time.Time, ok bool) {
	if w := k.Words[n]; w.To-w.From != int32(len("من")) || k.Of(w) != "من" || n == 0 {
		return 0, date, false
	}
	m, ok := monthAt(k, n+1)
	if !ok {
		return 0, date, false
	}
	first, day := spelledDay(k, n)
	year := yearAfter(k, m.last)
	date, ok = dayIn(year, int(m.month), day)
	return first, date, ok && first >= 0
}

// spelledDay reads the day in words that ends before a word; -1 if there is none.
func spelledDay(k *prose.Text, n int) (first, day int) {
	last := k.Of(k.Words[n-1])
	if k.Words[n-1].Block != k.Words[n].Block {
		return -1, 0
	}
	if day := dayWords[last]; day > 0 && !strings.HasPrefix(last, "و") {
		return n - 1, day
	}
	if n < 2 || k.Words[n-2].Block != k.Words[n].Block {
		return -1, 0
	}
	unit := dayWords[k.Of(k.Words[n-2])]
	switch {
	case unit == 0 || unit > 10 || k.Ink[k.Words[n-2].To:k.Words[n-1].From] != " ":
		return -1, 0
	case last == "عشر" || last == "عشرة":
		return n - 2, 10 + unit
	}
	if tens := dayWords[last]; tens >= 20 {
		return n - 2, tens + unit
	}
	return -1, 0
}

// dayWords are the ordinals that days are called by.
var dayWords = map[string]int{
	"الأول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5, "السادس": 6, "السابع": 7, "الثامن": 8, "التاسع": 9, "العاشر": 10,
	"الحادي": 1, "العشرين": 20, "الثلاثين": 30, "والعشرين": 20, "والثلاثين": 30, "والعشرون": 20, "والثلاثون": 30,
}

// noSuchDay finds days that no calendar has: 31 يونيو، 30 فبراير، 31 رمضان.
func noSuchDay(p *pass) {
	for _, m := range p.monthMentions() {
		if !m.day {
			continue
		}
		year := yearAfter(p.Text, m.last)
		if year == 0 {
			year = 2024 // a leap year: without one, 29 February may be
		}
		day := numberBefore(p.Text, m.first)
		if time.Date(year, m.month, day, 0, 0, 0, 0, time.UTC).Day() != day {
			from, to := int(p.Words[m.first-1].From), int(p.Words[m.last].To)
			p.say(from, to, p.Ink[from:to])
		}
	}
	for n := 1; n < len(p.Words); n++ {
		if w := p.Words[n]; w.Has == prose.HasArabic && hijriDays[p.Of(w)] && numberBefore(p.Text, n) == 31 {
			from, to := int(p.Words[n-1].From), int(w.To)
			p.say(from, to, p.Ink[from:to])
		}
	}
}

// hijriDays are months that have 29 or 30 days, by a word that means little else beside a number.
var hijriDays = prose.Set("محرم المحرم صفر رجب شعبان رمضان شوال")

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

// hijriPairs are months of two words that are often wrong.
var hijriPairs = func() map[string]map[string]string {
	jumada := map[string]string{
		"الأول": "جمادى الأولى", "الاول": "جمادى الأولى", "الاولى": "جمادى الأولى", "أول": "جمادى الأولى", "الثاني": "جمادى الآخرة", "الثانى": "جمادى الآخرة", "الآخر": "جمادى الآخرة", "الاخر": "جمادى الآخرة", "الأخر": "جمادى الآخرة",
		"ثاني": "جمادى الآخرة", "الأخرى": "جمادى الآخرة", "الاخرة": "جمادى الآخرة", "الأخرة": "جمادى الآخرة",
	}
	misspelt := map[string]string{"الأولى": "جمادى الأولى", "الآخرة": "جمادى الآخرة", "الثانية": "جمادى الآخرة"}
	for wrong, right := range jumada {
		misspelt[wrong] = right
	}
	rabi := map[string]string{"الأولى": "ربيع الأول", "الاولى": "ربيع الأول", "الثانية": "ربيع الآخر", "الآخرة": "ربيع الآخر", "الأخر": "ربيع الآخر", "الاخر": "ربيع الآخر"}
	return map[string]map[string]string{"جمادى": jumada, "جمادي": misspelt, "جماد": misspelt, "جمادا": misspelt, "ربيع": rabi}
}()
