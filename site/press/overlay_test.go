package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file static/js takes nothing from the theme's folder of that name, and is told.
func TestAFileNamedAsAFolderOfTheTheme(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"content/news/a.md": "---\ntitle: خبر\ndate: 2026-11-20\n---\nنص.\n", "static/js": "x", "static/css/own.css": "p{margin:0}"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := &shelf{}
	p, _ := s.print(t, quick(os.DirFS(dir)))
	if len(p.Problems) != 1 || p.Problems[0].Path != "static/js" || !p.Stands() {
		t.Errorf("told %v", p.Problems)
	}
	if p.assets.Named.JS.URL == "" || s.old[strings.TrimPrefix(p.assets.Named.JS.URL, "/")] == nil || s.old["css/own.css"] == nil {
		t.Errorf("the theme lost its scripts: %s, %v", p.assets.Named.JS.URL, p.assets.Has)
	}
}
