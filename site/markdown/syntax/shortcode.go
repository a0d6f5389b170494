package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Shortcode is a Hugo shortcode, {{< name … >}} or {{% name … %}}. The
// common ones are understood; the rest are problems.
type Shortcode struct {
	ast.BaseInline
	Name  string
	args  []string          // without a name
	named map[string]string // with one
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
	end := []byte(">}}")
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
	case bytes.HasPrefix(line, []byte("{{%")):
		end = []byte("%}}")
	default:
		return nil
	}
	var inner []byte
	line = line[3:]
	block.Advance(3)
	for {
		if i := bytes.Index(line[:min(len(line), maxShortcode)], end); i >= 0 {
			block.Advance(i + len(end))
			s := newShortcode(string(append(inner, line[:i]...)))
			s.SetPos(segment.Start)
			return s
		}
		if len(inner)+len(line) > maxShortcode {
			return nil
		}
		inner = append(inner, line...)
		block.AdvanceLine()
		if line, _ = block.PeekLine(); line == nil {
			return nil
		}
	}
}

func newShortcode(inner string) *Shortcode {
	s := &Shortcode{named: map[string]string{}}
	inner = strings.TrimSpace(inner)
	inner = strings.TrimSpace(strings.TrimSuffix(inner, "/"))
	for inner != "" {
		var key, value string
		if i := strings.IndexAny(inner, "= \t\n\"`"); i > 0 && inner[i] == '=' {
			key, inner = inner[:i], inner[i+1:]
		}
		value, inner = cutValue(inner)
		inner = strings.TrimLeft(inner, " \t\n")
		switch {
		case key != "":
			s.named[key] = value
		case s.Name == "":
			s.Name = value
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
