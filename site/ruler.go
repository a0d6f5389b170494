package site

import (
	"bytes"
	"unicode/utf8"
)

// Ruler gives the places of bytes of a text as Problems name them. Each is
// counted from the one before, so that many in a row cost one walk.
type Ruler struct {
	Text               []byte
	seen, lines, runes int // the last place that was asked for, the lines before it, and the runes in its own
}

// At gives the line and the column (in runes) of a byte, from 1. It counts from the
// last place that it gave, so that many places in one line cost little.
func (r *Ruler) At(pos int) (line, col int) {
	pos = min(max(pos, 0), len(r.Text))
	between := r.Text[min(pos, r.seen):max(pos, r.seen)]
	breaks := bytes.Count(between, []byte{'\n'})
	switch {
	case pos >= r.seen && breaks > 0:
		r.lines += breaks
		r.runes = utf8.RuneCount(between[bytes.LastIndexByte(between, '\n')+1:])
	case pos >= r.seen:
		r.runes += utf8.RuneCount(between)
	case breaks > 0:
		r.lines -= breaks
		r.runes = utf8.RuneCount(r.Text[bytes.LastIndexByte(r.Text[:pos], '\n')+1 : pos])
	default:
		r.runes -= utf8.RuneCount(between)
	}
	r.seen = pos
	return r.lines + 1, r.runes + 1
}

// LineCol is where a byte of a text stands: line and column (in runes) from 1.
func LineCol(text []byte, pos int) (line, col int) {
	return (&Ruler{Text: text}).At(pos)
}
