package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What a killed command left is swept by the next one that writes, whichever it is;
// what may still be written, and what is another's, stays.
func TestEveryWritingCommandSweeps(t *testing.T) {
	for _, args := range [][]string{
		{"fmt"}, {"check", "--fix"}, {"new", "خبر", "--section", "news"}, {"mv", "content/news/a.md", "content/b.md"}, {"import", "pasted.txt", "--from", "pasted", "--section", "news"},
	} {
		dir := t.TempDir()
		t.Chdir(dir)
		hourAgo := time.Now().Add(-time.Hour)
		for name, old := range map[string]bool{
			"content/news/a.md": true, "pasted.txt": true, "content/world/deep/.warraq-0123456789abcdef.tmp": true,
			"content/world/.warraq-fedcba9876543210.tmp": false, "content/world/.warraq-notes.tmp": true,
		} {
			err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte("---\ntitle: أ\ndate: 2026-11-20\n---\n\nالقدس - وكالة - نص الخبر الأول وهو طويل.\n"), 0o644))
			if old {
				err = errors.Join(err, os.Chtimes(name, hourAgo, hourAgo))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if code, said := runs(t, args...); code != exitFine {
			t.Errorf("%q: status %d: %s", args, code, said)
		}
		left, err := filepath.Glob("content/world/*/.warraq-*")
		more, _ := filepath.Glob("content/world/.warraq-*")
		if err != nil || len(left) != 0 || len(more) != 2 {
			t.Errorf("%q leaves %q and %q", args, left, more)
		}
	}
}
