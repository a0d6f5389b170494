package fill

import (
	"bytes"
	"strconv"
	"strings"

	"warraq/site/own"
)

// Expand writes a body with each component made from what stands between its two marks, the inner ones
// first. Marks that do not fit each other are left out.
func Expand(body string, made func(i int, inner string) (string, error)) (string, error) {
	type open struct {
		index int
		out   strings.Builder
	}
	levels := []*open{{index: -1}}
	for {
		before, rest, ok := strings.Cut(body, string(own.MarkOpen))
		top := levels[len(levels)-1]
		top.out.WriteString(before)
		if !ok {
			break
		}
		mark, after, _ := strings.Cut(rest, string(own.MarkClose))
		body = after
		number, ends := strings.CutPrefix(mark, "/")
		index, err := strconv.Atoi(number)
		switch {
		case err != nil:
		case !ends:
			levels = append(levels, &open{index: index})
		case top.index == index:
			html, err := made(index, top.out.String())
			if err != nil {
				return "", err
			}
			levels = levels[:len(levels)-1]
			levels[len(levels)-1].out.WriteString(html)
		}
	}
	for len(levels) > 1 { // no end: its words stay
		last := levels[len(levels)-1]
		levels = levels[:len(levels)-1]
		levels[len(levels)-1].out.WriteString(last.out.String())
	}
	return levels[0].out.String(), nil
}

// Unmarked is a body without the marks of components: their own words are those that stay.
func Unmarked(body []byte) []byte {
	if bytes.IndexByte(body, own.MarkOpen) < 0 {
		return body
	}
	out := make([]byte, 0, len(body))
	for {
		before, rest, ok := bytes.Cut(body, []byte{own.MarkOpen})
		out = append(out, before...)
		if !ok {
			return out
		}
		_, body, _ = bytes.Cut(rest, []byte{own.MarkClose})
		out = append(out, ' ')
	}
}
