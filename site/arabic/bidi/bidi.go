// Package bidi isolates what the Unicode bidirectional algorithm shows wrongly in a
// paragraph that runs from right to left, and nothing else:
//
//	3-1, 2014-2024          rtl, with an en dash: the first number on the right everywhere
//	$50-$60                 rtl, the same
//	2024-09-13              ltr
//	+966 50 123 4567        ltr
//	737-800, 1 250 000      ltr: codes, and numbers in groups
//	45°C 2+2=4              ltr
//	-5 +5 $50 ±3% >100      ltr; a hyphen before a number becomes U+2212
//	@user #Gaza .NET        ltr: the sign would jump to the other end
//	C++ C# Disney+ Yahoo!   ltr
//	Inc. U.S. B- 7-Eleven   ltr
//	«What If...?»           ltr within the quotation marks
//	Apple، Google           each name ltr, so that the list runs from right to left
//	https://site.example/   ltr where it ends in a slash
//
// Browsers and feed readers apply UAX #9 themselves; this package marks only what it
// gets wrong, with <bdi dir> in HTML and with U+2066 to U+2069 elsewhere. Both come
// from one scan, so that a headline reads alike in its page, its feed and the results
// of a search.
//
// Scores with other digits, dates like 13/9/2024, times, F-16, COVID-19, (WHO)
// and whole Latin phrases are shown rightly and stay as they are. No isolate
// begins or ends inside a word: it would cut the joining of its letters.
//
// Text without a right-to-left letter keeps its ranges and signs, so that an
// English headline comes out unharmed. In a paragraph from left to right only names
// in Arabic need an isolate: a number after one would jump before it.
package bidi

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"warraq/site/arabic"
)

// Paragraph is where a text stands.
type Paragraph struct {
	Base string // the direction of the paragraph: "rtl", "ltr"; "" is "rtl" where a letter of the text is
}

// In is that of whole texts in a language.
func In(lang string) Paragraph {
	if lang == "" || arabic.Dir(lang) == "rtl" {
		return Paragraph{}
	}
	return Paragraph{Base: "ltr"}
}

// HTML escapes a plain text and wraps what needs it in <bdi dir>.
func (b Paragraph) HTML(plain string) string { return b.Escaped(escapeHTML(plain)) }

// Escaped wraps what needs it in text that is HTML already. It looks into no
// tag and into no <bdi>.
func (b Paragraph) Escaped(html string) string {
	return b.isolate(html, true, func(out *strings.Builder, t token) {
		out.WriteString(`<bdi dir="`)
		out.WriteString(t.dir)
		out.WriteString(`">`)
		out.WriteString(t.text)
		out.WriteString("</bdi>")
	})
}

// Text is for attributes and feeds, where markup cannot be: it uses U+2066 LRI,
// U+2067 RLI and U+2069 PDI.
func (b Paragraph) Text(plain string) string {
	return b.isolate(plain, false, func(out *strings.Builder, t token) {
		open := '\u2066'
		if t.dir == "rtl" {
			open = '\u2067'
		}
		out.WriteRune(open)
		out.WriteString(t.text)
		out.WriteRune('\u2069')
	})
}

// Line is Text that stands by itself, where nothing else says its direction: U+200F
// RLM comes before what begins with a number or a letter from left to right (W3C,
// Authoring HTML: RTL scripts).
func (b Paragraph) Line(plain string) string {
	if b.Base == "ltr" {
		return b.Text(plain)
	}
	return leadMark(b.Text(plain))
}

// mostPasses bounds how often a text is looked through.
const mostPasses = 4

// isolate wraps what needs it. An isolate may part a sign from the word that it stood before: «A+ 0A+»
// needs a second look, for the first + then ends its run of letters.
func (b Paragraph) isolate(s string, html bool, write func(out *strings.Builder, t token)) string {
	for range mostPasses {
		next := b.pass(s, html, write)
		if next == s {
			break
		}
		s = next
	}
	return s
}

// pass returns s itself, and allocates nothing, if there is nothing to do.
func (b Paragraph) pass(s string, html bool, write func(out *strings.Builder, t token)) string {
	sc := scanner{text: text{s, html}, base: b.Base, latinEnd: -1, listStart: -1}
	next := sc.next
	if b.Base == "ltr" {
		next = sc.nextName
	}
	t, ok := next()
	if !ok {
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + 64)
	done := 0
	for ; ok; t, ok = next() {
		out.WriteString(s[done:t.start])
		write(&out, t)
		done = t.end
	}
	out.WriteString(s[done:])
	return out.String()
}

// escapeHTML escapes what must be escaped in text and in a quoted attribute.
func escapeHTML(s string) string {
	for i := range len(s) {
		if c := s[i]; c == '&' || c == '<' || c == '>' || c == '"' {
			return htmlEscaper.Replace(s)
		}
	}
	return s
}

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

// leadMark puts U+200F RLM before a plain text of Arabic that begins otherwise.
func leadMark(s string) string {
	for _, r := range s {
		switch {
		case r == '\u200f' || isRTL(r):
			return s
		case arabic.IsDigit(r) || isLatin(r) || r == '\u2066' || r == '\u2067':
			if !hasRTL(s) {
				return s
			}
			return "\u200f" + s
		}
	}
	return s
}

// BeginsRTL tells whether the first letter of a text is of a script from right to
// left (UAX #9, P2).
func BeginsRTL(s string) bool {
	for _, r := range s {
		if isRTL(r) || unicode.IsLetter(r) {
			return isRTL(r)
		}
	}
	return false
}

// Control is a bidi control that may not stand where it does.
type Control struct {
	Offset int // in bytes
	Rune   rune
}

// Faults finds the embeddings and overrides U+202A to U+202E wherever they
// are, and the isolates U+2066 to U+2069 that are not closed, or not opened, in
// their paragraph (CVE-2021-42574, "Trojan Source"). A paragraph ends at a line
// break (UAX #9, P1).
func Faults(s string) []Control {
	var faults, open []Control
	if !strings.Contains(s, "\u202a"[:2]) && !strings.Contains(s, "\u2066"[:2]) { // what such characters begin with
		return nil
	}
	for i, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\u2029':
			faults, open = append(faults, open...), open[:0]
		case '\u202a' <= r && r <= '\u202e', r == '\u2069' && len(open) == 0:
			faults = append(faults, Control{i, r})
		case '\u2066' <= r && r <= '\u2068':
			open = append(open, Control{i, r})
		case r == '\u2069':
			open = open[:len(open)-1]
		}
	}
	faults = append(faults, open...)
	slices.SortFunc(faults, func(a, b Control) int { return cmp.Compare(a.Offset, b.Offset) })
	return faults
}
