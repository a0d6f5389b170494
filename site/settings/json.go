package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"warraq/site"
)

// json parses the object at the beginning of a file.
func (r *source) json(src []byte, start int) (int, *Node) {
	j := jsonTree{Decoder: json.NewDecoder(bytes.NewReader(src[start:])), Ruler: site.Ruler{Text: src}, start: start}
	j.UseNumber()
	n, err := j.value(0)
	end := start + int(j.InputOffset())
	if err != nil {
		line, col := site.LineCol(src, end)
		r.Report(line, col, "front-matter/json", site.LevelError,
			site.Say("رأس الملف ليس JSON سليمًا: %v", "the front matter is not valid JSON: %v", err), site.Say("راجع الموضع", "fix that place"))
		return len(src), &Node{Kind: Map, Line: 1, Col: 1}
	}
	return end, n
}

type jsonTree struct {
	*json.Decoder
	site.Ruler
	start int
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

func (j *jsonTree) value(depth int) (*Node, error) {
	t, from, to, err := j.token()
	if err != nil {
		return nil, err
	}
	n := &Node{Kind: Scalar, From: from, To: to}
	n.Line, n.Col = j.At(from)
	switch t := t.(type) {
	case nil:
		return &Node{Line: n.Line, Col: n.Col}, nil
	case json.Delim:
		n.From, n.To = 0, 0
		if depth > 50 {
			return nil, errTooDeep
		}
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
			n.Entries = slices.DeleteFunc(n.Entries, func(e entry) bool { return e.Key == key }) // the last one counts
			n.Entries = append(n.Entries, entry{key.(string), line, col, v})
		}
		_, err = j.Token()
		return n, err
	case string:
		n.Text, n.From, n.To = t, from+1, to-1
	default:
		n.Text = fmt.Sprint(t)
	}
	return n, nil
}
