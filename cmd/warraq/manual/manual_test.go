package manual

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

var write = flag.Bool("write", false, "write the pages of the reference from the tables")

// The pages of the reference are what the tables in the code say.
func TestReferenceIsUpToDate(t *testing.T) {
	for _, lang := range Languages {
		for name, want := range Reference(lang) {
			file := filepath.Join(lang, filepath.FromSlash(name))
			if *write {
				if err := os.WriteFile(file, want, 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			got, err := os.ReadFile(file)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is not what the tables say: go test ./cmd/warraq/manual -write (%v)", file, err)
			}
		}
	}
}

// Each page is there in each language, and says in a sentence what it is about.
func TestEachPageIsInEachLanguage(t *testing.T) {
	var want []string
	for _, lang := range Languages {
		var topics []string
		for _, p := range Pages(lang) {
			if topics = append(topics, p.Topic); p.Title == "" || p.About == "" || len(p.Body) < 100 {
				t.Errorf("%s: %s: no title, no standfirst or no words: %q, %q", lang, p.Topic, p.Title, p.About)
			}
		}
		if want == nil {
			want = topics
		}
		if !slices.Equal(topics, want) {
			t.Errorf("%s has %q, %s has %q", Languages[0], want, lang, topics)
		}
	}
	if names, err := fs.Glob(files, "ar/content/*/*.md"); err != nil || len(want) != len(names)-len(sections) || want[0] != "first-paper" {
		t.Errorf("%d pages of %d files, %q is the first: %v", len(want), len(names), want[0], err)
	}
	if _, ok := Find("ar", "no-such-page"); ok {
		t.Error("a page that is not there is found")
	}
	if p, ok := Find("en", "settings"); !ok || p.Title != "The settings of the paper" {
		t.Errorf("%+v", p)
	}
	if _, err := fs.Stat(Newsroom("ar"), "content/edition.yaml"); err != nil {
		t.Error(err)
	}
}

// Each field that a template can show has a sentence in both languages; the table has none for a
// field that is not there.
func TestEachFieldOfTemplatesIsDescribed(t *testing.T) {
	used := map[string]bool{}
	for _, of := range typesShown() {
		for _, f := range reflect.VisibleFields(of) {
			if words := aboutField(of, f.Name); isShown(of, f) && (words.Ar == "" || words.En == "") {
				t.Errorf("nothing is said of %s.%s: a line of views_table.go", of.Name(), f.Name)
			}
			used[of.Name()+"."+f.Name], used[f.Name] = true, true
		}
	}
	for name := range fieldWords {
		if !used[name] {
			t.Errorf("views_table.go tells of %s, which is not there", name)
		}
	}
}

// The two newsrooms have one theme: the same templates and sheets, but for their strings.
func TestTheNewsroomsHaveOneTheme(t *testing.T) {
	for _, pattern := range []string{"templates/*.html", "templates/partials/*.html", "static/css/*.css"} {
		names, err := fs.Glob(Newsroom("ar"), pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v, %v", pattern, names, err)
		}
		for _, name := range names {
			ar, err := fs.ReadFile(Newsroom("ar"), name)
			en, other := fs.ReadFile(Newsroom("en"), name)
			if err != nil || other != nil || !bytes.Equal(ar, en) {
				t.Errorf("%s is not the same in both: %v, %v", name, err, other)
			}
		}
	}
}
