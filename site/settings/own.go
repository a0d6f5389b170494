package settings

import (
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// Params are the fields of a map, each of the kind that it is written as.
func Params(r *Reader, n *Node) (out own.Fields) {
	for _, e := range r.entries(n, func() []string { return []string{"name"} }) {
		if v := value(r, e.Value); v.Kind != own.None {
			out = append(out, own.Field{Name: arabic.NFC(e.Key), Value: v})
		}
	}
	return out
}

// value is a value of the kind that it is written as: own.Plain says what a scalar without
// quotation marks is.
func value(r *Reader, n *Node) own.Value {
	switch n.Kind {
	case Scalar:
		text := cleanLines(n.Text)
		if !n.Quoted {
			return own.Plain(text, r.Zone)
		}
		return own.Value{Kind: own.Text, Text: text}
	case List:
		v := own.Value{Kind: own.List}
		for _, item := range n.Items {
			v.Items = append(v.Items, value(r, item))
		}
		return v
	case Map:
		return own.Value{Kind: own.Map, Map: Params(r, n)}
	}
	return own.Value{}
}

// cleanLines is Clean for a text that may have several lines.
func cleanLines(text string) string {
	if !strings.Contains(text, "\n") {
		return Clean(text)
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Join(lines, "\n")
}

// readCardParams reads names of params.
func readCardParams(r *Reader, c *site.Config, n *Node) {
	c.CardParams = nil
	for _, name := range r.Texts(n) {
		c.CardParams = append(c.CardParams, arabic.NFC(name))
	}
}
