package pages

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish/deploy"
)

// host is a git-pages host, as its README says it (2026): PUT replaces, PATCH merges, a
// character device 0:0 deletes, a parent that is a file is a fault.
type host struct {
	mu     sync.Mutex
	files  map[string]string
	log    []string
	answer int // in place of the next one
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r.Method != http.MethodGet {
		h.log = append(h.log, r.Method+" "+r.URL.Path)
	}
	if status := h.answer; status != 0 && r.Method != http.MethodGet {
		h.answer = 0
		w.WriteHeader(status)
		return
	}
	key := strings.TrimPrefix(r.URL.Path, "/paper/")
	if r.Method == http.MethodGet {
		if data, ok := h.files[key]; ok {
			_, _ = io.WriteString(w, data)
		} else {
			w.WriteHeader(http.StatusNotFound)
		}
		return
	}
	if r.Header.Get("Forge-Authorization") != "token marker" || key != "" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	next := map[string]string{}
	if r.Method == http.MethodPatch {
		if h.files == nil || r.Header.Get("Atomic") == "" || r.Header.Get("Create-Parents") != "yes" {
			w.WriteHeader(http.StatusPreconditionRequired)
			return
		}
		next = maps.Clone(h.files)
	}
	if err := merge(next, r.Body); err != nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	h.files = next
}

func merge(files map[string]string, body io.Reader) error {
	plain, err := gzip.NewReader(body)
	if err != nil {
		return err
	}
	for archive := tar.NewReader(plain); ; {
		header, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for dir, at := "", header.Name; strings.Contains(at, "/"); {
			var part string
			part, at, _ = strings.Cut(at, "/")
			if dir += part; files[dir] != "" {
				return fs.ErrInvalid
			}
			dir += "/"
		}
		maps.DeleteFunc(files, func(name, _ string) bool { return name == header.Name || strings.HasPrefix(name, header.Name+"/") })
		if header.Typeflag == tar.TypeReg {
			data, err := io.ReadAll(archive)
			if err != nil {
				return err
			}
			files[header.Name] = string(data)
		}
	}
}

func hash(data []byte) site.Sum { return site.Sum(cache.Of(data)) }

func deployed(t *testing.T, url string, paper map[string]string, change func(*deploy.Options)) (deploy.Report, error) {
	t.Helper()
	t.Setenv(TokenName, "marker")
	p, err := Open(url)
	if err != nil {
		t.Fatal(err)
	}
	p.Tries = deploy.Tries{Most: 2, First: time.Millisecond}
	o := deploy.Options{Hash: hash, MaxDelete: 100, Now: time.Now, Open: func(path string) ([]byte, error) { return []byte(paper[path]), nil }}
	for _, path := range slices.Sorted(maps.Keys(paper)) {
		o.Files = append(o.Files, deploy.File{Path: path, Sum: hash([]byte(paper[path])), Size: int64(len(paper[path]))})
	}
	if change != nil {
		change(&o)
	}
	r, err := deploy.Run(context.Background(), p, o)
	return r, errorsJoined(err, p.Close())
}

func errorsJoined(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// The first deploy is the site, later ones what changed; what left goes one deploy later; a
// busy host is asked again; nothing is seen by halves.
func TestDeploys(t *testing.T) {
	h := &host{}
	server := httptest.NewServer(h)
	defer server.Close()
	url := server.URL + "/paper"
	paper := map[string]string{"index.html": "front", "سياسة/خبر/index.html": "story", "old/index.html": "old"}
	for range 40 {
		paper[fmt.Sprintf("a/%d/index.html", len(paper))] = strings.Repeat("long ", 1000)
	}
	goes := func(method string, change func(*deploy.Options)) {
		t.Helper()
		h.log = nil
		if _, err := deployed(t, url, paper, change); err != nil {
			t.Fatal(err)
		}
		if len(h.log) == 0 && method != "" || method != "" && h.log[len(h.log)-1] != method+" /paper/" || method == "" && len(h.log) > 0 {
			t.Errorf("asked %q, want %s", h.log, method)
		}
		for path, data := range paper {
			if h.files[path] != data {
				t.Errorf("%s is %q", path, h.files[path])
			}
		}
	}
	goes("PUT", nil)
	goes("", nil)
	paper["سياسة/خبر/index.html"] = "edited"
	delete(paper, "old/index.html")
	goes("PATCH", nil)
	if h.files["old/index.html"] == "" {
		t.Error("what left is deleted at once")
	}
	h.answer = http.StatusConflict
	goes("PATCH", nil)
	if _, there := h.files["old/index.html"]; there || len(h.log) != 2 {
		t.Errorf("what left stays; %q", h.log)
	}
	paper["سياسة/خبر"] = "a file"
	delete(paper, "سياسة/خبر/index.html")
	goes("PATCH", nil)
	goes("", nil)
	delete(paper, "سياسة/خبر")
	paper["سياسة/خبر/index.html"] = "a folder again"
	goes("PATCH", nil)
	goes("", nil)
}

// What is refused is told without the token.
func TestRefused(t *testing.T) {
	for status, want := range map[int]string{401: "refuses the token", 413: "larger than the host", 503: "down or busy", 418: "refuses the request (418)"} {
		h := &host{}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				_, _ = io.Copy(io.Discard, r.Body)
				w.WriteHeader(status)
				return
			}
			h.ServeHTTP(w, r)
		}))
		_, err := deployed(t, server.URL+"/paper/", map[string]string{"index.html": "x"}, nil)
		if err == nil || !strings.Contains(site.Reason(err).En, want) || strings.Contains(err.Error(), "marker") {
			t.Errorf("%d: %v", status, err)
		}
		server.Close()
		if _, err := deployed(t, server.URL, nil, nil); err == nil || !strings.Contains(site.Reason(err).En, "does not answer") {
			t.Error(err)
		}
	}
	t.Setenv(TokenName, "")
	for _, address := range []string{"https://a@x.example/", "x", "ftp://x.example", "https://x.example/?a", "https://x.example/"} {
		if _, err := Open(address); err == nil {
			t.Errorf("%s is taken", address)
		}
	}
	t.Setenv(TokenName, "Pages secret")
	p, err := Open("https://x.example/paper")
	if err != nil || fmt.Sprint(p) != "pages https://x.example/paper/" || !p.Whole() {
		t.Errorf("%v %v", p, err)
	}
	header := http.Header{}
	if p.sign(header); header.Get("Authorization") != "Pages secret" {
		t.Error(header)
	}
}
