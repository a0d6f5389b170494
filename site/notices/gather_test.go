package notices

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Who asks is told of all that was saved before, at once and once, whether the system gives notices or not; of a
// folder that is new with the files in it.
func TestWhoAsksKnowsAll(t *testing.T) {
	for _, poll := range []bool{false, true} {
		root := t.TempDir()
		save := func(name string) {
			t.Helper()
			name = filepath.Join(root, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name+"~", []byte(t.Name()), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(name+"~", name); err != nil {
				t.Fatal(err)
			}
		}
		save("content/news/old.md")
		g := Gather(t.Context(), Options{Root: root, Folders: []string{"content"}, Poll: poll}, filepath.Join(root, ".own/marks"))
		for i := range 200 {
			var want []string
			for j := range i%3 + 1 {
				name := fmt.Sprintf("content/news/%d-%d.md", i, j)
				save(name)
				want = append(want, name)
			}
			if c := g.Since(); c.More || !slices.Equal(c.Files, want) {
				t.Fatalf("poll %v: %+v, want %v", poll, c, want)
			}
		}
		if c := g.Since(); c.More || len(c.Files) > 0 {
			t.Errorf("poll %v: told twice: %+v", poll, c)
		}
		save("content/news/2026/12/story/index.md")
		save("content/news/2026/12/story/a.png")
		if err := os.Remove(filepath.Join(root, "content/news/old.md")); err != nil {
			t.Fatal(err)
		}
		c := g.Since()
		if got := strings.Join(c.Files, " "); !poll && !c.More || !strings.HasSuffix(got, "content/news/old.md") ||
			!strings.Contains(got, "content/news/2026/12/story/a.png content/news/2026/12/story/index.md") {
			t.Errorf("poll %v: a new folder: %+v", poll, c)
		}
		if err := os.RemoveAll(filepath.Join(root, ".own")); err != nil {
			t.Fatal(err)
		}
		save("content/news/last.md")
		if c := g.Since(); !slices.Contains(c.Files, "content/news/last.md") {
			t.Errorf("poll %v: without the folder of marks: %+v", poll, c)
		}
	}
}
