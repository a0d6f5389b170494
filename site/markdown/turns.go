package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"warraq/site/markdown/syntax"
)

// turnOf is the class of an interview's turn: a paragraph that begins with
// **س:** or **ج:**.
func turnOf(n *ast.Paragraph, source []byte) string {
	bold, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || bold.Level != 2 {
		return ""
	}
	name := strings.TrimSpace(string(syntax.AppendPlain(nil, bold, source)))
	name, colon := strings.CutSuffix(name, ":")
	if next, ok := bold.NextSibling().(*ast.Text); !colon && (!ok || !strings.HasPrefix(strings.TrimSpace(string(next.Segment.Value(source))), ":")) {
		return ""
	}
	switch strings.TrimSpace(name) {
	case "س", "سؤال", "Q":
		return "question"
	case "ج", "جواب", "A":
		return "answer"
	}
	return ""
}
