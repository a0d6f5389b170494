package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A body that was damaged in the cache is noticed and made again in the same build.
func TestDamagedBodyIsMadeAgain(t *testing.T) {
	root := t.TempDir()
	save := func(name, text string) {
		t.Helper()
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := func() (code int, says string) {
		var talk bytes.Buffer
		code = run(context.Background(), []string{"build", "--source", root, "--output", filepath.Join(root, "public"), "--now", stormNow, "--lang", "en"}, strings.NewReader(""), io.Discard, &talk)
		return code, talk.String()
	}
	page := func() string {
		data, err := os.ReadFile(filepath.Join(root, "public", "about", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/\n")
	save("content/pages/about.md", "---\ntitle: من نحن\n---\n\nكلمات الصفحة كما كتبت.\n")
	if code, says := build(); code != exitFine {
		t.Fatalf("the first build: %s", says)
	}
	before := page()
	pack := filepath.Join(root, ".warraq", "bodies-0.pack")
	data, err := os.ReadFile(pack)
	if err != nil || len(data) == 0 {
		t.Fatalf("the cache has no bodies: %v", err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(pack, data, 0o666); err != nil {
		t.Fatal(err)
	}
	save("templates/partials/crumbs.html", "<p>جديد</p>") // every page is made again
	if code, says := build(); code != exitFine || page() == before || !strings.Contains(page(), "كلمات الصفحة") {
		t.Errorf("a build of a damaged body gives %d, and the page is replaced: %v; it says %s", code, page() != before, says)
	}
}
