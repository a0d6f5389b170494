package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"warraq/site/markdown/syntax"
)

// A fenced block with the word شعر or verse holds a poem, a line (bayt) to a
// line. Its two halves are separated by ***, by an ellipsis between spaces, by a
// tab or by three spaces. A last line that begins with a dash names the poet.

var hemistichs = regexp.MustCompile(`\s*\*{3}\s*|\s+(?:…|\.{3})\s+|\t+| {3,}`)

func (w *writer) verse(n *ast.FencedCodeBlock) {
	w.put(`<div class="verse">`)
	var poet string
	count := n.Lines().Len()
	for i := range count {
		segment := n.Lines().At(i)
		line := strings.TrimSpace(string(segment.Value(w.Text)))
		if name, ok := syntax.CutDash(line); ok && i == count-1 {
			poet = name
		} else if line != "" {
			w.bayt(line)
		}
	}
	if poet != "" {
		w.put(`<p class="poet">`)
		w.words([]byte(poet))
		w.put("</p>")
		w.gap()
	}
	w.put("</div>")
}

func (w *writer) bayt(line string) {
	w.put(`<p class="bayt">`)
	for i, half := range hemistichs.Split(line, 2) {
		if i > 0 {
			// seen where there is no style sheet to set the halves apart
			w.put(` <span class="visually-hidden" aria-hidden="true"> … </span>`)
			w.gap()
		}
		w.put(`<span class="hemistich">`)
		w.words([]byte(half))
		w.put("</span>")
	}
	w.put("</p>")
	w.gap()
}
