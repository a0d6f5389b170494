package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// AppendText adds the characters that a text node stands for.
func AppendText(dst []byte, t *ast.Text, source []byte) []byte {
	value := t.Segment.Value(source)
	if t.IsRaw() {
		return append(dst, value...)
	}
	return appendResolved(dst, value)
}

// appendResolved adds what is meant by a text with escapes and character references, which are read in one
// pass: \&amp; is five characters.
func appendResolved(dst, value []byte) []byte {
	if bytes.IndexByte(value, '\\') < 0 && bytes.IndexByte(value, '&') < 0 {
		return append(dst, value...)
	}
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && i+1 < len(value) && util.IsPunct(value[i+1]):
			i++
			dst = append(dst, value[i])
		case c == '&':
			characters, n := entity(value[i:])
			dst = append(dst, characters...)
			i += n - 1
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// maxEntity is the length of &CounterClockwiseContourIntegral; the longest.
const maxEntity = 33

// entity reads the character reference at the start of s; where there is
// none, it gives the ampersand.
func entity(s []byte) (characters []byte, length int) {
	end := bytes.IndexByte(s[:min(len(s), maxEntity)], ';')
	if end < 0 {
		return s[:1], 1
	}
	reference := s[:end+1]
	if bytes.ContainsFunc(reference[1:end], func(r rune) bool { return r != '#' && !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z') }) {
		return s[:1], 1 // another one may begin before the end
	}
	if out := Unreference(reference); !bytes.Equal(out, reference) {
		return out, end + 1
	}
	return s[:1], 1
}

// Unreference replaces character references (&amp;, &#1576;).
func Unreference(s []byte) []byte {
	out := util.ResolveEntityNames(util.ResolveNumericReferences(s))
	if len(out) == len(s) || bytes.IndexByte(out, 0xe2) < 0 {
		return out
	}
	return bytes.Map(func(r rune) rune { // as such controls are refused where they are written (CVE-2021-42574)
		if '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' {
			return -1
		}
		return r
	}, out)
}

// AppendPlain adds the text of a node without its marks.
func AppendPlain(dst []byte, n ast.Node, source []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			dst = AppendText(dst, c, source)
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(source)...)
		default:
			dst = AppendPlain(dst, c, source)
		}
	}
	return dst
}

// Resolved is the destination or the title of a link as it was meant: without escapes and references.
func Resolved(written []byte) string { return string(appendResolved(nil, written)) }

// IsVerse reports whether the word after a fence makes a poem of its block.
func IsVerse(info string) bool { return info == "شعر" || info == "verse" || info == "poem" }

// CutDash takes the dash before a name: —, –, ــ or --.
func CutDash(line string) (string, bool) {
	for _, dash := range []string{"\u2014", "\u2013", "\u2015", "\u0640\u0640", "--"} {
		if rest, ok := strings.CutPrefix(line, dash); ok {
			name := strings.TrimLeft(rest, "\u2014\u2013\u0640- \t")
			return name, name != ""
		}
	}
	return line, false
}

// The ornate parentheses of Qur'anic text. In Arabic U+FD3F opens; some
// keyboards have them the other way round.
var ornate = [2][]byte{[]byte("\ufd3f"), []byte("\ufd3e")}

// CutQuran finds the first passage between ornate parentheses.
func CutQuran(t []byte) (before, verse, after []byte, ok bool) {
	const lead = 0xef // U+FD3E and U+FD3F in UTF-8
	if bytes.IndexByte(t, lead) < 0 {
		return t, nil, nil, false
	}
	first, last := bytes.Index(t, ornate[0]), bytes.Index(t, ornate[1])
	if first < 0 || last < 0 {
		return t, nil, nil, false
	}
	end := ornate[1]
	if last < first {
		first, end = last, ornate[0]
	}
	from := first + len(end)
	n := bytes.Index(t[from:], end)
	if n < 0 {
		return t, nil, nil, false
	}
	stop := from + n + len(end)
	return t[:first], t[first:stop], t[stop:], true
}
