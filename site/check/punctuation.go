package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// prose calls f for every block.
func (p *pass) prose(f func(b block)) {
	for _, b := range p.blocks {
		f(b)
	}
}

// each calls f for every place in a block where one of some ASCII characters
// stands.
func (p *pass) each(b block, chars string, f func(i int)) {
	for i := b.from; i < b.to; i++ {
		n := strings.IndexAny(p.text[i:b.to], chars)
		if n < 0 {
			return
		}
		i += n
		f(i)
	}
}

// latinMarks finds , ; ? where ، ؛ ؟ are meant: after an Arabic word, and
// before a space or another Arabic word.
func latinMarks(p *pass) {
	p.prose(func(b block) {
		p.each(b, ",;?", func(i int) {
			word := b.from + len(strings.TrimRight(p.text[b.from:i], " ")) // «نعم , ثم»: spaceBefore sees to the space
			if p.afterArabic(b, word) && (word == i || isGap(b.after(p.text, i+1))) && p.endsThere(b, i+1) {
				mark := arabicMarks[p.text[i]]
				p.mend(i, i+1, mark, mark, p.text[i:i+1])
			}
		})
		for _, mark := range [...]string{"\u066b", "\u060d", "\u201a"} { // a decimal point, a date's stroke, a low quote
			for at := b.from; ; {
				n := strings.Index(p.text[at:b.to], mark)
				if n < 0 {
					break
				}
				at += n + len(mark)
				if isArabicLetter(b.letterBefore(p.text, at-len(mark))) && isGap(b.after(p.text, at)) {
					p.mend(at-len(mark), at, "،", "،", mark)
				}
			}
		}
	})
}

var arabicMarks = map[byte]string{',': "،", ';': "؛", '?': "؟"}

// afterArabic tells whether what ends at i is Arabic: a word, a bracket that
// closes after one, or a number that an Arabic word stands before.
func (p *pass) afterArabic(b block, i int) bool {
	for {
		r := b.letterBefore(p.text, i)
		switch {
		case isArabicLetter(r):
			return true
		case strings.ContainsRune("»)]\"'”’%٪", r) && r != 0:
			i = strings.LastIndex(p.text[:i], string(r))
		case unicode.IsDigit(r):
			return p.numberAfterArabic(b, i)
		default:
			return false
		}
	}
}

// numberAfterArabic tells whether the number that ends at i follows an Arabic
// word, and what comes after its mark is Arabic too: 1,234 and 3, 4 are none.
func (p *pass) numberAfterArabic(b block, i int) bool {
	start := i
	for start > b.from && p.text[start-1] < utf8.RuneSelf && p.text[start-1] >= '0' && p.text[start-1] <= '9' {
		start--
	}
	next := strings.TrimLeft(p.text[min(i+1, b.to):b.to], " ")
	r, _ := utf8.DecodeRuneInString(next)
	return start < i && start-1 > b.from && p.text[start-1] == ' ' && isArabicLetter(b.letterBefore(p.text, start-1)) &&
		i+1 < b.to && p.text[i+1] == ' ' && isArabicLetter(r)
}

// endsThere tells whether a mark before i ends a word: a gap follows, or more
// Arabic.
func (p *pass) endsThere(b block, i int) bool {
	r := b.after(p.text, i)
	return isGap(r) || isArabicLetter(r) || strings.ContainsRune("»)]\"”", r)
}

// isGap tells white space, and the end of a block.
func isGap(r rune) bool { return r == 0 || unicode.IsSpace(r) }

// isEdge tells what we cannot judge beside: the edge of a block, a blot.
func isEdge(r rune) bool { return r == 0 || r == blot }

const nbsp = '\u00a0'

// spaceBefore finds a space before a mark that belongs to the word before it.
func spaceBefore(p *pass) {
	p.prose(func(b block) {
		p.gaps(b, func(from, to int) {
			mark := b.after(p.text, to)
			last := b.before(p.text, from)
			if isEdge(last) || !p.belongsBefore(b, to, mark, last) {
				return
			}
			p.mend(from, to, "", string(mark))
		})
	})
}

// belongsBefore tells whether a mark at i, with a space and then last before
// it, should stand at last's side.
func (p *pass) belongsBefore(b block, i int, mark, last rune) bool {
	next := b.after(p.text, i+utf8.RuneLen(mark))
	switch mark {
	case '،', '؛', '؟':
		return !strings.ContainsRune("([«،", last)
	case '.', ':', '!', '…':
		return (isArabicLetter(last) || isMark(last) || last == '»' || last == ')') && isGap(next)
	case ')', ']', '»':
		return false // spaceInside
	case '%', '٪':
		return unicode.IsDigit(last) && !unicode.IsDigit(next)
	}
	return false
}

// gaps calls f for every run of spaces between two characters of one line.
func (p *pass) gaps(b block, f func(from, to int)) {
	for i := b.from; i < b.to; {
		n := strings.IndexByte(p.text[i:b.to], ' ')
		if n < 0 {
			return
		}
		from := i + n
		for strings.HasSuffix(p.text[b.from:from], "\u00a0") {
			from -= 2
		}
		to := i + n
		for to < b.to && (p.text[to] == ' ' || strings.HasPrefix(p.text[to:b.to], "\u00a0")) {
			to++
			if p.text[to-1] != ' ' {
				to++
			}
		}
		if from > b.from && to < b.to && p.text[to] != '\n' && p.text[from-1] != '\n' && p.text[from-1] != wall {
			f(from, to)
		}
		i = to
	}
}

// spaceAfter finds a mark without a space after it.
func spaceAfter(p *pass) {
	for n := 1; n < len(p.words); n++ {
		w, v := p.words[n-1], p.words[n]
		if w.block != v.block || (w.has|v.has)&hasArabic == 0 || w.has&(hasLatin|isPart) != 0 && p.text[w.to] == blot {
			continue
		}
		mark := p.text[w.to:v.from]
		if unicode.IsDigit(p.blocks[w.block].before(p.text, int(w.to))) && unicode.IsDigit(p.blocks[w.block].after(p.text, int(v.from))) {
			continue // ١،٥
		}
		if p.wantsSpace(w, v, mark) {
			p.mend(int(w.to), int(v.from), mark+" ", mark)
		}
	}
}

// wantsSpace tells whether what stands between two words, with no space, is a
// mark after which one is wanted.
func (p *pass) wantsSpace(w, v word, mark string) bool {
	switch mark {
	case "،", "؛", "؟", "!", "؟!", "»،", "»؛", ")،", ")؛":
		return v.has&(hasArabic|hasDigit|hasIndic|hasLatin) != 0
	case ":", ".", "».", ").", "»:", "):":
		// د.محمد, ق.م, هـ.: abbreviations are short
		return v.has&hasArabic != 0 && v.has&hasLatin == 0 && w.has&(hasDigit|hasIndic|hasLatin) == 0 &&
			letters(p.of(w)) >= 3 && letters(p.of(v)) >= 3
	}
	return false
}

// spaceInside finds spaces at the inner side of brackets and quotes.
func spaceInside(p *pass) {
	p.prose(func(b block) {
		p.gaps(b, func(from, to int) {
			last, next := b.before(p.text, from), b.after(p.text, to)
			switch {
			case (last == '«' || last == '(') && !isEdge(next) && (isArabicLetter(next) || unicode.IsDigit(next)):
				p.mend(from, to, "", string(last))
			case next == '»' && !isGap(b.after(p.text, to+2)) && traitOf(b.after(p.text, to+2)) != 0: // »x«
			case (next == '»' || next == ')') && (isArabicLetter(last) || isMark(last) || unicode.IsDigit(last) || last == '.'):
				p.mend(from, to, "", string(next))
			}
		})
	})
}

// spaceOutside finds a bracket or a quote that is glued to the word before or
// after it.
func spaceOutside(p *pass) {
	for n := 1; n < len(p.words); n++ {
		w, v := p.words[n-1], p.words[n]
		if w.block != v.block || w.has&v.has&hasArabic == 0 || (w.has|v.has)&isPart != 0 {
			continue
		}
		switch mark := p.text[w.to:v.from]; mark {
		case "(", "«": // (ة) and (ون) are parts of their word, و and ال prefixes
			if p.closesLate(v, mark) && letters(p.of(w)) > 3 && w.has&hasTatweel == 0 {
				p.mend(int(w.to), int(v.from), " "+mark, mark)
			}
		case ")", "»":
			if letters(p.of(w)) > 3 && letters(p.of(v)) > 2 {
				p.mend(int(w.to), int(v.from), mark+" ", mark)
			}
		}
	}
}

// closesLate tells whether a bracket holds more than an ending.
func (p *pass) closesLate(first word, open string) bool {
	close := map[string]string{"(": ")", "«": "»"}[open]
	b := p.blocks[first.block]
	n := strings.Index(p.text[first.from:b.to], close)
	return n > 0 && letters(p.text[first.from:int(first.from)+n]) > 3
}

// doubleSpace finds more than one space between words.
func doubleSpace(p *pass) {
	p.prose(func(b block) {
		if b.kind == cell || !p.isArabicText(b) {
			return
		}
		p.gaps(b, func(from, to int) {
			if to-from > 1 && p.text[from:to] != "\u00a0" && !isEdge(b.before(p.text, from)) && !isEdge(b.after(p.text, to)) {
				p.mend(from, to, " ")
			}
		})
	})
}

// doubleMark finds a comma or a semicolon that a mark follows or goes before.
// The point of an abbreviation (ق.م.،) is none, nor are points that leave out.
func doubleMark(p *pass) {
	p.prose(func(b block) {
		for i := b.from; i < b.to; {
			n := strings.IndexAny(p.text[i:b.to], "،؛")
			if n < 0 {
				return
			}
			from := i + n
			if strings.HasSuffix(p.text[b.from:from], ".") && !p.isAbbreviation(b, from-1) {
				from--
			}
			to := i + n
			for to < b.to && strings.ContainsRune("،؛.", b.after(p.text, to)) {
				to += utf8.RuneLen(b.after(p.text, to))
			}
			i = max(to, i+n+2)
			switch marks := p.text[from:to]; {
			case len(marks) == 2 || strings.Contains(marks, "..") || b.before(p.text, from) == '.':
			case marks == "،،" || marks == "؛؛":
				p.mend(from, to, marks[:2], marks)
			default:
				p.say(from, to, marks)
			}
		}
	})
}

// isAbbreviation tells the point at i that shortens a word: one or two letters
// stand before it.
func (p *pass) isAbbreviation(b block, i int) bool {
	before := p.text[b.from:i]
	if n := strings.LastIndexFunc(before, func(r rune) bool { return traitOf(r) == 0 }); n >= 0 {
		_, size := utf8.DecodeRuneInString(before[n:])
		before = before[n+size:]
	}
	return letters(before) <= 2
}

// wawSpace finds «و» parted from its word.
func wawSpace(p *pass) {
	for n := 1; n+1 < len(p.words); n++ {
		w, v := p.words[n], p.words[n+1]
		if p.of(w) != "و" || w.block != v.block || p.words[n-1].block != w.block || v.has&hasArabic == 0 || v.has&(hasLatin|isPart) != 0 {
			continue
		}
		last := p.words[n-1]
		if strings.Trim(p.text[w.to:v.from], " \u00a0") == "" && strings.Trim(p.text[last.to:w.from], " \u00a0،؛.؟!:») ") == "" &&
			w.from > last.to && letters(p.of(v)) >= 3 && letters(p.of(last)) > 1 && !isLetterName(p.of(last)) {
			p.mend(int(w.to), int(v.from), "")
		}
	}
}

// isLetterName tells the words before which «و» is the name of a letter.
func isLetterName(s string) bool {
	switch s {
	case "حرف", "الحرف", "حرفي", "الحرفين", "الواو", "واو", "الفقرة", "البند":
		return true
	}
	return false
}
