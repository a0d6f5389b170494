package check_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/site/check"
)

var update = flag.Bool("update", false, "write what the rules say now into testdata")

// Each file of testdata is one rule: bad.md with what is found in it and what
// is made of it, good.md in which nothing is found, and what else the archive
// holds. A character that nobody sees, or that looks like another, is written
// \u200b.
func TestPairs(t *testing.T) {
	tested := map[string]bool{}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata:", err)
	}
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		tested[id] = true
		t.Run(id, func(t *testing.T) { pair(t, file, id) })
	}
	for i := range check.Rules {
		if !tested[check.Rules[i].ID] {
			t.Errorf("%s has no file in testdata", check.Rules[i].ID)
		}
	}
}

func pair(t *testing.T, file, id string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range a.Files {
		texts[f.Name] = seen(string(f.Data))
	}
	if texts["bad.md"] == "" || texts["good.md"] == "" {
		t.Fatal("bad.md or good.md is missing")
	}
	c := alone(id, knownOf(texts))
	if found := c.Check(read("news/good.md", texts["good.md"])); len(found) > 0 {
		t.Errorf("good.md: %s", list(found))
	}
	bad := read("news/bad.md", texts["bad.md"])
	got := map[string]string{"want": list(c.Check(bad))}
	if got["want"] == "" {
		t.Error("nothing is found in bad.md")
	}
	if fixed, n := fix(c, bad); n > 0 {
		got["fixed.md"] = hidden(string(fixed))
	}
	if *update {
		write(t, file, a, got)
		return
	}
	for _, name := range []string{"want", "fixed.md"} {
		if want := hidden(texts[name]); want != got[name] {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got[name], want)
		}
	}
}

func list(found []check.Finding) string {
	var b strings.Builder
	for _, f := range found {
		fix := ""
		if f.Fix != nil {
			fix = fmt.Sprintf(" -> %q", f.Fix.Text)
		}
		fmt.Fprintf(&b, "%d:%d %s%s\n", f.Line, f.Col, f.Message.En, fix)
	}
	return hidden(b.String())
}

// seen turns \u200b into the character.
func seen(s string) string {
	return seeable.ReplaceAllStringFunc(s, func(s string) string {
		r, _ := strconv.ParseUint(s[2:], 16, 32)
		return string(rune(r))
	})
}

var seeable = regexp.MustCompile(`\\u[0-9a-f]{4}`)

// hidden writes the characters that a reader could not tell as \u200b.
func hidden(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.Is(unicode.Cf, r) || r >= 0xfb50 && r != '\ufd3e' && r != '\ufd3f' && r < 0x10000 || r == '\u06a9' || r == '\u06cc' || r == '\u06be' || r == '\u00a0' {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// knownOf is what a file of testdata says of the edition: its authors and
// sections, and what others found in bad.md.
func knownOf(texts map[string]string) *check.Known {
	k := &check.Known{Authors: map[string]bool{}, Sections: map[string]bool{}, Words: map[string]check.Usual{}, Tags: map[string]check.Usual{}, Faults: map[string][]check.Fault{}}
	for name := range texts {
		switch {
		case path.Dir(name) == "authors":
			k.Authors[strings.TrimSuffix(path.Base(name), ".md")] = true
		case path.Base(name) == "_index.md":
			k.Sections[path.Dir(name)] = true
		}
	}
	for line := range strings.Lines(texts["faults"]) { // line, column, what they say
		var f check.Fault
		var number int
		var words string
		if n, _ := fmt.Sscan(line, &f.Rule, &f.Line, &f.Col, &words, &number); n == 5 {
			f.Args = []any{words, number, 1200}
		} else {
			f.Args = []any{words}
		}
		if f.Rule == "dead-address" {
			f.Args = []any{words, "404 Not Found"}
		}
		k.Faults["news/bad.md"] = append(k.Faults["news/bad.md"], f)
	}
	for _, list := range []string{"words", "tags"} { // what is odd, what is usual, how often
		for line := range strings.Lines(texts[list]) {
			var odd string
			var usual check.Usual
			_, _ = fmt.Sscan(line, &odd, &usual.Text, &usual.Count)
			map[string]map[string]check.Usual{"words": k.Words, "tags": k.Tags}[list][odd] = usual
		}
	}
	return k
}

func write(t *testing.T, file string, a *txtar.Archive, got map[string]string) {
	t.Helper()
	kept := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "want" && f.Name != "fixed.md" {
			f.Data = []byte(hidden(string(f.Data)))
			kept = append(kept, f)
		}
	}
	a.Files = kept
	for _, name := range []string{"want", "fixed.md"} {
		if got[name] != "" {
			a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
	}
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
