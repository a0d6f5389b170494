package syntax

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// teaserParagraphs are what everybody may read of a story for members that does not say it.
const teaserParagraphs = 2

// CutTeaser takes out of a document all but its teaser: what stands before the comment <!--more-->, or
// before <!-- more -->, and else the first two paragraphs with what stands above them.
func CutTeaser(doc ast.Node, source []byte) {
	cut, paragraphs := ast.Node(nil), 0
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.HTMLBlock); ok && isMore(string(h.Lines().Value(source))) {
			cut = n
			break
		}
		if _, ok := n.(*ast.Paragraph); ok {
			if paragraphs++; paragraphs == teaserParagraphs && cut == nil {
				cut = n.NextSibling()
			}
		}
	}
	for cut != nil {
		next := cut.NextSibling()
		doc.RemoveChild(doc, cut)
		cut = next
	}
}

func isMore(comment string) bool {
	words, ok := strings.CutPrefix(strings.TrimSpace(comment), "<!--")
	words, closed := strings.CutSuffix(words, "-->")
	return ok && closed && strings.EqualFold(strings.TrimSpace(words), "more")
}
