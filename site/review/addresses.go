package review

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"
)

// mention is where a manuscript names an address of the web.
type mention struct {
	address   string
	path      string // under content/
	line, col int
}

var webAddress = regexp.MustCompile("https?://[^\\s<>\"'`\\\\^{}|«»]+")

// mentionsIn lists the addresses of the web that a manuscript names, with where.
// What stands in a fence of code is an example.
func mentionsIn(s Sheet) (out []mention) {
	line, fenced := 0, false
	for text := range bytes.SplitSeq(s.Source, []byte("\n")) {
		line++
		if t := bytes.TrimSpace(text); bytes.HasPrefix(t, []byte("```")) || bytes.HasPrefix(t, []byte("~~~")) {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		for _, m := range webAddress.FindAllIndex(text, -1) {
			address := trimAddress(string(text[m[0]:m[1]]))
			if u, err := url.Parse(address); err == nil && !isReserved(u.Hostname()) {
				u.Fragment = ""
				out = append(out, mention{u.String(), s.Path, line, 1 + utf8.RuneCount(text[:m[0]])})
			}
		}
	}
	return out
}

// trimAddress drops the signs after an address that belong to the sentence, and
// a bracket that the address did not open.
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

// isReserved says that a host's name is for examples (RFC 2606, RFC 6761), or
// empty.
func isReserved(host string) bool {
	for _, end := range []string{"example", "test", "invalid", "example.com", "example.org", "example.net"} {
		if host == end || strings.HasSuffix(host, "."+end) {
			return true
		}
	}
	return host == ""
}
