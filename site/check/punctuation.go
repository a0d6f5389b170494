package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site/check/prose"
)

// latinMarks finds , ; ? after an Arabic word, where ، ؛ ؟ are meant.
func latinMarks(p *pass) {
	for b := range p.BlocksWith(prose.LatinMark | prose.StrayMark) {
		for i, latin := range b.SignsOf(prose.LatinMark) {
			word := b.From + len(strings.TrimRight(p.Ink[b.From:i], " ")) // «نعم , ثم»: spaceBefore sees to the space
			if afterArabic(b, word) && endsThere(b, i+1) {
				mark := arabicMarks[latin[0]]
				p.fix(i, i+1, mark, mark, latin)
			}
		}
		for at, mark := range b.SignsOf(prose.StrayMark) {
			if end := at + len(mark); prose.IsArabicLetter(b.LetterBefore(at)) && isGap(b.After(end)) {
				p.fix(at, end, "،", "،", mark)
			}
		}
	}
}

// afterArabic says that what ends at i is Arabic, or closes or counts something Arabic.
func afterArabic(b *prose.Block, i int) bool {
	for {
		r := b.LetterBefore(i)
		switch {
		case prose.IsArabicLetter(r):
			return true
		case strings.ContainsRune("»)]\"'”’%٪", r) && r != 0:
			i = strings.LastIndex(b.Ink[:i], string(r))
		case unicode.IsDigit(r):
			return numberAfterArabic(b, i)
		default:
			return false
		}
	}
}

// numberAfterArabic says that the number that ends at i follows an Arabic word, and
// that what comes after its mark is Arabic too: not in 1,234 and 3, 4.
func numberAfterArabic(b *prose.Block, i int) bool {
	start := i
	for start > b.From && b.Ink[start-1] < utf8.RuneSelf && b.Ink[start-1] >= '0' && b.Ink[start-1] <= '9' {
		start--
	}
	next := strings.TrimLeft(b.Ink[min(i+1, b.To):b.To], " ")
	r, _ := utf8.DecodeRuneInString(next)
	return start < i && start-1 > b.From && b.Ink[start-1] == ' ' && prose.IsArabicLetter(b.LetterBefore(start-1)) &&
		i+1 < b.To && b.Ink[i+1] == ' ' && prose.IsArabicLetter(r)
}

// endsThere says that a mark before i ends a word: a gap follows, or more Arabic.
func endsThere(b *prose.Block, i int) bool {
	r := b.After(i)
	return isGap(r) || prose.IsArabicLetter(r) || strings.ContainsRune("»)]\"”", r)
}

// isGap says that a character is white space, or that a block ends (0).
func isGap(r rune) bool { return r == 0 || unicode.IsSpace(r) }

// isEdge says that a character is the edge of a block (0) or a blot.
func isEdge(r rune) bool { return r == 0 || r == prose.Blot }

// spaceBefore finds a space before a mark that belongs to the word before it.
func spaceBefore(p *pass) {
	for b := range p.BlocksWith(prose.Comma | prose.Question | prose.Stop) {
		for at, mark := range b.SignsOf(prose.Comma | prose.Question | prose.Stop) {
			from := spacesBefore(b, at)
			if from == at {
				continue
			}
			if last := p.beforeEmphasis(b, from); !isEdge(last) && last != '\n' && belongsBefore(b, at, mark, last) {
				if next := b.After(at + len(mark)); mark == ":" && !isGap(next) { // «قال :لن»
					p.fix(from, at+len(mark), ": ", mark)
					continue
				}
				p.fix(from, at, "", mark)
			}
		}
	}
}

// beforeEmphasis is the character before a place and before the ends of emphasis there.
func (p *pass) beforeEmphasis(b *prose.Block, i int) rune {
	for i > b.From && p.Ink[i-1] == prose.Blot && (p.m.Source[i-1] == '*' || p.m.Source[i-1] == '_') {
		i--
	}
	return b.Before(i)
}

// spacesBefore is where the spaces that end at a place begin.
func spacesBefore(b *prose.Block, at int) int {
	return b.From + len(strings.TrimRight(b.Ink[b.From:at], " \u00a0"))
}

// spacesAfter is where the spaces that begin at a place end.
func spacesAfter(b *prose.Block, at int) int {
	return b.To - len(strings.TrimLeft(b.Ink[at:b.To], " \u00a0"))
}

// belongsBefore says that a mark after a space should stand beside last, the word before it.
func belongsBefore(b *prose.Block, i int, mark string, last rune) bool {
	next := b.After(i + len(mark))
	switch mark {
	case "،", "؛", "؟":
		return !strings.ContainsRune("([«،", last)
	case "%", "٪":
		return unicode.IsDigit(last) && !unicode.IsDigit(next)
	}
	if mark == ":" && prose.IsArabicLetter(last) && (prose.IsArabicLetter(next) || next == '«' || next == '"') {
		return true // «قال :لن»
	}
	return (prose.IsArabicLetter(last) || prose.IsMark(last) || last == '»' || last == ')') && isGap(next)
}

// spaceAfter finds a mark without a space after it.
func spaceAfter(p *pass) {
	for n := 1; n < len(p.Words); n++ {
		w, v := p.Words[n-1], p.Words[n]
		if p.Ink[w.To] == ' ' || w.Block != v.Block || (w.Has|v.Has)&prose.HasArabic == 0 || w.Has&(prose.HasLatin|prose.IsPart) != 0 && p.Ink[w.To] == prose.Blot {
			continue
		}
		mark := p.Ink[w.To:v.From]
		if unicode.IsDigit(p.Blocks[w.Block].Before(int(w.To))) && unicode.IsDigit(p.Blocks[w.Block].After(int(v.From))) {
			continue // ١،٥
		}
		if wantsSpace(p.Text, w, v, mark) {
			p.fix(int(w.To), int(v.From), mark+" ", mark)
		}
	}
}

// wantsSpace says that a space should follow the mark between two words.
func wantsSpace(k *prose.Text, w, v prose.Word, mark string) bool {
	switch mark {
	case "،", "؛", "؟", "!", "؟!", "»،", "»؛", ")،", ")؛":
		return v.Has&(prose.HasArabic|prose.HasDigit|prose.HasIndic|prose.HasLatin) != 0
	case "…":
		return v.Has&prose.HasArabic != 0 && (w.Has|v.Has)&prose.HasLatin == 0 && prose.Letters(k.Of(w)) >= 2 && prose.Letters(k.Of(v)) >= 2
	case ":", ".", "».", ").", "»:", "):":
		// د.محمد, ق.م, هـ.: abbreviations are short
		return v.Has&prose.HasArabic != 0 && v.Has&prose.HasLatin == 0 && w.Has&(prose.HasDigit|prose.HasIndic|prose.HasLatin) == 0 &&
			prose.Letters(k.Of(w)) >= 3 && prose.Letters(k.Of(v)) >= 3
	}
	return false
}

// spaceInside finds spaces at the inner side of a bracket or quote.
func spaceInside(p *pass) {
	for b := range p.BlocksWith(prose.Opener | prose.Closer | prose.Bracket) {
		reversed := isReversed(b)
		for at, sign := range b.SignsOf(prose.Opener | prose.Closer | prose.Bracket) {
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

func spaceAfterOpener(p *pass, b *prose.Block, at int, open string) {
	from := at + len(open)
	to := spacesAfter(b, from)
	if next := b.After(to); from < to && (prose.IsArabicLetter(next) || unicode.IsDigit(next)) {
		p.fix(from, to, "", open)
	}
}

func spaceBeforeCloser(p *pass, b *prose.Block, at int, close string) {
	from := spacesBefore(b, at)
	if from == at || close == "»" && prose.TraitsOf(b.After(at+len(close))) != 0 { // »x«
		return
	}
	if last := b.Before(from); prose.IsArabicLetter(last) || prose.IsMark(last) || unicode.IsDigit(last) || last == '.' {
		p.fix(from, at, "", close)
	}
}

// spaceOutside finds a bracket or a quote without a space before or after it.
func spaceOutside(p *pass) {
	for n := 1; n < len(p.Words); n++ {
		w, v := p.Words[n-1], p.Words[n]
		if p.Ink[w.To] == ' ' || w.Block != v.Block || w.Has&v.Has&prose.HasArabic == 0 || (w.Has|v.Has)&prose.IsPart != 0 {
			continue
		}
		switch mark := p.Ink[w.To:v.From]; mark {
		case "(", "«": // (ة) and (ون) are parts of their word, و and ال prefixes
			if closesLate(p.Text, v, mark) && prose.Letters(p.Of(w)) > 3 && w.Has&prose.HasTatweel == 0 {
				p.fix(int(w.To), int(v.From), " "+mark, mark)
			}
		case ")", "»":
			if prose.Letters(p.Of(w)) > 3 && prose.Letters(p.Of(v)) > 2 {
				p.fix(int(w.To), int(v.From), mark+" ", mark)
			}
		}
	}
}

// closesLate says that a bracket holds more than the ending of a word.
func closesLate(k *prose.Text, first prose.Word, open string) bool {
	close := map[string]string{"(": ")", "«": "»"}[open]
	b := &k.Blocks[first.Block]
	n := strings.Index(k.Ink[first.From:b.To], close)
	return n > 0 && prose.Letters(k.Ink[first.From:int(first.From)+n]) > 3
}

// doubleSpace finds spaces in a row. Two no-break spaces are meant.
func doubleSpace(p *pass) {
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if !b.Gaps || b.Kind == prose.Cell || !b.IsArabic() {
			continue
		}
		for at := b.From; at < b.To; at++ {
			if c := p.Ink[at]; c != ' ' && c != "\u00a0"[0] {
				continue
			}
			to := spacesAfter(b, at)
			run := p.Ink[at:to]
			last, next := b.Before(at), b.After(to)
			if utf8.RuneCountInString(run) > 1 && strings.Contains(run, " ") && !isEdge(last) && !isEdge(next) && last != '\n' && next != '\n' {
				p.fix(at, to, " ")
			}
			at = max(at, to)
		}
	}
}

// doubleMark finds a comma or a semicolon with another mark beside it. The point of
// an abbreviation (ق.م.،) does not count, nor do points for what is left out.
func doubleMark(p *pass) {
	for b := range p.BlocksWith(prose.Comma) {
		for at := range b.SignsOf(prose.Comma) {
			from := at
			if last := strings.TrimRight(p.Ink[b.From:at], "."); strings.HasSuffix(last, "،") || strings.HasSuffix(last, "؛") {
				continue // it is of the marks before it
			}
			if strings.HasSuffix(p.Ink[b.From:from], ".") && !isAbbreviation(b, from-1) {
				from--
			}
			to := at
			for to < b.To && isDoubled(b.After(to)) {
				to += utf8.RuneLen(b.After(to))
			}
			switch marks := p.Ink[from:to]; {
			case len(marks) == 2 || strings.Contains(marks, "..") || b.Before(from) == '.':
			case marks == "،،" || marks == "؛؛":
				p.fix(from, to, marks[:2], marks)
			default:
				p.say(from, to, marks)
			}
		}
	}
}

func isDoubled(r rune) bool { return r == '،' || r == '؛' || r == '.' }

// isAbbreviation says that one or two letters stand before the point at i.
func isAbbreviation(b *prose.Block, i int) bool {
	before := b.Ink[b.From:i]
	if n := strings.LastIndexFunc(before, func(r rune) bool { return prose.TraitsOf(r) == 0 }); n >= 0 {
		_, size := utf8.DecodeRuneInString(before[n:])
		before = before[n+size:]
	}
	return prose.Letters(before) <= 2
}

// wawSpace finds «و» with a space between it and its word.
func wawSpace(p *pass) {
	for n := 1; n+1 < len(p.Words); n++ {
		w, v := p.Words[n], p.Words[n+1]
		if w.To-w.From != int32(len("و")) || p.Of(w) != "و" || w.Block != v.Block || p.Words[n-1].Block != w.Block || v.Has&prose.HasArabic == 0 || v.Has&(prose.HasLatin|prose.IsPart) != 0 {
			continue
		}
		last := p.Words[n-1]
		if strings.Trim(p.Ink[w.To:v.From], " \u00a0") == "" && strings.Trim(p.Ink[last.To:w.From], " \u00a0،؛.؟!:»)") == "" &&
			w.From > last.To && prose.Letters(p.Of(v)) >= 3 && prose.Letters(p.Of(last)) > 1 && !letterNames[p.Of(last)] {
			p.fix(int(w.To), int(v.From), "")
		}
	}
}
