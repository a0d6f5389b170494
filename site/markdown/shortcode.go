package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/markdown/syntax"
)

// loneShortcode writes a paragraph that is one shortcode.
func (w *media) loneShortcode(n *ast.Paragraph) bool {
	s, ok := n.FirstChild().(*syntax.Shortcode)
	if !ok {
		return false
	}
	for c := s.NextSibling(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); !ok || strings.TrimSpace(string(t.Segment.Value(w.Text))) != "" {
			return false
		}
	}
	if s.Name == "figure" {
		title := s.Arg(-1, "caption", "title")
		if attr := s.Arg(-1, "attr"); attr != "" {
			title += " (" + attr + ")"
		}
		w.figure(picture{src: s.Arg(0, "src"), alt: s.Arg(-1, "alt"), title: title, link: s.Arg(-1, "link"), pos: s.Pos(), around: n})
		return true
	}
	if e, ok := embedOf(s.Address()); ok {
		w.embed(e)
		return true
	}
	w.unknownShortcode(s)
	return true
}

// inlineShortcode writes a shortcode among words.
func (w *phraser) inlineShortcode(s *syntax.Shortcode) {
	if s.Name == "figure" {
		if src := s.Arg(0, "src"); !w.badPicture(src, s.Pos()) && mediaTag(src) == "" {
			w.img(src, s.Arg(-1, "alt", "caption"), s.Pos())
		}
		return
	}
	if e, ok := embedOf(s.Address()); ok {
		w.embedLink(e)
		return
	}
	w.unknownShortcode(s)
}

func (w *media) unknownShortcode(s *syntax.Shortcode) {
	name := strings.TrimPrefix(s.Name, "/")
	if name == "" || !w.once("shortcode "+name) {
		return
	}
	w.problem(s.Pos(), "body/shortcode",
		site.Say("لا نعرف الرمز المختصر «%s»، فتُرك خارج النص", "there is no shortcode %q here; it was left out", name),
		site.Say("المفهوم منها: youtube و tweet و figure", "understood are youtube, tweet and figure"))
}
