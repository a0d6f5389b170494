package counted

import (
	"strconv"
	"strings"

	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// firstYear and lastYear bound the numbers that may be years.
const firstYear, lastYear = 1000, 2200

// digits judges the noun after a number in digits.
func (d *desk) digits(n int) {
	w := d.Words[n]
	if w.Has&prose.IsPart != 0 || d.Next(n) == "" {
		return
	}
	value, ok := d.value(n)
	if !ok || value < 2 || firstYear <= value && value <= lastYear {
		return
	}
	if before := d.before(n); labels[before] || labels[strings.TrimPrefix(before, "و")] || strings.HasSuffix(before, "ال") && before == "ال" {
		return
	}
	if n > 0 && d.Words[n-1].Block == w.Block && d.Words[n-1].Has&prose.HasLatin != 0 {
		return // Windows 10
	}
	if strings.HasPrefix(d.before(n), "ال") && d.Next(n) == "عقد" { // «المؤتمر 13 عقد أمس»
		return
	}
	d.noun(n, classOf(value))
}

// value is that of a number of digits, with the groups before it: 1,250. Decimals,
// hours, dates and scores have none.
func (d *desk) value(n int) (int, bool) {
	w := d.Words[n]
	v, err := strconv.Atoi(arabic.ASCIIDigits(strings.TrimPrefix(d.Of(w), "و")))
	if err != nil {
		return 0, false
	}
	b := &d.Blocks[w.Block]
	switch r := b.Before(int(w.From)); r {
	case 0, ' ', '\u00a0', '(', '«', '\n', '"':
		return v, true
	case ',', '٬':
		if w.To-w.From == 3 || w.To-w.From == 6 && w.Has&prose.HasIndic != 0 {
			const thousands = 100_000 // how many there are does not matter
			return v + thousands, n > 0 && int(d.Words[n-1].To)+len(string(r)) == int(w.From)
		}
		return 0, false
	case '-', '–':
		if n == 0 || int(d.Words[n-1].To)+len(string(r)) != int(w.From) || !prose.IsNumber(d.Words[n-1].Has) {
			return 0, false
		}
		first, err := strconv.Atoi(arabic.ASCIIDigits(d.Of(d.Words[n-1])))
		before := b.Before(int(d.Words[n-1].From))
		return v, err == nil && first < v && (before == ' ' || before == 0)
	}
	return 0, false
}

// classOf says what a number wants of its noun.
func classOf(v int) class {
	switch rest := v % 100; {
	case v == 2:
		return two
	case 3 <= rest && rest <= 10:
		return few
	case 11 <= rest:
		return many
	case rest == 0:
		return hundred
	}
	return noClass
}
