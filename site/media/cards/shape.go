package cards

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	ours "warraq/site/arabic/bidi"
)

// glyph is a shape of a face. Its measures are in parts of the size of letters (em), its
// place from the pen upwards.
type glyph struct {
	face        *font.Face
	id          font.GID
	at          int // the first of the characters that it stands for
	x, y        float64
	advance     float64
	top, bottom float64 // of its ink, from the base line upwards
	left, right float64 // and from the pen
}

// item is a part of a text that is shaped at once: of one direction and one face. Its
// glyphs are in the order in which they are seen, from the left.
type item struct {
	from, to int
	rtl      bool
	isolate  int // which isolate the item stands in, from 1; 0: in none
	level    int // of embedding (UAX #9): within the isolate, or of the whole text
	glyphs   []glyph
}

// paragraph is a shaped text. It is measured in em, and knows no size and no lines.
type paragraph struct {
	text     []rune
	items    []item
	rtl      bool
	isolates []int     // the level of each isolate as a whole
	before   []float64 // the advances of all characters before each; a cluster's is its first's
	words    []int     // where lines may end, ascending: the last is the end
}

// shaper shapes texts. It is not safe for concurrent use.
type shaper struct {
	shaping shaping.HarfbuzzShaper
	bidi    bidi.Paragraph
	breaks  segmenter.Segmenter
}

// unitsPerEm is the size at which texts are shaped: the fonts' own, so that nothing is
// rounded.
const unitsPerEm = 1000

// shape shapes a text of words that a weight has glyphs for. The display contract is that
// of package bidi: a score, a range and a code read as they do on the paper's pages.
func (s *shaper) shape(w *weight, text, lang string) *paragraph {
	base := ours.In(lang)
	p := &paragraph{rtl: base.Base != "ltr"}
	if rtl := strings.ContainsFunc(text, isRTL); p.rtl != rtl && (p.rtl || !strings.ContainsFunc(text, isLatin)) { // a title in Latin letters, a date in Arabic ones
		p.rtl, base = rtl, ours.Paragraph{}
	}
	outer := s.isolate(p, base.Text(text))
	s.order(p, outer)
	p.before = make([]float64, len(p.text)+1)
	var parts []item
	for _, it := range p.items {
		for _, part := range splitByFace(w, p.text, it) {
			s.glyphs(p, &part.item, part.face, lang)
			parts = append(parts, part.item)
		}
	}
	p.items = parts
	for i := range p.text {
		p.before[i+1] += p.before[i]
	}
	s.breaks.Init(p.text)
	for lines := s.breaks.LineIterator(); lines.Next(); {
		line := lines.Line()
		p.words = append(p.words, line.Offset+len(line.Text))
	}
	return p
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

func isRTL(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac) }

// isolate takes the isolates out of a text. It enters their items, and gives the text in
// which each of them is U+FFFC, as UAX #9 wants it, with the place of each in p.text.
func (s *shaper) isolate(p *paragraph, marked string) (outer []outerRune) {
	p.isolates = []int{0}
	inside := -1 // where the isolate began
	rtl := false
	for _, r := range marked {
		switch r {
		case '\u2066', '\u2067':
			inside, rtl = len(p.text), r == '\u2067'
			p.isolates = append(p.isolates, 0)
		case '\u2069':
			outer = append(outer, outerRune{'\ufffc', inside, len(p.isolates) - 1})
			s.runs(p.text[inside:], rtl, func(from, to, level int) {
				p.items = append(p.items, item{from: inside + from, to: inside + to, rtl: level%2 == 1, isolate: len(p.isolates) - 1, level: level})
			})
			inside = -1
		default:
			if inside < 0 {
				outer = append(outer, outerRune{r, len(p.text), 0})
			}
			p.text = append(p.text, r)
		}
	}
	return outer
}

// outerRune is a character of a text without its isolates, and where it stands in all of
// the text.
type outerRune struct {
	r       rune
	at      int
	isolate int
}

// order finds the levels of what is in no isolate, and of the isolates.
func (s *shaper) order(p *paragraph, outer []outerRune) {
	line := make([]rune, len(outer))
	for i, o := range outer {
		line[i] = o.r
	}
	s.runs(line, p.rtl, func(from, to, level int) {
		for i := from; i < to; i++ {
			if outer[i].isolate > 0 {
				p.isolates[outer[i].isolate] = level
				continue
			}
			last := len(p.items) - 1
			if i > from && outer[i-1].isolate == 0 && p.items[last].isolate == 0 {
				p.items[last].to++
				continue
			}
			p.items = append(p.items, item{from: outer[i].at, to: outer[i].at + 1, rtl: level%2 == 1, level: level})
		}
	})
	slices.SortFunc(p.items, func(a, b item) int { return a.from - b.from })
}

// runs gives the runs of one direction in a text without isolates. In a text from left to
// right, a number after Arabic is of it, and what follows is not, though both run from the
// left.
func (s *shaper) runs(text []rune, rtl bool, yield func(from, to, level int)) {
	base := bidi.LeftToRight
	if rtl {
		base = bidi.RightToLeft
	}
	runs := s.bidi.Segment(text, base)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		level, end := int(run.Level), run.End
		if !rtl && level == 2 {
			end = run.Start
			for end < run.End && !unicode.IsLetter(text[end]) && text[end] != ' ' {
				end++
			}
		}
		if end > run.Start {
			yield(run.Start, end, level)
		}
		if end < run.End {
			yield(end, run.End, 0)
		}
	}
}

type faced struct {
	item
	face *font.Face
}

// splitByFace parts an item where another face is needed. A word that the first face lacks
// a letter of is set in the second, if this has all of it: the word stays of a piece.
func splitByFace(w *weight, text []rune, it item) (out []faced) {
	for at := it.from; at < it.to; {
		end := at + 1
		if text[at] != ' ' {
			for end < it.to && text[end] != ' ' {
				end++
			}
		}
		face := w[0]
		for _, f := range w {
			if hasAll(f, text[at:end]) {
				face = f
				break
			}
		}
		if !hasAll(face, text[at:end]) { // of both
			face, end = w.faceOf(text[at]), at+1
			for end < it.to && text[end] != ' ' && w.faceOf(text[end]) == face {
				end++
			}
			if face == nil {
				face = w[0]
			}
		}
		if n := len(out); n > 0 && out[n-1].face == face {
			out[n-1].to = end
		} else {
			part := it
			part.from, part.to = at, end
			out = append(out, faced{part, face})
		}
		at = end
	}
	return out
}

func hasAll(f *font.Face, text []rune) bool {
	for _, r := range text {
		if gid, ok := f.NominalGlyph(r); (!ok || gid == 0) && r != zwj && r != zwnj {
			return false
		}
	}
	return true
}

// glyphs shapes an item.
func (s *shaper) glyphs(p *paragraph, it *item, face *font.Face, lang string) {
	in := shaping.Input{
		Text: p.text, RunStart: it.from, RunEnd: it.to, Face: face, Size: fixed.I(unitsPerEm), Language: language.NewLanguage(lang),
		Direction: di.DirectionLTR, Script: scriptOf(p.text[it.from:it.to], p.rtl),
	}
	if it.rtl {
		in.Direction = di.DirectionRTL
	}
	out := s.shaping.Shape(in)
	it.glyphs = make([]glyph, len(out.Glyphs))
	for i, g := range out.Glyphs {
		to := glyph{
			face: face, id: g.GlyphID, at: min(max(g.TextIndex(), it.from), it.to-1), advance: em(g.Advance), x: em(g.XOffset), y: em(g.YOffset),
		}
		to.top = to.y + em(g.YBearing)
		to.bottom = to.top + em(g.Height)
		to.left = to.x + em(g.XBearing)
		to.right = to.left + em(g.Width)
		it.glyphs[i] = to
		p.before[to.at+1] += to.advance
	}
}

func em(v fixed.Int26_6) float64 { return float64(v) / 64 / unitsPerEm }

// scriptOf is the script of a text: that of its first letter.
func scriptOf(text []rune, rtl bool) language.Script {
	for _, r := range text {
		if script := language.LookupScript(r); script.Strong() {
			return script
		}
	}
	if rtl {
		return language.Arabic
	}
	return language.Latin
}
