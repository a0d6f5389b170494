package trees

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"warraq/site/intake"
	"warraq/site/intake/forms"
	"warraq/site/manuscript"
)

var update = flag.Bool("update", false, "rewrite what tests expect")

func testOptions() intake.Options {
	return intake.Options{
		Options: manuscript.Options{Lang: "ar", Zone: time.UTC}, Now: time.Date(2024, time.September, 20, 12, 0, 0, 0, time.UTC),
		Sections: map[string]string{"سياسة": "politics", "اقتصاد": "economy"},
	}
}

// Each file in testdata is a folder of Hugo's or Jekyll's: what it holds, the
// manuscripts that it becomes, and what an editor is told.
func TestTrees(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) < 2 {
		t.Fatalf("%d folders, want at least 2", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			root := fstest.MapFS{}
			var given []txtar.File
			for _, f := range archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "in/"); ok {
					given = append(given, f)
					root[name] = &fstest.MapFile{Data: f.Data}
				}
			}
			got := &txtar.Archive{Comment: archive.Comment, Files: append(given, imported(t, root)...)}
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want, got := string(txtar.Format(archive)), string(txtar.Format(got)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// imported are the manuscripts of a folder, and a file of what was told. All must
// be read without an error, and what is found must be taken or skipped.
func imported(t *testing.T, root fstest.MapFS) (out []txtar.File) {
	t.Helper()
	source, err := forms.OpenTree([]intake.Reader{Reader}, "", root)
	if err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	tally, err := source.Read(testOptions(), func(p intake.Piece) error {
		for _, n := range p.Notes {
			fmt.Fprintf(&told, "%s: %s: %s: %s\n", p.Path, n.Kind, n.En, n.Text)
		}
		for _, m := range p.Media {
			fmt.Fprintf(&told, "%s: file: %s -> %s\n", p.Path, m.From, m.To)
		}
		if p.Kind == intake.Files {
			return nil
		}
		if p.Kind == intake.Story || p.Kind == intake.Page {
			if r := manuscript.Read(p.Path, p.Bytes(), testOptions().Options); r.Article == nil {
				t.Errorf("%s cannot be read: %v", p.Path, r.Problems)
			}
		}
		out = append(out, txtar.File{Name: "content/" + p.Path, Data: p.Bytes()})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := tally.Missing(); n != 0 {
		t.Errorf("of what was found, %d is neither taken nor skipped", n)
	}
	for reason, n := range tally.Skipped {
		if names := tally.Left[reason]; len(names) != n && reason != "comment" {
			t.Errorf("%d skipped as %s, %d named", n, reason, len(names))
		}
	}
	fmt.Fprintf(&told, "found %s; taken %s; skipped %s\n", tally.Found, tally.Taken, tally.Skipped)
	return append(out, txtar.File{Name: "told", Data: []byte(told.String())})
}
