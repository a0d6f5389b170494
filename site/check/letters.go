package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"warraq/site/arabic"
)

// stretched finds tatweel within a word. It has its place in «هـ», after a
// prefix before «, a number or a foreign word («الـ20», «بـ«الحزب»»), alone as a
// dash, and under a mark that is shown by itself.
func stretched(p *pass) {
	if p.has&hasTatweel == 0 {
		return
	}
	for _, w := range p.words {
		if w.has&hasTatweel == 0 || w.has&hasArabic == 0 || w.has&(hasLatin|hasDigit|hasIndic|hasForeign) != 0 {
			continue
		}
		s := p.of(w)
		body := strings.TrimRight(s, "\u0640")
		if i := strings.IndexRune(body, tatweel); i <= 0 || isStretchedMark(body) || letters(body) < 2 {
			continue
		}
		if strings.HasPrefix(body, "هـ") || w.has&isPart != 0 || isDash(body) {
			continue
		}
		p.fix(int(w.from), int(w.from)+len(body), strings.ReplaceAll(body, "\u0640", ""), strings.ReplaceAll(s, "\u0640", ""))
	}
}

// isStretchedMark tells a word in which tatweel carries a mark, as in the
// Qur'an's spelling.
func isStretchedMark(s string) bool {
	for i, r := range s {
		if r == tatweel {
			if next, _ := utf8.DecodeRuneInString(s[i+2:]); isMark(next) {
				return true
			}
		}
	}
	return false
}

// isDash tells a word in which tatweel follows a letter that joins to nothing:
// it parts two words.
func isDash(s string) bool {
	last := rune(0)
	for _, r := range s {
		if r == tatweel && last != tatweel && !joins(last) {
			return true
		}
		if !isMark(r) {
			last = r
		}
	}
	return false
}

// oldForms finds letters in the shapes of old encodings.
func oldForms(p *pass) {
	if p.has&hasForm == 0 {
		return
	}
	for _, w := range p.words {
		if w.has&hasForm == 0 {
			continue
		}
		s := p.of(w)
		plain := strings.ReplaceAll(arabic.PlainForms(s), " ", "") // marks' forms stand on a space
		if plain != s {
			p.fix(int(w.from), int(w.to), plain, plain)
		}
	}
}

// persianLetters finds them in words that are Arabic otherwise. A yeh at a
// word's end may be meant for ي or ى: that one is left to the editor.
func persianLetters(p *pass) {
	if p.has&hasForeign == 0 {
		return
	}
	for n, w := range p.words {
		if w.has&hasForeign == 0 || w.has&hasArabic == 0 || w.has&(hasLatin|isPart) != 0 || p.isForeignWord(n) || p.besideForeign(n) {
			continue
		}
		s := p.of(w)
		mended := strings.Map(func(r rune) rune {
			if a, ok := foreignLetters[r]; ok {
				r, _ = utf8.DecodeRuneInString(a)
			}
			return r
		}, s)
		if strings.HasSuffix(s, "\u06cc") || strings.HasSuffix(s, "\u06d2") {
			p.say(int(w.from), int(w.to), s)
		} else {
			p.fix(int(w.from), int(w.to), mended, s)
		}
	}
}

// isForeignWord tells a word of another language that is written in Arabic
// script: it has letters that no Arabic word has.
func (k *ink) isForeignWord(n int) bool {
	w := k.words[n]
	if w.has&hasForeign == 0 {
		return false
	}
	for _, r := range k.of(w) {
		if traitOf(r) == hasForeign && foreignLetters[r] == "" {
			return true
		}
	}
	return false
}

// besideForeign tells a word beside one of another language or script, or one
// that follows the name of a language: «بالفارسية: …».
func (k *ink) besideForeign(n int) bool {
	w := k.words[n]
	for i := max(0, n-6); i < min(len(k.words), n+3); i++ {
		if i == n || k.words[i].block != w.block {
			continue
		}
		if i >= n-2 && k.isForeignWord(i) || i == n-1 && k.words[i].has&hasLatin != 0 || i < n && isLanguage(k.of(k.words[i])) {
			return true
		}
	}
	return false
}

func isLanguage(s string) bool {
	for _, name := range languages {
		if strings.Contains(s, name) {
			return true
		}
	}
	return false
}

// invisible finds characters without a shape: those that stand between two
// Arabic letters, where they do nothing or break the word, and those that no
// text needs anywhere.
func invisible(p *pass) {
	for b := range p.blocksWith(anInvisible) {
		for i, what := range b.signsOf(anInvisible) {
			r, size := utf8.DecodeRuneInString(what)
			name := fmt.Sprintf("U+%04X", r)
			switch idle, safe := isIdle(b, i, r); {
			case safe:
				p.fix(i, i+size, "", name)
			case idle:
				p.say(i, i+size, name)
			}
		}
	}
}

// isIdle tells whether an invisible character has nothing to do where it
// stands, and whether taking it out changes no letter's shape.
func isIdle(b *block, i int, r rune) (idle, safe bool) {
	last, next := b.before(i), b.after(i+utf8.RuneLen(r))
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff':
		begins := last == 0 || last == '\n'                                            // a line: without it what follows might be a mark of Markdown
		return true, last != blot && next != blot && (!begins || isArabicLetter(next)) // a blot: it may be what ends an address
	case zwnj, zwj:
		if foreign := traitOf(last) | traitOf(next); foreign&(hasForeign|hasLatin) != 0 || isMark(last) {
			return false, false
		}
		between := isArabicLetter(last) && isArabicLetter(next)
		return between || isGap(last) && isGap(next) && last != 0, between && r == zwnj && !joins(last) || isGap(last) && isGap(next) && last != 0
	}
	strong := func(r rune) bool { return isArabicLetter(r) || isMark(r) }
	idle = strong(last) && strong(next) || strong(b.beyond(i, -1)) && strong(b.beyond(i+utf8.RuneLen(r), 1)) && r != '\u200e'
	return idle, idle
}

// beyond is the first character past the spaces before or after a place.
func (b *block) beyond(i, step int) rune {
	for {
		r := b.after(i)
		if step < 0 {
			r = b.before(i)
		}
		if r != ' ' {
			return r
		}
		i += step
	}
}

// joins tells the letters that join to what follows them.
func joins(r rune) bool {
	return isArabicLetter(r) && !strings.ContainsRune("ءآأؤإاةدذرزوى", r)
}

// tanwinPlace finds the less usual of «اً» and «ًا» in a story that has both.
func tanwinPlace(p *pass) {
	if p.has&hasMark == 0 {
		return
	}
	type place struct{ from, to int }
	var after, before []place // the mark on the alef; on the letter before it
	for _, w := range p.words {
		if w.has&hasMark == 0 || isVowelled(p.of(w)) {
			continue
		}
		s := p.of(w)
		if i := strings.Index(s, "اً"); i > 0 && i+len("اً") == len(s) {
			after = append(after, place{int(w.from) + i, int(w.to)})
		} else if i := strings.Index(s, "ًا"); i > 0 && i+len("ًا") == len(s) {
			before = append(before, place{int(w.from) + i, int(w.to)})
		}
	}
	rare, usual := before, "اً"
	if len(after) < len(before) {
		rare, usual = after, "ًا"
	}
	if len(after) == 0 || len(before) == 0 {
		return
	}
	for _, at := range rare {
		p.fix(at.from, at.to, usual, usual)
	}
}

// isVowelled tells a word with more marks than a shadda and tanwin: a verse, a
// quotation, which keeps its spelling.
func isVowelled(s string) bool {
	for _, r := range s {
		if isMark(r) && r != '\u0651' && r != '\u064b' {
			return true
		}
	}
	return false
}

// tanwinAlef finds an alef that tanwin does not take: after ء that follows an
// alef, and after ة. «جزءاً» is right.
func tanwinAlef(p *pass) {
	if p.has&hasMark == 0 {
		return
	}
	for _, w := range p.words {
		if w.has&hasMark == 0 {
			continue
		}
		s := p.of(w)
		for _, wrong := range wrongTanwin {
			if stem, ok := strings.CutSuffix(s, wrong); ok && stem != "" {
				kept := strings.TrimSuffix(strings.TrimSuffix(wrong, "ًا"), "اً")
				p.fix(int(w.from), int(w.to), stem+kept+"ً", stem+kept+"ً")
			}
		}
	}
}

// mixedDigits finds the numbers that are not in the digits that the story has
// most of. Digits of Persian are always foreign.
func mixedDigits(p *pass) {
	if p.has&hasDigit == 0 || p.has&(hasIndic|hasPersian) == 0 {
		return
	}
	var latin, indic []word
	for _, w := range p.words {
		if p.blocks[w.block].kind == field || p.numbersLine(w) {
			continue
		}
		switch w.has & (hasDigit | hasIndic | hasPersian | hasLatin | isPart) {
		case hasDigit:
			if !p.besideLatin(w) {
				latin = p.addNumber(latin, w)
			}
		case hasIndic, hasPersian, hasPersian | hasIndic:
			indic = p.addNumber(indic, w)
		}
	}
	if len(latin) == 0 || len(indic) == 0 {
		return
	}
	rare, toIndic := indic, len(latin) < len(indic) || len(latin) == len(indic) && p.c.config.Digits == string(arabic.Arab)
	if toIndic {
		rare = latin
	}
	for _, w := range rare {
		fixDigits(p, w, toIndic)
	}
	for _, w := range indic {
		if toIndic && w.has&hasPersian != 0 {
			fixDigits(p, w, true)
		}
	}
}

// numbersLine tells a number that begins a line, as of a list: 1- 2) 3.
func (k *ink) numbersLine(w word) bool {
	b := &k.blocks[w.block]
	last, next := b.before(int(w.from)), b.after(int(w.to))
	return (last == 0 || last == '\n') && (next == '-' || next == '.' || next == ')' || next == '–')
}

// addNumber enters a number, or makes it a part of the one before it: 1,234.5.
func (k *ink) addNumber(numbers []word, w word) []word {
	if n := len(numbers); n > 0 && numbers[n-1].block == w.block {
		if between := k.text[numbers[n-1].to:w.from]; len(between) <= 2 && strings.ContainsAny(between, ".,/:-٫٬") {
			numbers[n-1].to = w.to
			return numbers
		}
	}
	return append(numbers, w)
}

// fixDigits turns a number into the other digits. One with a separator is
// left to the editor: the separators change too.
func fixDigits(p *pass, w word, toIndic bool) {
	zero := '0'
	if toIndic {
		zero = '\u0660'
	}
	s := p.of(w)
	other := strings.Map(func(r rune) rune {
		for _, digits := range [...]rune{'0', '\u0660', '\u06f0'} {
			if digits <= r && r <= digits+9 {
				return r - digits + zero
			}
		}
		return r
	}, s)
	b := &p.blocks[w.block]
	if strings.ContainsAny(s, ".,/:-٫٬") || isSeparator(b.before(int(w.from))) || isSeparator(b.after(int(w.to))) {
		p.say(int(w.from), int(w.to), s, other)
		return
	}
	p.fix(int(w.from), int(w.to), other, s, other)
}

func isSeparator(r rune) bool { return r != 0 && strings.ContainsRune("/:-–٫٬٪%+", r) }

// besideLatin tells a number that belongs to a Latin name: Windows 10, COVID-19.
func (k *ink) besideLatin(w word) bool {
	b := &k.blocks[w.block]
	before := strings.TrimRight(k.text[b.from:w.from], " -‑–.,/:()")
	after := strings.TrimLeft(k.text[w.to:b.to], " -‑–.,/:()")
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return traitOf(last)&hasLatin != 0 && before != "" || traitOf(next)&hasLatin != 0 && after != ""
}
