// Package nodes has the values of YAML, TOML and JSON with their places, and a fast reader of
// the YAML that nearly all front matter is.
//
// Not here: the libraries that read the rest (package settings), and what a key means.
package nodes

import "slices"

// Node is a value of front matter or settings, with its place.
type Node struct {
	Kind      Kind
	Text      string // of a scalar
	Quoted    bool   // of a scalar: it is text, whatever it looks like
	Items     []*Node
	Entries   []Entry
	Line, Col int // from 1
	From, To  int // of a scalar in the file, without its marks; both 0 where that is unknown
}

// Kind says what a Node holds.
type Kind uint8

// The kinds of a Node.
const (
	Null Kind = iota
	Scalar
	List
	Map
)

// Entry is a key of a map with its value.
type Entry struct {
	Key       string
	Line, Col int
	Value     *Node
}

// Each gives the items of a list, or any other value as the only item.
func (n *Node) Each() []*Node {
	if n.Kind == List {
		return n.Items
	}
	return []*Node{n}
}

// Get finds the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// Lower moves a node down by some lines.
func (n *Node) Lower(lines int) {
	if n == nil {
		return
	}
	n.Line += lines
	for _, item := range n.Items {
		item.Lower(lines)
	}
	for i := range n.Entries {
		n.Entries[i].Line += lines
		n.Entries[i].Value.Lower(lines)
	}
}

// Any says that something is true of a node or of one below it.
func (n *Node) Any(is func(*Node) bool) bool {
	return is(n) || slices.ContainsFunc(n.Items, func(item *Node) bool { return item.Any(is) }) ||
		slices.ContainsFunc(n.Entries, func(e Entry) bool { return e.Value.Any(is) })
}

// Meaning is a value without places, and without the order of keys: text, []any and
// map[string]any, each text as reading says. nil is nothing.
func (n *Node) Meaning(reading func(string) string) any {
	switch n.Kind {
	case Scalar:
		return reading(n.Text)
	case List:
		all := make([]any, len(n.Items))
		for i, item := range n.Items {
			all[i] = item.Meaning(reading)
		}
		return all
	case Map:
		all := make(map[string]any, len(n.Entries))
		for _, e := range n.Entries {
			all[reading(e.Key)] = e.Value.Meaning(reading)
		}
		return all
	}
	return nil
}

// Merge adds the keys of <<: those of a map, or of a list of maps, that the map
// does not have itself (YAML's merge key type).
func (n *Node) Merge(from *Node) {
	for _, part := range from.Each() {
		for _, e := range part.Entries {
			if n.Get(e.Key) == nil {
				n.Entries = append(n.Entries, e)
			}
		}
	}
}

// FirstLine is the line of a text that begins at a byte of the file: the first, or the second
// if a fence is above it.
func FirstLine(at int) int {
	if at > len("\ufeff") {
		return 2
	}
	return 1
}
