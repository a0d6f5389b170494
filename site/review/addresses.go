package review

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"warraq/site"
)

// mention is where a manuscript names an address of the web.
type mention struct {
	address   string
	path      string // under content/
	line, col int
}

var webAddress = regexp.MustCompile("https?://[^\\s<>\"'`\\\\^{}|«»]+")

// mentionsIn lists the addresses of the web that a manuscript names: in its front
// matter, links, pictures, words and raw HTML. An address in code is an example.
func mentionsIn(s Sheet) (out []mention) {
	ruler := site.Ruler{Text: s.Source}
	add := func(at int, address string) {
		u, err := url.Parse(address)
		if err != nil || isReserved(u.Hostname()) {
			return
		}
		u.Fragment = ""
		line, col := ruler.At(at)
		out = append(out, mention{u.String(), s.Path, line, col})
	}
	for _, p := range s.Spans {
		text := s.Source[p.From:p.To]
		switch p.Kind {
		case site.SpanLink, site.SpanPicture:
			if webAddress.MatchString(p.Key) {
				add(p.From+max(0, bytes.LastIndex(text, []byte("http"))), p.Key)
			}
		case site.SpanField, site.SpanAddress, site.SpanMarkup:
			if p.Kind == site.SpanMarkup && text[0] != '<' { // a part of a link
				continue
			}
			for _, m := range webAddress.FindAllIndex(text, -1) {
				add(p.From+m[0], trimAddress(string(text[m[0]:m[1]])))
			}
		}
	}
	return out
}

// trimAddress drops what follows an address and belongs to the sentence.
func trimAddress(s string) string {
	for s != "" {
		last, size := utf8.DecodeLastRuneInString(s)
		switch {
		case strings.ContainsRune(".,;:!?*_،؛؟…\"'", last),
			last == ')' && strings.Count(s, "(") < strings.Count(s, ")"),
			last == ']' && strings.Count(s, "[") < strings.Count(s, "]"):
			s = s[:len(s)-size]
		default:
			if i := strings.Index(s, "]("); i > 0 { // [https://a](https://b)
				s = s[:i]
				continue
			}
			return s
		}
	}
	return s
}

// isReserved says that a host is empty or for examples (RFC 2606, RFC 6761).
func isReserved(host string) bool {
	return host == "" || slices.ContainsFunc([]string{"example", "test", "invalid", "example.com", "example.org", "example.net"},
		func(end string) bool { return strings.HasSuffix("."+host, "."+end) })
}
