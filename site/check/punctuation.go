package check

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// blocksWith gives the blocks in which signs of some kinds stand.
func (k *ink) blocksWith(kinds signKind) iter.Seq[*block] {
	return func(yield func(*block) bool) {
		for i := range k.blocks {
			if k.blocks[i].kinds&kinds != 0 && !yield(&k.blocks[i]) {
				return
			}
		}
	}
}

// signsOf gives the signs of some kinds in a block, and where they stand.
func (b *block) signsOf(kinds signKind) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if b.kinds&kinds == 0 {
			return
		}
		for _, s := range b.signs {
			if at := int(s.at); s.kind&kinds != 0 && !yield(at, b.text[at:at+int(s.size)]) {
				return
			}
		}
	}
}

// eachOf calls f for every place in a block where one of some words stands.
// Which word it is does not matter for the order: findings are sorted.
func (b *block) eachOf(f func(at int, what string), words ...string) {
	for _, w := range words {
		for at := b.from; ; {
			n := strings.Index(b.text[at:b.to], w)
			if n < 0 {
				break
			}
			f(at+n, w)
			at += n + len(w)
		}
	}
}

// latinMarks finds , ; ? where ، ؛ ؟ are meant: after an Arabic word, and
// before a space or another Arabic word.
func latinMarks(p *pass) {
	for b := range p.blocksWith(aLatinMark | aStrayMark) {
		for i, latin := range b.signsOf(aLatinMark) {
			word := b.from + len(strings.TrimRight(p.text[b.from:i], " ")) // «نعم , ثم»: spaceBefore sees to the space
			if b.afterArabic(word) && b.endsThere(i+1) {
				mark := arabicMarks[latin[0]]
				p.fix(i, i+1, mark, mark, latin)
			}
		}
		for at, mark := range b.signsOf(aStrayMark) {
			if end := at + len(mark); isArabicLetter(b.letterBefore(at)) && isGap(b.after(end)) {
				p.fix(at, end, "،", "،", mark)
			}
		}
	}
}

// afterArabic tells whether what ends at i is Arabic: a word, a bracket that
// closes after one, or a number that an Arabic word stands before.
func (b *block) afterArabic(i int) bool {
	for {
		r := b.letterBefore(i)
		switch {
		case isArabicLetter(r):
			return true
		case strings.ContainsRune("»)]\"'”’%٪", r) && r != 0:
			i = strings.LastIndex(b.text[:i], string(r))
		case unicode.IsDigit(r):
			return b.numberAfterArabic(i)
		default:
			return false
		}
	}
}

// numberAfterArabic tells whether the number that ends at i follows an Arabic
// word, and what comes after its mark is Arabic too: 1,234 and 3, 4 are none.
func (b *block) numberAfterArabic(i int) bool {
	start := i
	for start > b.from && b.text[start-1] < utf8.RuneSelf && b.text[start-1] >= '0' && b.text[start-1] <= '9' {
		start--
	}
	next := strings.TrimLeft(b.text[min(i+1, b.to):b.to], " ")
	r, _ := utf8.DecodeRuneInString(next)
	return start < i && start-1 > b.from && b.text[start-1] == ' ' && isArabicLetter(b.letterBefore(start-1)) &&
		i+1 < b.to && b.text[i+1] == ' ' && isArabicLetter(r)
}

// endsThere tells whether a mark before i ends a word: a gap follows, or more
// Arabic.
func (b *block) endsThere(i int) bool {
	r := b.after(i)
	return isGap(r) || isArabicLetter(r) || strings.ContainsRune("»)]\"”", r)
}

// isGap tells white space, and the end of a block.
func isGap(r rune) bool { return r == 0 || unicode.IsSpace(r) }

// isEdge tells what we cannot judge beside: the edge of a block, a blot.
func isEdge(r rune) bool { return r == 0 || r == blot }

// spaceBefore finds a space before a mark that belongs to the word before it.
func spaceBefore(p *pass) {
	for b := range p.blocksWith(aComma | aQuestion | aStop) {
		for at, mark := range b.signsOf(aComma | aQuestion | aStop) {
			from := b.spacesBefore(at)
			if from == at {
				continue
			}
			if last := p.beforeEmphasis(b, from); !isEdge(last) && last != '\n' && belongsBefore(b, at, mark, last) {
				p.fix(from, at, "", mark)
			}
		}
	}
}

// beforeEmphasis is the character before a place, and before the marks that end
// emphasis there.
func (p *pass) beforeEmphasis(b *block, i int) rune {
	for i > b.from && p.text[i-1] == blot && (p.m.Source[i-1] == '*' || p.m.Source[i-1] == '_') {
		i--
	}
	return b.before(i)
}

// spacesBefore is where the spaces that end at a place begin.
func (b *block) spacesBefore(at int) int {
	for at > b.from {
		if b.text[at-1] == ' ' {
			at--
		} else if strings.HasSuffix(b.text[b.from:at], "\u00a0") {
			at -= 2
		} else {
			break
		}
	}
	return at
}

// spacesAfter is where the spaces that begin at a place end.
func (b *block) spacesAfter(at int) int {
	for at < b.to {
		if b.text[at] == ' ' {
			at++
		} else if strings.HasPrefix(b.text[at:b.to], "\u00a0") {
			at += 2
		} else {
			break
		}
	}
	return at
}

// belongsBefore tells whether a mark at i, with a space and then last before
// it, should stand at last's side.
func belongsBefore(b *block, i int, mark string, last rune) bool {
	next := b.after(i + len(mark))
	switch mark {
	case "،", "؛", "؟":
		return !strings.ContainsRune("([«،", last)
	case "%", "٪":
		return unicode.IsDigit(last) && !unicode.IsDigit(next)
	}
	return (isArabicLetter(last) || isMark(last) || last == '»' || last == ')') && isGap(next)
}

// spaceAfter finds a mark without a space after it.
func spaceAfter(p *pass) {
	for n := 1; n < len(p.words); n++ {
		w, v := p.words[n-1], p.words[n]
		if p.text[w.to] == ' ' || w.block != v.block || (w.has|v.has)&hasArabic == 0 || w.has&(hasLatin|isPart) != 0 && p.text[w.to] == blot {
			continue
		}
		mark := p.text[w.to:v.from]
		if unicode.IsDigit(p.blocks[w.block].before(int(w.to))) && unicode.IsDigit(p.blocks[w.block].after(int(v.from))) {
			continue // ١،٥
		}
		if p.wantsSpace(w, v, mark) {
			p.fix(int(w.to), int(v.from), mark+" ", mark)
		}
	}
}

// wantsSpace tells whether what stands between two words, with no space, is a
// mark after which one is wanted.
func (k *ink) wantsSpace(w, v word, mark string) bool {
	switch mark {
	case "،", "؛", "؟", "!", "؟!", "»،", "»؛", ")،", ")؛":
		return v.has&(hasArabic|hasDigit|hasIndic|hasLatin) != 0
	case ":", ".", "».", ").", "»:", "):":
		// د.محمد, ق.م, هـ.: abbreviations are short
		return v.has&hasArabic != 0 && v.has&hasLatin == 0 && w.has&(hasDigit|hasIndic|hasLatin) == 0 &&
			letters(k.of(w)) >= 3 && letters(k.of(v)) >= 3
	}
	return false
}

// spaceInside finds spaces at the inner side of brackets and quotes.
func spaceInside(p *pass) {
	for b := range p.blocksWith(anOpener | aCloser | aBracket) {
		reversed := b.isReversed()
		for at, sign := range b.signsOf(anOpener | aCloser | aBracket) {
			switch sign {
			case "(", "«":
				if sign == "(" || !reversed {
					spaceAfterOpener(p, b, at, sign)
				}
			case ")", "»":
				spaceBeforeCloser(p, b, at, sign)
			}
		}
	}
}

func spaceAfterOpener(p *pass, b *block, at int, open string) {
	from := at + len(open)
	to := b.spacesAfter(from)
	if next := b.after(to); from < to && (isArabicLetter(next) || unicode.IsDigit(next)) {
		p.fix(from, to, "", open)
	}
}

func spaceBeforeCloser(p *pass, b *block, at int, close string) {
	from := b.spacesBefore(at)
	if from == at || close == "»" && traitOf(b.after(at+len(close))) != 0 { // »x«
		return
	}
	if last := b.before(from); isArabicLetter(last) || isMark(last) || unicode.IsDigit(last) || last == '.' {
		p.fix(from, at, "", close)
	}
}

// spaceOutside finds a bracket or a quote that is glued to the word before or
// after it.
func spaceOutside(p *pass) {
	for n := 1; n < len(p.words); n++ {
		w, v := p.words[n-1], p.words[n]
		if p.text[w.to] == ' ' || w.block != v.block || w.has&v.has&hasArabic == 0 || (w.has|v.has)&isPart != 0 {
			continue
		}
		switch mark := p.text[w.to:v.from]; mark {
		case "(", "«": // (ة) and (ون) are parts of their word, و and ال prefixes
			if p.closesLate(v, mark) && letters(p.of(w)) > 3 && w.has&hasTatweel == 0 {
				p.fix(int(w.to), int(v.from), " "+mark, mark)
			}
		case ")", "»":
			if letters(p.of(w)) > 3 && letters(p.of(v)) > 2 {
				p.fix(int(w.to), int(v.from), mark+" ", mark)
			}
		}
	}
}

// closesLate tells whether a bracket holds more than an ending.
func (k *ink) closesLate(first word, open string) bool {
	close := map[string]string{"(": ")", "«": "»"}[open]
	b := &k.blocks[first.block]
	n := strings.Index(k.text[first.from:b.to], close)
	return n > 0 && letters(k.text[first.from:int(first.from)+n]) > 3
}

// doubleSpace finds more than one space between words.
func doubleSpace(p *pass) {
	for i := range p.blocks {
		b := &p.blocks[i]
		if !b.gaps || b.kind == cell || !b.isArabic() {
			continue
		}
		b.eachOf(func(at int, what string) {
			from, to := b.spacesBefore(at), b.spacesAfter(at)
			last, next := b.before(from), b.after(to)
			if isEdge(last) || isEdge(next) || last == '\n' || next == '\n' {
				return
			}
			for _, first := range doubleSpaces { // a run of spaces is told once
				if i := strings.Index(p.text[from:to], first); i >= 0 {
					if first == what && from+i == at {
						p.fix(from, to, " ")
					}
					return
				}
			}
		}, doubleSpaces...)
	}
}

// doubleMark finds a comma or a semicolon that a mark follows or goes before.
// The point of an abbreviation (ق.م.،) is none, nor are points that leave out.
func doubleMark(p *pass) {
	for b := range p.blocksWith(aComma) {
		for at := range b.signsOf(aComma) {
			from := at
			if last := strings.TrimRight(p.text[b.from:at], "."); strings.HasSuffix(last, "،") || strings.HasSuffix(last, "؛") {
				continue // it is of the marks before it
			}
			if strings.HasSuffix(p.text[b.from:from], ".") && !b.isAbbreviation(from-1) {
				from--
			}
			to := at
			for to < b.to && isDoubled(b.after(to)) {
				to += utf8.RuneLen(b.after(to))
			}
			switch marks := p.text[from:to]; {
			case len(marks) == 2 || strings.Contains(marks, "..") || b.before(from) == '.':
			case marks == "،،" || marks == "؛؛":
				p.fix(from, to, marks[:2], marks)
			default:
				p.say(from, to, marks)
			}
		}
	}
}

func isDoubled(r rune) bool { return r == '،' || r == '؛' || r == '.' }

// isAbbreviation tells the point at i that shortens a word: one or two letters
// stand before it.
func (b *block) isAbbreviation(i int) bool {
	before := b.text[b.from:i]
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
		if w.to-w.from != int32(len("و")) || p.of(w) != "و" || w.block != v.block || p.words[n-1].block != w.block || v.has&hasArabic == 0 || v.has&(hasLatin|isPart) != 0 {
			continue
		}
		last := p.words[n-1]
		if strings.Trim(p.text[w.to:v.from], " \u00a0") == "" && strings.Trim(p.text[last.to:w.from], " \u00a0،؛.؟!:»)") == "" &&
			w.from > last.to && letters(p.of(v)) >= 3 && letters(p.of(last)) > 1 && !letterNames[p.of(last)] {
			p.fix(int(w.to), int(v.from), "")
		}
	}
}
