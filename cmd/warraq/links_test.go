package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// web is a host of the tests, which notes what it is asked.
type web struct {
	mu    sync.Mutex
	asked []string
	busy  int // questions at one time
	most  int
}

func (w *web) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked = append(w.asked, r.Method+" "+r.URL.Path)
	w.busy++
	w.most = max(w.most, w.busy)
	w.mu.Unlock()
	defer func() { w.mu.Lock(); w.busy--; w.mu.Unlock() }()
	switch r.URL.Path {
	case "/robots.txt":
		fmt.Fprint(out, "User-agent: *\nDisallow: /secret/\nAllow: /secret/open\n")
	case "/moved":
		http.Redirect(out, r, "/live", http.StatusMovedPermanently)
	case "/no-head":
		if r.Method == http.MethodHead {
			out.WriteHeader(http.StatusMethodNotAllowed)
		}
	case "/gone":
		out.WriteHeader(http.StatusGone)
	case "/members":
		out.WriteHeader(http.StatusForbidden)
	case "/zzz-busy":
		out.Header().Set("Retry-After", "3600")
		out.WriteHeader(http.StatusTooManyRequests)
	case "/live", "/secret/open", "/zzzz-after":
	default:
		out.WriteHeader(http.StatusNotFound)
	}
}

func (w *web) saw(question string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.asked {
		if a == question {
			return true
		}
	}
	return false
}

// linkingRoom is a folder with one story that has a body.
func linkingRoom(t *testing.T, body string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"content/edition.yaml": "title: تجربة\n",
		"content/news/a.md":    "---\ntitle: روابط\ndate: 2024-09-14\nsummary: ملخص\nagencies: [رويترز]\n---\n" + body,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func warraq(args ...string) (code int, stdout, stderr string) {
	var out, talk bytes.Buffer
	code = run(context.Background(), append(args, "--lang", "en"), strings.NewReader(""), &out, &talk)
	return code, out.String(), talk.String()
}

func TestLinksAreAskedPolitely(t *testing.T) {
	host := &web{}
	server := httptest.NewServer(host)
	defer server.Close()
	var body strings.Builder
	for _, p := range []string{"/live", "/moved", "/no-head", "/gone", "/lost", "/members", "/secret/a", "/secret/open", "/zzz-busy", "/zzzz-after"} {
		fmt.Fprintf(&body, "[نص](%s%s).\n", server.URL, p)
	}
	fmt.Fprintf(&body, "<https://nowhere.example/x>\n\n```\n%s/in-code\n```\n", server.URL)
	dir := linkingRoom(t, body.String())

	_, stdout, stderr := warraq("check", "--links", "--links-private", "--source", dir)
	for _, dead := range []string{"a.md:10:6: warning: the address " + server.URL + "/gone does not answer: 410 Gone", "a.md:11:6: warning: the address " + server.URL + "/lost does not answer: 404 Not Found"} {
		if !strings.Contains(stdout, dead) {
			t.Errorf("not said: %s\n%s", dead, stdout)
		}
	}
	if n := strings.Count(stdout, "dead-address"); n != 2 {
		t.Errorf("%d addresses are called dead, want 2:\n%s", n, stdout)
	}
	for _, unsure := range []string{"/members: 403", "/secret/a: robots.txt", "/zzz-busy: 429", "/zzzz-after: Retry-After: 1h"} {
		if !strings.Contains(stderr, server.URL+unsure) {
			t.Errorf("not told: %s\n%s", unsure, stderr)
		}
	}
	for question, want := range map[string]bool{
		"HEAD /live": true, "GET /live": false, "GET /no-head": true, "HEAD /secret/open": true,
		"HEAD /secret/a": false, "GET /secret/a": false, "HEAD /zzzz-after": false, "HEAD /in-code": false,
	} {
		if host.saw(question) != want {
			t.Errorf("%s was asked: %v, want %v", question, !want, want)
		}
	}
	if host.most > 1 {
		t.Errorf("%d questions to one host at a time", host.most)
	}

	// What was answered is not asked for again, and still told.
	host.asked = nil
	_, stdout, _ = warraq("check", "--links", "--links-private", "--source", dir)
	if strings.Count(stdout, "dead-address") != 2 || host.saw("HEAD /live") || host.saw("HEAD /gone") {
		t.Errorf("the second time: asked %v, said\n%s", host.asked, stdout)
	}
}

// A look at one story asks for nothing that another one's answers tell, and does
// not forget them.
func TestAnswersOutliveALookAtOneStory(t *testing.T) {
	host := &web{}
	server, other := httptest.NewServer(host), httptest.NewServer(host) // one host, two ports
	defer server.Close()
	defer other.Close()
	dir := linkingRoom(t, fmt.Sprintf("[نص](%s/live) و[نص](%s/live)\n", server.URL, other.URL))
	b := filepath.Join(dir, "content", "news", "b.md")
	if err := os.WriteFile(b, []byte(fmt.Sprintf("---\ntitle: آخر\ndate: 2024-09-14\n---\n[نص](%s/gone)\n", server.URL)), 0o644); err != nil {
		t.Fatal(err)
	}
	look := func(args ...string) {
		host.asked = nil
		warraq(append([]string{"check", "--links", "--links-private", "--source", dir}, args...)...)
	}
	look()
	if host.most != 1 || !host.saw("HEAD /gone") {
		t.Errorf("asked %v, %d at a time, want one at a time", host.asked, host.most)
	}
	look(b)
	look()
	if len(host.asked) > 0 {
		t.Errorf("after a look at one story the others' addresses were asked for again: %v", host.asked)
	}
}

func TestLinksNeverKnockAtAPrivateDoor(t *testing.T) {
	host := &web{}
	server := httptest.NewServer(host)
	defer server.Close()
	dir := linkingRoom(t, fmt.Sprintf("[نص](%s/gone) و[نص](http://169.254.169.254/latest/meta-data) و[نص](http://[::1]:%s/x)\n", server.URL, server.URL[strings.LastIndexByte(server.URL, ':')+1:]))
	_, stdout, stderr := warraq("check", "--links", "--source", dir)
	if len(host.asked) > 0 {
		t.Errorf("asked %v", host.asked)
	}
	if strings.Contains(stdout, "dead-address") || strings.Count(stderr, "private network") != 3 {
		t.Errorf("said\n%s%s", stdout, stderr)
	}
}

func TestAnAddressEndsBeforeTheSentenceDoes(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.org/x.":       "https://a.org/x",
		"https://a.org/x)،":      "https://a.org/x",
		"https://a.org/x_(y)":    "https://a.org/x_(y)",
		"https://a.org/x_(y)),":  "https://a.org/x_(y)",
		"https://a.org](https:/": "https://a.org",
		"https://a.org/؟":        "https://a.org/",
	} {
		if got := trimAddress(in); got != want {
			t.Errorf("%q ends as %q, want %q", in, got, want)
		}
	}
}
