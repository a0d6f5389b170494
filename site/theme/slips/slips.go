// Package slips guesses what a theme's author meant: the file whose name is most like a misspelt one, the
// block that is open at the end of a file, and what of Hugo is written otherwise here.
//
// Does not belong here: what is a fault, which package theme knows.
package slips

import (
	"iter"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"warraq/site/arabic"
)

// File is the known file of the same folder whose name is most like a misspelt one, or a file whose folder is; "" if there is
// none.
func File(name string, known iter.Seq[string]) string {
	fold := func(s string) string { return strings.ToLower(arabic.NFC(s)) }
	within := func(same bool) iter.Seq[string] {
		return func(yield func(string) bool) {
			for k := range known {
				if (path.Dir(k) == path.Dir(name)) == same && !yield(k) {
					return
				}
			}
		}
	}
	stem := func(s string) string { return "***" + fold(strings.TrimSuffix(path.Base(s), path.Ext(s))) } // Nearest looks at no word of three letters
	if guess := arabic.Nearest(name, within(true), stem); guess != "" {
		return guess
	}
	return arabic.Nearest(name, within(false), fold)
}

// blocks are the actions that open and end blocks, and comments, in which they mean nothing.
var blocks = regexp.MustCompile(`(?s)\{\{-?\s*(?:/\*.*?\*/|(if|range|with|define|block|end)\b)`)

// Open is the block that is open at the end of a template, and where it begins, from 1; "" if there is none.
func Open(src string) (block string, line, col int) {
	var open [][]int
	for _, m := range blocks.FindAllStringSubmatchIndex(src, -1) {
		switch {
		case m[2] < 0:
		case src[m[2]:m[3]] != "end":
			open = append(open, m)
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return "", 0, 0
	}
	m := open[len(open)-1]
	before := src[:m[0]]
	return src[m[2]:m[3]], 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// Function is how a function of Hugo is written here, or "".
func Function(name string) string { return functions[name] }

// Field is what a field of Hugo's pages is called here, or "".
func Field(name string) string { return fields[name] }
