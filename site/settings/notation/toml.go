package notation

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"warraq/site"
	"warraq/site/settings/nodes"
)

// toml parses TOML that begins at a byte of the file. The library checks it
// first; its parser of single expressions then gives the place of each value. The
// bounds are those of YAML.
func (r *Notes) toml(text []byte, at int) *Node {
	line := nodes.FirstLine(at)
	if len(text) > maxMatter || tomlIsLarge(text) {
		r.tooLarge(line)
		return &Node{Kind: Map, Line: line, Col: 1}
	}
	var values map[string]any
	if err := toml.Unmarshal(text, &values); err != nil {
		row, col := 1, 1
		var d *toml.DecodeError
		if errors.As(err, &d) {
			row, col = d.Position()
		}
		r.Report(line+row-1, col, "front-matter/toml", site.LevelError,
			site.Say("رأس الملف ليس TOML سليمًا: %v", "the front matter is not valid TOML: %v", err), site.Say("راجع السطر", "fix that line"))
		return &Node{Kind: Map, Line: line, Col: 1}
	}
	root := &Node{Kind: Map, Line: line, Col: 1}
	t := tomlTree{Ruler: site.Ruler{Text: text}, at: at, line: line}
	t.Reset(text)
	table := root
	for t.NextExpression() {
		switch e := t.Expression(); e.Kind {
		case unstable.KeyValue:
			t.set(table, e)
		case unstable.Table:
			table = t.under(root, e.Key(), Map)
		case unstable.ArrayTable:
			table = t.under(root, e.Key(), List)
		}
	}
	return root
}

// tomlIsLarge counts what the library would build: tables for the parts of dotted keys,
// and values.
func tomlIsLarge(text []byte) bool {
	var p unstable.Parser
	p.Reset(text)
	budget := maxNodes
	var count func(n *unstable.Node, depth int) bool
	count = func(n *unstable.Node, depth int) bool {
		if budget--; budget < 0 || depth > maxLevels {
			return false
		}
		for c := n.Children(); c.Next(); {
			inner := depth
			if n.Kind != unstable.Table && n.Kind != unstable.ArrayTable { // the keys of a table are levels beside each other
				inner++
			}
			if !count(c.Node(), inner) {
				return false
			}
		}
		return true
	}
	for p.NextExpression() {
		e := p.Expression()
		dots, k := 0, e.Key()
		for k.Next() {
			dots++
		}
		if dots > maxLevels || !count(e, 0) {
			return true
		}
	}
	return false
}

type tomlTree struct {
	unstable.Parser
	site.Ruler
	at   int // of the text in the file
	line int // of its first line
}

// place is the line and column of an offset of the text.
func (t *tomlTree) place(offset uint32) (line, col int) {
	line, col = t.At(int(offset))
	return t.line + line - 1, col
}

// under finds the value of a dotted key, and makes the tables that are not there
// yet. In an array of tables it goes to the last one; where the key of one ends,
// it adds one.
func (t *tomlTree) under(n *Node, key unstable.Iterator, last nodes.Kind) *Node {
	for key.Next() {
		k, kind := key.Node(), Map
		if key.IsLast() {
			kind = last
		}
		line, col := t.place(k.Raw.Offset)
		next := n.Get(string(k.Data))
		if next == nil {
			next = &Node{Kind: kind, Line: line, Col: col}
			n.Entries = append(n.Entries, entry{Key: string(k.Data), Line: line, Col: col, Value: next})
		}
		if next.Kind == List {
			if kind == List {
				next.Items = append(next.Items, &Node{Kind: Map, Line: line, Col: col})
			}
			next = next.Items[len(next.Items)-1]
		}
		n = next
	}
	return n
}

// set adds a key, perhaps a dotted one, with its value.
func (t *tomlTree) set(table *Node, e *unstable.Node) {
	n := t.under(table, e.Key(), Scalar)
	*n = *t.value(e.Value(), n.Line, n.Col)
}

func (t *tomlTree) value(v *unstable.Node, line, col int) *Node {
	if v.Raw.Length > 0 {
		line, col = t.place(v.Raw.Offset)
	}
	n := &Node{Kind: Scalar, Line: line, Col: col}
	switch v.Kind {
	case unstable.Array:
		n.Kind = List
		for c := v.Children(); c.Next(); {
			if c.Node().Kind != unstable.Comment {
				n.Items = append(n.Items, t.value(c.Node(), line, col))
			}
		}
		return n
	case unstable.InlineTable:
		n.Kind = Map
		for c := v.Children(); c.Next(); {
			if c.Node().Kind == unstable.KeyValue {
				t.set(n, c.Node())
			}
		}
		return n
	case unstable.String:
		n.Text, n.Quoted = string(v.Data), true
		marks := 1
		if raw := t.Raw(v.Raw); len(raw) >= 6 && (bytes.HasPrefix(raw, []byte(`"""`)) || bytes.HasPrefix(raw, []byte("'''"))) {
			marks = 3
		}
		n.From, n.To = t.at+int(v.Raw.Offset)+marks, t.at+int(v.Raw.Offset+v.Raw.Length)-marks
		return n
	}
	n.Text = string(v.Data)
	if v.Raw.Length > 0 {
		n.From, n.To = t.at+int(v.Raw.Offset), t.at+int(v.Raw.Offset+v.Raw.Length)
	}
	var one struct{ V any } // a number or a date as the library means it
	if toml.Unmarshal(append([]byte("V = "), v.Data...), &one) == nil {
		n.Text = fmt.Sprint(one.V)
		if at, ok := one.V.(time.Time); ok {
			n.Text = at.Format(time.RFC3339)
		}
	}
	return n
}
