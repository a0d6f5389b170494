package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"

	"warraq/site/markdown/syntax"
)

// attributes writes what an author may set on a block, and our own class.
func (w *page) attributes(n ast.Node, class string, but ...string) {
	if own := syntax.Attribute(n, "class"); own != "" && class != "" {
		class += " " + own
	} else if own != "" {
		class = own
	}
	w.attr("class", class)
	if n.Attributes() == nil {
		return
	}
	if id := syntax.Attribute(n, "id"); id != "" && !slices.Contains(but, "id") {
		w.attr("id", w.claim(id))
	}
	w.attr("lang", syntax.Attribute(n, "lang"))
	if dir := syntax.Attribute(n, "dir"); dir == "rtl" || dir == "ltr" || dir == "auto" {
		w.attr("dir", dir)
	}
}

// attr writes an attribute that has a value.
func (w *page) attr(name, value string) {
	if value == "" {
		return
	}
	w.put(" " + name + `="`)
	w.out = appendEscaped(w.out, value)
	w.put(`"`)
}
