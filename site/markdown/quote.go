package markdown

import (
	"github.com/yuin/goldmark/ast"

	"warraq/site/markdown/syntax"
)

func (w *writer) blockquote(n *ast.Blockquote) {
	if w.depth >= maxDepth {
		w.blocks(n)
		return
	}
	kind := syntax.Attribute(n, "kind")
	who := syntax.SpeakerOf(n)
	switch {
	case kind == "pull":
		w.quoted("pullquote", n, who)
	case kind != "":
		w.callout(kind, n)
	case who != nil:
		w.quoted("quote", n, who)
	default:
		w.put("<blockquote")
		w.attributes(n, "")
		w.frame(">", n, "</blockquote>")
	}
}

func (w *writer) quoted(class string, n ast.Node, who *syntax.Speaker) {
	w.put("<figure")
	w.attributes(n, class)
	w.frame("><blockquote>", n, "</blockquote>")
	if who != nil {
		w.put("<figcaption>")
		w.phrase(who)
		w.put("</figcaption>")
		w.gap()
	}
	w.put("</figure>")
}

func (w *writer) callout(kind string, n ast.Node) {
	title := syntax.Attribute(n, "title")
	if title == "" {
		title = w.labels.callouts[kind]
	}
	w.put("<aside")
	w.attributes(n, "callout callout-"+kind)
	w.put(` role="note"><p class="callout-title">`)
	w.words([]byte(w.turn(title)))
	w.gap()
	w.frame("</p>", n, "")
	if who := syntax.SpeakerOf(n); who != nil {
		w.put("<p>")
		w.spans(who)
		w.put("</p>")
		w.gap()
	}
	w.put("</aside>")
}
