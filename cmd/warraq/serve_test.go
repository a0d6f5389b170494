package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// What the preview says of a story's author, section or edition is true again
// when that file is saved, without a restart.
func TestPreviewHearsOfNewAuthors(t *testing.T) {
	n := &tabbed{T: t, root: t.TempDir()}
	n.save("content/edition.yaml", "title: الصحيفة\nbase_url: https://example.org\n")
	n.save("content/politics/_index.md", "---\ntitle: سياسة\n---\n")
	n.save("content/politics/visit.md", "---\ntitle: وصول الوفد إلى دمشق\ndate: 2026-11-20\nauthors: [منى الأحمد]\nsummary: ما جرى أمس\n---\n\nوصل الوفد أمس.\n")
	n.save("content/authors/sami.md", "---\nname: سامي\n---\n") // without any author file the rule is silent
	address := n.serve()
	unknown := func() bool {
		t.Helper()
		resp, err := http.Get(address + "/.warraq/problems?source=content/politics/visit.md")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var problems []struct{ Message string }
		if err := json.NewDecoder(resp.Body).Decode(&problems); err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if strings.Contains(p.Message, "لا ملف للكاتب") {
				return true
			}
		}
		return false
	}
	if !unknown() {
		t.Fatal("an author without a file is not told")
	}
	n.save("content/authors/منى-الأحمد.md", "---\nname: منى الأحمد\n---\n")
	for range 200 { // until the preview has seen the file
		if !unknown() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the author has a file now, and is still said to have none")
}
