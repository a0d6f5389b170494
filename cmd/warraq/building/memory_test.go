package building

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warraq/cmd/warraq/command"
	"warraq/site/publish/deploy"
	"warraq/site/publish/places"
)

// An embargo that was foreseen lifts at its second and not before, with all that was saved since.
func TestAnEmbargoIsForeseen(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	lift := now.Add(30 * time.Minute)
	for _, saved := range []bool{false, true} {
		t.Run(fmt.Sprintf("saved meanwhile %v", saved), func(t *testing.T) {
			source := t.TempDir()
			save := func(name, text string) {
				t.Helper()
				path := filepath.Join(source, "content", name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			save("edition.yaml", "title: جريدة\nbase_url: https://example.org\ntime_zone: UTC\ncards: false\n")
			save("news/old.md", "---\ntitle: خبر\ndate: 2026-11-20\n---\n\nنص.\n")
			save("news/held.md", "---\ntitle: محظور\ndate: "+lift.Format(time.RFC3339)+"\n---\n\nHELDWORD.\n")

			d := &command.Tool{}
			d.Common.Source = source
			m, err := remember(t.Context(), d, true)
			if err != nil {
				t.Fatal(err)
			}
			defer m.close()
			m.to = &places.Target{Session: &deploy.Session{}} // that has nothing yet
			pages := func(now time.Time) string {
				t.Helper()
				var all strings.Builder
				m.mu.Lock()
				defer m.mu.Unlock()
				for _, f := range m.revise(t.Context(), now) {
					if !m.ready {
						t.Fatal("the newsroom is to be read again")
					}
					if strings.HasSuffix(f.Path, ".html") {
						all.Write(f.Data)
					}
				}
				m.due = m.papers.NextDue()
				return all.String()
			}
			m.load(t.Context(), now)
			if pages(now); !m.due.Equal(lift) {
				t.Fatalf("the site changes next at %v", m.due)
			}
			if m.foresee(t.Context()); m.next.papers == nil {
				t.Fatal("nothing is foreseen")
			}
			if saved {
				save("news/new.md", "---\ntitle: عاجل\ndate: 2026-11-23T12:01:00Z\n---\n\nNEWWORD.\n")
			}
			if before := pages(lift.Add(-time.Second)); strings.Contains(before, "HELDWORD") || strings.Contains(before, "NEWWORD") != saved {
				t.Error("before its second the story is out, or what was saved is not")
			}
			if after := pages(lift); !strings.Contains(after, "HELDWORD") || strings.Contains(after, "NEWWORD") != saved {
				t.Error("at its second the story is not out, or what was saved is not")
			}
			if m.next.papers != nil || !m.due.After(lift) {
				t.Errorf("what was foreseen stays, or the site changes next at %v", m.due)
			}
		})
	}
}
