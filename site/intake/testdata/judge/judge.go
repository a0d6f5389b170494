// Package judge holds the tests that every importer must pass: what it makes of the documents in
// its testdata, that it accounts for all that it finds, that no word is lost, and that any bytes
// give manuscripts that can be read.
package judge

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/manuscript"
)

var update = flag.Bool("update", false, "rewrite what tests expect")

// Noon is the clock of these tests.
var Noon = time.Date(2024, time.September, 20, 12, 0, 0, 0, time.UTC)

// Options are those of an Arabic edition with two sections.
func Options() intake.Options {
	return intake.Options{Options: manuscript.Options{Lang: "ar", Zone: time.UTC}, Now: Noon, Sections: map[string]string{"سياسة": "politics", "اقتصاد": "economy"}}
}

// Source is what a test imports, and the folder of its uploads.
type Source struct{ Files, Media fstest.MapFS }

// Import imports a source.
type Import func(s Source, take intake.Taker) (*intake.Tally, error)

// Documents compares what testdata/*.txtar say: the files of a source, under in/ and media/,
// the manuscripts that it becomes, and what an editor is told.
func Documents(t *testing.T, least int, read Import) {
	Archives(t, least, func(t *testing.T, archive *txtar.Archive) []txtar.File {
		in := Source{fstest.MapFS{}, fstest.MapFS{}}
		var given []txtar.File
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "in/"); ok {
				in.Files[name] = &fstest.MapFile{Data: f.Data}
				given = append(given, f)
			} else if name, ok := strings.CutPrefix(f.Name, "media/"); ok {
				in.Media[name] = &fstest.MapFile{Data: f.Data}
				given = append(given, f)
			}
		}
		return append(given, imported(t, in, read)...)
	})
}

// Archives compares each of testdata/*.txtar with what make gives for it.
func Archives(t *testing.T, least int, make func(*testing.T, *txtar.Archive) []txtar.File) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) < least {
		t.Fatalf("%d documents, want at least %d", len(files), least)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := string(txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: make(t, archive)}))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if want := string(txtar.Format(archive)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// imported are the manuscripts of a source, and a file of what was told. All must be read
// without an error, and what is found must be taken or skipped.
func imported(t *testing.T, in Source, read Import) (out []txtar.File) {
	t.Helper()
	var told strings.Builder
	tally, err := read(in, func(p intake.Piece) error {
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
			if r := manuscript.Read(p.Path, p.Bytes(), Options().Options); r.Article == nil {
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

// Any checks what an importer makes of a source of any bytes: an error, or manuscripts that
// can be read, each in its own place; twice the same ones.
func Any(t *testing.T, in Source, read Import) {
	t.Helper()
	run := func() map[string]string {
		out := map[string]string{}
		_, err := read(in, func(p intake.Piece) error {
			switch {
			case p.Kind == intake.Files:
				return nil
			case !fs.ValidPath(p.Path):
				t.Errorf("the path %q", p.Path)
			case out[p.Path] != "":
				t.Errorf("%s is given twice", p.Path)
			}
			out[p.Path] = string(p.Bytes())
			return nil
		})
		if err != nil {
			return nil
		}
		return out
	}
	first := run()
	for name, text := range first {
		if !utf8.ValidString(text) {
			t.Errorf("%s is not UTF-8", name)
		}
		if problems := manuscript.Read("a/"+path.Base(name), []byte(text), Options().Options).Problems; len(problems) > 0 && problems[0].Rule == "front-matter/yaml" {
			t.Errorf("%s: %v\n%s", name, problems[0], text)
		}
	}
	if !maps.Equal(first, run()) {
		t.Error("two imports of one source differ")
	}
}

// Seen is what a reader of a body sees and hears: its texts and those of its pictures, each
// followed by a space.
func Seen(body string) string {
	var out strings.Builder
	hidden := 0
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			if hidden == 0 {
				out.WriteString(string(z.Text()) + " ")
			}
		case html.StartTagToken:
			for _, attr := range z.Token().Attr {
				if attr.Key == "alt" {
					out.WriteString(" " + attr.Val + " ")
				}
				if attr.Key == "class" && attr.Val == "visually-hidden" {
					hidden++
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "span" && hidden > 0 {
				hidden--
			}
		}
	}
}

// Words are the runs of letters, marks and digits, without tatweel and with Latin digits.
func Words(s string) []string {
	return strings.FieldsFunc(arabic.ASCIIDigits(strings.ReplaceAll(s, "\u0640", "")), func(r rune) bool {
		return !slices.ContainsFunc([]*unicode.RangeTable{unicode.Letter, unicode.Mark, unicode.Digit}, func(of *unicode.RangeTable) bool { return unicode.Is(of, r) })
	})
}

// Zip packs files, each a name and what it holds.
func Zip(t *testing.T, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
