package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site/arabic"
	"warraq/site/check/prose"
)

// mark is a bracket and where it stands.
type mark struct {
	r     rune
	at    int
	first bool // nothing but spaces before it in its block
	item  bool // it may be a list's: «أ)», «1)»
}

// unbalanced finds brackets and «» that nothing closes or opens. Brackets are
// judged by the paragraph. «» are judged by the story: a quotation may run over
// paragraphs, and each of them begins with « again.
func unbalanced(p *pass) {
	var quotes []mark // open since an earlier paragraph
	for b := range p.BlocksWith(prose.Bracket | prose.Opener | prose.Closer) {
		switch {
		case !b.IsArabic():
		case b.Kind == prose.Paragraph:
			quotes = loneBrackets(p, b, quotes)
		default:
			loneBrackets(p, b, nil)
		}
	}
	for _, q := range quotes {
		sayLone(p, q)
	}
}

// loneBrackets reports what does not pair in a block. It returns the quotations still open.
func loneBrackets(p *pass, b *prose.Block, quotes []mark) []mark {
	var stack, lone []mark
	carry, reversed := b.Kind == prose.Paragraph, isReversed(b)
	brackets(b, func(m mark) {
		if reversed && (m.r == '«' || m.r == '»') {
			return
		}
		if closers[m.r] != 0 {
			if m.r == '«' && m.first && len(quotes) > 0 {
				quotes = quotes[:len(quotes)-1] // the quotation goes on
			}
			stack = append(stack, m)
			return
		}
		for i := len(stack) - 1; i >= 0; i-- {
			if stack[i].r == openers[m.r] {
				lone = append(lone, stack[i+1:]...)
				stack = stack[:i]
				return
			}
		}
		if m.r == '»' && len(quotes) > 0 {
			quotes = quotes[:len(quotes)-1]
			return
		}
		if !m.item {
			lone = append(lone, m)
		}
	})
	for _, m := range append(lone, stack...) {
		if m.r == '«' && carry {
			quotes = append(quotes, m)
		} else {
			sayLone(p, m)
		}
	}
	return quotes
}

// brackets calls f for the brackets of a block, but not for those of faces: :)
func brackets(b *prose.Block, f func(mark)) {
	for at := range b.SignsOf(prose.Bracket | prose.Opener | prose.Closer) {
		r := b.After(at)
		before := strings.TrimLeft(b.Ink[b.From:at], " \x00\x01")
		if (r == ')' || r == '(' && isGap(b.After(at+1))) && (strings.HasSuffix(before, ":") || strings.HasSuffix(before, ";")) {
			continue
		}
		f(mark{r, at, before == "", r == ')' && isItemMark(before)})
	}
}

// longestMark is more bytes than a mark of an item has, with what parts it from what is before it.
const longestMark = 16

// isItemMark says that a list's item may begin with this before its ).
func isItemMark(before string) bool {
	near := before[max(0, len(before)-longestMark):]
	if i := strings.LastIndexAny(near, " \n\u00a0،؛"); i >= 0 {
		_, size := utf8.DecodeRuneInString(near[i:])
		before = near[i+size:]
	} else if len(near) < len(before) {
		return false
	}
	if before == "" {
		return true // Markdown took the number away
	}
	if strings.ContainsAny(before, "([«") {
		return false
	}
	n := utf8.RuneCountInString(before)
	r, _ := utf8.DecodeRuneInString(before)
	return n == 1 && unicode.IsLetter(r) || n <= 2 && strings.Trim(before, "0123456789٠١٢٣٤٥٦٧٨٩") == "" || before == "هـ"
}

func sayLone(p *pass, m mark) {
	p.say(m.at, m.at+utf8.RuneLen(m.r), string(m.r))
}

// reversedQuotes finds »x«, which some editors show as «x».
func reversedQuotes(p *pass) {
	for b := range p.BlocksWith(prose.Closer) {
		if !isReversed(b) {
			continue
		}
		for at := b.From; ; {
			inner, i := cutReversed(p.Ink[at:b.To])
			if i < 0 {
				break
			}
			at += i
			end := at + len("»"+inner+"«")
			written := string(p.m.Source[at+len("»") : end-len("«")]) // with what is blotted out
			p.fix(at, end, "«"+written+"»", written)
			at = end
		}
	}
}

// isReversed says that the first quotation of a block begins with ».
func isReversed(b *prose.Block) bool {
	if b.Kinds&prose.Opener == 0 || b.Kinds&prose.Closer == 0 {
		return false
	}
	text := b.Ink[b.From:b.To]
	_, i := cutReversed(text)
	return i >= 0 && strings.Index(text, "«") > i && strings.Count(text, "«") == strings.Count(text, "»")
}

// longestReversed, in bytes: a longer »x« is the end of one quotation and the start of another.
const longestReversed = 120

// cutReversed finds the first »x« of a text, and where it is; -1 if there is none.
func cutReversed(text string) (inner string, at int) {
	at = strings.Index(text, "»")
	if at < 0 {
		return "", -1
	}
	inner, _, ok := strings.Cut(text[at+len("»"):], "«")
	if !ok || inner == "" || len(inner) > longestReversed || inner[0] == ' ' || strings.ContainsAny(inner, "\n»") {
		return "", -1
	}
	return inner, at
}

// oddQuotes finds paragraphs whose straight marks do not pair.
func oddQuotes(p *pass) {
	for b := range p.BlocksWith(prose.Straight) {
		if text := p.Ink[b.From:b.To]; b.IsArabic() && !arabic.EvenQuotes(text) {
			i := b.From + strings.LastIndexByte(text, '"')
			p.say(i, i+1)
		}
	}
}

// straightQuotes finds pairs of straight marks in Arabic prose.
func straightQuotes(p *pass) {
	for b := range p.BlocksWith(prose.Straight) {
		text := p.Ink[b.From:b.To]
		if !b.IsArabic() || !arabic.EvenQuotes(text) || strings.Contains(text, "](") { // a link that is none as it stands
			continue
		}
		mended := arabic.Quotes(text, nil)
		for i := range len(text) { // the two run side by side: only the marks differ
			size := 1
			if text[i] == '"' && mended[0] != '"' {
				_, size = utf8.DecodeRuneInString(mended)
				p.fix(b.From+i, b.From+i+1, mended[:size], mended[:size])
			}
			mended = mended[size:]
		}
	}
}
