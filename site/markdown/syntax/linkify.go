package syntax

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// linkifyParser makes links of bare addresses, «https://…» and «www.…», past
// Arabic letters and as far as a space or a sign that ends one in prose. It
// runs at a colon, or at the point after www; goldmark's own runs at every space
// and ends a link at the first letter that is not Latin.
type linkifyParser struct{}

func (linkifyParser) Trigger() []byte { return []byte{':', '.'} }

func (linkifyParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.Segment.Stop != segment.Start || pc.IsInLinkLabel() {
		return nil
	}
	before := last.Segment.Value(block.Source())
	scheme, protocol := bareScheme(before, line)
	if scheme == 0 {
		return nil
	}
	end := len(trimURL(line[:urlEnd(line)]))
	if end < len("://x") && protocol == "" || end < len(".x.y") {
		return nil
	}
	block.Advance(end)
	start := segment.Start - scheme
	last.Segment = last.Segment.WithStop(start)
	link := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, segment.Start+end)))
	link.SetPos(start)
	if protocol != "" {
		link.Protocol = []byte(protocol)
	}
	return link
}

// bareScheme is the length of an address's beginning at the end of before,
// and the protocol where the address names none.
func bareScheme(before, line []byte) (length int, protocol string) {
	switch {
	case bytes.HasPrefix(line, []byte("://")):
		for _, s := range []string{"https", "http"} {
			if hasSuffixFold(before, s) {
				length = len(s)
				break
			}
		}
	case line[0] == '.' && hasSuffixFold(before, "www"):
		length, protocol = len("www"), "https"
	}
	if length == 0 {
		return 0, ""
	}
	// An Arabic prefix may be glued to an address, a Latin letter may not.
	if r, _ := utf8.DecodeLastRune(before[:len(before)-length]); r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return 0, ""
	}
	return length, protocol
}

func hasSuffixFold(s []byte, suffix string) bool {
	return len(s) >= len(suffix) && bytes.EqualFold(s[len(s)-len(suffix):], []byte(suffix))
}

// urlEnd is where an address in prose ends: at a space, at a sign of Arabic
// prose, or at what may not stand in an address.
func urlEnd(s []byte) int {
	i := bytes.IndexFunc(s, func(r rune) bool {
		switch r {
		case '<', '>', '"', '`', '{', '}', '|', '\\', '^', '،', '؛', '؟', '«', '»', '“', '”', '…', '\u2018', '\u2019':
			return true
		}
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	if i < 0 {
		return len(s)
	}
	return i
}

// trimURL leaves the signs at an address's end to the sentence: a point, or a
// bracket that was opened before the address.
func trimURL(s []byte) []byte {
	round := bytes.Count(s, []byte{')'}) - bytes.Count(s, []byte{'('}) // that were not opened in it
	square := bytes.Count(s, []byte{']'}) - bytes.Count(s, []byte{'['})
	for ; len(s) > 0; s = s[:len(s)-1] {
		switch c := s[len(s)-1]; {
		case bytes.IndexByte([]byte(".,:;!?*_~'"), c) >= 0:
		case c == ')' && round > 0:
			round--
		case c == ']' && square > 0:
			square--
		default:
			return s
		}
	}
	return s
}

func runeAt(s []byte) rune {
	r, _ := utf8.DecodeRune(s)
	return r
}
