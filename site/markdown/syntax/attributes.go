package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// blockAttributes reads a last line like {.wide #map lang=en} as attributes of
// its paragraph; where it is the only line, of the block before it. Headings
// carry theirs on their own line, as goldmark reads them.
type blockAttributes struct{}

func (blockAttributes) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	value := bytes.TrimSpace(last.Value(reader.Source()))
	if len(value) < 3 || value[0] != '{' || value[len(value)-1] != '}' || value[1] == '{' {
		return
	}
	r := text.NewReader(value)
	attrs, ok := parser.ParseAttributes(r)
	if rest, _ := r.PeekLine(); !ok || len(rest) > 0 {
		return
	}
	var target ast.Node = n
	if lines.Len() == 1 {
		if target = n.PreviousSibling(); target == nil {
			return
		}
		n.Parent().RemoveChild(n.Parent(), n)
	} else {
		lines.SetSliced(0, lines.Len()-1)
		end := lines.At(lines.Len() - 1)
		lines.Set(lines.Len()-1, end.TrimRightSpace(reader.Source()))
	}
	for _, a := range attrs {
		target.SetAttribute(a.Name, a.Value)
	}
}

// Attribute is one attribute of a block, in plain text.
func Attribute(n ast.Node, name string) string {
	if n.Attributes() == nil {
		return ""
	}
	v, _ := n.AttributeString(name)
	switch v := v.(type) {
	case []byte:
		return string(Unreference(v))
	case string:
		return v
	}
	return ""
}
