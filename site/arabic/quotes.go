package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// QuoteState is what Quotes knows of a paragraph so far: how many marks stand
// open, and what came last. Begin each paragraph with a new one, and ask
// EvenQuotes first whether its marks pair at all.
type QuoteState struct {
	depth int
	last  rune
}

// Quotes turns the straight marks of a paragraph's text to «», and those
// within them to “ ” (CLDR ar has ” “ in the other order, which no Arab paper
// prints). It may be called for one piece of a paragraph after another. The
// inches of 12" stay, and so does a mark that nothing closes.
func Quotes(s string, state *QuoteState) string {
	if !strings.Contains(s, `"`) {
		if state != nil {
			state.pass(s)
		}
		return s
	}
	return string(AppendQuotes(nil, s, state))
}

// QuotesIn turns the marks of a whole text, if it is Arabic and they pair.
func QuotesIn(s, lang string) string {
	if !strings.Contains(s, `"`) || !(Locale{Lang: lang}).arabic() || !EvenQuotes(s) {
		return s
	}
	return Quotes(s, nil)
}

// AppendQuotes adds what Quotes makes of s.
func AppendQuotes(b []byte, s string, state *QuoteState) []byte {
	if state == nil {
		state = &QuoteState{}
	}
	from := 0
	for {
		n := strings.IndexByte(s[from:], '"')
		if n < 0 {
			break
		}
		i := from + n
		state.pass(s[from:i])
		b = append(append(b, s[from:i]...), state.mark(s, i)...)
		state.last = '"'
		from = i + 1
	}
	state.pass(s[from:])
	return append(b, s[from:]...)
}

// EvenQuotes tells whether the straight marks of a paragraph pair: if not, the
// paragraph is best left as it is.
func EvenQuotes(paragraph string) bool {
	n := 0
	for i := 0; ; i++ {
		next := strings.IndexByte(paragraph[i:], '"')
		if next < 0 {
			return n%2 == 0
		}
		if i += next; !isInch(paragraph, i) {
			n++
		}
	}
}

// pass reads a piece without straight marks.
func (q *QuoteState) pass(s string) {
	for rest := s; ; {
		i := strings.IndexByte(rest, "«"[0]) // with which no Arabic letter begins
		if i < 0 || i+1 == len(rest) {
			break
		}
		switch rest[i : i+2] {
		case "«":
			q.depth++
		case "»":
			q.depth = max(0, q.depth-1)
		}
		rest = rest[i+2:]
	}
	if r, size := utf8.DecodeLastRuneInString(s); size > 0 {
		q.last = r
	}
}

// mark is what the straight mark at s[i] becomes.
func (q *QuoteState) mark(s string, i int) string {
	next := ' '
	if i+1 < len(s) {
		next, _ = utf8.DecodeRuneInString(s[i+1:])
	}
	opening := q.depth == 0 || q.depth == 1 && beginsQuote(q.last, next)
	if opening && q.depth == 0 && isInch(s, i) {
		return `"`
	}
	if opening {
		q.depth++
		return [...]string{"«", "\u201c"}[q.depth-1]
	}
	q.depth--
	return [...]string{"»", "\u201d"}[min(q.depth, 1)]
}

// beginsQuote tells whether a mark between two characters opens a quotation.
func beginsQuote(last, next rune) bool {
	return (last == 0 || unicode.IsSpace(last) || strings.ContainsRune("([«:", last)) &&
		!unicode.IsSpace(next) && !strings.ContainsRune(".,;:!?\u060c\u061b\u061f)]»", next)
}

// isInch tells the mark of a length: a digit before it, no beginning of a quotation after it.
func isInch(s string, i int) bool {
	if i == 0 || s[i-1] < '0' || s[i-1] > '9' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i+1:])
	if i+1 < len(s) && (unicode.IsLetter(r) || IsDigit(r)) {
		return false
	}
	before := s[:i]
	return strings.Count(before, `"`)%2 == 0
}
