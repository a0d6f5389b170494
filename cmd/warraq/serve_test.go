package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
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

// The preview keeps its path while edition.yaml is broken, sees saves after a story of
// an odd section, and serves no file that a link fetches from outside.
func TestPreviewSurvivesOddFiles(t *testing.T) {
	n := &tabbed{T: t, root: t.TempDir()}
	const edition = "title: الصحيفة\nbase_url: https://example.org/news/\n"
	n.save("content/edition.yaml", edition)
	n.save("content/politics/_index.md", "---\ntitle: سياسة\n---\n")
	n.save("content/politics/visit.md", "---\ntitle: وصول الوفد\ndate: 2026-11-20\n---\n\nالأول.\n")
	n.save("static/x.txt", "x")
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	address := n.serve()
	get := func(path string) (int, string) {
		t.Helper()
		resp, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body)
	}
	await := func(path, words string) {
		t.Helper()
		for range 200 {
			if status, body := get(path); status == http.StatusOK && strings.Contains(body, words) {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("%s never shows %s", path, words)
	}
	story := func(words string) {
		n.save("content/politics/visit.md", "---\ntitle: وصول الوفد\ndate: 2026-11-20\n---\n\n"+words+"\n")
		await("/news/politics/2026/11/visit/", words)
	}
	story("الثاني")
	n.save("content/edition.yaml", "title: [\n")
	story("الثالث") // under the same path
	n.save("content/edition.yaml", edition)
	story("الرابع")
	n.save("content/politics/odd.md", "---\ntitle: غريب\ndate: 2026-11-20\nsection: /politics\n---\n\nنص.\n")
	story("الخامس")
	if err := os.Symlink(secret, filepath.Join(n.root, "static", "link.txt")); err != nil {
		t.Skip(err)
	}
	if err := os.Remove(filepath.Join(n.root, "static", "x.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(n.root, "static", "x.txt")); err != nil {
		t.Fatal(err)
	}
	story("السادس")
	for _, path := range []string{"/news/link.txt", "/news/x.txt", "/link.txt"} {
		if status, body := get(path); strings.Contains(body, "secret") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

// A site in one file is served with the headers that a deploy gives its files.
func TestServePack(t *testing.T) {
	dir := t.TempDir()
	n := &tabbed{T: t, root: dir}
	n.save("content/edition.yaml", "title: الصحيفة\nbase_url: https://example.org/x\n")
	n.save("content/news/a.md", "---\ntitle: وصول الوفد\ndate: 2026-11-20\n---\n\nنص.\n")
	file := filepath.Join(dir, "site.pack")
	var talk bytes.Buffer
	if code := run(t.Context(), []string{"build", "--source", dir, "--to", "pack", "--output", file, "--now", "2026-11-23T12:00:00Z"}, strings.NewReader(""), io.Discard, &talk); code != exitFine {
		t.Fatal(talk.String())
	}
	address, stop := listening(t, "serve-pack", file, "--root", "/x", "--port", "0")
	defer stop()
	resp, err := http.Get(address + "/x/news/2026/11/a/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || !bytes.Contains(page, []byte("<h1>وصول الوفد</h1>")) || !strings.Contains(resp.Header.Get("Cache-Control"), "stale-while-revalidate") || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("%v %s %v\n%.300s", err, resp.Status, resp.Header, page)
	}
	if code := run(t.Context(), []string{"serve-pack", filepath.Join(dir, "content/edition.yaml"), "--port", "0", "--lang", "en"}, strings.NewReader(""), io.Discard, &talk); code != exitMisuse || !strings.Contains(talk.String(), "is no pack") {
		t.Errorf("a file that is no pack: %d, %s", code, talk.String())
	}
}
