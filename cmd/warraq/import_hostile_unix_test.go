//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe in a folder that comes in is told, and waited for nowhere.
func TestImportWaitsForNoPipe(t *testing.T) {
	room := t.TempDir()
	put := func(name, text string) {
		file := filepath.Join(room, name)
		err := os.MkdirAll(filepath.Dir(file), 0o755)
		switch {
		case err == nil && text == "":
			err = syscall.Mkfifo(file, 0o600)
		case err == nil:
			err = os.WriteFile(file, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("medium/posts/0_pipe.html", "")
	put("medium/posts/1_a.html", "<article class=h-entry><h1 class=p-name>أ</h1><section class=e-content><p>نص</p></section></article>")
	put("medium/posts/2_latin.html", "\xff\xfeh-entry\xd8")
	put("hugo/hugo.toml", "title = 'x'\n")
	put("hugo/content/news/pipe.md", "")
	put("hugo/content/news/a.md", "---\ntitle: أ\ndate: 2024-01-01\n---\n![](/uploads/pipe.jpg)\n")
	put("hugo/static/uploads/pipe.jpg", "")
	put("ghost.json", `{"posts": [{"title": "a", "slug": "a", "html": "<p>x</p><img src='/content/images/pipe.jpg'>", "status": "published"}]}`)
	put("uploads/pipe.jpg", "")
	for _, c := range [][]string{
		{"cannot be read 2", "medium"}, {"link or device 2", "hugo"}, {"taken: section 1, story 1", "ghost.json", "--media", filepath.Join(room, "uploads")},
	} {
		paper := filepath.Join(t.TempDir(), "paper")
		if _, said := runs(t, append([]string{"import", "--source", paper, filepath.Join(room, c[1])}, c[2:]...)...); !strings.Contains(said, c[0]) || strings.Contains(said, "error:") {
			t.Errorf("%s: %s", c[1], said)
		}
	}
}
