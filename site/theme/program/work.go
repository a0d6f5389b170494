package program

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// The bounds of the work for one page. The largest page of a paper comes to a
// hundredth of them.
const (
	MaxDepth  = 1000     // templates inside each other
	MaxSteps  = 1 << 20  // turns of loops, and templates begun
	MaxOutput = 64 << 20 // bytes that a page has, and that print and its kin make for it
)

// What goes beyond a bound.
var (
	ErrDeep  = errors.New("templates include each other without end")
	ErrSteps = errors.New("a loop does not end")
	ErrLarge = errors.New("the page is too large")
)

// BeyondError says which bound was met, and where.
type BeyondError struct {
	Place string // file:line:column
	Err   error  // ErrDeep, ErrSteps or ErrLarge
}

func (b *BeyondError) Error() string { return b.Place + ": " + b.Err.Error() }

// Unwrap gives the bound.
func (b *BeyondError) Unwrap() error { return b.Err }

// Work counts what was done for one page, however many programs make it.
type Work struct {
	Failed             int // pages of the theme that went beyond a bound: the more, the less this one may do
	depth, steps, text int
}

func (w *Work) maxSteps() int  { return MaxSteps >> min(w.Failed, 6) }
func (w *Work) maxOutput() int { return MaxOutput >> min(w.Failed, 3) }

// Enter counts a template that begins, when so many bytes are written.
func (w *Work) Enter(written int) error {
	if w.depth++; w.depth > MaxDepth {
		return ErrDeep
	}
	return w.Step(written)
}

// Leave counts a template that has ended.
func (w *Work) Leave() { w.depth-- }

// Step counts a turn of a loop.
func (w *Work) Step(written int) error {
	w.steps++
	switch {
	case w.steps > w.maxSteps():
		return ErrSteps
	case written > w.maxOutput():
		return ErrLarge
	}
	return nil
}

// Made counts text that a function made.
func (w *Work) Made(n int) error {
	if w.text += n; w.text > w.maxOutput() {
		return ErrLarge
	}
	return nil
}

// Print is print, println or printf of text/template. What would be too large is not
// made.
func (w *Work) Print(name string, args ...any) (string, error) {
	texts, longest := 0, 0
	for _, a := range args {
		if v := reflect.ValueOf(a); v.Kind() == reflect.String {
			texts += v.Len()
			longest = max(longest, v.Len())
		}
	}
	var format string
	if name == "printf" && len(args) > 0 {
		format, _ = args[0].(string)
		args = args[1:]
		texts = widths(format) + strings.Count(format, "%")*(longest+20)
	}
	if texts > w.maxOutput()-w.text {
		return "", ErrLarge
	}
	var s string
	switch name {
	case "print":
		s = fmt.Sprint(args...)
	case "println":
		s = fmt.Sprintln(args...)
	default:
		s = fmt.Sprintf(format, args...)
	}
	return s, w.Made(len(s))
}

// widths adds up all numbers of a format, and what its stars may stand for (package
// fmt takes no width over a million).
func widths(format string) (sum int) {
	n := 0
	for _, c := range []byte(format) {
		switch {
		case c >= '0' && c <= '9':
			n = min(10*n+int(c-'0'), 1e6)
			continue
		case c == '*':
			sum += 1e6
		}
		sum, n = sum+n, 0
	}
	return sum
}
