package functions

import (
	"math"
	"time"

	"warraq/site"
)

// Numbers are whole as long as their arguments and their result are. Of what is no number, as a cell of a table
// where a word stands, and of a division by zero there is no result: one slip in one file must stop no page.

func add(a, b any) any { return with(a, b, func(x, y float64) float64 { return x + y }) }

func sub(a, b any) any { return with(a, b, func(x, y float64) float64 { return x - y }) }

func mul(a, b any) any { return with(a, b, func(x, y float64) float64 { return x * y }) }

func div(a, b any) any { return with(a, b, func(x, y float64) float64 { return x / y }) }

func mod(a, b any) any { return with(a, b, math.Mod) }

func least(a, b any) any { return with(a, b, math.Min) }

func most(a, b any) any { return with(a, b, math.Max) }

// percent is how much of a whole a part is, from 0 to 100.
func percent(part, whole any) any {
	return with(part, whole, func(x, y float64) float64 { return 100 * x / y })
}

func with(a, b any, f func(x, y float64) float64) any {
	x, ok := numberOf(a)
	y, both := numberOf(b)
	if n := f(x, y); ok && both && !math.IsNaN(n) && !math.IsInf(n, 0) {
		return tidy(n)
	}
	return nil
}

// mostExact is the largest whole number up to which a float64 has each.
const mostExact = 1 << 53

// tidy is an int where a number is whole.
func tidy(n float64) any {
	if n == math.Trunc(n) && math.Abs(n) <= mostExact {
		return int(n)
	}
	return n
}

// round rounds a number to some digits behind the point: round 1 2.55.
func round(digits int, n any) (any, error) {
	if digits < 0 || digits > 15 {
		return nil, site.Failure("round تأخذ عدد المنازل ثم عددًا: round 1 2.55", "round wants how many digits, then a number: round 1 2.55")
	}
	x, ok := numberOf(n)
	if !ok {
		return nil, nil
	}
	by := math.Pow10(digits)
	return tidy(math.Round(x*by) / by), nil
}

// sum adds the numbers of a list, or a field of each item; what has none counts nothing.
func sum(of any, field ...string) (any, error) {
	v, err := listOf("sum", of)
	if err != nil || !v.IsValid() {
		return 0, err
	}
	path, total := "", 0.0
	if len(field) > 0 {
		path = field[0]
	}
	for i := range v.Len() {
		n, _ := numberOf(valueAt(v.Index(i), path))
		total += n
	}
	return tidy(total), nil
}

// days are the whole days from one date to another, by their calendars; nothing where one of them is no date.
func days(from, to any) any {
	return between(from, to, func(a, b time.Time) int {
		midnight := func(t time.Time) time.Time {
			y, m, d := t.Date()
			return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		}
		return int(midnight(b).Sub(midnight(a)).Hours() / 24)
	})
}

// years are the whole years from one date to another: how old somebody is.
func years(from, to any) any {
	return between(from, to, func(a, b time.Time) int {
		n := b.Year() - a.Year()
		if b.Month() < a.Month() || b.Month() == a.Month() && b.Day() < a.Day() {
			n--
		}
		return n
	})
}

func between(from, to any, f func(a, b time.Time) int) any {
	a, ok := from.(time.Time)
	b, both := to.(time.Time)
	if !ok || !both || a.IsZero() || b.IsZero() {
		return nil
	}
	return f(a, b)
}

// later is a date some days and months later; what is no date stays as it is.
func later(of any, months, days int) any {
	if t, ok := of.(time.Time); ok {
		return t.AddDate(0, months, days)
	}
	return of
}
