package origin

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// A pack that is replaced while it is served is served from then on; one that cannot be read changes
// nothing, and is told once.
func TestServeTakesTheNextEdition(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.pack")
	replace := func(from string) {
		t.Helper()
		if err := os.Rename(from, name); err != nil {
			t.Fatal(err)
		}
	}
	replace(packed(t, map[string]string{"index.html": "one", "404.html": "none"}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ready, next, faults, ended := make(chan string, 1), make(chan bool, 9), make(chan error, 9), make(chan error, 1)
	go func() {
		ended <- Serve(ctx, listener, Options{Names: []string{name}, Headers: headers}, Listening{Ready: func(a string) { ready <- a }, Edition: func() { next <- true }, Fault: func(err error) { faults <- err }})
	}()
	address := <-ready
	get := func() string {
		t.Helper()
		resp, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var b [9]byte
		n, _ := resp.Body.Read(b[:])
		return string(b[:n])
	}
	if got := get(); got != "one" {
		t.Errorf("first %q", got)
	}
	replace(packed(t, map[string]string{"index.html": "two"}))
	<-next
	if got := get(); got != "two" {
		t.Errorf("then %q", got)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("no pack"), 0o600); err != nil {
		t.Fatal(err)
	}
	replace(broken)
	if err := <-faults; !strings.Contains(err.Error(), name) {
		t.Error(err)
	}
	if got := get(); got != "two" {
		t.Errorf("after a broken one %q", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// The script for the edge answers as the origin does, with the records that a pack has: from one pack, and from a folder
// whose old years are packs.
func TestWorker(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	for _, how := range []string{"pack", "folder"} {
		dir, packs, folder := t.TempDir(), []string{"site.pack"}, ""
		switch how {
		case "pack":
			if err := os.Rename(packed(t, files), filepath.Join(dir, "site.pack")); err != nil {
				t.Fatal(err)
			}
		case "folder":
			packs = asFolder(t, dir)
			folder = "/"
		}
		store := http.Server{Handler: http.FileServer(http.Dir(dir)), ReadHeaderTimeout: time.Second}
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = store.Serve(listener) }()
		defer store.Close()
		at := "http://" + listener.Addr().String() + "/"
		if folder != "" {
			folder = at
		}
		script := strings.NewReplacer(`["https://storage.example.org/public.pack"]`, `["`+at+strings.Join(packs, `", "`+at)+`"]`, `FOLDER = ""`, `FOLDER = "`+folder+`"`, `const ROOT = ""`, `const ROOT = "/paper"`).Replace(string(Worker))
		module := filepath.Join(t.TempDir(), "worker.mjs")
		if err := os.WriteFile(module, []byte(script), 0o600); err != nil {
			t.Fatal(err)
		}
		try := `const { default: worker } = await import(process.argv[1]); const zlib = await import("node:zlib")
for (const path of process.argv.slice(2)) {
  const answer = await worker.fetch(new Request("https://paper.example" + path))
  let body = Buffer.from(await answer.arrayBuffer())
  if (answer.headers.get("Content-Encoding") === "gzip") body = zlib.gunzipSync(body)
  console.log(answer.status, answer.headers.get("Location") ?? "-", answer.headers.get("Content-Type") ?? "-", body.length)
}`
		paths := []string{"/paper/", "/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1", "/paper/media/a.jpg", "/paper/none", "/papers/", "/paper/css/site.0a1b2c3d4e.css"}
		out, err := exec.Command(node, append([]string{"--input-type=module", "-e", try, "--", module}, paths...)...).CombinedOutput()
		want := []string{
			"200 - text/html; charset=utf-8 " + length("index.html"), "301 https://paper.example/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1/ - 0", "200 - image/jpeg " + length("media/a.jpg"),
			"404 - text/html; charset=utf-8 " + length("404.html"), "404 - text/plain;charset=UTF-8 9", "200 - text/css; charset=utf-8 " + length("css/site.0a1b2c3d4e.css"),
		}
		if got := strings.Split(strings.TrimSpace(string(out)), "\n"); err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %v\n%s\nwant\n%s", how, err, out, strings.Join(want, "\n"))
		}
	}
}

func length(name string) string { return strconv.Itoa(len(files[name])) }

// asFolder writes the files as a folder whose page of a story is in the pack of a year, and gives the packs.
func asFolder(t *testing.T, dir string) []string {
	t.Helper()
	story := map[string]string{}
	for path, data := range files {
		if strings.HasPrefix(path, "سياسة/") {
			story[path] = data
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(data), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "_frozen"), 0o777); err != nil {
		t.Fatal(err)
	}
	packs := []string{"_frozen/2020.pack", "_frozen/2019.pack"}
	for i, of := range []map[string]string{{"media/other.txt": "x"}, story} {
		if err := os.Rename(packed(t, of), filepath.Join(dir, filepath.FromSlash(packs[i]))); err != nil {
			t.Fatal(err)
		}
	}
	return packs
}

// A folder whose old years are packs is served as one site: no file that is hidden, or outside, and a pack that comes or
// goes is noticed.
func TestServeFolder(t *testing.T) {
	dir, secret := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	asFolder(t, dir)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, "about")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{filepath.Join(dir, ".warraq-manifest"): "secret", secret: "secret", filepath.Join(dir, "about.html"): "about", filepath.Join(dir, "about.html.gz"): zipped.String()} {
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(secret, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	sum := func(data []byte) (s site.Sum) { copy(s[:], data); return s }
	s := &sources{Options: Options{Names: []string{dir}, Sum: sum}}
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	found, err := s.next(t.Context())
	if err != nil || len(found) != 3 {
		t.Fatal(len(found), err)
	}
	o := New(several(found), headers, "")
	server := httptest.NewServer(o)
	defer server.Close()
	plain := http.Header{"Accept-Encoding": {"identity"}}
	for path, want := range map[string]int{
		"/": 200, "/media/a.jpg": 200, "/media/film.mp4": 200, "/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1/": 200, "/media/other.txt": 200, "/about.html": 200,
		"/.warraq-manifest": 404, "/link": 404, "/media": 404, "/_frozen/": 404, "/nothing/": 404, "/..%2f" + filepath.Base(filepath.Dir(secret)) + "/secret": 404,
	} {
		resp, got := ask(t, server, "GET", path, plain)
		if resp.StatusCode != want || got == "secret" || want == 200 && resp.Header.Get("ETag") == "" {
			t.Errorf("%s: %s", path, resp.Status)
		}
		name, _ := url.PathUnescape(path[1:])
		if strings.HasSuffix(path, "/") {
			name += "index.html"
		}
		if has, ok := files[name]; ok && got != has {
			t.Errorf("%s: %d bytes, not %d", path, len(got), len(has))
		}
	}
	if _, got := ask(t, server, "GET", "/about.html", http.Header{"Accept-Encoding": {"gzip"}}); got != zipped.String() {
		t.Errorf("what stands compressed is not given: %q", got)
	}
	if next, err := s.next(t.Context()); next != nil || err != nil {
		t.Errorf("nothing changed: %v %v", next, err)
	}
	if err := os.Remove(filepath.Join(dir, "_frozen", "2020.pack")); err != nil {
		t.Fatal(err)
	}
	if next, err := s.next(t.Context()); len(next) != 2 || err != nil {
		t.Errorf("without a pack: %v %v", next, err)
	}
}
