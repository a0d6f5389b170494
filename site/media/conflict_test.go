package media_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/media"
)

// A table beside a story that git could not merge is told at its line and not published; a difference
// that shows such marks, and bytes, are.
func TestATextInTwoVersionsIsNotPublished(t *testing.T) {
	const marks = "a,b\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> other\n"
	l := media.Library{Config: &site.Config{BaseURL: "https://example.org"}, Static: fstest.MapFS{}, Content: fstest.MapFS{
		"news/t.csv":     {Data: []byte(marks)},
		"news/old.csv":   {Data: []byte("\xcc\xe3\xe1\xc9\n" + marks)}, // in Windows-1256
		"news/t.geojson": {Data: []byte(marks)},
		"news/x.patch":   {Data: []byte(marks)},
		"news/x.zip":     {Data: []byte("PK\x03\x04\x00" + marks)},
		"news/fine.csv":  {Data: []byte("a,b\n=======,1\n")},
	}}
	for name, line := range map[string]int{"news/t.csv": 2, "news/old.csv": 3, "news/t.geojson": 2, "news/x.patch": 0, "news/x.zip": 0, "news/fine.csv": 0} {
		file, err := l.Look(name, false)
		if line == 0 {
			if err != nil || file.URL == "" {
				t.Errorf("%s: %q, %v", name, file.URL, err)
			}
			continue
		}
		p := l.Problem("news/a.md", media.Asked{Place: name, Src: name}, err)
		if p.Path != "content/"+name || p.Line != line || p.Level != site.LevelError || !strings.Contains(p.Message.En, "conflict mark") || file.URL != "" {
			t.Errorf("%s: %v, published at %q", name, p, file.URL)
		}
	}
}
