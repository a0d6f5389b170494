package origin

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/publish/pack"
)

const page = "<!doctype html><title>خبر</title>"

var files = map[string]string{
	"index.html": page + strings.Repeat("<p>الأولى</p>", 50), "404.html": page + strings.Repeat("<p>لا صفحة هنا</p>", 50),
	"سياسة/خبر/index.html": page + strings.Repeat("<p>خبر</p>", 50), "media/a.jpg": strings.Repeat("0123456789", 300),
	"css/site.0a1b2c3d4e.css": strings.Repeat("p{color:red}", 50), "media/film.mp4": strings.Repeat("film", 1<<19),
}

// packed writes the site as a pack.
func packed(t testing.TB, files map[string]string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "site.pack")
	w, err := pack.Create(name, func(data []byte) (s site.Sum) { copy(s[:], data); s[15] = byte(len(data)); return s })
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range files {
		if err := w.Put(context.Background(), site.File{Path: path, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return name
}

func headers(path string) (kind, cache string) {
	if strings.HasSuffix(path, ".html") {
		return "text/html; charset=utf-8", "max-age=30"
	}
	return "application/octet-stream", "max-age=60"
}

// ask sends a request, and gives the answer without following where it leads.
func ask(t *testing.T, server *httptest.Server, method, path string, with http.Header) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range with {
		req.Header[name] = values
	}
	resp, err := server.Client().Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(data)
}

// An origin answers as a web server does with the files of a folder (RFC 9110).
func TestOrigin(t *testing.T) {
	disk, err := pack.OpenFile(packed(t, files))
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	server := httptest.NewServer(New(disk.Pack, headers, "/paper/"))
	defer server.Close()
	plain, zipped := http.Header{"Accept-Encoding": {"identity"}}, http.Header{"Accept-Encoding": {"br, gzip;q=0.5"}}
	story := "/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1"
	for _, c := range []struct {
		method, path string
		with         http.Header
		status       int
		file         string // whose bytes are the answer
		location     string
	}{
		{"GET", "/paper/", plain, 200, "index.html", ""},
		{"GET", "/paper/", zipped, 200, "index.html", ""},
		{"GET", "/paper", plain, 200, "index.html", ""},
		{"GET", story + "/", zipped, 200, "سياسة/خبر/index.html", ""},
		{"GET", story + "/index.html", plain, 200, "سياسة/خبر/index.html", ""},
		{"GET", story + "?utm=1&b=%2F", plain, 301, "", story + "/?utm=1&b=%2F"},
		{"GET", "/paper/none/", plain, 404, "404.html", ""},
		{"GET", "/paper/none/", zipped, 404, "404.html", ""},
		{"GET", "/other/", plain, 404, "404.html", ""},
		{"GET", "/papers/index.html", plain, 404, "404.html", ""},
		{"GET", "/paper//evil.example/", plain, 404, "404.html", ""},
		{"GET", "/paper/..%2f..%2fetc/passwd", plain, 404, "404.html", ""},
		{"GET", "/paper/media/a.jpg", zipped, 200, "media/a.jpg", ""},
		{"GET", "/paper/media/film.mp4", zipped, 200, "media/film.mp4", ""},
		{"HEAD", "/paper/", plain, 200, "", ""},
		{"HEAD", "/paper/none", plain, 404, "", ""},
		{"POST", "/paper/", plain, 405, "", ""},
	} {
		resp, got := ask(t, server, c.method, c.path, c.with)
		if resp.Header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(strings.NewReader(got))
			if err != nil {
				t.Fatal(c.path, err)
			}
			data, _ := io.ReadAll(z)
			got = string(data)
		}
		if resp.StatusCode != c.status || resp.Header.Get("Location") != c.location || c.file != "" && got != files[c.file] {
			t.Errorf("%s %s: %s, %q, %d bytes: %.60q", c.method, c.path, resp.Status, resp.Header.Get("Location"), len(got), got)
		}
		wantsGzip := c.with.Get("Accept-Encoding") != "identity" && strings.HasSuffix(c.file, ".html")
		if isGzip := resp.Header.Get("Content-Encoding") == "gzip"; isGzip != wantsGzip {
			t.Errorf("%s: gzip %v", c.path, isGzip)
		}
		if c.method == "HEAD" && (got != "" || resp.ContentLength <= 0) {
			t.Errorf("HEAD %s: %d bytes, length %d", c.path, len(got), resp.ContentLength)
		}
	}
}

// What a reader has is not sent again, and parts are sent alone: with both encodings.
func TestConditionsAndRanges(t *testing.T) {
	disk, err := pack.OpenFile(packed(t, files))
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	server := httptest.NewServer(New(disk.Pack, headers, ""))
	defer server.Close()
	tags := map[string]bool{}
	for _, encoding := range []string{"identity", "gzip"} {
		accept := http.Header{"Accept-Encoding": {encoding}}
		resp, _ := ask(t, server, "GET", "/", accept)
		tag := resp.Header.Get("ETag")
		tags[tag] = true
		if resp.Header.Get("Vary") != "Accept-Encoding" || resp.Header.Get("Cache-Control") != "max-age=30" || tag == "" {
			t.Errorf("%s: %v", encoding, resp.Header)
		}
		resp, got := ask(t, server, "GET", "/", http.Header{"Accept-Encoding": {encoding}, "If-None-Match": {`"x", W/` + tag}})
		if resp.StatusCode != http.StatusNotModified || got != "" {
			t.Errorf("%s again: %s, %d bytes", encoding, resp.Status, len(got))
		}
	}
	if len(tags) != 2 {
		t.Errorf("two encodings have the tags %v", tags)
	}
	resp, got := ask(t, server, "GET", "/media/film.mp4", http.Header{"Range": {"bytes=1048570-1048583"}})
	if resp.StatusCode != http.StatusPartialContent || got != files["media/film.mp4"][1048570:1048584] {
		t.Errorf("a part of a film: %s, %q", resp.Status, got)
	}
	if resp, _ := ask(t, server, "GET", "/media/film.mp4", http.Header{"Range": {"bytes=99999999-"}}); resp.StatusCode != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("a part behind its end: %s", resp.Status)
	}
}

// The gzip of Accept-Encoding (RFC 9110, 12.5.3).
func TestTakesGzip(t *testing.T) {
	for value, want := range map[string]bool{
		"": false, "gzip": true, "br;q=1.0, gzip;q=0.8, *;q=0.1": true, "gzip;q=0": false, "*": true, "*;q=0": false,
		"identity": false, "GZIP": true, "x-gzip": true, "br": false, "gzip; q=0.0, *": false, "gzip;q=x": false,
	} {
		if got := takesGzip([]string{value}); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
}

// A pack in object storage is read by ranges: the head once, and a page with two requests. A pack
// that is replaced there is never read as the old one.
func TestRemote(t *testing.T) {
	data, err := os.ReadFile(packed(t, files))
	if err != nil {
		t.Fatal(err)
	}
	requests, tag := 0, `"one"`
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		w.Header().Set("ETag", tag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}))
	defer store.Close()
	remote, size, err := OpenRemote(t.Context(), store.URL+"/site.pack")
	if err != nil || size != int64(len(data)) {
		t.Fatal(size, err)
	}
	p, err := pack.New(remote, size)
	if err != nil || requests != 2 {
		t.Fatalf("%d requests: %v", requests, err)
	}
	server := httptest.NewServer(New(p, headers, ""))
	defer server.Close()
	requests = 0
	if resp, got := ask(t, server, "GET", "/", http.Header{"Accept-Encoding": {"identity"}}); got != files["index.html"] || requests != 2 {
		t.Errorf("%s with %d requests", resp.Status, requests)
	}
	tag = `"two"`
	if resp, _ := ask(t, server, "GET", "/", nil); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("of a replaced pack: %s", resp.Status)
	}
	if _, _, err := OpenRemote(t.Context(), server.URL+"/none"); err == nil {
		t.Error("what answers no ranges is a pack")
	}
}
