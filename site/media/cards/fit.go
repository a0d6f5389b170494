package cards

import (
	"math"
	"strings"
)

// leading is the least distance of base lines, in em. Marks make it larger.
const leading = 1.27

// mostLines of a headline can be read in a glance.
const mostLines = 5

// setting is a text in lines of one size, in pixels.
type setting struct {
	size  float64
	pitch float64 // from base line to base line
	lines []set
}

// set is a line whose glyphs are in the order in which they are seen.
type set struct {
	glyphs      []glyph
	width       float64
	top, bottom float64 // of its ink, from the base line upwards
}

// height is that of the ink.
func (s *setting) height() float64 {
	if len(s.lines) == 0 {
		return 0
	}
	return s.lines[0].top + float64(len(s.lines)-1)*s.pitch - s.lines[len(s.lines)-1].bottom
}

// box is a place for a text: its sides, the sizes of letters, how many lines it may have, and
// whether they stand around its middle.
type box struct {
	width, height, size, least, lines int
	middle                            bool
}

// fit sets a text in the largest size in which it has room. What has none in the least size
// ends in an ellipsis.
func (s *shaper) fit(w *weight, text, lang string, b box) *setting {
	if text == "" || b.width <= 0 || b.size <= 0 {
		return &setting{}
	}
	b.least = min(max(1, b.least), b.size)
	p := s.shape(w, text, lang)
	if b.lines > 1 { // a headline of a word or two may be larger
		one := b
		one.size, one.least, one.lines = b.size*7/4, b.size, 1
		if out := p.fit(one); out != nil {
			return out
		}
	}
	if out := p.fit(b); out != nil {
		return out
	}
	words := strings.Split(text, " ")
	few, many := 0, len(words)
	var out *setting
	for few+1 < many { // few has room, many has not
		n := (few + many) / 2
		short := strings.TrimRight(strings.Join(words[:n], " "), "،,.:؛;-–— «(") + "…"
		if fitted := s.shape(w, short, lang).fit(b); fitted != nil {
			few, out = n, fitted
		} else {
			many = n
		}
	}
	if out != nil {
		return out
	}
	p.splitWords(float64(b.width) / float64(b.least))
	for len(p.words) > 0 { // one word that is longer than all lines
		if out := p.fit(b); out != nil {
			return out
		}
		p.words = p.words[:len(p.words)-1]
	}
	return &setting{}
}

// smaller is how much smaller letters may be for no line to end or begin awkwardly.
const smaller = 0.85

// fit is nil where the text has no room. It takes the largest letters, or somewhat smaller ones.
func (p *paragraph) fit(b box) (largest *setting) {
	for size := b.size; size >= b.least; size -= max(1, size/40) {
		if largest != nil && float64(size) < smaller*largest.size {
			break
		}
		lines, ok := p.lines(float64(b.width)/float64(size), b.lines)
		if !ok {
			continue
		}
		out := p.set(lines, float64(size), b.middle)
		switch isAwkward := p.areAwkward(lines); {
		case out.height() > float64(b.height):
		case !isAwkward:
			return out
		case largest == nil:
			largest = out
		}
	}
	return largest
}

// set puts lines into pixels.
func (p *paragraph) set(lines []line, size float64, middle bool) *setting {
	out := &setting{size: size, pitch: leading * size}
	var above outline
	for i, l := range lines {
		s := set{glyphs: p.seen(l), width: l.width * size, top: 0.7 * size, bottom: -0.2 * size}
		for _, g := range s.glyphs {
			s.top, s.bottom = max(s.top, g.top*size), min(s.bottom, g.bottom*size)
		}
		ink := outlineOf(s.glyphs, l.width, p.rtl, middle)
		if i > 0 { // a mark below a line and one above the next do not touch
			out.pitch = max(out.pitch, (above.over(ink)+0.12)*size)
		}
		above = ink
		out.lines = append(out.lines, s)
	}
	return out
}

// outline says for each part of a line, a quarter of an em wide, where its ink begins and
// ends, from the base line upwards. Parts are counted from where lines begin, or from their
// middle.
type outline map[int]struct{ top, bottom float64 }

func outlineOf(glyphs []glyph, width float64, rtl, middle bool) outline {
	out, pen := outline{}, 0.0
	for _, g := range glyphs {
		from, to := pen+g.left, pen+g.right
		pen += g.advance
		switch {
		case g.right <= g.left: // a space
			continue
		case middle:
			from, to = from-width/2, to-width/2
		case rtl:
			from, to = width-to, width-from
		}
		for part := int(math.Floor(from * 4)); part <= int(math.Floor(to*4)); part++ {
			ink, ok := out[part]
			if !ok {
				ink.top, ink.bottom = g.top, g.bottom
			}
			ink.top, ink.bottom = max(ink.top, g.top), min(ink.bottom, g.bottom)
			out[part] = ink
		}
	}
	return out
}

// over is the least distance of base lines at which a line does not touch that below it.
func (o outline) over(below outline) (least float64) {
	for part, ink := range o {
		if next, ok := below[part]; ok {
			least = max(least, next.top-ink.bottom)
		}
	}
	return least
}
