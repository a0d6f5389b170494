package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"warraq/site"
)

// json parses the object at the beginning of a file.
func (r *source) json(src []byte, start int) (int, *Node) {
	rest := src[start:min(len(src), start+maxMatter)]
	j := jsonTree{Decoder: json.NewDecoder(bytes.NewReader(rest)), Ruler: site.Ruler{Text: src}, start: start, budget: maxNodes}
	j.UseNumber()
	n, err := j.value(0)
	end := start + int(j.InputOffset())
	if errors.Is(err, errTooMany) || err != nil && len(src)-start > maxMatter {
		line, _ := site.LineCol(src, start)
		r.tooLarge(line)
		return len(src), &Node{Kind: Map, Line: 1, Col: 1}
	}
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

var (
	errTooDeep = errors.New("too many levels")
	errTooMany = errors.New("too many values")
)

// lastOfEach leaves the last of the entries that have a key.
func lastOfEach(entries []entry) []entry {
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
		return nil, errTooMany
	}
	if depth > maxLevels {
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
			n.Entries = append(n.Entries, entry{Key: key.(string), Line: line, Col: col, Value: v})
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
