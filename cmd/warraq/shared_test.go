package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// blobs is a server of a shared cache.
type blobs struct {
	sync.Mutex
	objects map[string][]byte
	asked   map[string]bool
}

func (b *blobs) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.Lock()
	defer b.Unlock()
	b.asked[r.URL.Path] = true
	switch data, ok := b.objects[r.URL.Path]; {
	case r.Method == http.MethodPut:
		b.objects[r.URL.Path], _ = io.ReadAll(r.Body)
	case !ok:
		http.NotFound(w, r)
	default:
		_, _ = w.Write(data)
	}
}

// Whatever lies in the shared cache, the site is that of a clean build: each of its objects in turn is flipped, is
// another one, or is gone. Where manifests are signed, an attacker who signs his own is refused.
func TestPoisonedSharedCache(t *testing.T) {
	server := &blobs{objects: map[string][]byte{}, asked: map[string]bool{}}
	web := httptest.NewServer(server)
	defer web.Close()
	root := t.TempDir()
	n := &tabbed{T: t, root: root}
	n.save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/\ncards: false\npages: {lite: false, archive: false}\n")
	n.save("content/news/a.md", "---\ntitle: خبر\ndate: 2026-11-20\n---\n\nكلمات الخبر.\n")
	n.save("content/news/b.md", "---\ntitle: خبر آخر\ndate: 2026-11-21\n---\n\nكلمات أخرى.\n")
	t.Setenv("WARRAQ_CACHE_KEY", strings.Repeat("01", ed25519.SeedSize))
	build := func(to, output string, more ...string) (map[string]string, string) {
		t.Helper()
		if err := os.RemoveAll(filepath.Join(root, ".warraq")); err != nil {
			t.Fatal(err)
		}
		var talk bytes.Buffer
		args := append([]string{"build", "--source", root, "--output", output, "--to", to, "--now", stormNow, "--lang", "en", "-v"}, more...)
		if code := run(context.Background(), args, strings.NewReader(""), io.Discard, &talk); code != exitFine {
			t.Fatalf("%v gives %d: %s", args, code, &talk)
		}
		files := map[string]string{}
		if info, err := os.Stat(output); err == nil && !info.IsDir() {
			data, err := os.ReadFile(output)
			if err != nil {
				t.Fatal(err)
			}
			files["pack"] = string(data)
		} else {
			files = filesOf(t, output)
		}
		return files, talk.String()
	}
	shared := []string{"--cache", web.URL, "--cache-read-only"}
	clean, _ := build("pack", filepath.Join(t.TempDir(), "p"), "--cache", "none")
	cleanFolder, _ := build("folder", filepath.Join(t.TempDir(), "f"), "--cache", "none")
	if _, says := build("pack", filepath.Join(t.TempDir(), "p"), "--cache", web.URL); !strings.Contains(says, "WARRAQ_CACHE_TRUST=") {
		t.Errorf("the public key is not told: %s", says)
	}
	warm, says := build("pack", filepath.Join(t.TempDir(), "p"), shared...)
	if !maps.Equal(warm, clean) || !strings.Contains(says, " 0 made") {
		t.Fatalf("a warm build is another one: %s", says)
	}
	good := maps.Clone(server.objects)
	names := slices.Sorted(maps.Keys(good))
	for i, name := range names {
		data, other := good[name], good[names[(i+1)%len(names)]]
		flipped := bytes.Clone(data)
		flipped[len(data)/3] ^= 1
		for how, bad := range map[string][]byte{"flipped": flipped, "another": other} {
			asked := 0 // what no page needs is not fetched, and nothing is told of it
			for to, want := range map[string]map[string]string{"pack": clean, "folder": cleanFolder} {
				server.objects, server.asked = maps.Clone(good), map[string]bool{}
				server.objects[name] = bad
				got, says := build(to, filepath.Join(t.TempDir(), "p"), shared...)
				if !maps.Equal(got, want) || server.asked[name] != strings.Contains(says, web.URL) {
					t.Errorf("%s, %s: the %s is another one, or told is something else than what was asked for: %s", name, how, to, says)
				}
				if server.asked[name] {
					asked++
				}
			}
			if asked == 0 {
				t.Errorf("%s is fetched by no build", name)
			}
		}
		server.objects = maps.Clone(good)
		delete(server.objects, name)
		if got, says := build("folder", filepath.Join(t.TempDir(), "f"), shared...); !maps.Equal(got, cleanFolder) {
			t.Errorf("without %s the site is another one: %s", name, says)
		}
	}
	server.objects = good
	t.Setenv("WARRAQ_CACHE_KEY", "")
	t.Setenv("WARRAQ_CACHE_TRUST", hex.EncodeToString(ed25519.NewKeyFromSeed(make([]byte, 32)).Public().(ed25519.PublicKey)))
	if got, says := build("pack", filepath.Join(t.TempDir(), "p"), shared...); !maps.Equal(got, clean) || !strings.Contains(says, "is not signed by whom") || strings.Contains(says, " 0 made") {
		t.Errorf("a cache that another one signed is read: %s", says)
	}
}

// filesOf reads all files of a folder.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".warraq") {
			return err
		}
		data, err := os.ReadFile(name)
		files[strings.TrimPrefix(name, dir)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
