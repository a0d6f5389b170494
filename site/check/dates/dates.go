// Package dates reads the dates of a text: months beside a day or a year, numbers
// (14/9/2024), and days in words. What is wrong with one is said in package check.
package dates

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// System is a set of month systems, a bit for each of arabic.AllMonths.
type System uint8

// Name is what a name means: the month, and the systems that call it so.
type Name struct {
	Month   time.Month
	Systems System
}

// Systems are those that a mention may be of; the doubled ones are not.
var Systems = arabic.AllMonths[:5]

// monthNames are the names of months, with and without hamza.
var monthNames = sync.OnceValue(func() *prose.Lexicon[Name] {
	names := map[string]Name{}
	for i, s := range Systems {
		for m := time.January; m <= time.December; m++ {
			name := s.Name(m)
			for _, spelt := range [...]string{name, strings.NewReplacer("أ", "ا", "آ", "ا", "إ", "ا").Replace(name), strings.ReplaceAll(name, "أ", "إ")} {
				n := names[spelt]
				n.Month, n.Systems = m, n.Systems|1<<i
				names[spelt] = n
			}
		}
	}
	for spelt, name := range monthSpellings {
		n := names[spelt]
		n.Month, n.Systems = names[name].Month, n.Systems|names[name].Systems
		names[spelt] = n
	}
	names["كانون"], names["تشرين"] = Name{}, Name{} // and a second word
	return prose.NewLexicon(names)
})

// Mention is a month that a story names beside a day or a year.
type Mention struct {
	Name
	First, Last int  // words
	Double      bool // مايو/أيار
	Day, Year   int  // that stand beside it; 0 if none does
}

// Mentions are the months that a story names. Most names mean other things too (تموز,
// آب, ماي), so only those beside a number count.
func Mentions(k *prose.Text) (out []Mention) {
	if !k.MayHold(prose.InMonths) {
		return nil
	}
	n := 0
	for _, number := range k.Numbers {
		for n = max(n, int(number)-farthestYear); n <= int(number)+1 && n < len(k.Words); n++ {
			m, ok := monthAt(k, n)
			if !ok {
				continue
			}
			if next, ok := monthAt(k, m.Last+1); ok && next.Month == m.Month && strings.Trim(k.Ink[k.Words[m.Last].To:k.Words[next.First].From], " /\\()-–\x01") == "" {
				m.Last, m.Double, m.Systems = next.Last, true, m.Systems|next.Systems
			}
			m.Day, m.Year = NumberBefore(k, n), yearAfter(k, m.Last)
			if m.Day > 0 || m.Year > 0 {
				out = append(out, m)
			}
			n = m.Last
		}
	}
	return out
}

// Knows says that a word may be a month, or the first of two that are one.
func Knows(word string) bool {
	names := monthNames().Words
	_, is := names[word]
	_, and := names[strings.TrimPrefix(word, "و")]
	return is || and
}

// farthestYear is how many words before its year a month may begin.
const farthestYear = 6

// monthAt reads the month that begins at a word: one word, or two.
func monthAt(k *prose.Text, n int) (m Mention, ok bool) {
	if n >= len(k.Words) || k.Words[n].Has&^(prose.HasArabic|prose.IsPart) != 0 {
		return m, false
	}
	if !k.MayBe(prose.InMonths, k.Words[n]) {
		return m, false
	}
	names := monthNames()
	s := k.Of(k.Words[n])
	if !names.MayHold(s) {
		if s = strings.TrimPrefix(s, "و"); !names.MayHold(s) {
			return m, false
		}
	}
	m.First, m.Last = n, n
	if (s == "كانون" || s == "تشرين") && n+1 < len(k.Words) && k.Words[n+1].From == k.Words[n].To+1 {
		m.Last = n + 1
		next := k.Of(k.Words[n+1])
		if !strings.HasPrefix(next, "ال") {
			next = "ال" + next
		}
		s += " " + strings.ReplaceAll(next, "الاول", "الأول")
	}
	if m.Name, ok = names.Words[s]; !ok {
		m.Name = names.Words[strings.TrimPrefix(s, "و")]
	}
	return m, m.Month > 0
}

// NumberBefore is the day that stands before a month, or 0.
func NumberBefore(k *prose.Text, n int) int {
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

// FirstWeekday is a year since which no country has Julian dates.
const FirstWeekday = 1924

// Numeric reads 14/9/2024 and 2024-09-14, of which the ith number is the first.
func Numeric(k *prose.Text, i int) (time.Time, bool) {
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
	return d, year >= FirstWeekday && month > 0 && day > 0 && d.Day() == day
}

// Spelled reads «الرابع عشر من سبتمبر 2024», whose «من» is the word n.
func Spelled(k *prose.Text, n int) (first int, date time.Time, ok bool) {
	if w := k.Words[n]; w.To-w.From != int32(len("من")) || k.Of(w) != "من" || n == 0 {
		return 0, date, false
	}
	m, ok := monthAt(k, n+1)
	if !ok {
		return 0, date, false
	}
	first, day := spelledDay(k, n)
	year := yearAfter(k, m.Last)
	date, ok = dayIn(year, int(m.Month), day)
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

// monthSpellings are other spellings of months.
var monthSpellings = map[string]string{"يونيه": "يونيو", "يونية": "يونيو", "يوليه": "يوليو", "يولية": "يوليو", "إبريل": "أبريل", "ابريل": "أبريل"}
