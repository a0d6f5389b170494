package nodes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"warraq/site"
)

// The bounds of front matter, of settings and of data: values, to which aliases can blow a document
// up, and levels.
const (
	MaxNodes  = 20000
	MaxLevels = 50
)

// JSON reads the value of a file that begins at a byte of it and ends before another, of most values at
// the most. It gives where the value ends; also of what is not JSON.
func JSON(src []byte, start, before, most int) (end int, n *Node, err error) {
	j := jsonTree{Decoder: json.NewDecoder(bytes.NewReader(src[start:before])), Ruler: site.Ruler{Text: src}, start: start, budget: most}
	j.UseNumber()
	n, err = j.value(0)
	return start + int(j.InputOffset()), n, err
}

type jsonTree struct {
	*json.Decoder
	site.Ruler
	start  int
	budget int // values that may still come
}

// token reads a token and tells where it begins and ends in the file.
func (j *jsonTree) token() (t json.Token, from, to int, err error) {
	before := j.start + int(j.InputOffset())
	t, err = j.Token()
	to = j.start + int(j.InputOffset())
	part := j.Text[min(before, to):to]
	return t, to - len(bytes.TrimLeft(part, " \t\r\n,:")), to, err
}

var errTooDeep = errors.New("too many levels")

// ErrTooMany is the error of too many values.
var ErrTooMany = errors.New("too many values")

// lastOfEach leaves the last of the entries that have a key.
func lastOfEach(entries []Entry) []Entry {
	last := map[string]int{}
	for i, e := range entries {
		last[e.Key] = i
	}
	out := entries[:0]
	for i, e := range entries {
		if last[e.Key] == i {
			out = append(out, e)
		}
	}
	return out
}

func (j *jsonTree) value(depth int) (*Node, error) {
	t, from, to, err := j.token()
	if err != nil {
		return nil, err
	}
	if j.budget--; j.budget < 0 {
		return nil, ErrTooMany
	}
	if depth > MaxLevels {
		return nil, errTooDeep
	}
	n := &Node{Kind: Scalar, From: from, To: to}
	n.Line, n.Col = j.At(from)
	switch t := t.(type) {
	case nil:
		return &Node{Line: n.Line, Col: n.Col}, nil
	case json.Delim:
		n.From, n.To = 0, 0
		n.Kind = List
		if t == '{' {
			n.Kind = Map
		}
		for j.More() {
			var key json.Token
			var line, col int
			if t == '{' {
				if key, from, _, err = j.token(); err != nil {
					return nil, err
				}
				line, col = j.At(from)
			}
			v, err := j.value(depth + 1)
			if err != nil {
				return nil, err
			}
			if t == '[' {
				n.Items = append(n.Items, v)
				continue
			}
			n.Entries = append(n.Entries, Entry{Key: key.(string), Line: line, Col: col, Value: v})
		}
		n.Entries = lastOfEach(n.Entries)
		_, err = j.Token()
		return n, err
	case string:
		n.Text, n.Quoted, n.From, n.To = t, true, from+1, to-1
	default:
		n.Text = fmt.Sprint(t)
	}
	return n, nil
}
