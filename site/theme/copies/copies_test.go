package copies

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// A newsroom sees of each file whether it is its own, is behind, or could go.
func TestList(t *testing.T) {
	before, now := []byte("<p>before</p>\n"), "<p>now</p>\n"
	theme := Theme{
		BuiltIn: map[string]fs.FS{
			"templates": fstest.MapFS{"embed.go": file("package templates"), "article.html": file(now), "base.html": file(now), "front.html": file(now), "tag.html": file(now), "partials/card.html": file(now)},
			"static":    fstest.MapFS{"css/site.css": file("p{}\n"), "icons/a.svg": file("<svg/>")},
		},
		Newsroom: fstest.MapFS{
			"templates/article.html":     {Data: append(Marked("a.html", "v1", before), "mine"...)},
			"templates/base.html":        {Data: append(Marked("a.html", "v2", []byte(now)), "mine"...)},
			"templates/front.html":       {Data: Marked("a.html", "v2", []byte(now))},
			"templates/tag.html":         file("mine, without a mark"),
			"templates/types/death.html": file("mine"),
			"static/icons/a.svg":         file("<svg/>"),
		},
	}
	files, err := theme.List()
	if err != nil {
		t.Fatal(err)
	}
	want := []File{
		{"static/css/site.css", BuiltIn, ""}, {"static/icons/a.svg", Same, ""},
		{"templates/article.html", Behind, "v1"}, {"templates/base.html", Own, "v2"}, {"templates/front.html", Same, "v2"},
		{"templates/partials/card.html", BuiltIn, ""}, {"templates/tag.html", Own, ""}, {"templates/types/death.html", Added, ""},
	}
	for i, f := range files {
		if i >= len(want) || f != want[i] {
			t.Errorf("%+v", f)
		}
	}
	if len(files) != len(want) {
		t.Errorf("%d files", len(files))
	}
}

// A copy says where it came from, and is the built-in file without that.
func TestMark(t *testing.T) {
	for name, begins := range map[string]string{"a.html": "{{- /* warraq v1.2-dirty ", "a.css": "/* warraq v1.2-dirty ", "a.js": "/* warraq v1.2-dirty ", "a.svg": "x"} {
		got := Marked(name, "v1.2 dirty", []byte("x\n"))
		if !bytes.HasPrefix(got, []byte(begins)) || string(Unmarked(got)) != "x\n" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestReadStaysInTheTheme(t *testing.T) {
	theme := Theme{BuiltIn: map[string]fs.FS{"templates": fstest.MapFS{"embed.go": file("x"), "a/b.html": file("x")}}}
	for _, name := range []string{"templates/embed.go", "templates/../a", "templates", "templates/a", "content/a.md", "", "templates/none.html"} {
		if _, err := theme.Read(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if data, err := theme.Read("templates/a/b.html"); err != nil || string(data) != "x" {
		t.Error(err)
	}
}
