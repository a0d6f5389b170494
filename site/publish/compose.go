package publish

import (
	"slices"
	"sort"
	"strings"
)

// compose puts marks in canonical order and joins them with their letters
// where one character exists for both: Unicode's NFC (UAX #15) for text whose
// precomposed characters are in composites. Hangul and singletons are left.
func compose(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return class(r) > 0 }) {
		return s
	}
	in := []rune(s)
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); {
		end := i + 1
		for end < len(in) && class(in[end]) > 0 {
			end++
		}
		out = append(out, cluster(in[i:end])...)
		i = end
	}
	return string(out)
}

// cluster normalises a letter and its marks, in place.
func cluster(c []rune) []rune {
	if class(c[0]) > 0 || len(c) == 1 {
		return c
	}
	var letters []rune
	c = slices.Concat(decompose(c[0], letters), c[1:])
	slices.SortStableFunc(c[1:], func(a, b rune) int { return class(a) - class(b) })
	base, rest, last := c[0], c[1:1], 0
	for _, m := range slices.Clone(c[1:]) {
		if joined, ok := composite(base, m); ok && (last < class(m) || last == 0) {
			base = joined
			continue
		}
		rest = append(rest, m)
		last = class(m)
	}
	return append([]rune{base}, rest...)
}

// decompose takes a character apart, wholly.
func decompose(r rune, out []rune) []rune {
	for _, c := range composites {
		if rune(c.whole) == r {
			return append(decompose(rune(c.letter), out), rune(c.mark))
		}
	}
	return append(out, r)
}

func composite(letter, mark rune) (rune, bool) {
	i := sort.Search(len(composites), func(i int) bool {
		c := composites[i]
		return rune(c.letter) > letter || rune(c.letter) == letter && rune(c.mark) >= mark
	})
	if i < len(composites) && rune(composites[i].letter) == letter && rune(composites[i].mark) == mark {
		return rune(composites[i].whole), true
	}
	return 0, false
}

// class is the canonical combining class of a mark, 0 for anything else.
func class(r rune) int {
	i := sort.Search(len(classes), func(i int) bool { return rune(classes[i].last) >= r })
	if i < len(classes) && rune(classes[i].first) <= r {
		return int(classes[i].class)
	}
	return 0
}
