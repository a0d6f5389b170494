package functions

import (
	"html/template"
	"regexp"
	"slices"
	"strings"

	"warraq/site/own"
)

// tags are those of a body; voids have no end tag (HTML, 13.1.2).
var (
	tags  = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)
	voids = strings.Fields("area base br col embed hr img input link meta source track wbr")
)

// parts divides a body where ads stand: behind paragraphs that lie in nothing else.
func parts(body template.HTML, ads own.Ads) (out []template.HTML) {
	ends := paragraphEnds(string(body))
	from := 0
	for _, n := range ads.Breaks(len(ends)) {
		out = append(out, body[from:ends[n-1]])
		from = ends[n-1]
	}
	return append(out, body[from:])
}

// paragraphEnds are the places behind the paragraphs of a body.
func paragraphEnds(body string) (ends []int) {
	depth := 0
	for _, at := range tags.FindAllStringIndex(body, -1) {
		name := strings.ToLower(strings.TrimFunc(body[at[0]:at[1]], func(r rune) bool { return strings.ContainsRune("</>", r) }))
		if i := strings.IndexAny(name, " \t\n/"); i >= 0 {
			name = name[:i]
		}
		switch {
		case slices.Contains(voids, name):
		case body[at[0]+1] != '/':
			depth++
		default:
			if depth--; depth == 0 && name == "p" {
				ends = append(ends, at[1])
			}
		}
	}
	return ends
}

// stands says that something stands behind the item at i of a list, counted from 0: behind each nth.
func stands(i, each int) bool { return each > 0 && (i+1)%each == 0 }
