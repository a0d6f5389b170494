package site

import (
	"bytes"
	"unicode/utf8"
)

// Ruler gives the places of bytes of a text as Problems name them. Each is
// counted from the one before, so that many in a row cost one walk.
type Ruler struct {
	Text            []byte
	seen, line, col int // the last place that was asked for
}

// At gives the line and the column (in runes) of a byte, from 1.
func (r *Ruler) At(pos int) (line, col int) {
	pos = min(max(pos, 0), len(r.Text))
	if pos < r.seen || r.line == 0 {
		r.seen, r.line, r.col = 0, 1, 1
	}
	gone := r.Text[r.seen:pos]
	if n := bytes.LastIndexByte(gone, '\n'); n >= 0 {
		r.line, r.col = r.line+bytes.Count(gone, []byte{'\n'}), 1
		gone = gone[n+1:]
	}
	r.seen, r.col = pos, r.col+utf8.RuneCount(gone)
	return r.line, r.col
}

// LineCol is where a byte of a text stands: line and column (in runes) from 1.
func LineCol(text []byte, pos int) (line, col int) {
	return (&Ruler{Text: text}).At(pos)
}
