package main

import (
	"fmt"
	"strings"
	"unicode"

	"warraq/site/review"
)

const rightToLeftIsolate = '\u2067' // RLI

// isolated sets a text apart from what stands beside it.
func isolated(s string) string {
	return string(firstStrongIsolate) + s + string(popDirectionalIsolate)
}

// excerpt is a piece of a line and what is meant in it, in cells of a terminal.
type excerpt struct {
	text      string
	cells     int
	at, width int
	rtl       bool
}

// excerptOf shows a quote. What has no shape is shown by its number.
func excerptOf(q review.Quote) excerpt {
	var e excerpt
	e.add(q.Text[:q.From])
	e.at = e.cells
	e.add(q.Text[q.From:q.To])
	e.width = max(1, e.cells-e.at)
	e.add(q.Text[q.To:])
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
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
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
