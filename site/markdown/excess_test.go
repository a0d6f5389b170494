package markdown_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/markdown"
	"warraq/site/markdown/syntax"
)

// What would take a parser minutes or gigabytes is told at its place, and the words
// stay; or the text is not read at all.
func TestTooMuch(t *testing.T) {
	wide := "|" + strings.Repeat("a|", 1500) + "\n|" + strings.Repeat("-|", 1500) + "\n" + strings.Repeat("|b\n", 200)
	numbered := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		src  string
		col  int
		says string
		most int // bytes of HTML
	}{
		"quotations":     {strings.Repeat("> ", 3000) + "x", 201, "deep", 20000},
		"lists":          {strings.Repeat("1. ", 3000) + "x", 151, "deep", 20000},
		"Arabic lists":   {strings.Repeat("١. ", 3000) + "x", 151, "deep", 20000},
		"open links":     {strings.Repeat("[a](", 3000), 3, "address", 13000},
		"open pictures":  {strings.Repeat("![a](", 3000), 4, "address", 16000},
		"emphasis":       {strings.Repeat("*a _b ", 1500), 6004, "marks", 9500},
		"closing marks":  {strings.Repeat("*a b_ ", 1500), 0, "marks", 9500},
		"a wide table":   {wide, 1, "cells", 20000},
		"attributes":     {"x\n{" + numbered(1000, "a%d=b ") + "}", 1, "attributes", 9000},
		"of a heading":   {"# x {" + numbered(1000, "a%d=b ") + "}", 1, "attributes", 15000},
		"a long address": {"[a]: " + strings.Repeat("x", 3000) + "\n\n" + strings.Repeat("[a] ", 500), 0, "definition", 150000},
		"a long title":   {"[a]: x '" + strings.Repeat("x", 3000) + "'\n\n" + strings.Repeat("![a] ", 500), 0, "definition", 250000},
		"footnotes":      {numbered(3000, "[^%d]: x\n"), 1, "footnotes", 90000},
		"their marks":    {strings.Repeat("[^1]", 30000) + "\n\n[^1]: x", 0, "footnotes", 7000000},
		"open brackets":  {strings.Repeat("[", 2000) + strings.Repeat("]", 2000), 1001, "brackets", 5000},
		"definitions":    {numbered(21000, "[r%d]: /x\n"), 1, "definitions", 300000},
		"marks":          {strings.Repeat("[", syntax.MaxMarks+1), syntax.MaxMarks + 1, "not read", 0},
	} {
		t.Run(name, func(t *testing.T) {
			b, problems := markdown.Render([]byte(c.src), 0, markdown.Options{Path: "a.md", Spans: true})
			if len(b.HTML) > c.most {
				t.Errorf("%d bytes of HTML of %d, at most %d are wanted", len(b.HTML), len(c.src), c.most)
			}
			i := slices.IndexFunc(problems, func(p site.Problem) bool { return p.Rule == "body/too-much" && strings.Contains(p.Message.En, c.says) })
			if i < 0 {
				t.Fatalf("it is not told: %v", problems)
			}
			p := problems[i]
			if p.Line < 1 || c.col > 0 && p.Col != c.col || p.Hint.Ar == "" {
				t.Errorf("told at %d:%d, wanted column %d: %v", p.Line, p.Col, c.col, p)
			}
			if c.most == 0 != (p.Level == site.LevelError) {
				t.Errorf("level %v", p.Level)
			}
		})
	}
}

// A problem that is there ten thousand times is told some times.
func TestManyProblems(t *testing.T) {
	_, problems := markdown.Render(bytes.Repeat([]byte("{{< a\n"), 10000), 0, markdown.Options{Path: "a.md"})
	if n := len(problems); n == 0 || n > 200 {
		t.Errorf("%d problems", n)
	}
}

// A long story stays as it is, in one line too.
func TestLongRead(t *testing.T) {
	sentence := "كانت الجملة في **النص** طويلة، وفيها [رابط](https://example.org/a) و*كلام* آخر، و«اقتباس» لا ينتهي. "
	for name, src := range map[string]string{
		"paragraphs": strings.Repeat(sentence+"\n\n", 3000),
		"one line":   strings.Repeat(sentence, 3000),
	} {
		b, problems := markdown.Render([]byte(src), 0, markdown.Options{Path: "a.md"})
		for _, p := range problems {
			if p.Level == site.LevelError {
				t.Errorf("%s: %v", name, p)
			}
		}
		for tag, n := range map[string]int{"<strong>": 3000, "<em>": 3000, "<a ": 3000} {
			if got := bytes.Count(b.HTML, []byte(tag)); got != n {
				t.Errorf("%s: %d of %s, want %d", name, got, tag, n)
			}
		}
	}
}
