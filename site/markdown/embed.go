package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/markdown/embeds"
	"warraq/site/markdown/syntax"
	"warraq/site/uri"
)

// loneURL writes a paragraph that is one address: of a film, of a file to
// play, or of a post. Any other address stays a link.
func (w *media) loneURL(n *ast.Paragraph) bool {
	if n.Lines().Len() != 1 {
		return false
	}
	segment := n.Lines().At(0)
	line := bytes.TrimSpace(segment.Value(w.Text))
	if len(line) > 500 || bytes.IndexByte(line, ' ') >= 0 || bytes.ContainsAny(line, "\t[]\"") || bytes.IndexByte(line, '.') < 0 {
		return false
	}
	address := string(line)
	if inner, ok := strings.CutPrefix(address, "<"); ok {
		address = strings.TrimSuffix(inner, ">")
	}
	if tag := uri.MediaTag(address); tag != "" {
		if w.badPicture(address, segment.Start) {
			return false
		}
		w.put(`<figure class="media">`)
		w.player(tag, address, "", segment.Start)
		w.put("</figure>")
		return true
	}
	e, ok := embeds.Of(address)
	if ok {
		w.embed(e)
	}
	return ok
}

func (w *media) embed(e embeds.Embed) {
	w.put(`<figure class="embed" data-embed="` + e.Provider + `"`)
	w.attr("data-id", e.ID)
	if slices.Contains(w.opts.Embeds, e.Provider) {
		w.attr("data-frame", e.Frame)
	}
	w.put(">")
	w.embedLink(e)
	w.put("</figure>")
	w.gap()
}

func (w *media) embedLink(e embeds.Embed) {
	if w.links == 0 {
		w.put(`<a href="`)
		w.out = appendURL(w.out, e.URL)
		w.put(`" rel="noopener">`)
	}
	w.put(w.labels.embeds[e.Provider])
	if e.User != "" {
		w.put(w.labels.post + `<bdi dir="ltr">@`)
		w.out = appendEscaped(w.out, e.User)
		w.put("</bdi>")
	}
	if w.links == 0 {
		w.put("</a>")
	}
}

// loneShortcode writes a paragraph that is one shortcode.
func (w *sanitizer) loneShortcode(n *ast.Paragraph) bool {
	s, ok := n.FirstChild().(*syntax.Shortcode)
	if !ok {
		return false
	}
	for c := s.NextSibling(); c != nil || s.Open; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); !ok || strings.TrimSpace(string(t.Segment.Value(w.Text))) != "" {
			return false
		}
	}
	if s.IsComponent() {
		w.component(s)
		return true
	}
	if s.Name == "figure" {
		title := s.Arg(-1, "caption", "title")
		if attr := s.Arg(-1, "attr"); attr != "" {
			title += " (" + attr + ")"
		}
		w.figure(picture{src: s.Arg(0, "src"), alt: s.Arg(-1, "alt"), title: title, link: s.Arg(-1, "link"), pos: s.Pos(), around: n})
		return true
	}
	if e, ok := embeds.Of(s.Address()); ok {
		w.embed(e)
		return true
	}
	w.unknownShortcode(s)
	return true
}

// inlineShortcode writes a shortcode among words.
func (w *phraser) inlineShortcode(s *syntax.Shortcode) {
	if s.IsComponent() {
		w.component(s)
		return
	}
	if s.Name == "figure" {
		if src := s.Arg(0, "src"); !w.badPicture(src, s.Pos()) && uri.MediaTag(src) == "" {
			w.img(src, s.Arg(-1, "alt", "caption"), s.Pos())
		}
		return
	}
	if e, ok := embeds.Of(s.Address()); ok {
		w.embedLink(e)
		return
	}
	w.unknownShortcode(s)
}

func (w *media) unknownShortcode(s *syntax.Shortcode) {
	if s.Open {
		w.problem(s.Pos(), "body/shortcode",
			site.Say("رمز مختصر يُفتح هنا ولا يُغلق؛ تُركت علامته وبقي الكلام", "a shortcode opens here and never closes; its sign was left out and the words stay"),
			site.Say("أغلقه بـ >}} أو احذف علامته", "close it with >}}, or remove its sign"))
		return
	}
	w.noShortcode(s.Name, s.Pos())
}

// noShortcode tells once a file that a name means nothing.
func (w *media) noShortcode(name string, pos int) {
	name = strings.TrimPrefix(name, "/")
	if name == "" || !w.once("shortcode "+name) {
		return
	}
	w.problem(pos, "body/shortcode",
		site.Say("لا نعرف الرمز المختصر «%s»، فتُرك خارج النص", "there is no shortcode %q here; it was left out", name),
		syntax.HintOfSign(name, w.opts.Components))
}
