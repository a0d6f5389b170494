package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"warraq/site/arabic"
	"warraq/site/markdown/syntax"
)

// pairQuotes prepares the straight quotation marks of an Arabic block for
// turning to «»; it returns nil if there are none or they do not pair.
func (w *page) pairQuotes(block ast.Node) *arabic.QuoteState {
	if !w.arabic || !hasMark(block, w.Text) {
		return nil
	}
	w.scratch = appendQuoted(w.scratch[:0], block, w.Text)
	if !arabic.EvenQuotes(viewed(w.scratch)) {
		return nil
	}
	return new(arabic.QuoteState)
}

func hasMark(block ast.Node, source []byte) bool {
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		if bytes.IndexByte(source[line.Start:line.Stop], '"') >= 0 {
			return true
		}
	}
	return false
}

// appendQuoted adds the text in which quotation marks are turned.
func appendQuoted(dst []byte, n ast.Node, source []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			dst = syntax.AppendText(dst, c, source)
		case *ast.CodeSpan, *ast.Image:
		default:
			dst = appendQuoted(dst, c, source)
		}
	}
	return dst
}
