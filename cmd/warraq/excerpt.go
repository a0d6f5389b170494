package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site/review"
)

const rightToLeftIsolate = '\u2067' // RLI

// isolated sets a text apart from what stands beside it.
func isolated(s string) string {
	return string(firstStrongIsolate) + s + string(popDirectionalIsolate)
}

// excerpt is a piece of a line, and where in it something stands, counted in
// the cells of a terminal.
type excerpt struct {
	text      string
	cells     int
	at, width int
	rtl       bool
}

// reach is how many characters are shown on either side of what is meant.
const reach = 30

// excerptOf cuts a piece out of a text round what is meant. What has no shape
// is shown by its number.
func excerptOf(q review.Quote) excerpt {
	s, from, to := q.Text, q.From, q.To
	start, end := from, to
	if i := strings.IndexByte(s[from:to], '\n'); i >= 0 {
		to, end = from+i, from+i
	}
	for n := 0; start > 0 && s[start-1] != '\n' && (n < reach || s[start-1] != ' ' && n < 2*reach); n++ {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	for n := 0; end < len(s) && s[end] != '\n' && (n < reach || s[end] != ' ' && n < 2*reach); n++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	var e excerpt
	e.add(s[start:from])
	e.at = e.cells
	e.add(s[from:to])
	e.width = max(1, e.cells-e.at)
	e.add(s[to:end])
	return e
}

// add appends a piece, and counts its cells.
func (e *excerpt) add(s string) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t' || r == '\r' || r == '\u00a0':
			b.WriteByte(' ')
			e.cells++
		case unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			name := fmt.Sprintf("[U+%04X]", r)
			b.WriteString(name)
			e.cells += len(name)
		default:
			b.WriteRune(r)
			e.cells++
		}
		e.rtl = e.rtl || unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
	}
	e.text += b.String()
}

func (e excerpt) line() string { return "    " + e.isolate(e.text) }

// caret is the line under it. It has as many cells, all neutral, in an isolate
// of the same direction: a terminal that turns Arabic round turns the mark
// round with it, and one that does not leaves both as they are. Points stand
// where spaces would, for the algorithm gives spaces at a line's end to the
// paragraph (UAX #9, L1).
func (e excerpt) caret() string {
	rest := max(0, e.cells-e.at-e.width)
	return "    " + e.isolate(strings.Repeat("·", e.at)+strings.Repeat("^", e.width)+strings.Repeat("·", rest))
}

func (e excerpt) isolate(s string) string {
	if !e.rtl {
		return s
	}
	return string(rightToLeftIsolate) + s + string(popDirectionalIsolate)
}
