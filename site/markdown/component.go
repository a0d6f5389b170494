package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
	"warraq/site/markdown/syntax"
	"warraq/site/own"
	"warraq/site/uri"
)

const (
	mostComponents = 500                                          // of one body: each is made by the theme
	anyMark        = string(site.MarkOpen) + string(own.MarkOpen) // what a picture or a component begins with
)

// component writes the sign of a component: the mark where it begins or ends, which the press puts
// what the theme makes of it around.
func (w *sanitizer) component(s *syntax.Shortcode) {
	switch {
	case s.Ends() && s.Begin == nil:
		w.problem(s.Pos(), "body/component", site.Say("ينتهي هنا المكوّن %s ولم يبدأ قبله بين إخوته", "the component %s ends here, and does not begin before it on the same level", strings.TrimPrefix(s.Name, "/")),
			site.Say("احذفه، أو ضع البداية والنهاية كلًّا في سطر وحده", "remove it, or put its beginning and its end in lines of their own"))
	case s.Ends():
		if s.Begin.Index >= 0 {
			w.closeRaw(w.base)
			w.base, w.within = w.bases[len(w.bases)-1], w.within-1
			w.bases = w.bases[:len(w.bases)-1]
			w.put(own.Mark("/", s.Begin.Index))
		}
	case len(w.body.Components) >= mostComponents:
		if w.once("components") {
			w.problem(s.Pos(), "body/too-much", site.Say("في النص أكثر من %d مكوّن، فتُرك ما بعدها", "the body has more than %d components; those beyond were left out", mostComponents), site.Say("قسّم القصة", "split the story"))
		}
	default:
		s.Index = len(w.body.Components)
		line, col := w.place(s.Pos())
		w.body.Components = append(w.body.Components, w.source(own.Component{Name: s.Name, Args: s.Named(w.opts.Zone), Rest: s.Unnamed(w.opts.Zone), Lone: s.Lone, File: w.path, Line: line, Col: col}, s.Pos()))
		w.put(own.Mark("", s.Index))
		if s.End == nil {
			w.put(own.Mark("/", s.Index))
			return
		}
		w.bases = append(w.bases, w.base)
		w.base, w.within = len(w.raw), w.within+1
	}
}

// source notes the file that the argument src of a component names, if it is one, as a picture's of Markdown.
func (w *sanitizer) source(c own.Component, pos int) own.Component {
	src := c.Args.Get("src")
	kind := site.RefKindOf(src.Text)
	if src.Kind != own.Text || kind == site.RefLink || w.badPicture(src.Text, pos) {
		return c
	}
	if uri.IsPicture(src.Text) {
		kind = site.RefPicture
	}
	w.mark(kind, src.Text, pos)
	w.out = w.out[:bytes.LastIndexByte(w.out, site.MarkOpen)] // its template writes where it stands
	c.Src = len(w.body.Refs)
	return c
}

// loneComponent writes a paragraph that is one component with its body, as a block.
func loneComponent(w *writer, n *ast.Paragraph) bool {
	if !syntax.IsLoneComponent(n, w.Text) {
		return false
	}
	w.phrase(n)
	w.gap()
	return true
}
