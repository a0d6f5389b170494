package newsroom

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A move takes no file's place, makes the folders that it needs, and leaves none
// behind when it fails; an edit is saved only if something changes.
func TestMovesAndEdits(t *testing.T) {
	dir := t.TempDir()
	room, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	for _, name := range []string{"news/a.md", "news/b.md", "news/x.png", "news/y.png", "old/c/d.md"} {
		if err := room.Save(name, "", []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		old, name string
		reason    Reason
	}{{"news/a.md", "news/b.md", Exists}, {"old", "news", Exists}, {"news/a.md", "../a.md", Outside}, {"/etc/passwd", "p", Outside}, {".", "x", Outside}} {
		var refused *Refusal
		if err := room.Move(c.old, c.name); !errors.As(err, &refused) || refused.Reason != c.reason {
			t.Errorf("%s to %s: %v", c.old, c.name, err)
		}
	}
	if err := room.Move("none.md", "deep/er/x.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "deep")); err == nil {
		t.Error("a folder stays behind")
	}
	if err := room.Move("old", "new/er"); err != nil {
		t.Fatal(err)
	}
	if err := room.MoveStory("news/a.md", "sport/2026/a.md", map[string]bool{"news/x.png": false, "news/y.png": true}); err != nil {
		t.Fatal(err)
	}
	if err := room.Edit("new/er/c/d.md", func(src []byte) ([]byte, error) { return append(bytes.Clone(src), '!'), nil }); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"sport/2026/a.md": "news/a.md", "sport/2026/x.png": "news/x.png", "sport/2026/y.png": "news/y.png", "news/y.png": "news/y.png", "new/er/c/d.md": "old/c/d.md!",
		"news/a.md": "", "news/x.png": "", "old/c/d.md": "",
	} {
		if data, _ := os.ReadFile(filepath.Join(dir, name)); string(data) != want {
			t.Errorf("%s holds %q, want %q", name, data, want)
		}
	}
	faulty := errors.New("no")
	if err := room.Edit("news/b.md", func([]byte) ([]byte, error) { return nil, faulty }); !errors.Is(err, faulty) {
		t.Errorf("a failed edit: %v", err)
	}
	if err := room.Edit("news/none.md", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an edit of nothing: %v", err)
	}
}

// A Mac writes a picture's name decomposed, and the story names it composed: it moves
// along, and what is missing or in the way leaves the story where it was.
func TestMovesAStoryWholeOrNotAtAll(t *testing.T) {
	const composed, decomposed = "\u0625.png", "\u0627\u0655.png"
	dir := t.TempDir()
	room, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	for _, name := range []string{"news/a.md", "news/x.png", "news/" + decomposed, "full/x.png", "other/" + composed} {
		if err := room.Save(name, "", []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	both := map[string]bool{"news/" + composed: false, "news/" + decomposed: false}
	for _, c := range []struct {
		name   string
		beside map[string]bool
	}{
		{"sport/a.md", map[string]bool{"news/none.png": false, "news/x.png": false}},
		{"full/a.md", map[string]bool{"news/x.png": false}},
		{"full/a.md", map[string]bool{"news/x.png": true}},
		{"other/a.md", both},
	} {
		if err := room.MoveStory("news/a.md", c.name, c.beside); err == nil {
			t.Errorf("%s: not refused", c.name)
		}
		for _, name := range []string{"news/a.md", "news/x.png", "news/" + decomposed} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Errorf("%s: it stopped halfway: %v", c.name, err)
			}
		}
	}
	if err := room.MoveStory("news/a.md", "sport/a.md", both); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "sport", decomposed)); string(data) != "news/"+decomposed {
		t.Errorf("the picture is not beside its story: %q", data)
	}
}
