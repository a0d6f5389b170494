package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Shortcode is a Hugo shortcode, {{< name … >}} or {{% name … %}}, or a tag of
// Jekyll and Eleventy, {% name … %}. The common ones are understood; the rest
// are problems.
type Shortcode struct {
	ast.BaseInline
	Name  string
	Open  bool              // it has no end, and is its two signs alone: «{{<»
	args  []string          // without a name
	named map[string]string // with one

	Begin, End *Shortcode // of a component: where its body begins and ends; nil where it has none
	Index      int        // of a component, for who writes it
	Lone       bool       // of a component that is a paragraph
	ofTheme    bool       // it is the sign of a component
	closed     bool       // it ends with a slash, as a sign without a body does
	written    []argument
}

var kindShortcode = ast.NewNodeKind("Shortcode")

// Kind implements ast.Node.
func (*Shortcode) Kind() ast.NodeKind { return kindShortcode }

// Dump implements ast.Node.
func (s *Shortcode) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

// maxShortcode bounds the search for a shortcode's end.
const maxShortcode = 2000

type shortcodeParser struct{}

func (shortcodeParser) Trigger() []byte { return []byte{'{'} }

func (shortcodeParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	sign, end := shortcodeSigns(line)
	if sign == 0 {
		return nil
	}
	number, at := block.Position()
	open := func() ast.Node {
		if sign < len("{{<") {
			return nil
		}
		block.SetPosition(number, at)
		block.Advance(sign)
		s := &Shortcode{Open: true}
		s.SetPos(segment.Start)
		return s
	}
	var inner []byte
	line = line[sign:]
	block.Advance(sign)
	for {
		if i := bytes.Index(line[:min(len(line), maxShortcode)], []byte(end)); i >= 0 {
			block.Advance(i + len(end))
			s := newShortcode(string(append(inner, line[:i]...)))
			s.SetPos(segment.Start)
			return s
		}
		if len(inner)+len(line) > maxShortcode {
			return open()
		}
		inner = append(inner, line...)
		block.AdvanceLine()
		if line, _ = block.PeekLine(); line == nil {
			return open()
		}
	}
}

// shortcodeSigns is how many bytes a line begins a shortcode with, and what ends it.
func shortcodeSigns(line []byte) (n int, end string) {
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
		return 3, ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		return 3, "%}}"
	case bytes.HasPrefix(line, []byte("{%")):
		return 2, "%}"
	}
	return 0, ""
}

// CutShortcode finds the first shortcode in raw HTML, which nothing reads as Markdown.
func CutShortcode(raw []byte) (from, to int, name string, ok bool) {
	for at := 0; ; at++ {
		next := bytes.IndexByte(raw[at:], '{')
		if next < 0 {
			return 0, 0, "", false
		}
		at += next
		rest := raw[at:min(len(raw), at+maxShortcode)]
		if n, end := shortcodeSigns(rest); n > 0 {
			if i := bytes.Index(rest[n:], []byte(end)); i >= 0 {
				return at, at + n + i + len(end), newShortcode(string(rest[n : n+i])).Name, true
			}
		}
	}
}

func newShortcode(inner string) *Shortcode {
	s := &Shortcode{named: map[string]string{}}
	inner = strings.TrimSpace(inner)
	s.closed = strings.HasSuffix(inner, "/")
	inner = strings.Trim(strings.TrimSuffix(inner, "/"), "- \t\n") // Liquid: {%- name -%}
	for inner != "" {
		var key, value string
		if i := strings.IndexAny(inner, "= \t\n\"`"); i > 0 && inner[i] == '=' {
			key, inner = inner[:i], inner[i+1:]
		}
		quoted := strings.HasPrefix(inner, `"`) || strings.HasPrefix(inner, "`")
		value, inner = cutValue(inner)
		inner = strings.TrimLeft(inner, " \t\n")
		if key == "" && value == "/" && s.Name == "" { // {{< / name >}}
			s.Name = "/"
			continue
		}
		if s.Name != "" && s.Name != "/" {
			s.written = append(s.written, argument{key, value, quoted})
		}
		switch {
		case key != "":
			s.named[key] = value
		case s.Name == "" || s.Name == "/":
			s.Name += value
		default:
			s.args = append(s.args, value)
		}
	}
	return s
}

// cutValue takes a word, or a string in quotes, from the front.
func cutValue(s string) (value, rest string) {
	if s != "" && (s[0] == '"' || s[0] == '`') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end], s[end+2:]
		}
		return s[1:], ""
	}
	if i := strings.IndexAny(s, " \t\n"); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

// Arg is the argument of one of the names, else the n-th without a name.
func (s *Shortcode) Arg(n int, names ...string) string {
	for _, name := range names {
		if v := s.named[name]; v != "" {
			return v
		}
	}
	if n >= 0 && n < len(s.args) {
		return s.args[n]
	}
	return ""
}

// Address is the page that a shortcode embeds.
func (s *Shortcode) Address() string {
	switch s.Name {
	case "youtube":
		return "https://www.youtube.com/watch?v=" + s.Arg(0, "id")
	case "tweet", "twitter", "x", "twitter_simple", "x_simple":
		user := s.Arg(-1, "user")
		id := s.Arg(-1, "id")
		if user == "" && len(s.args) > 1 {
			user, id = s.args[0], s.args[1]
		}
		if user == "" {
			user = "i"
		}
		if id == "" {
			id = s.Arg(0)
		}
		return "https://x.com/" + user + "/status/" + id
	case "instagram":
		return "https://www.instagram.com/p/" + s.Arg(0, "id") + "/"
	case "vimeo":
		return "https://vimeo.com/" + s.Arg(0, "id")
	}
	return ""
}
