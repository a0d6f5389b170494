package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// stretched finds tatweel within a word. Tatweel is right in «هـ», after a prefix
// before «, a number or a foreign word («الـ20», «بـ«الحزب»»), alone as a dash, and
// under a mark that is shown by itself.
func stretched(p *pass) {
	for _, w := range p.WordsWith(prose.HasTatweel) {
		if w.Has&prose.HasArabic == 0 || w.Has&(prose.HasLatin|prose.HasDigit|prose.HasIndic|prose.HasForeign) != 0 {
			continue
		}
		s := p.Of(w)
		body := strings.TrimRight(s, "\u0640")
		if i := strings.IndexRune(body, prose.Tatweel); i <= 0 || isStretchedMark(body) || prose.Letters(body) < 2 {
			continue
		}
		if strings.HasPrefix(body, "هـ") || w.Has&prose.IsPart != 0 || isDash(body) {
			continue
		}
		p.fix(int(w.From), int(w.From)+len(body), strings.ReplaceAll(body, "\u0640", ""), strings.ReplaceAll(s, "\u0640", ""))
	}
}

// isStretchedMark says that tatweel carries a mark, as in the Qur'an.
func isStretchedMark(s string) bool {
	for i, r := range s {
		if r == prose.Tatweel {
			if next, _ := utf8.DecodeRuneInString(s[i+2:]); prose.IsMark(next) {
				return true
			}
		}
	}
	return false
}

// isDash says that tatweel follows a letter that joins to nothing: it is a dash.
func isDash(s string) bool {
	last := rune(0)
	for _, r := range s {
		if r == prose.Tatweel && last != prose.Tatweel && !joins(last) {
			return true
		}
		if !prose.IsMark(r) {
			last = r
		}
	}
	return false
}

// oldForms finds letters in the shapes of old encodings.
func oldForms(p *pass) {
	for _, w := range p.WordsWith(prose.HasForm) {
		s := p.Of(w)
		plain := strings.ReplaceAll(arabic.PlainForms(s), " ", "") // marks' forms stand on a space
		if plain != s {
			p.fix(int(w.From), int(w.To), plain, plain)
		}
	}
}

// persianLetters finds letters of other keyboards in words that are Arabic otherwise. A yeh at
// the end of a word may be meant for ي or ى: an editor must decide.
func persianLetters(p *pass) {
	for n, w := range p.WordsWith(prose.HasForeign) {
		if w.Has&prose.HasArabic == 0 || w.Has&(prose.HasLatin|prose.IsPart) != 0 || prose.IsOther(p.Of(w), w.Has) || besideForeign(p.Text, n) {
			continue
		}
		s := p.Of(w)
		mended := strings.Map(func(r rune) rune {
			if a, ok := prose.Alike[r]; ok {
				r, _ = utf8.DecodeRuneInString(a)
			}
			return r
		}, s)
		if strings.HasSuffix(s, "\u06cc") || strings.HasSuffix(s, "\u06d2") || besidePersian(p.Text, n) { // یاسر هاشمی: it may be a name
			p.say(int(w.From), int(w.To), s)
		} else {
			p.fix(int(w.From), int(w.To), mended, s)
		}
	}
}

// besidePersian says that the word before or after one has letters of its keyboard too.
func besidePersian(k *prose.Text, n int) bool {
	w := k.Words[n]
	return n > 0 && k.Words[n-1].Block == w.Block && k.Words[n-1].Has&prose.HasForeign != 0 ||
		n+1 < len(k.Words) && k.Words[n+1].Block == w.Block && k.Words[n+1].Has&prose.HasForeign != 0
}

// besideForeign says that a word stands beside one of another language or script,
// or follows the name of a language: «بالفارسية: …».
func besideForeign(k *prose.Text, n int) bool {
	w := k.Words[n]
	for i := max(0, n-6); i < min(len(k.Words), n+3); i++ {
		if i == n || k.Words[i].Block != w.Block {
			continue
		}
		if i >= n-2 && prose.IsOther(k.Of(k.Words[i]), k.Words[i].Has) || i == n-1 && k.Words[i].Has&prose.HasLatin != 0 || i < n && isLanguage(k.Of(k.Words[i])) {
			return true
		}
	}
	return false
}

func isLanguage(s string) bool {
	return slices.ContainsFunc(languages[:], func(name string) bool { return strings.Contains(s, name) })
}

// invisible finds characters without a shape: those that stand between two
// Arabic letters, where they do nothing or break the word, and those that no
// text needs anywhere.
func invisible(p *pass) {
	for b := range p.BlocksWith(prose.Invisible) {
		for i, what := range b.SignsOf(prose.Invisible) {
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

// isIdle says that an invisible character does nothing, and that no letter needs it for its shape.
func isIdle(b *prose.Block, i int, r rune) (idle, safe bool) {
	last, next := b.Before(i), b.After(i+utf8.RuneLen(r))
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff':
		begins := last == 0 || last == '\n'                                                              // a line: without it what follows might be a mark of Markdown
		return true, last != prose.Blot && next != prose.Blot && (!begins || prose.IsArabicLetter(next)) // a blot: it may be what ends an address
	case prose.ZWNJ, prose.ZWJ:
		if foreign := prose.TraitsOf(last) | prose.TraitsOf(next); foreign&(prose.HasForeign|prose.HasLatin) != 0 || prose.IsMark(last) {
			return false, false
		}
		between := prose.IsArabicLetter(last) && prose.IsArabicLetter(next)
		return between || isGap(last) && isGap(next) && last != 0, between && r == prose.ZWNJ && !joins(last) || isGap(last) && isGap(next) && last != 0
	}
	strong := func(r rune) bool { return prose.IsArabicLetter(r) || prose.IsMark(r) }
	idle = strong(last) && strong(next) || strong(beyond(b, i, -1)) && strong(beyond(b, i+utf8.RuneLen(r), 1)) && r != '\u200e'
	return idle, idle
}

// beyond is the first character past the spaces before or after a place.
func beyond(b *prose.Block, i, step int) rune {
	for {
		r := b.After(i)
		if step < 0 {
			r = b.Before(i)
		}
		if r != ' ' {
			return r
		}
		i += step
	}
}

// joins says that a letter joins to what follows it.
func joins(r rune) bool {
	return prose.IsArabicLetter(r) && !strings.ContainsRune("ءآأؤإاةدذرزوى", r)
}

// tanwinPlace finds the less usual of «اً» and «ًا» in a story that has both, or what
// is not the way of the house.
func tanwinPlace(p *pass) {
	var after, before []prose.Word // the mark on the alef; on the letter before it
	for _, w := range p.WordsWith(prose.HasMark) {
		s := p.Of(w)
		if isVowelled(s) {
			continue
		}
		if stem, ok := strings.CutSuffix(s, "اً"); ok && canTakeTanwin(stem) {
			after = append(after, w)
		} else if stem, ok := strings.CutSuffix(s, "ًا"); ok && canTakeTanwin(stem) {
			before = append(before, w)
		}
	}
	rare, usual := before, "اً"
	house := p.c.config.Tanwin
	if house == "before" || house == "" && len(after) < len(before) {
		rare, usual = after, "ًا"
	}
	if house == "" && (len(after) == 0 || len(before) == 0) {
		return
	}
	for _, w := range rare {
		p.fix(int(w.To)-len(usual), int(w.To), usual, usual)
	}
}

// canTakeTanwin says that a stem may stand before an alef of tanwin: no other alef does.
func canTakeTanwin(stem string) bool { return stem != "" && !strings.HasSuffix(stem, "ا") }

// isVowelled says that a word is of a verse or a quotation, which keeps its spelling.
func isVowelled(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return prose.IsMark(r) && r != '\u0651' && r != '\u064b' })
}

// tanwinAlef finds an alef that tanwin does not take: after ء that follows an
// alef, and after ة. «جزءاً» is right.
func tanwinAlef(p *pass) {
	for _, w := range p.WordsWith(prose.HasMark) {
		s := p.Of(w)
		for _, wrong := range wrongTanwin {
			if stem, ok := strings.CutSuffix(s, wrong); ok && stem != "" {
				kept := strings.TrimSuffix(strings.TrimSuffix(wrong, "ًا"), "اً")
				p.fix(int(w.From), int(w.To), stem+kept+"ً", stem+kept+"ً")
			}
		}
	}
}

// mixedDigits finds the numbers that are not in the digits that the story has
// most of. Digits of Persian are always foreign.
func mixedDigits(p *pass) {
	if p.Has&prose.HasDigit == 0 || p.Has&(prose.HasIndic|prose.HasPersian) == 0 {
		return
	}
	var latin, indic []prose.Word
	for _, w := range p.Words {
		if p.Blocks[w.Block].Kind == prose.Field || numbersLine(p.Text, w) {
			continue
		}
		switch w.Has & (prose.HasDigit | prose.HasIndic | prose.HasPersian | prose.HasLatin | prose.IsPart) {
		case prose.HasDigit:
			if !besideLatin(p.Text, w) {
				latin = addNumber(p.Text, latin, w)
			}
		case prose.HasIndic, prose.HasPersian, prose.HasPersian | prose.HasIndic:
			indic = addNumber(p.Text, indic, w)
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
		if toIndic && w.Has&prose.HasPersian != 0 {
			fixDigits(p, w, true)
		}
	}
}

// numbersLine says that a number begins a line, as in a list: 1- 2) 3.
func numbersLine(k *prose.Text, w prose.Word) bool {
	b := &k.Blocks[w.Block]
	last, next := b.Before(int(w.From)), b.After(int(w.To))
	return (last == 0 || last == '\n') && (next == '-' || next == '.' || next == ')' || next == '–')
}

// addNumber adds a number, or joins it to the one before it: 1,234.5.
func addNumber(k *prose.Text, numbers []prose.Word, w prose.Word) []prose.Word {
	if n := len(numbers); n > 0 && numbers[n-1].Block == w.Block {
		if between := k.Ink[numbers[n-1].To:w.From]; len(between) <= 2 && strings.ContainsAny(between, ".,/:-٫٬") {
			numbers[n-1].To = w.To
			return numbers
		}
	}
	return append(numbers, w)
}

// fixDigits turns a number into the other digits, unless a separator would have to change too.
func fixDigits(p *pass, w prose.Word, toIndic bool) {
	zero := '0'
	if toIndic {
		zero = '\u0660'
	}
	s := p.Of(w)
	other := strings.Map(func(r rune) rune {
		for _, digits := range [...]rune{'0', '\u0660', '\u06f0'} {
			if digits <= r && r <= digits+9 {
				return r - digits + zero
			}
		}
		return r
	}, s)
	b := &p.Blocks[w.Block]
	if strings.ContainsAny(s, ".,/:-٫٬") || isSeparator(b.Before(int(w.From))) || isSeparator(b.After(int(w.To))) {
		p.say(int(w.From), int(w.To), s, other)
		return
	}
	p.fix(int(w.From), int(w.To), other, s, other)
}

func isSeparator(r rune) bool { return r != 0 && strings.ContainsRune("/:-–٫٬٪%+", r) }

// besideLatin says that a number belongs to a Latin name: Windows 10, COVID-19.
func besideLatin(k *prose.Text, w prose.Word) bool {
	b := &k.Blocks[w.Block]
	before := strings.TrimRight(k.Ink[b.From:w.From], " -‑–.,/:()")
	after := strings.TrimLeft(k.Ink[w.To:b.To], " -‑–.,/:()")
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return prose.TraitsOf(last)&prose.HasLatin != 0 && before != "" || prose.TraitsOf(next)&prose.HasLatin != 0 && after != ""
}
