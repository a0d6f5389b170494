package manuscript

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"warraq/site"
)

// shortcode is a Hugo shortcode, {{< name … >}} or {{% name … %}}. The three
// that journalists' sites use are understood; of the rest an editor is told.
type shortcode struct {
	ast.BaseInline
	name  string
	args  []string          // without a name
	named map[string]string // with one
}

var kindShortcode = ast.NewNodeKind("Shortcode")

// Kind implements ast.Node.
func (*shortcode) Kind() ast.NodeKind { return kindShortcode }

// Dump implements ast.Node.
func (s *shortcode) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

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
	for len(inner) < maxShortcode {
		if i := bytes.Index(line, end); i >= 0 {
			block.Advance(i + len(end))
			s := newShortcode(string(append(inner, line[:i]...)))
			s.SetPos(segment.Start)
			return s
		}
		inner = append(inner, line...)
		block.AdvanceLine()
		if line, _ = block.PeekLine(); line == nil {
			return nil
		}
	}
	return nil
}

func newShortcode(inner string) *shortcode {
	s := &shortcode{named: map[string]string{}}
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
		case s.name == "":
			s.name = value
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

// arg is the argument of one of the names, else the n-th without a name.
func (s *shortcode) arg(n int, names ...string) string {
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

// loneShortcode writes a paragraph that is one shortcode.
func (w *writer) loneShortcode(n *ast.Paragraph) bool {
	s, ok := n.FirstChild().(*shortcode)
	if !ok {
		return false
	}
	for c := s.NextSibling(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); !ok || strings.TrimSpace(string(t.Segment.Value(w.text))) != "" {
			return false
		}
	}
	if s.name == "figure" {
		title := s.arg(-1, "caption", "title")
		if attr := s.arg(-1, "attr"); attr != "" {
			title += " (" + attr + ")"
		}
		w.figure(picture{src: s.arg(0, "src"), alt: s.arg(-1, "alt"), title: title, link: s.arg(-1, "link"), pos: s.Pos(), around: n})
		return true
	}
	if e, ok := embedOf(s.address()); ok {
		w.embed(e)
		return true
	}
	w.unknownShortcode(s)
	return true
}

// address is the page that a shortcode embeds.
func (s *shortcode) address() string {
	switch s.name {
	case "youtube":
		return "https://www.youtube.com/watch?v=" + s.arg(0, "id")
	case "tweet", "twitter", "x", "twitter_simple", "x_simple":
		user := s.arg(-1, "user")
		id := s.arg(-1, "id")
		if user == "" && len(s.args) > 1 {
			user, id = s.args[0], s.args[1]
		}
		if user == "" {
			user = "i"
		}
		if id == "" {
			id = s.arg(0)
		}
		return "https://x.com/" + user + "/status/" + id
	case "instagram":
		return "https://www.instagram.com/p/" + s.arg(0, "id") + "/"
	case "vimeo":
		return "https://vimeo.com/" + s.arg(0, "id")
	}
	return ""
}

// inlineShortcode writes a shortcode among words.
func (w *writer) inlineShortcode(s *shortcode) {
	if s.name == "figure" {
		if src := s.arg(0, "src"); !w.badPicture(src, s.Pos()) && mediaTag(src) == "" {
			w.img(src, s.arg(-1, "alt", "caption"), s.Pos())
		}
		return
	}
	if e, ok := embedOf(s.address()); ok {
		w.embedLink(e)
		return
	}
	w.unknownShortcode(s)
}

func (w *writer) unknownShortcode(s *shortcode) {
	name := strings.TrimPrefix(s.name, "/")
	if name == "" || !w.once("shortcode "+name) {
		return
	}
	w.problem(s.Pos(), "body/shortcode",
		site.Say("لا نعرف الرمز المختصر «%s»، فتُرك خارج النص", "there is no shortcode %q here; it was left out", name),
		site.Say("المفهوم منها: youtube و tweet و figure", "understood are youtube, tweet and figure"))
}
