package fill

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"warraq/site/own"
)

// Expand writes a body with each component made from what stands between its two marks, the inner ones
// first. One whose end is missing, for it stood in what is not published, has no body.
func Expand(body string, made func(i int, inner string) (string, error)) (string, error) {
	levels := []*level{{index: -1}}
	for {
		before, rest, ok := strings.Cut(body, string(own.MarkOpen))
		levels[len(levels)-1].out.WriteString(before)
		if !ok {
			break
		}
		mark, after, _ := strings.Cut(rest, string(own.MarkClose))
		body = after
		number, ends := strings.CutPrefix(mark, "/")
		index, err := strconv.Atoi(number)
		at := slices.IndexFunc(levels, func(l *level) bool { return l.index == index })
		switch {
		case err != nil || index < 0:
		case !ends:
			levels = append(levels, &level{index: index})
		case at > 0:
			if levels, err = withoutEnds(levels, at+1, made); err != nil {
				return "", err
			}
			html, err := made(index, levels[at].out.String())
			if err != nil {
				return "", err
			}
			levels = levels[:at]
			levels[at-1].out.WriteString(html)
		}
	}
	levels, err := withoutEnds(levels, 1, made)
	return levels[0].out.String(), err
}

// level is a component that has begun, and what is written of its body.
type level struct {
	index int
	out   strings.Builder
}

// withoutEnds makes the components from a level on, which have no end. Their words stay behind them.
func withoutEnds(levels []*level, from int, made func(i int, inner string) (string, error)) ([]*level, error) {
	for len(levels) > from {
		last, below := levels[len(levels)-1], levels[len(levels)-2]
		html, err := made(last.index, "")
		if err != nil {
			return levels, err
		}
		below.out.WriteString(html + last.out.String())
		levels = levels[:len(levels)-1]
	}
	return levels, nil
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
