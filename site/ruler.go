package site

import (
	"bytes"
	"unicode/utf8"
)

// Ruler gives the places of bytes of a text as Problems name them. Each is
// counted from the one before, so that many in a row cost one walk.
type Ruler struct {
	Text       []byte
	seen, line int // the last place that was asked for, and the lines before it
}

// At gives the line and the column (in runes) of a byte, from 1.
func (r *Ruler) At(pos int) (line, col int) {
	pos = min(max(pos, 0), len(r.Text))
	if pos < r.seen {
		r.seen, r.line = 0, 0
	}
	r.line += bytes.Count(r.Text[r.seen:pos], []byte{'\n'})
	r.seen = pos
	from := bytes.LastIndexByte(r.Text[:pos], '\n') + 1
	return r.line + 1, utf8.RuneCount(r.Text[from:pos]) + 1
}

// LineCol is where a byte of a text stands: line and column (in runes) from 1.
func LineCol(text []byte, pos int) (line, col int) {
	return (&Ruler{Text: text}).At(pos)
}
