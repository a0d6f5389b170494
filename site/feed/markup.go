package feed

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
	"warraq/site/arabic/bidi"
)

// markup writes XML into a buffer. It is written by hand because encoding/xml
// reflects; its escaping is compared with encoding/xml by a fuzz test.
type markup struct {
	b    []byte
	bidi bidi.Paragraph // for the texts of the paper
}

const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// raw writes markup of our own.
func (m *markup) raw(s string) { m.b = append(m.b, s...) }

// text writes plain text.
func (m *markup) text(s string) { m.b = appendXML(m.b, tame(s)) }

// asHTML writes a text into an element that readers take for HTML: it is
// escaped once as HTML and once as XML.
func (m *markup) asHTML(s string) { m.b = appendXML(m.b, inHTML.Replace(s)) }

var inHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// construct writes a text construct of Atom (RFC 4287 §3.1). A text that is the
// same as HTML needs no type; one with < or & is written as HTML, because many
// readers take every construct for it.
func (m *markup) construct(name, text string) {
	if !strings.ContainsAny(text, "<&") {
		m.element(name, text)
		return
	}
	m.raw("<" + name + ` type="html">`)
	m.asHTML(text)
	m.close(name)
}

// element writes <name>text</name>, and nothing where there is no text.
func (m *markup) element(name, text string) {
	if text != "" {
		m.open(name)
		m.text(text)
		m.close(name)
	}
}

func (m *markup) open(name string) { m.raw("<"); m.raw(name); m.raw(">") }

func (m *markup) close(name string) { m.raw("</"); m.raw(name); m.raw(">\n") }

// attr writes an attribute, and nothing where it has no value.
func (m *markup) attr(name, value string) {
	if value != "" {
		m.raw(" ")
		m.raw(name)
		m.raw(`="`)
		m.text(value)
		m.raw(`"`)
	}
}

func (m *markup) number(name string, n int64) {
	if n > 0 {
		m.attr(name, strconv.FormatInt(n, 10))
	}
}

// empty writes an element that has attributes only: name, value, name, value.
func (m *markup) empty(name string, attrs ...string) {
	m.raw("<")
	m.raw(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.attr(attrs[i], attrs[i+1])
	}
	m.raw("/>\n")
}

// when writes an instant in a layout, and nothing where it is unset.
func (m *markup) when(name, layout string, t time.Time) {
	if !t.IsZero() {
		m.open(name)
		m.b = t.AppendFormat(m.b, layout)
		m.close(name)
	}
}

// cdata writes HTML as it is. A "]]>" is cut in two, and what XML cannot hold
// is left out.
func (m *markup) cdata(html string) {
	m.raw("<![CDATA[")
	from, brackets := 0, 0 // brackets: how many ] stand last in the output
	for i := 0; i < len(html); {
		n, ok := xmlChar(html, i)
		if !ok {
			m.raw(html[from:i])
			i += n
			from = i
			continue
		}
		if html[i] == '>' && brackets >= 2 {
			m.raw(html[from:i])
			m.raw("]]><![CDATA[")
			from = i
		}
		if html[i] == ']' {
			brackets++
		} else {
			brackets = 0
		}
		i += n
	}
	m.raw(html[from:])
	m.raw("]]>")
}

// appendXML escapes as encoding/xml does, for text and attributes alike, but
// leaves out what XML 1.0 cannot hold instead of marking it.
func appendXML(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		if xmlPlain[s[i]] {
			i++
			continue
		}
		n, ok := xmlChar(s, i)
		if !ok || s[i] < utf8.RuneSelf {
			b = append(b, s[from:i]...)
			if ok {
				b = append(b, xmlEscape[s[i]]...)
			}
			from = i + n
		}
		i += n
	}
	return append(b, s[from:]...)
}

var xmlEscape = [utf8.RuneSelf]string{
	'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;",
}

// xmlPlain marks the ASCII characters that stand for themselves.
var xmlPlain = func() (t [256]bool) {
	for c, escape := range xmlEscape {
		t[c] = c >= ' ' && escape == ""
	}
	return t
}()

// xmlChar measures the character at s[i], and says whether XML 1.0 may hold
// it (XML 1.0 §2.2, production Char). Bytes that are no UTF-8 may not stand.
func xmlChar(s string, i int) (size int, ok bool) {
	c := s[i]
	switch {
	case c < utf8.RuneSelf:
		return 1, c >= ' ' || c == '\t' || c == '\n' || c == '\r'
	case arabicPair(s, i):
		return 2, true
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return n, (r != utf8.RuneError || n > 1) && r != '\ufffe' && r != '\uffff'
}

// arabicPair says whether two bytes at s[i] are one character: all of the
// Arabic block is. Decoding those is most of the cost of escaping.
func arabicPair(s string, i int) bool {
	return 0xC2 <= s[i] && s[i] <= 0xDF && i+1 < len(s) && s[i+1]&0xC0 == 0x80
}
