package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site"
)

// paper is a Site whose front page is what content/front.md holds.
type paper struct{ front string }

func (p paper) File(path string) ([]byte, bool, error) {
	switch path {
	case "index.html":
		return []byte("<html><body><p>" + p.front + "</p></body></html>"), true, nil
	case "tags/غزة/index.html":
		return []byte("<html><body>غزة</body></html>"), true, nil
	case "404.html":
		return []byte("<html><body>لا شيء هنا</body></html>"), true, nil
	case "film.mp4":
		return []byte("0123456789"), true, nil
	}
	return nil, false, nil
}
func (p paper) Faults() []site.Problem {
	if strings.Contains(p.front, "خطأ") {
		return []site.Problem{{Path: "content/front.md", Line: 1, Col: 1, Level: site.LevelError, Message: site.Say("هنا خطأ", "a fault")}}
	}
	return nil
}
func (p paper) Redirect(path string) string {
	if path == "/old/" {
		return "/tags/%D8%BA%D8%B2%D8%A9/"
	}
	return ""
}
func (p paper) Base() string            { return "" }
func (p paper) Source(string) string    { return "" }
func (p paper) Story(string) *site.Link { return nil }

// preview runs a server over a folder and gives its address.
func preview(t *testing.T, poll bool) (address, root string) {
	t.Helper()
	root = t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, root, "first")
	return previewOf(t, root, poll), root
}

// previewOf runs a server over a folder that is there already.
func previewOf(t *testing.T, root string, poll bool) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		err := Run(ctx, Options{
			Listener: l, Root: root, Folders: []string{"content"}, Poll: poll, Lang: "ar", Say: func(w site.Words) string { return w.Ar },
			Rebuild: func(context.Context, []string) (Site, error) {
				data, err := os.ReadFile(filepath.Join(root, "content", "front.md"))
				return paper{string(data)}, err
			},
		})
		if err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { stop(); wg.Wait() })
	return l.Addr().String()
}

func write(t *testing.T, root, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, "content", "front.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// ask sends a request word for word, as no client library would.
func ask(t *testing.T, address, request string) (status, body string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprintf(c, "%s\r\nConnection: close\r\n\r\n", strings.ReplaceAll(request, "HOST", address))
	all, _ := io.ReadAll(c)
	head, body, _ := strings.Cut(string(all), "\r\n\r\n")
	if fields := strings.Fields(head); len(fields) > 1 {
		return fields[1], body
	}
	return "no answer", body
}

func TestWhatThePreviewRefuses(t *testing.T) {
	address, root := preview(t, false)
	if err := os.WriteFile(filepath.Join(root, "secret.txt"), []byte("embargoed"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ request, status string }{
		{"GET / HTTP/1.1\r\nHost: HOST", "200"},
		{"GET / HTTP/1.1\r\nHost: localhost:1313", "200"},
		{"GET / HTTP/1.1\r\nHost: evil.example", "403"},
		{"GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example", "403"},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: https://evil.example", "403"},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: null", "403"},
		{"GET /.warraq/events HTTP/1.1\r\nHost: HOST\r\nOrigin: https://evil.example", "403"},
		{"GET /.warraq/events HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors", "403"},
		{"GET /.warraq/problems HTTP/1.1\r\nHost: evil.example", "403"},
		{"GET /../secret.txt HTTP/1.1\r\nHost: HOST", "400"},
		{"GET /%2e%2e/secret.txt HTTP/1.1\r\nHost: HOST", "400"},
		{"GET /..%2fsecret.txt HTTP/1.1\r\nHost: HOST", "400"},
		{"GET /%252e%252e/secret.txt HTTP/1.1\r\nHost: HOST", "400"},
		{"GET /%5c..%5csecret.txt HTTP/1.1\r\nHost: HOST", "400"},
		{"GET //etc/passwd HTTP/1.1\r\nHost: HOST", "400"},
		{"GET /%00 HTTP/1.1\r\nHost: HOST", "400"},
		{"GET http://evil.example/ HTTP/1.1\r\nHost: HOST", "403"},
		{"GET /.git/config HTTP/1.1\r\nHost: HOST", "404"},
		{"GET /content/front.md HTTP/1.1\r\nHost: HOST", "404"},
		{"GET /secret.txt HTTP/1.1\r\nHost: HOST", "404"},
		{"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0", "405"},
		{"DELETE / HTTP/1.1\r\nHost: HOST", "405"},
		{"GET / HTTP/1.1", "400"},
	} {
		status, body := ask(t, address, c.request)
		if status != c.status {
			t.Errorf("%.60q: %s, want %s", c.request, status, c.status)
		}
		if strings.Contains(body, "embargoed") {
			t.Errorf("%.60q leaked a file of the source", c.request)
		}
	}
}

func TestHTTPIsSpokenRight(t *testing.T) {
	address, _ := preview(t, false)
	get := func(method, path string, header ...string) *http.Response {
		t.Helper()
		r, err := http.NewRequest(method, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { resp.Body.Close() })
		return resp
	}
	if r := get("GET", "/tags/%D8%BA%D8%B2%D8%A9/"); r.StatusCode != 200 || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("an Arabic path: %s, %s", r.Status, r.Header.Get("Cache-Control"))
	}
	if r := get("GET", "/tags/%D8%BA%D8%B2%D8%A9"); r.StatusCode != 301 || r.Header.Get("Location") != "/tags/%D8%BA%D8%B2%D8%A9/" {
		t.Errorf("without its slash: %s to %s", r.Status, r.Header.Get("Location"))
	}
	if r := get("GET", "/old/"); r.StatusCode != 301 || r.Header.Get("Location") != "/tags/%D8%BA%D8%B2%D8%A9/" {
		t.Errorf("an alias: %s to %s", r.Status, r.Header.Get("Location"))
	}
	missing := get("GET", "/nothing/")
	if body, _ := io.ReadAll(missing.Body); missing.StatusCode != 404 || !strings.Contains(string(body), "لا شيء هنا") {
		t.Errorf("what is missing: %s %s", missing.Status, body)
	}
	part := get("GET", "/film.mp4", "Range", "bytes=-3")
	if body, _ := io.ReadAll(part.Body); part.StatusCode != 206 || string(body) != "789" || part.Header.Get("Content-Type") != "video/mp4" {
		t.Errorf("a range: %s %q %s", part.Status, body, part.Header.Get("Content-Type"))
	}
	if r := get("GET", "/film.mp4", "Range", "bytes=90-"); r.StatusCode != 416 {
		t.Errorf("a range beyond the end: %s", r.Status)
	}
	if r := get("HEAD", "/film.mp4"); r.StatusCode != 200 || r.ContentLength != 10 {
		t.Errorf("HEAD: %s, %d bytes", r.Status, r.ContentLength)
	}
	tag := get("GET", "/film.mp4").Header.Get("ETag")
	if r := get("GET", "/film.mp4", "If-None-Match", tag); r.StatusCode != 304 {
		t.Errorf("what the browser has already: %s", r.Status)
	}
}

// events opens the stream and gives its events one by one.
func events(t *testing.T, address string) func() string {
	t.Helper()
	resp, err := http.Get("http://" + address + "/.warraq/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	return func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return data
			}
		}
		return ""
	}
}

func front(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get("http://" + address + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return string(body)
}

func TestASaveIsServedAndTold(t *testing.T) {
	for _, poll := range []bool{false, true} {
		address, root := preview(t, poll)
		next := events(t, address)
		next() // how things stand
		write(t, root, "second")
		next()
		if page := front(t, address); !strings.Contains(page, "second") {
			t.Errorf("poll %v: after the save %s", poll, page)
		}
	}
}

func TestAnAtomicSaveIsSeen(t *testing.T) {
	address, root := preview(t, false)
	next := events(t, address)
	next()
	temporary := filepath.Join(root, "content", ".front.md.tmp")
	if err := os.WriteFile(temporary, []byte("renamed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(temporary, filepath.Join(root, "content", "front.md")); err != nil {
		t.Fatal(err)
	}
	next()
	if page := front(t, address); !strings.Contains(page, "renamed") {
		t.Errorf("after the rename %s", page)
	}
}

func TestTheLastGoodSiteStaysUp(t *testing.T) {
	address, root := preview(t, false)
	next := events(t, address)
	next()
	if err := os.Remove(filepath.Join(root, "content", "front.md")); err != nil {
		t.Fatal(err)
	}
	if got := next(); got != `{"errors":1}` {
		t.Errorf("told %s", got)
	}
	if page := front(t, address); !strings.Contains(page, "first") {
		t.Errorf("the last good page is gone: %s", page)
	}
	write(t, root, "back again")
	if got := next(); got != `{"errors":0}` {
		t.Errorf("told %s", got)
	}
	if page := front(t, address); !strings.Contains(page, "back again") {
		t.Errorf("after mending %s", page)
	}
}

func TestContentMayBeALink(t *testing.T) {
	elsewhere, root := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(root, "content")); err != nil {
		t.Skip(err)
	}
	for _, poll := range []bool{false, true} {
		write(t, root, "first")
		next := events(t, previewOf(t, root, poll))
		next()
		if err := os.WriteFile(filepath.Join(elsewhere, "front.md"), []byte("saved at its real place"), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := next(); got != `{"errors":0}` {
			t.Errorf("poll %v: told %q", poll, got)
		}
	}
}

func TestAPlaceIsFoundByItsWords(t *testing.T) {
	const manuscript = "---\ntitle: السد\n---\n\nقال **الوزير** إن [السد](https://a.example/) بُني عام 2019.\n\nوفي عام 2020 فاض."
	for _, c := range []struct {
		words string
		line  int
	}{
		{"قال الوزير إن السد بُني عام ٢٠١٩.", 5}, {"وفي عام ٢٠٢٠ فاض.", 7}, {"السد", 2}, {"كلام من قالب", 1}, {"", 1},
	} {
		if got := lineOf(manuscript, c.words); got != c.line {
			t.Errorf("%q is found at line %d, want %d", c.words, got, c.line)
		}
	}
}

func TestAPlaceIsOfTheEditionOnly(t *testing.T) {
	address, root := preview(t, false)
	if err := os.WriteFile(filepath.Join(root, "secret.txt"), []byte("embargoed"), 0o600); err != nil {
		t.Fatal(err)
	}
	for source, status := range map[string]string{
		"content/front.md": "200", "content/none.md": "404", "secret.txt": "400", "content/../secret.txt": "400", "/etc/passwd": "400",
		"content/.git/config": "400", "content%5c..%5csecret.txt": "400", "": "400", "content/%00": "400",
	} {
		if got, body := ask(t, address, "GET /.warraq/place?words=a&source="+source+" HTTP/1.1\r\nHost: HOST"); got != status || strings.Contains(body, "embargoed") {
			t.Errorf("%q: %s, want %s", source, got, status)
		}
	}
}
