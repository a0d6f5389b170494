package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/notices"
)

// failing is the error of a page that its template cannot make.
type failing struct{ site.Problem }

func (f failing) Error() string       { return f.Message.En }
func (f failing) Fault() site.Problem { return f.Problem }

// paper is a Site whose front page is what content/front.md holds.
func paper(front string) *Site {
	s := &Site{
		File: func(path string) ([]byte, bool, error) {
			switch path {
			case "index.html":
				return []byte("<html><body><p>" + front + "</p></body></html>"), true, nil
			case "tags/غزة/index.html":
				return []byte("<html><body>غزة</body></html>"), true, nil
			case "404.html":
				return []byte("<html><body>لا شيء هنا</body></html>"), true, nil
			case "film.mp4":
				return []byte("0123456789"), true, nil
			case "broken/index.html":
				return nil, false, failing{site.Problem{Path: "templates/article.html", Line: 2, Rule: "theme/template", Level: site.LevelError, Message: site.Say("القالب لا يعمل", "the template does not work")}}
			case "unread/index.html":
				return nil, false, io.ErrUnexpectedEOF
			}
			return nil, false, nil
		},
		Redirect: func(path string) string {
			if path == "/old/" {
				return "/tags/%D8%BA%D8%B2%D8%A9/"
			}
			return ""
		},
		Source: func(path string) string {
			if path == "index.html" {
				return "content/front.md"
			}
			return ""
		},
		Story: func(string) *site.Link { return nil },
	}
	if strings.Contains(front, "خطأ") {
		s.Faults = []site.Problem{{Path: "content/front.md", Line: 2, Col: 3, Level: site.LevelError, Message: site.Say("هنا خطأ", "a fault"), Hint: site.Say("صحّحه", "correct it")}}
	}
	return s
}

// start runs a preview over a folder and gives its address.
func start(t *testing.T, poll bool) (address, root string) {
	t.Helper()
	root = t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, root, "first")
	return startOver(t, root, poll), root
}

// startOver runs a preview over a folder that is there already.
func startOver(t *testing.T, root string, poll bool, change ...func(*Options)) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		o := Options{
			Listener: l, Root: root, Folders: []string{"content"}, Poll: poll, Lang: "ar", Say: func(w site.Words) string { return w.Ar },
			Rebuild: func(context.Context, []string) (*Site, error) {
				data, err := os.ReadFile(filepath.Join(root, "content", "front.md"))
				return paper(string(data)), err
			},
		}
		for _, f := range change {
			f(&o)
		}
		if err := Run(ctx, o); err != nil {
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
	address, root := start(t, false)
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
	address, _ := start(t, false)
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
		address, root := start(t, poll)
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
	address, root := start(t, false)
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
	address, root := start(t, false)
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
		next := events(t, startOver(t, root, poll))
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
	address, root := start(t, false)
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

// get asks for a path and gives the status and the body.
func get(t *testing.T, address, path string) (int, string) {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get("http://" + address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body) + resp.Header.Get("Location")
}

// overlay reads what the overlay of a page is told.
func overlay(t *testing.T, address, source string) []shown {
	t.Helper()
	var out []shown
	if _, body := get(t, address, "/.warraq/problems?source="+source); json.Unmarshal([]byte(body), &out) != nil {
		t.Fatalf("the overlay is told %s", body)
	}
	return out
}

// The overlay shows what is wrong with the lines where it is, and a link that
// opens them; of the open story also what the copy desk says.
func TestOverlay(t *testing.T) {
	_, root := start(t, false)
	write(t, root, "السطر الأول\nفيه خطأ\nالثالث\nالرابع\xff")
	address := startOver(t, root, false, func(o *Options) {
		o.Editor = "edit:{path}:{line}:{col}"
		o.Proofread = func(source string) []site.Problem {
			return []site.Problem{{Path: source, Line: 4, Level: site.LevelWarning, Message: site.Say("همزة", "a hamza")}}
		}
	})
	got := overlay(t, address, "")
	want := shown{
		Place: "content/front.md:2:3", Level: "error", Message: "هنا خطأ", Hint: "صحّحه", Lines: []string{"السطر الأول", "فيه خطأ", "الثالث"},
		First: 1, Line: 2, Col: 3, Open: "edit:" + filepath.ToSlash(root) + "/content/front.md:2:3",
	}
	if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got = overlay(t, address, "content/front.md"); len(got) != 2 || got[1].Level != "warning" || !slices.Equal(got[1].Lines, []string{"الثالث", "الرابع\ufffd"}) {
		t.Errorf("of the open story: %+v", got)
	}
	if got = overlay(t, address, "../secret.md"); len(got) != 1 {
		t.Errorf("of a file that is not the edition's: %+v", got)
	}
}

// A page that cannot be made says so with status 500, and the overlay says why
// until the site is made again.
func TestPageThatCannotBeMade(t *testing.T) {
	address, root := start(t, false)
	next := events(t, address)
	next()
	for range 2 {
		if status, body := get(t, address, "/broken/"); status != 500 || !strings.Contains(body, "the template does not work") {
			t.Errorf("%d %s", status, body)
		}
	}
	if status, _ := get(t, address, "/unread/"); status != 500 {
		t.Errorf("unread: %d", status)
	}
	if got := overlay(t, address, ""); len(got) != 2 || got[0].Message != "القالب لا يعمل" || got[0].Place != "templates/article.html:2" || got[1].Message != "unexpected EOF" {
		t.Errorf("the overlay is told %+v", got)
	}
	write(t, root, "second")
	next()
	if got := overlay(t, address, ""); len(got) != 0 {
		t.Errorf("after a save %+v", got)
	}
}

// A preview whose first making fails still runs, and says why on every page.
func TestNothingToShowYet(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	address := startOver(t, root, false)
	next := events(t, address)
	if got := next(); got != `{"errors":1}` {
		t.Errorf("told %s", got)
	}
	if status, body := get(t, address, "/"); status != 500 || !strings.Contains(body, "front.md") || !strings.Contains(body, "preview.js") || !strings.Contains(body, `dir="rtl"`) {
		t.Errorf("%d %s", status, body)
	}
	write(t, root, "at last")
	next()
	if page := front(t, address); !strings.Contains(page, "at last") {
		t.Errorf("after the first save %s", page)
	}
}

// A site below a base path answers there alone.
func TestBasePath(t *testing.T) {
	_, root := start(t, false)
	address := startOver(t, root, false, func(o *Options) {
		o.Rebuild = func(context.Context, []string) (*Site, error) {
			s := paper("x")
			s.Base = "/news"
			return s, nil
		}
	})
	for path, want := range map[string]string{
		"/": "302 /news/", "/news": "302 /news/", "/news/": "200 ", "/newspaper/": "404 ", "/other/": "404 ", "/news/tags/%D8%BA%D8%B2%D8%A9": "301 /news/tags/%D8%BA%D8%B2%D8%A9/",
	} {
		status, body := get(t, address, path)
		if _, to, _ := strings.Cut(want, " "); !strings.HasPrefix(want, strconv.Itoa(status)) || !strings.HasSuffix(body, to) {
			t.Errorf("%s: %d %s, want %s", path, status, body, want)
		}
	}
	if status, body := get(t, address, "/.warraq/preview.js"); status != 200 || len(body) == 0 {
		t.Errorf("the script: %d", status)
	}
}

// The page that an editor has open hears of a story that is new.
func TestNewStoriesAreTold(t *testing.T) {
	_, root := start(t, false)
	file := filepath.Join(root, "content", "visit.md")
	address := startOver(t, root, false, func(o *Options) {
		o.Rebuild = func(context.Context, []string) (*Site, error) {
			s := paper("x")
			_, err := os.Stat(file)
			s.Story = func(source string) *site.Link {
				if err == nil && source == "content/visit.md" {
					return &site.Link{Title: "زيارة", URL: "/visit/"}
				}
				return nil
			}
			return s, nil
		}
	})
	next := events(t, address)
	next()
	if err := os.WriteFile(file, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := next(); !strings.Contains(got, "fresh") || !strings.Contains(got, "زيارة") {
		t.Errorf("a new story: told %s", got)
	}
	if err := os.WriteFile(file, []byte("xy"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := next(); strings.Contains(got, "fresh") {
		t.Errorf("the story saved again: told %s", got)
	}
}

// What is saved in a folder that was made after the preview began is seen.
func TestNewFoldersAreWatched(t *testing.T) {
	address, root := start(t, false)
	next := events(t, address)
	next()
	deep := filepath.Join(root, "content", "new", "deep")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	next()
	if err := os.WriteFile(filepath.Join(deep, "story.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	next()
}

func TestReadersAreBounded(t *testing.T) {
	var r readers
	for range maxReaders {
		if _, ok := r.join(); !ok {
			t.Fatal("refused too early")
		}
	}
	if _, ok := r.join(); ok {
		t.Error("a page too many is let in")
	}
	c, _ := func() (chan string, bool) { r.close(); return r.join() }()
	if c != nil {
		t.Error("a page is let in after the end")
	}
}

// Pages are made when they are asked for. What keeps the front page, or the page that
// was looked at last, from being made is told at once, and not as no error at all.
func TestATemplateThatFailsIsToldAtOnce(t *testing.T) {
	var told []site.Problem
	v := &preview{asked: "broken/index.html", Options: Options{
		Rebuild: func(context.Context, []string) (*Site, error) { return paper("هنا خطأ"), nil },
		Rebuilt: func(s *Site, _ time.Duration, _ error) { told = s.Faults },
	}}
	v.rebuild(t.Context(), notices.Change{})
	if len(told) != 2 || told[1].Path != "templates/article.html" || len(v.site.Faults) != 1 || len(v.faults) != 1 {
		t.Errorf("told %v; of the site %v, of its pages %v", told, v.site.Faults, v.faults)
	}
	if _, isNew := v.blame(v.site, failing{told[1]}); isNew {
		t.Error("the same fault is told twice")
	}
}
