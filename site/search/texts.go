package search

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// usualText is about what the text of a story takes, deflated.
const usualText = 3 << 10

// mostText bounds the characters of a story's text of which a result shows a sentence.
const mostText = 6000

// inSentence are the tags that stand within a sentence.
var inSentence = func() map[string]bool {
	is := map[string]bool{}
	for _, name := range strings.Fields("a abbr b bdi bdo cite code del em i ins kbd mark q s small span strong sub sup time u wbr") {
		is[name] = true
	}
	return is
}()

// isolates are the signs of a text (UAX 9) that say what <bdi> says.
var isolates = map[string]string{`bdi dir="ltr"`: "\u2066", `bdi dir="rtl"`: "\u2067", `bdi dir="auto"`: "\u2068", "/bdi": "\u2069"}

// appendLines adds the words of HTML that Warraq has made, a line a paragraph.
func appendLines(out, body []byte) []byte {
	for len(body) > 0 && len(out) < 4*mostText {
		open := bytes.IndexByte(body, '<')
		if open < 0 {
			open = len(body)
		}
		words := len(out)
		out = append(out, body[:open]...)
		for at := bytes.IndexByte(out[words:], '\n'); at >= 0; at = bytes.IndexByte(out[words:], '\n') {
			words += at
			out[words] = ' ' // in a paragraph
		}
		end := bytes.IndexByte(body[open:], '>')
		if end < 0 {
			break
		}
		tag := body[open+1 : open+end]
		body = body[open+end+1:]
		name, _, _ := bytes.Cut(bytes.TrimPrefix(tag, []byte("/")), []byte(" "))
		if sign, ok := isolates[string(tag)]; ok {
			out = append(out, sign...)
		} else if !inSentence[string(name)] {
			out = append(out, '\n')
		}
	}
	if bytes.IndexByte(out, '&') >= 0 {
		out = append(out[:0], html.UnescapeString(string(out))...)
	}
	return narrow(out)
}

// narrow puts one space between words and one line end between paragraphs, and cuts at a
// word what is too long.
func narrow(s []byte) []byte {
	n, runes, between := 0, 0, byte(0)
	for _, b := range s {
		if b <= ' ' {
			if between != '\n' {
				between = ' '
			}
			if b == '\n' {
				between = b
			}
			continue
		}
		if between != 0 && n > 0 {
			if runes >= mostText {
				break
			}
			s[n] = between
			n++
		}
		between = 0
		s[n] = b
		n++
		if utf8.RuneStart(b) {
			runes++
		}
	}
	return s[:n]
}
