package notation

import (
	"fmt"
	"strings"
	"testing"

	"warraq/site"
)

// Front matter and settings are bounded by what a reader would build of them, in each
// notation; the problem says where, and how to mend it.
func TestTooLarge(t *testing.T) {
	numbered := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	fences := func(fence, text string) string { return fence + "\n" + text + "\n" + fence + "\n" }
	for name, src := range map[string]string{
		"keys":             fences("---", numbered(30000, "k%d: v\n")),
		"megabytes":        fences("---", "\"a\": |\n"+strings.Repeat("  b\n", 300000)),
		"a list in a line": fences("---", "tags: ["+strings.Repeat("a, ", 30000)+"]"),
		"quoted items":     fences("---", "tags:\n"+strings.Repeat("- \"a\\x41\"\n", 30000)),
		"aliases":          fences("---", "a: &a x\nb: ["+strings.Repeat("*a, ", 30000)+"]"),
		"billion laughs":   fences("---", "a0: &a0 [x, x]\n"+laughs(20)),
		"itself":           fences("---", "a: &a [*a]"),
		"itself merged":    fences("---", "a: &a\n  <<: *a"),
		"levels":           fences("---", "a: "+strings.Repeat("[", 60)+strings.Repeat("]", 60)),
		"TOML keys":        fences("+++", numbered(30000, "k%d = 1\n")),
		"TOML dots":        fences("+++", strings.Repeat("a.", 300)+"a = 1"),
		"TOML tables":      fences("+++", "["+strings.Repeat("a.", 300)+"a]"),
		"TOML list":        fences("+++", "a = ["+strings.Repeat("1, ", 30000)+"]"),
		"JSON keys":        "{" + numbered(30000, "\"k%d\": 1,") + "\"z\": 1}",
		"JSON list":        "{\"a\": [" + strings.Repeat("{},", 30000) + "{}]}",
	} {
		r := &Notes{Path: "content/a.md"}
		_, n := r.Open([]byte(src))
		if len(r.Problems) != 1 || r.Problems[0].Rule != "front-matter/too-deep" || r.Problems[0].Level != site.LevelError || r.Problems[0].Line < 1 {
			t.Errorf("%s: %.300v", name, r.Problems)
		}
		if n == nil || len(n.Entries) > 0 {
			t.Errorf("%s: it was read", name)
		}
	}
}

func laughs(n int) string {
	var b strings.Builder
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	return b.String()
}

// Of ten thousand unknown keys some are told, and an error after them still is.
func TestManyUnknownKeys(t *testing.T) {
	r := &Notes{Path: "content/a.md"}
	for i := range 10000 {
		r.Report(i, 1, "a", site.LevelNote, site.Words{}, site.Words{})
	}
	r.Report(10001, 1, "b", site.LevelError, site.Words{}, site.Words{})
	if n := len(r.Problems); n != maxProblems+1 || site.Errors(r.Problems) != 1 {
		t.Errorf("%d problems, %d errors", n, site.Errors(r.Problems))
	}
}
