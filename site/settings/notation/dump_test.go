package notation

import (
	"fmt"
	"strings"
)

// dump shows a node in one line, for failures.
func dump(n *Node) string {
	var b strings.Builder
	var walk func(n *Node)
	walk = func(n *Node) {
		fmt.Fprintf(&b, "%d:%d", n.Line, n.Col)
		switch n.Kind {
		case Scalar:
			fmt.Fprintf(&b, "%q", n.Text)
		case List:
			b.WriteString("[")
			for _, i := range n.Items {
				walk(i)
				b.WriteString(" ")
			}
			b.WriteString("]")
		case Map:
			b.WriteString("{")
			for _, e := range n.Entries {
				fmt.Fprintf(&b, "%d:%d %s=", e.Line, e.Col, e.Key)
				walk(e.Value)
				b.WriteString(" ")
			}
			b.WriteString("}")
		default:
			b.WriteString("null")
		}
	}
	walk(n)
	return b.String()
}
