package review

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/press/hands"
)

// host is one of the tests, which notes what it is asked.
type host struct {
	mu    sync.Mutex
	asked []string
	busy  int // questions at one time
	most  int
}

func (w *host) ServeHTTP(out http.ResponseWriter, r *http.Request) {
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

func (w *host) saw(question string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.asked {
		if a == question {
			return true
		}
	}
	return false
}

// look reviews stories whose bodies are given with the web's help, and keeps
// what it learns in kept.
func look(t *testing.T, private bool, kept notes, bodies ...string) (*Web, string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("-- content/edition.yaml --\ntitle: تجربة\n")
	for i, body := range bodies {
		fmt.Fprintf(&b, "-- content/news/%c.md --\n---\ntitle: روابط\ndate: 2024-09-14\nsummary: ملخص\nagencies: [رويترز]\n---\n%s\n", 'a'+rune(i), body)
	}
	f := folderOf(t, room(b.String()))
	w := &Web{Private: private, Now: noon, Keep: kept, Together: hands.Together(Hosts)}
	report, err := (&Run{Content: f, Web: w, Keep: kept}).Check(t.Context(), f.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return w, lines(report)
}

func TestLinksAreAskedPolitely(t *testing.T) {
	host := &host{}
	server := httptest.NewServer(host)
	defer server.Close()
	var body strings.Builder
	for _, p := range []string{"/live", "/moved", "/no-head", "/gone", "/lost", "/members", "/secret/a", "/secret/open", "/zzz-busy", "/zzzz-after"} {
		fmt.Fprintf(&body, "[نص](%s%s).\n", server.URL, p)
	}
	fmt.Fprintf(&body, "<https://nowhere.example/x>\n\n```\n%s/in-code\n```\n", server.URL)
	kept := notes{}
	w, said := look(t, true, kept, body.String())
	for _, dead := range []string{"a.md:10:6 dead-address: the address " + server.URL + "/gone does not answer: 410 Gone", "a.md:11:6 dead-address: the address " + server.URL + "/lost does not answer: 404 Not Found"} {
		if !strings.Contains(said, dead) {
			t.Errorf("not said: %s\n%s", dead, said)
		}
	}
	if n := strings.Count(said, "dead-address"); n != 2 || w.Dead != 2 || w.Named != 10 {
		t.Errorf("%d addresses are called dead, %d counted of %d, want 2 of 10:\n%s", n, w.Dead, w.Named, said)
	}
	for address, why := range map[string]string{"/members": "403 Forbidden", "/secret/a": "robots.txt", "/zzz-busy": "429 Too Many Requests", "/zzzz-after": "Retry-After: 1h0m0s"} {
		if got := w.Unknown[server.URL+address].En; got != why {
			t.Errorf("%s: %q, want %q", address, got, why)
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
		t.Errorf("%d requests to one host at a time", host.most)
	}

	// What was answered is not asked for again, and still said.
	host.asked = nil
	if _, said = look(t, true, kept, body.String()); strings.Count(said, "dead-address") != 2 || host.saw("HEAD /live") || host.saw("HEAD /gone") {
		t.Errorf("the second time: asked %v, said\n%s", host.asked, said)
	}
}

// A look at one story does not ask for what another one's answers tell, and does
// not forget them.
func TestAnswersOutliveALookAtOneStory(t *testing.T) {
	host := &host{}
	server, other := httptest.NewServer(host), httptest.NewServer(host) // one host, two ports
	defer server.Close()
	defer other.Close()
	a, b := fmt.Sprintf("[نص](%s/live) و[نص](%s/live)", server.URL, other.URL), fmt.Sprintf("[نص](%s/gone)", server.URL)
	kept := notes{}
	look(t, true, kept, a, b)
	if host.most != 1 || !host.saw("HEAD /gone") {
		t.Errorf("asked %v, %d at a time, want one at a time", host.asked, host.most)
	}
	host.asked = nil
	look(t, true, kept, b)
	look(t, true, kept, a, b)
	if len(host.asked) > 0 {
		t.Errorf("after a look at one story the others' addresses were asked for again: %v", host.asked)
	}
}

func TestPrivateNetworksAreNotAsked(t *testing.T) {
	host := &host{}
	server := httptest.NewServer(host)
	defer server.Close()
	body := fmt.Sprintf("[نص](%s/gone) و[نص](http://169.254.169.254/latest/meta-data) و[نص](http://[::1]:%s/x)", server.URL, server.URL[strings.LastIndexByte(server.URL, ':')+1:])
	w, said := look(t, false, notes{}, body)
	if len(host.asked) > 0 {
		t.Errorf("asked %v", host.asked)
	}
	if strings.Contains(said, "dead-address") || len(w.Unknown) != 3 {
		t.Errorf("said\n%s%v", said, w.Unknown)
	}
}

// trips answers for hosts of the tests that are not there, and passes the rest on.
type trips struct {
	http.RoundTripper
	hosts map[string]http.HandlerFunc
}

func (r trips) RoundTrip(q *http.Request) (*http.Response, error) {
	h, ok := r.hosts[q.URL.Hostname()]
	if !ok {
		return r.RoundTripper.RoundTrip(q)
	}
	out := httptest.NewRecorder()
	h(out, q)
	res := out.Result()
	res.Request = q
	return res, nil
}

// No name, spelling, redirect or proxy leads to this machine or its network.
func TestNoWayLeadsIntoAPrivateNetwork(t *testing.T) {
	host := &host{}
	server := httptest.NewServer(host)
	defer server.Close()
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	for _, name := range []string{"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"} {
		t.Setenv(name, server.URL)
	}
	w := &Web{Now: noon, Keep: notes{}, Together: hands.Together(Hosts)}
	w.open()
	w.client.Transport = trips{w.client.Transport, map[string]http.HandlerFunc{
		"far.test": func(out http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(out, r)
				return
			}
			http.Redirect(out, r, server.URL+"/live", http.StatusFound)
		},
		"round.test": func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, r.URL.Path+"x", http.StatusFound)
		},
	}}
	named := map[string]bool{"http://far.test/a": true, "http://round.test/a": true}
	for _, h := range []string{"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]"} {
		named["http://"+h+port+"/live"] = true
	}
	w.answers, w.Unknown = map[string]answer{}, map[string]site.Words{}
	if err := w.ask(t.Context(), named); err != nil {
		t.Fatal(err)
	}
	if len(host.asked) > 0 {
		t.Errorf("this machine was asked: %v", host.asked)
	}
	for a := range named {
		if known, answered := w.answers[a]; answered && known.Fault == "" {
			t.Errorf("%s is said to answer", a)
		}
	}
	if got := w.Unknown["http://far.test/a"]; got != (site.Words{Ar: "عنوان في شبكة خاصة", En: "an address of a private network"}) {
		t.Errorf("a redirect: %+v", got)
	}
	if got := w.Unknown["http://round.test/a"].En; got != "too many redirects" {
		t.Errorf("a redirect without end: %q", got)
	}
}

// A host that sends without end, or more head than anyone needs, holds nobody up, and
// bodies are not read: what is read of one is bounded.
func TestWhatAHostSendsIsBounded(t *testing.T) {
	var sent atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/head":
			for i := range 3000 {
				out.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 100))
			}
		case "/robots.txt", "/endless":
			if r.Method == http.MethodHead {
				out.WriteHeader(http.StatusMethodNotAllowed)
				return
			}
			out.Header().Set("Content-Encoding", "gzip")
			for r.Context().Err() == nil {
				n, err := out.Write(make([]byte, 64<<10))
				if sent.Add(int64(n)); err != nil || sent.Load() > 1<<30 {
					return
				}
			}
		}
	}))
	defer server.Close()
	w, said := look(t, true, notes{}, fmt.Sprintf("[نص](%s/head) و[نص](%s/endless)", server.URL, server.URL))
	if sent.Load() > 64<<20 || w.Dead != 0 || len(w.Unknown) != 1 {
		t.Errorf("%d bytes were taken, %d dead, unknown %v\n%s", sent.Load(), w.Dead, w.Unknown, said)
	}
}

// Every reason is told in Arabic too.
func TestReasonsAreToldInArabic(t *testing.T) {
	for fault, want := range map[string]string{
		"404 Not Found": "404 (لا صفحة هنا)", "410 Gone": "410 (أُزيلت الصفحة)", "no such host": "لا خادم بهذا الاسم",
		"503 Service Unavailable": "503 (خلل في الخادم)", "599": "599 (خلل في الخادم)", "418 I'm a teapot": "418",
	} {
		if got := faultWords(fault); got.Ar != want || got.En != fault {
			t.Errorf("%q is %+v", fault, got)
		}
	}
}

// A host that is not there is dead, and one that cannot be understood is not.
func TestHostsThatAreNotThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	w, said := look(t, true, notes{}, fmt.Sprintf("[نص](%s/a) و[نص](%s/b)", server.URL, server.URL))
	if w.Dead != 2 || strings.Count(said, "connection refused") != 2 {
		t.Errorf("%d dead, said\n%s", w.Dead, said)
	}
	mute := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		conn, _, _ := http.NewResponseController(out).Hijack()
		_ = conn.Close()
	}))
	defer mute.Close()
	if w, _ = look(t, true, notes{}, fmt.Sprintf("[نص](%s/a)", mute.URL)); w.Dead != 0 || len(w.Unknown) != 1 {
		t.Errorf("a host that hangs up: %d dead, unknown %v", w.Dead, w.Unknown)
	}
}

func TestRetryAfter(t *testing.T) {
	for in, want := range map[string]time.Duration{"": 0, "7": 7 * time.Second, "-1": 0, "Fri, 31 Dec 1999 23:59:59 GMT": 0, "soon": 0} {
		if got := retryAfter(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
	if got := retryAfter(time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)); got < 59*time.Minute || got > time.Hour {
		t.Errorf("in an hour: %v", got)
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
