package functions

import (
	"math"
	"time"

	"warraq/site"
)

// Numbers are whole as long as their arguments and their result are.

func add(a, b any) (any, error) {
	return with("add", a, b, func(x, y float64) float64 { return x + y })
}

func sub(a, b any) (any, error) {
	return with("sub", a, b, func(x, y float64) float64 { return x - y })
}

func mul(a, b any) (any, error) {
	return with("mul", a, b, func(x, y float64) float64 { return x * y })
}

func least(a, b any) (any, error) { return with("min", a, b, math.Min) }

func most(a, b any) (any, error) { return with("max", a, b, math.Max) }

func mod(a, b any) (any, error) { return divided("mod", a, b, math.Mod) }

func div(a, b any) (any, error) {
	return divided("div", a, b, func(x, y float64) float64 { return x / y })
}

// percent is how much of a whole a part is, from 0 to 100.
func percent(part, whole any) (any, error) {
	return divided("percent", part, whole, func(x, y float64) float64 { return 100 * x / y })
}

func divided(name string, a, b any, f func(x, y float64) float64) (any, error) {
	if y, ok := numberOf(b); ok && y == 0 {
		return nil, site.Failure("%s: القسمة على صفر", "%s divides by zero", name)
	}
	return with(name, a, b, f)
}

func with(name string, a, b any, f func(x, y float64) float64) (any, error) {
	x, ok := numberOf(a)
	y, both := numberOf(b)
	if !ok || !both {
		return nil, site.Failure("%s تأخذ عددين", "%s wants two numbers", name)
	}
	return tidy(f(x, y)), nil
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
	x, ok := numberOf(n)
	if !ok || digits < 0 || digits > 15 {
		return nil, site.Failure("round تأخذ عدد المنازل ثم عددًا: round 1 2.55", "round wants how many digits, then a number: round 1 2.55")
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

// days are the whole days from one date to another, by their calendars.
func days(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

// years are the whole years from one date to another: how old somebody is.
func years(from, to time.Time) int {
	n := to.Year() - from.Year()
	if to.Month() < from.Month() || to.Month() == from.Month() && to.Day() < from.Day() {
		n--
	}
	return n
}
