package console

import (
	"fmt"
	"strings"
	"unicode"
)

// excerpt is a piece of a line and what is meant in it, in cells of a terminal.
type excerpt struct {
	text      string
	cells     int
	at, width int
	rtl       bool
}

// Excerpt gives a text, and the line under it with a mark below its bytes from from up
// to to. What has no shape is shown by its number.
func Excerpt(text string, from, to int) (line, mark string) {
	var e excerpt
	e.add(text[:from])
	e.at = e.cells
	e.add(text[from:to])
	e.width = max(1, e.cells-e.at)
	e.add(text[to:])
	return "    " + e.isolate(e.text), e.caret()
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
