package arabic

import (
	"cmp"
	"slices"
	"strings"
)

// Bidi isolates what the Unicode bidirectional algorithm shows wrongly in a
// paragraph that runs from right to left, and nothing else:
//
//	3-1, 2014-2024          rtl, with an en dash: the first number on the right everywhere
//	2024-09-13              ltr
//	+966 50 123 4567        ltr
//	-5 +5 $50               ltr; a hyphen before a number becomes U+2212
//	@user #Gaza .NET        ltr: the sign would jump to the other end
//	C++ C# Disney+ Yahoo!   ltr
//	Apple، Google           each name ltr, so that the list runs from right to left
//	https://site.example/   ltr where it ends in a slash
//
// Scores with other digits, dates like 13/9/2024, times, F-16, COVID-19, (WHO)
// and whole Latin phrases are shown rightly and stay as they are. No isolate
// begins or ends inside a word: it would cut the joining of its letters.
//
// Text without a right-to-left letter keeps its ranges and signs, so that an
// English headline comes out unharmed.
type Bidi struct {
	Ranges string // "rtl", "ltr"; "" is "rtl" in text that has a right-to-left letter
}

// IsolateHTML escapes a plain text and wraps what needs it in <bdi dir>.
func IsolateHTML(plain string) string { return Bidi{}.Escaped(escapeHTML(plain)) }

// Escaped wraps what needs it in text that is HTML already. It looks into no
// tag and into no <bdi>.
func (b Bidi) Escaped(html string) string {
	return b.isolate(html, true, func(out *strings.Builder, t token) {
		out.WriteString(`<bdi dir="`)
		out.WriteString(t.dir)
		out.WriteString(`">`)
		out.WriteString(t.text)
		out.WriteString("</bdi>")
	})
}

// IsolateText is for titles, feeds and attributes, where markup cannot be: it
// uses U+2066 LRI, U+2067 RLI and U+2069 PDI.
func IsolateText(plain string) string {
	return Bidi{}.isolate(plain, false, func(out *strings.Builder, t token) {
		open := '\u2066'
		if t.dir == "rtl" {
			open = '\u2067'
		}
		out.WriteRune(open)
		out.WriteString(t.text)
		out.WriteRune('\u2069')
	})
}

// isolate returns s itself, and allocates nothing, if there is nothing to do.
func (b Bidi) isolate(s string, html bool, write func(out *strings.Builder, t token)) string {
	sc := bidiScanner{s: s, html: html, ranges: b.Ranges, latinEnd: -1, listStart: -1}
	t, ok := sc.next()
	if !ok {
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + 64)
	done := 0
	for ; ok; t, ok = sc.next() {
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

// LeadMark puts U+200F RLM before a plain text that begins with a number or
// with a letter from left to right, so that a title or an attribute in an
// Arabic page runs from right to left (W3C, Authoring HTML: RTL scripts). Text
// without a right-to-left letter stays as it is.
func LeadMark(s string) string {
	for _, r := range s {
		switch {
		case r == '\u200f' || isRTL(r):
			return s
		case isDigit(r) || isLatin(r) || r == '\u2066' || r == '\u2067':
			if !hasRTL(s) {
				return s
			}
			return "\u200f" + s
		}
	}
	return s
}

// Control is a bidi control that may not stand where it does.
type Control struct {
	Offset int // in bytes
	Rune   rune
}

// BidiFaults finds the embeddings and overrides U+202A to U+202E wherever they
// are, and the isolates U+2066 to U+2069 that are not closed, or not opened, in
// their paragraph (CVE-2021-42574, "Trojan Source"). A paragraph ends at a line
// break (UAX #9, P1).
func BidiFaults(s string) []Control {
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
