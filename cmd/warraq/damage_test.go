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

// Whatever lies where the cache should be, the site is that of a clean build, and
// nothing outside the cache is touched.
func TestACacheThatIsNoneIsMadeAnew(t *testing.T) {
	root := t.TempDir()
	n := &tabbed{T: t, root: root}
	n.save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/\ncards: false\npages: {search: false, lite: false, archive: false}\n")
	const story = "---\ntitle: خبر\ndate: 2026-11-20\n---\n\nكلمات الخبر.\n"
	n.save("content/news/a.md", story)
	kept, public := filepath.Join(root, ".warraq"), filepath.Join(root, "public")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	replace := func(name string, with func(path string)) func() {
		return func() {
			must(os.RemoveAll(filepath.Join(kept, name)))
			with(filepath.Join(kept, name))
		}
	}
	folder := func(path string) { must(os.MkdirAll(filepath.Join(path, "full"), 0o755)) }
	file := func(path string) { must(os.WriteFile(path, []byte("mine"), 0o600)) }
	link := func(path string) { must(os.Symlink(filepath.Join(root, "content", "news", "a.md"), path)) }
	loop := func(path string) { must(os.Symlink(filepath.Base(path), path)) }
	dangling := func(path string) { must(os.Symlink("nowhere", path)) }
	odd := []func(){
		func() {}, replace("", file), replace("", loop), replace("", dangling), func() { must(os.RemoveAll(kept)) },
		func() { must(os.RemoveAll(kept)); must(os.Symlink(t.TempDir(), kept)) },
	}
	for _, name := range []string{"store", "store.new", "store.newest", "bodies-0.pack", "lock"} {
		for _, with := range []func(string){folder, file, link, loop, dangling} {
			odd = append(odd, replace(name, with))
		}
	}
	for i, upset := range odd {
		must(os.RemoveAll(kept))
		for _, change := range []func(){func() {}, upset} {
			change()
			must(os.RemoveAll(public))
			var talk bytes.Buffer
			code := run(context.Background(), []string{"build", "--source", root, "--output", public, "--now", stormNow, "--lang", "en"}, strings.NewReader(""), io.Discard, &talk)
			page, _ := os.ReadFile(filepath.Join(public, "news", "2026", "11", "a", "index.html"))
			if code != exitFine || !strings.Contains(string(page), "كلمات الخبر") || strings.Contains(talk.String(), "error") {
				t.Errorf("state %d gives %d: %s", i, code, &talk)
			}
		}
		if data, _ := os.ReadFile(filepath.Join(root, "content", "news", "a.md")); string(data) != story {
			t.Fatalf("state %d writes into a manuscript: %s", i, data)
		}
	}
}
