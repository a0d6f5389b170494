package known

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// What a build left is said again for the same inputs alone, while nothing is due, and never
// where a stamp may not tell of a change.
func TestLast(t *testing.T) {
	s, noon := store(t), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	inputs := func(change func(files fstest.MapFS)) *Inputs {
		files := fstest.MapFS{"static/a.txt": {Data: []byte("a"), Mode: 0o644, ModTime: noon}, "static/deep/b.txt": {Mode: 0o644, ModTime: noon}}
		change(files)
		in := NewInputs([]any{"flags", true})
		in.File("content/story.md", cache.Stamp{Size: 1, MTime: noon.UnixNano()})
		in.Tree(files, "static")
		in.Tree(files, "templates") // which is not there
		return in
	}
	same, began := func(fstest.MapFS) {}, noon.Add(time.Hour).UnixNano()
	if _, ok := inputs(same).Again(s, noon, began); ok {
		t.Error("something is said again, and no build was made")
	}
	left := Last{Published: site.Sum{7}, Now: noon, Due: noon.Add(12 * time.Hour), Pages: 5, Problems: []site.Problem{{Path: "content/x.md", Rule: "r", Message: site.Say("خبر", "news")}}}
	inputs(same).Leave(s, left)
	got, ok := inputs(same).Again(s, noon.Add(time.Hour), began)
	if !ok || got.Published != left.Published || got.Pages != 5 || !slices.Equal(got.Problems, left.Problems) || !got.Due.Equal(left.Due) {
		t.Errorf("left %+v, got %+v, %v", left, got, ok)
	}
	for what, change := range map[string]func(fstest.MapFS){
		"a size":      func(f fstest.MapFS) { f["static/a.txt"].Data = []byte("ab") },
		"a time":      func(f fstest.MapFS) { f["static/a.txt"].ModTime = noon.Add(-1) },
		"a name":      func(f fstest.MapFS) { f["static/c.txt"] = f["static/a.txt"]; delete(f, "static/a.txt") },
		"a new file":  func(f fstest.MapFS) { f["templates/a.html"] = f["static/a.txt"] },
		"a file gone": func(f fstest.MapFS) { delete(f, "static/deep/b.txt") },
		"a link": func(f fstest.MapFS) {
			f["static/l.txt"] = &fstest.MapFile{Data: []byte("a.txt"), Mode: fs.ModeSymlink, ModTime: noon}
		},
		"another build": func(f fstest.MapFS) { f["static/a.txt"].ModTime = noon.Add(2 * time.Hour) },
	} {
		if _, ok := inputs(change).Again(s, noon, began); ok {
			t.Errorf("%s differs, and the last build is said again", what)
		}
	}
	for what, at := range map[string]time.Time{"before": noon.Add(-1), "due": left.Due} {
		if _, ok := inputs(same).Again(s, at, began); ok {
			t.Errorf("said again %s", what)
		}
	}
	if _, ok := inputs(same).Again(s, noon, noon.UnixNano()); ok {
		t.Error("a file that was written as the last build began to read may have changed")
	}
	link := func(f fstest.MapFS) {
		f["static/l.txt"] = &fstest.MapFile{Data: []byte("a.txt"), Mode: fs.ModeSymlink, ModTime: noon}
	}
	inputs(link).Leave(s, left)
	if _, ok := inputs(link).Again(s, noon, began); ok {
		t.Error("what a link leads to may have changed")
	}
	other := NewInputs([]any{"flags", false})
	if other.Leave(s, left); other.hash.Sum() == NewInputs([]any{"flags", true}).hash.Sum() {
		t.Error("other flags are other inputs")
	}
}
