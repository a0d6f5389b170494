package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site/check/prose"
)

// manyMarks finds a question or exclamation mark that is written more than once. «؟!» is one.
func manyMarks(p *pass) {
	for b := range p.BlocksWith(prose.Question | prose.Stop) {
		last := -1
		for at, mark := range b.SignsOf(prose.Question | prose.Stop) {
			if mark != "؟" && mark != "!" || at < last || !b.IsArabic() {
				continue
			}
			to := at
			for strings.HasPrefix(p.Ink[to:b.To], mark) {
				to += len(mark)
			}
			if last = to; to-at > len(mark) && !prose.IsArabicLetter(b.After(to)) {
				p.fix(at, to, mark, p.Ink[at:to])
			}
		}
	}
}

// percentBefore finds a percent sign before its number: «%5».
func percentBefore(p *pass) {
	for b := range p.BlocksWith(prose.Stop) {
		for at, mark := range b.SignsOf(prose.Stop) {
			if mark != "%" && mark != "٪" || !b.IsArabic() || !isGap(b.Before(at)) && !strings.ContainsRune("(«", b.Before(at)) {
				continue
			}
			from := at + len(mark)
			to := from
			for to < b.To {
				r, size := utf8.DecodeRuneInString(p.Ink[to:b.To])
				next, _ := utf8.DecodeRuneInString(p.Ink[to+size : b.To])
				if !unicode.IsDigit(r) && (to == from || !strings.ContainsRune(".,٫٬", r) || !unicode.IsDigit(next)) {
					break
				}
				to += size
			}
			if number := p.Ink[from:to]; number != "" && (isGap(b.After(to)) || strings.ContainsRune("،؛.؟!)»", b.After(to))) && (b.Before(at) == '(' || prose.IsArabicLetter(b.LetterBefore(spacesBefore(b, at)))) {
				p.fix(at, to, number+mark, number+mark)
			}
		}
	}
}

// gluedNumber finds a number and a word without a space between them: «50دولارًا». A
// letter or two may be a sign: «5م».
func gluedNumber(p *pass) {
	for _, w := range p.WordsWith(prose.HasDigit | prose.HasIndic) {
		if w.Has&prose.HasArabic == 0 || w.Has&^(prose.HasDigit|prose.HasIndic|prose.HasArabic|prose.HasMark) != 0 {
			continue
		}
		s := p.Of(w)
		number := strings.TrimPrefix(s, "و")
		rest := strings.TrimLeftFunc(number, unicode.IsDigit)
		if at := len(s) - len(rest); len(rest) < len(number) && prose.Letters(rest) > 2 && !strings.ContainsFunc(rest, unicode.IsDigit) {
			p.fix(int(w.From)+at, int(w.From)+at, " ", s[:at]+" "+rest)
		} else if before := strings.TrimRightFunc(s, unicode.IsDigit); len(before) < len(s) && beforeNumbers[before] {
			at := int(w.From) + len(before)
			p.fix(at, at, " ", before+" "+s[len(before):])
		}
	}
}

// apartArticle finds «ال» by itself before a number, where «الـ20» is meant.
func apartArticle(p *pass) {
	for _, n := range p.Numbers {
		if n == 0 {
			continue
		}
		w, v := p.Words[n-1], p.Words[n]
		s := p.Of(w)
		if (s == "ال" || s == "وال" || s == "بال") && w.Block == v.Block && p.Ink[w.To:v.From] == " " && w.Has&prose.IsPart == 0 {
			p.fix(int(w.To), int(v.From), "ـ", s+"ـ"+p.Of(v))
		}
	}
}

// twoCurrencies finds a sum with the sign of its currency and the name of it: «$50 دولار».
func twoCurrencies(p *pass) {
	for n, w := range p.WordsWith(prose.HasDigit | prose.HasIndic) {
		if !strings.ContainsAny(p.Ink[max(0, int(w.From)-3):min(len(p.Ink), int(w.To)+12)], "$€£¥") {
			continue
		}
		b := &p.Blocks[w.Block]
		last := n
		for last+1 < len(p.Words) && p.Words[last+1].Block == w.Block && strings.ContainsAny(p.Ink[p.Words[last].To:p.Words[last+1].From], ".,") && prose.IsNumber(p.Words[last+1].Has) {
			last++
		}
		from, to := int(w.From), int(p.Words[last].To)
		sign := b.Before(from)
		if currencies[sign] == "" {
			if sign = b.After(to); currencies[sign] == "" {
				continue
			}
		} else {
			from -= utf8.RuneLen(sign)
		}
		for next := last + 1; next < min(last+3, len(p.Words)) && p.Words[next].Block == w.Block; next++ {
			name := prose.Bare(p.Of(p.Words[next]), p.Words[next].Has)
			if strings.HasPrefix(name, currencies[sign]) {
				p.say(from, int(p.Words[next].To), p.Ink[from:int(p.Words[next].To)])
				break
			}
			if !multiples[name] {
				break
			}
		}
	}
}

// straySpace finds a quotation mark that stands beside the wrong word: «إن" الأزمة».
func straySpace(p *pass) {
	for b := range p.BlocksWith(prose.Straight) {
		if !b.IsArabic() {
			continue
		}
		var marks []int
		for at := range b.SignsOf(prose.Straight) {
			marks = append(marks, at)
		}
		for n := 0; n+1 < len(marks) && len(marks)%2 == 0; n += 2 {
			at, end := marks[n], marks[n+1]
			if opensRight(b, at) && prose.IsArabicLetter(b.LetterBefore(end)) && !prose.IsArabicLetter(b.After(end+1)) {
				continue
			}
			if prose.IsArabicLetter(b.Before(at)) && b.After(at+1) == ' ' && prose.IsArabicLetter(b.LetterBefore(end)) && !prose.IsArabicLetter(b.After(end+1)) {
				p.say(at, at+1)
			}
			break // what follows is paired by it
		}
	}
}

// opensRight says that a mark stands before its word, and apart from the one before it.
func opensRight(b *prose.Block, at int) bool {
	return !isGap(b.After(at+1)) && (!prose.IsArabicLetter(b.Before(at)) || strings.ContainsRune("وبلكف", b.Before(at)))
}

// typewriterQuotes finds commas and grave accents that stand for quotation marks.
func typewriterQuotes(p *pass) {
	for b := range p.BlocksWith(prose.LatinMark) {
		if !b.IsArabic() {
			continue
		}
		for at := range b.SignsOf(prose.LatinMark) {
			if strings.HasPrefix(p.Ink[at:b.To], ",,") && (isGap(b.Before(at)) || b.Before(at) == '(') && prose.IsArabicLetter(b.After(at+2)) {
				p.say(at, at+2)
			}
		}
	}
}

// brokenTanwin finds tanwin that lacks its alef («هادئً»), an alef with madda or a
// short vowel in its place («شكرآ»، «قراراَ»).
func brokenTanwin(p *pass) {
	for n, w := range p.Words {
		if w.Has&prose.HasArabic == 0 || w.Has&^(prose.HasArabic|prose.HasMark) != 0 {
			continue
		}
		s := p.Of(w)
		if w.Has&prose.HasMark == 0 {
			if stem, ok := strings.CutSuffix(s, "آ"); ok && prose.Letters(s) > 3 && !strings.HasSuffix(stem, "و") && !isDual(s) {
				p.say(int(p.Words[n].From), int(w.To), s, stem+"ًا")
			}
			continue
		}
		if stem, ok := strings.CutSuffix(s, "هاَ"); ok && !isVowelled(stem) { // «فيهاَ»: it takes none
			p.fix(int(w.From), int(w.To), stem+"ها", s, stem+"ها")
		} else if stem, ok := strings.CutSuffix(s, "اَ"); ok && prose.Letters(stem) > 2 && !isVowelled(stem) {
			p.fix(int(w.From), int(w.To), stem+"اً", s, stem+"اً")
		} else if stem, ok := strings.CutSuffix(s, "ً"); ok && prose.Letters(stem) > 2 && !isVowelled(stem) && takesAlef(stem) {
			p.fix(int(w.From), int(w.To), s+"ا", s, s+"ا")
		}
	}
}

// isDual says that a word may be a verb of two: «تبدآ», «يلجآ».
func isDual(s string) bool {
	s = strings.TrimPrefix(s, "و")
	return prose.Letters(s) < 6 && (strings.HasPrefix(s, "ي") || strings.HasPrefix(s, "ت"))
}

// takesAlef says that a word has an alef after its tanwin: not after ة, ى, ا, or a
// hamza that an alef carries or stands before.
func takesAlef(stem string) bool {
	last, size := utf8.DecodeLastRuneInString(stem)
	switch last {
	case 'ة', 'ى', 'ا', 'أ', 'ـ', '\u0651':
		return false
	case 'ء':
		return !strings.HasSuffix(stem[:len(stem)-size], "ا")
	}
	return prose.IsArabicLetter(last)
}

// noStop finds a paragraph that begins like a sentence and ends without a mark, in a
// story whose other paragraphs have one.
func noStop(p *pass) {
	var open []*prose.Block
	closed := 0
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if b.Kind != prose.Paragraph || !b.IsArabic() || strings.IndexByte(p.Ink[b.From:b.To], '\n') >= 0 {
			continue
		}
		text := strings.TrimRight(p.Ink[b.From:b.To], " \u00a0")
		last, _ := utf8.DecodeLastRuneInString(text)
		switch first, _, _ := strings.Cut(text, " "); {
		case last == prose.Blot || strings.Count(text, " ") < shortestSentence-1:
		case !prose.IsArabicLetter(last) && !prose.IsMark(last):
			closed++
		case sentenceVerbs[strings.TrimPrefix(first, "و")]:
			open = append(open, b)
		}
	}
	if len(open) > closed/10 && len(open) > 1 {
		return // the way of the writer: captions, verses, lists
	}
	for _, b := range open {
		at := b.From + len(strings.TrimRight(p.Ink[b.From:b.To], " \u00a0"))
		_, size := utf8.DecodeLastRuneInString(p.Ink[b.From:at])
		p.say(at-size, at)
	}
}

// shortestSentence, in words: a shorter paragraph may be a name or a heading.
const shortestSentence = 5
