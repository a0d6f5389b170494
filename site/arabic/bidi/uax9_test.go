package bidi

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	uax "golang.org/x/text/unicode/bidi"
)

// seen is a text as a person sees it on a line that runs from right to left: its
// characters from the left to the right, without controls. It is UAX #9 for texts
// without embeddings, with isolates.
func seen(text string, rtl bool) string {
	var line []cell
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\u2066' || r == '\u2067' {
			end := i + strings.IndexRune(text[i:], '\u2069')
			line = append(line, cell{show: seen(text[i+size:end], r == '\u2067'), class: uax.ON})
			i = end + utf8.RuneLen('\u2069')
			continue
		}
		p, _ := uax.LookupRune(r)
		c := cell{r: r, show: string(r), class: p.Class()}
		if r == '\u200f' {
			c.show = ""
		}
		line = append(line, c)
		i += size
	}
	weak(line, rtl)
	pairs(line, rtl)
	neutral(line, rtl)
	return reordered(line, rtl)
}

// cell is a character, or an isolate as a whole.
type cell struct {
	r     rune
	show  string
	class uax.Class
}

// weak is W1 to W7.
func weak(line []cell, rtl bool) {
	base := direction(rtl)
	strong, last := base, base
	for i := range line {
		c := &line[i]
		if c.class == uax.NSM {
			c.class = last
		}
		if c.class == uax.EN && strong == uax.AL {
			c.class = uax.AN
		}
		switch c.class {
		case uax.L, uax.R, uax.AL:
			strong = c.class
		}
		last = c.class
	}
	at := func(i int) uax.Class {
		if i < 0 || i >= len(line) {
			return uax.ON
		}
		return line[i].class
	}
	for i := range line {
		if line[i].class == uax.AL {
			line[i].class = uax.R
		}
	}
	for i := range line {
		before, after := at(i-1), at(i+1)
		if before == after && (line[i].class == uax.ES && before == uax.EN || line[i].class == uax.CS && (before == uax.EN || before == uax.AN)) {
			line[i].class = before
		}
	}
	for i := 0; i < len(line); i++ {
		from := i
		for at(i) == uax.ET {
			i++
		}
		if i > from && (at(from-1) == uax.EN || at(i) == uax.EN) {
			for j := from; j < i; j++ {
				line[j].class = uax.EN
			}
		}
	}
	strong = base
	for i := range line {
		switch c := &line[i]; c.class {
		case uax.ES, uax.ET, uax.CS:
			c.class = uax.ON
		case uax.L, uax.R:
			strong = c.class
		case uax.EN:
			if strong == uax.L {
				c.class = uax.L
			}
		}
	}
}

func direction(rtl bool) uax.Class {
	if rtl {
		return uax.R
	}
	return uax.L
}

// side is what a character counts as beside a neutral one (N1).
func side(c uax.Class) uax.Class {
	switch c {
	case uax.L:
		return uax.L
	case uax.R, uax.EN, uax.AN:
		return uax.R
	}
	return uax.ON
}

// pairs is N0, for the brackets that news texts hold.
func pairs(line []cell, rtl bool) {
	closers := map[rune]rune{')': '(', ']': '[', '}': '{'}
	var open []int
	var found [][2]int
	for i, c := range line {
		if strings.ContainsRune("([{", c.r) && c.r != 0 && c.class == uax.ON {
			open = append(open, i)
		}
		for j := len(open) - 1; closers[c.r] != 0 && j >= 0; j-- {
			if line[open[j]].r == closers[c.r] {
				found = append(found, [2]int{open[j], i})
				open = open[:j]
				break
			}
		}
	}
	base := direction(rtl)
	for k := range found { // in the order of their openers
		for j := k + 1; j < len(found); j++ {
			if found[j][0] < found[k][0] {
				found[k], found[j] = found[j], found[k]
			}
		}
	}
	for _, p := range found {
		inside := uax.ON
		for _, c := range line[p[0]+1 : p[1]] {
			if s := side(c.class); s == base {
				inside = base
				break
			} else if s != uax.ON {
				inside = s
			}
		}
		if inside == uax.ON {
			continue
		}
		if inside != base {
			before := base
			for i := p[0] - 1; i >= 0; i-- {
				if s := side(line[i].class); s != uax.ON {
					before = s
					break
				}
			}
			if before == base {
				inside = base
			}
		}
		line[p[0]].class, line[p[1]].class = inside, inside
	}
}

// neutral is N1 and N2.
func neutral(line []cell, rtl bool) {
	base := direction(rtl)
	before := base
	for i := 0; i < len(line); {
		if s := side(line[i].class); s != uax.ON {
			before = s
			i++
			continue
		}
		from, after := i, base
		for i < len(line) && side(line[i].class) == uax.ON {
			i++
		}
		if i < len(line) {
			after = side(line[i].class)
		}
		into := base
		if before == after {
			into = before
		}
		for j := from; j < i; j++ {
			line[j].class = into
		}
	}
}

// reordered is I1, I2 and L2.
func reordered(line []cell, rtl bool) string {
	base, high := 0, 0
	if rtl {
		base = 1
	}
	levels := make([]int, len(line))
	for i, c := range line {
		switch n := base; {
		case c.class == uax.L && base == 1:
			levels[i] = 2
		case c.class == uax.R && base == 0:
			levels[i] = 1
		case c.class == uax.EN || c.class == uax.AN:
			levels[i] = 2
		default:
			levels[i] = n
		}
		high = max(high, levels[i])
	}
	order := make([]int, len(line))
	for i := range order {
		order[i] = i
	}
	for level := high; level > 0; level-- {
		for i := 0; i < len(order); i++ {
			from := i
			for i < len(order) && levels[order[i]] >= level {
				i++
			}
			for a, b := from, i-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
		}
	}
	var b strings.Builder
	for _, i := range order {
		b.WriteString(line[i].show)
	}
	return dashes.Replace(b.String())
}

var (
	markedLTR = regexp.MustCompile(`\{L:([^{}]*)\}`)
	markedRTL = regexp.MustCompile(`\{R:([^{}]*)\}`)
)

// A headline in testdata/headlines.txt, or of an English edition in testdata/english.txt, says
// which runs are read from left to right, {L:…}, and which run with the Arabic, {R:…}. A person
// sees that order.
func TestHeadlinesAreSeenInTheRightOrder(t *testing.T) {
	for _, c := range []struct {
		file, base string
		atLeast    int
	}{{"headlines.txt", "", 240}, {"english.txt", "ltr", 12}} {
		text, err := os.ReadFile("testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSuffix(line, "\n")
			want := markedLTR.ReplaceAllString(line, "\u2066$1\u2069")
			want = markedRTL.ReplaceAllStringFunc(want, func(s string) string {
				return "\u2067" + strings.ReplaceAll(s[len("{R:"):len(s)-1], "-", "\u2013") + "\u2069"
			})
			raw := markedRTL.ReplaceAllString(markedLTR.ReplaceAllString(line, "$1"), "$1")
			if got := seen(Paragraph{Base: c.base}.Line(raw), c.base == ""); got != seen(want, c.base == "") {
				t.Errorf("%s\n is seen as %s,\n   not as %s", line, got, seen(want, c.base == ""))
			}
			n++
		}
		if n < c.atLeast {
			t.Errorf("%s has only %d headlines", c.file, n)
		}
	}
}
