package manuscript

import (
	"fmt"
	"strings"
)

// dump shows a node in one line, for failures.
func dump(n *node) string {
	var b strings.Builder
	var walk func(n *node)
	walk = func(n *node) {
		fmt.Fprintf(&b, "%d:%d", n.line, n.col)
		switch n.kind {
		case isScalar:
			fmt.Fprintf(&b, "%q", n.text)
		case isList:
			b.WriteString("[")
			for _, i := range n.items {
				walk(i)
				b.WriteString(" ")
			}
			b.WriteString("]")
		case isMap:
			b.WriteString("{")
			for _, e := range n.entries {
				fmt.Fprintf(&b, "%d:%d %s=", e.line, e.col, e.key)
				walk(e.value)
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
