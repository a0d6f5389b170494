package slips

import (
	"slices"
	"testing"
)

// A misspelt name leads to the file that was meant, and no name to one that only happens to be as long.
func TestFile(t *testing.T) {
	known := []string{"article.html", "live.html", "partials/card.html", "partials/live.html", "types/obituary.html"}
	for name, want := range map[string]string{
		"artcle.html": "article.html", "partials/crd.html": "partials/card.html", "partials/mine.html": "", "partial/card.html": "partials/card.html",
		"types/obituray.html": "types/obituary.html", "partials/articles.html": "", "shop.html": "",
	} {
		if got := File(name, slices.Values(known)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// The block that is open at the end of a file is the last one that no {{end}} closes; what is in a comment counts for nothing.
func TestOpen(t *testing.T) {
	for src, want := range map[string]struct {
		block     string
		line, col int
	}{
		"{{define \"main\"}}\n{{if .A}}x\n{{end}}\n":                      {"define", 1, 1},
		"{{define \"main\"}}\nخبر {{- range .A}}{{else}}x\n":              {"range", 2, 5},
		"{{if .A}}{{end}}{{/* {{if .B}} */}}{{- /* {{range .C}} */ -}} a": {"", 0, 0},
		"{{end}}{{with .X}}": {"with", 1, 8},
	} {
		if block, line, col := Open(src); block != want.block || line != want.line || col != want.col {
			t.Errorf("%q: %s at %d:%d, want %v", src, block, line, col, want)
		}
	}
}
