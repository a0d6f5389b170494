package check_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/content"
	"warraq/site"
	"warraq/site/check"
)

// What all rules find in the sample edition and in one another's examples is in
// testdata/hits.tsv: a rule that begins to speak more, or less, is noticed.
// -update writes the table.
func TestHits(t *testing.T) {
	levels := map[string]string{}
	for i := range check.Rules {
		levels[check.Rules[i].ID] = "warning"
	}
	c, _ := check.New(&site.Config{Language: "ar", Digits: "latn", Checks: levels}, nil, now)
	files := 0
	count := func(hits map[string]int, name, text string) {
		files++
		for _, f := range c.Look(read(name, text)) {
			hits[f.Rule]++
		}
	}
	sample, examples := map[string]int{}, map[string]int{}
	err := fs.WalkDir(content.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !site.IsManuscript(name) {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		count(sample, name, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range archives {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if f.Name == "bad.md" || f.Name == "good.md" {
				count(examples, "news/"+f.Name, seen(string(f.Data)))
			}
		}
	}
	if files < 100 {
		t.Fatalf("only %d files were read", files)
	}
	var b strings.Builder
	b.WriteString("rule\tsample edition\texamples\n")
	for i := range check.Rules {
		if r := &check.Rules[i]; !r.Late {
			fmt.Fprintf(&b, "%s\t%d\t%d\n", r.ID, sample[r.ID], examples[r.ID])
		}
	}
	const table = "testdata/hits.tsv"
	if *update {
		if err := os.WriteFile(table, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Split(string(want), "\n")
	for i, line := range strings.Split(b.String(), "\n") {
		if i >= len(old) || line != old[i] {
			t.Errorf("now %q, not %q: read what is found anew, and write the table with -update", line, old[min(i, len(old)-1)])
		}
	}
}
