package cards

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a part of a paragraph, without the space at its end.
type line struct {
	from, to int
	width    float64 // in em
}

// line is a part of the text, without the spaces at its end.
func (p *paragraph) line(from, to int) line {
	for to > from && p.text[to-1] == ' ' {
		to--
	}
	return line{from, to, p.before[to] - p.before[from]}
}

// splitWords parts the words that are wider than a line: of an address, or of nonsense.
func (p *paragraph) splitWords(width float64) {
	var words []int
	from := 0
	for _, to := range p.words {
		for i := from + 1; i < to; i++ {
			if p.before[i] < p.before[i+1] && p.before[i+1]-p.before[from] > width {
				words = append(words, i)
				from = i
			}
		}
		words = append(words, to)
		from = to
	}
	p.words = words
}

// lines breaks the text into the fewest lines of a width, of about the same length. ok is
// false where a word is wider than a line, or there would be more than most lines.
//
// Among all ways to have so few lines it takes the one with the least sum of squares of
// what is empty in them (Knuth and Plass, 1981). A last line of one short word is
// avoided, and so is a line that ends in a particle, which belongs to the word after it.
func (p *paragraph) lines(width float64, most int) (out []line, ok bool) {
	n := len(p.words)
	if n == 0 {
		return nil, true
	}
	start := func(i int) int {
		if i == 0 {
			return 0
		}
		return p.words[i-1]
	}
	type best struct {
		cost float64
		from int
	}
	// row[j] is the best way to set the first j words in so many lines.
	rows := [][]best{make([]best, n+1)}
	for j := range rows[0] {
		rows[0][j].cost = math.Inf(1)
	}
	rows[0][0].cost = 0
	for len(rows) <= most {
		last := rows[len(rows)-1]
		row := make([]best, n+1)
		for j := range row {
			row[j].cost = math.Inf(1)
			for i := j - 1; i >= 0; i-- {
				l := p.line(start(i), p.words[j-1])
				if l.width > width {
					break
				}
				if cost := last[i].cost + p.cost(l, width, j == n, j-i); cost < row[j].cost {
					row[j] = best{cost, i}
				}
			}
		}
		rows = append(rows, row)
		if !math.IsInf(row[n].cost, 1) {
			break
		}
	}
	k := len(rows) - 1
	if math.IsInf(rows[k][n].cost, 1) {
		return nil, false
	}
	for j := n; k > 0; k-- {
		i := rows[k][j].from
		out = append(out, p.line(start(i), p.words[j-1]))
		j = i
	}
	slices.Reverse(out)
	return out, true
}

// cost is how bad a line is.
func (p *paragraph) cost(l line, width float64, isLast bool, words int) float64 {
	empty := (width - l.width) / width
	cost := empty * empty
	if isLast && words == 1 && l.from > 0 && l.width < width/3 {
		cost += 0.3
	}
	if !isLast && p.endsInParticle(l) {
		cost += 0.15
	}
	if l.from > 0 && p.beginsWithDash(l) {
		cost += 0.3
	}
	return cost
}

// areAwkward says that a line ends in a word that leans on the next one, or begins with a dash.
func (p *paragraph) areAwkward(lines []line) bool {
	for i, l := range lines {
		if i < len(lines)-1 && p.endsInParticle(l) || i > 0 && p.beginsWithDash(l) {
			return true
		}
	}
	return false
}

// beginsWithDash says that the first word of a line is a sign that parts what is before it from
// what is after it: at the head of a line it would begin a list.
func (p *paragraph) beginsWithDash(l line) bool {
	return l.to-l.from > 1 && strings.ContainsRune("-–—|/•·", p.text[l.from]) && p.text[l.from+1] == ' '
}

// particles lean on the word that follows.
var particles = map[string]bool{"إلى": true, "على": true, "حتى": true, "منذ": true, "غير": true}

// endsInParticle says that the last word of a line is short: في، من، عن، لا.
func (p *paragraph) endsInParticle(l line) bool {
	letters := 0
	for i := l.to - 1; i >= l.from && p.text[i] != ' '; i-- {
		if letters++; letters > 3 {
			return false
		}
	}
	word := string(p.text[l.to-letters : l.to])
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) && !unicode.IsDigit(r) { // a dash ends what is before it
		return false
	}
	return letters > 0 && letters < l.to-l.from && (utf8.RuneCountInString(word) <= 2 || particles[word])
}

// seen gives the glyphs of a line from the left to the right (UAX #9, L2).
func (p *paragraph) seen(l line) []glyph {
	var all []part
	for i := 0; i < len(p.items); {
		j := i
		var inside []part
		for ; j < len(p.items) && p.items[j].isolate == p.items[i].isolate; j++ {
			if glyphs := p.items[j].within(l); len(glyphs) > 0 {
				inside = append(inside, part{p.items[j].level, glyphs})
			}
			if p.items[i].isolate == 0 {
				j++
				break
			}
		}
		if len(inside) > 0 {
			one := inside[0]
			if isolate := p.items[i].isolate; isolate > 0 {
				one = part{p.isolates[isolate], joined(inside)}
			}
			all = append(all, one)
		}
		i = j
	}
	return joined(all)
}

// part is of one level.
type part struct {
	level  int
	glyphs []glyph
}

// joined puts parts into the order in which they are seen.
func joined(parts []part) (out []glyph) {
	high := 0
	for _, p := range parts {
		high = max(high, p.level)
	}
	for level := high; level > 0; level-- {
		for i := 0; i < len(parts); i++ {
			from := i
			for i < len(parts) && parts[i].level >= level {
				i++
			}
			slices.Reverse(parts[from:i])
		}
	}
	for _, p := range parts {
		out = append(out, p.glyphs...)
	}
	return out
}

// within are the glyphs of an item that stand on a line.
func (it item) within(l line) []glyph {
	if it.from >= l.from && it.to <= l.to {
		return it.glyphs
	}
	var out []glyph
	for _, g := range it.glyphs {
		if l.from <= g.at && g.at < l.to {
			out = append(out, g)
		}
	}
	return out
}
