package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Whatever an archive holds, what comes of it is built without an error: the importer
// writes nothing that the build rejects.
func TestEveryArchiveThatComesInIsBuilt(t *testing.T) {
	var files []string
	for _, room := range []string{"exports", "trees"} {
		more, err := filepath.Glob("../../site/intake/" + room + "/testdata/*.txtar")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	if len(files) < 10 {
		t.Fatalf("%d archives, want at least 10", len(files))
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		in, given := filepath.Join(dir, "in"), 0
		source := in
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "in/"); ok {
				given++
				source = filepath.Join(in, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(source), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(source, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if given > 1 {
			source = in
		}
		paper := filepath.Join(dir, "paper")
		for _, args := range [][]string{{"import", source}, {"build", "--now", "2035-01-01T00:00:00Z"}} {
			var out, talk bytes.Buffer
			code := run(t.Context(), append(args, "--lang", "en", "--source", paper), strings.NewReader(""), &out, &talk)
			if code != exitFine || strings.Contains(talk.String(), "error:") || strings.Contains(talk.String(), "sum is wrong") {
				t.Errorf("%s: %s: status %d\n%s", filepath.Base(file), args[0], code, talk.String())
			}
		}
	}
}
