package after

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/publish/deploy"
)

// asked is what a server was sent.
type asked struct {
	Path, Type, Token, Body string
}

func server(t *testing.T, status ...int) (url string, log *[]asked) {
	t.Helper()
	log = &[]asked{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*log = append(*log, asked{r.URL.Path, r.Header.Get("Content-Type"), r.Header.Get("Authorization"), string(body)})
		if n := len(*log) - 1; n < len(status) {
			w.WriteHeader(status[n])
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, log
}

var change = Change{BaseURL: "https://paper.example/ar/", Paths: []string{
	"index.html", "سياسة/خبر/index.html", "lite/سياسة/خبر/index.html", "index.xml", "سياسة/atom.xml", "search/index.json", "about index.html", "gone/index.html", "css/site.0123456789.css",
	"_headers", "_redirects", ".htaccess", "CNAME", "vercel.json", // which hosts read, and give to nobody
}}

// Exactly the changed addresses are purged, in the words of each; only pages go to search
// engines, and only feeds to a hub.
func TestTell(t *testing.T) {
	all := []string{
		"https://paper.example/ar/", "https://paper.example/ar/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1/", "https://paper.example/ar/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/atom.xml",
		"https://paper.example/ar/about%20index.html", "https://paper.example/ar/css/site.0123456789.css", "https://paper.example/ar/gone/", "https://paper.example/ar/index.xml",
		"https://paper.example/ar/lite/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1/", "https://paper.example/ar/search/index.json",
	}
	url, log := server(t)
	t.Setenv("WARRAQ_PURGE_TOKEN", "marker")
	told := Told{Purge: url + "/hook", IndexNow: "0a1b2c3d", Hub: url + "/hub", endpoint: url + "/indexnow"}
	for _, o := range told.Tell(context.Background(), change) {
		if o.Error != nil {
			t.Errorf("%s: %v", o.Name, o.Error)
		}
	}
	if len(*log) != 3 {
		t.Fatalf("asked %+v", *log)
	}
	var hook struct{ URLs []string }
	if err := json.Unmarshal([]byte((*log)[0].Body), &hook); err != nil || !reflect.DeepEqual(hook.URLs, all) || (*log)[0].Token != "Bearer marker" {
		t.Errorf("the hook got %+v", (*log)[0])
	}
	var now struct {
		Host, Key, KeyLocation string
		URLList                []string
	}
	if err := json.Unmarshal([]byte((*log)[1].Body), &now); err != nil || now.Host != "paper.example" || now.KeyLocation != "https://paper.example/ar/0a1b2c3d.txt" ||
		!reflect.DeepEqual(now.URLList, []string{all[0], all[1], all[5]}) || (*log)[1].Token != "" {
		t.Errorf("IndexNow got %+v", (*log)[1])
	}
	if want := "hub.mode=publish&hub.url=https%3A%2F%2Fpaper.example%2Far%2F%25D8%25B3%25D9%258A%25D8%25A7%25D8%25B3%25D8%25A9%2Fatom.xml&hub.url=https%3A%2F%2Fpaper.example%2Far%2Findex.xml"; (*log)[2].Body != want {
		t.Errorf("the hub got %s", (*log)[2].Body)
	}
	if out := told.Tell(context.Background(), Change{BaseURL: change.BaseURL}); len(out) > 0 || len(*log) != 3 {
		t.Error("of nothing somebody is told")
	}
}

// Compressed forms have no address of their own, but what only ends like one has. The light pages and the search of
// editions in other languages are for no search engine, as those of the main one.
func TestAddresses(t *testing.T) {
	c := Change{BaseURL: "https://p.example", Editions: []own.Sister{{}, {At: "/en"}}, Paths: []string{
		"a/index.html", "a/index.html.br", "a/index.html.gz", "a/index.html.zst", "data.tar.gz", "en/a/index.html", "en/lite/a/index.html", "en/search/index.html", "english/lite/index.html",
	}}
	if got, want := strings.Join(c.URLs(), " "), "https://p.example/a/ https://p.example/data.tar.gz https://p.example/en/a/ https://p.example/en/lite/a/ https://p.example/en/search/ https://p.example/english/lite/"; got != want {
		t.Errorf("purged %s", got)
	}
	if got, want := strings.Join(some(c, isPage), " "), "https://p.example/a/ https://p.example/en/a/ https://p.example/english/lite/"; got != want {
		t.Errorf("search engines hear of %s", got)
	}
}

// Cloudflare takes thirty addresses a request.
func TestCloudflare(t *testing.T) {
	url, log := server(t)
	told := Told{Purge: "cloudflare:zone1", api: url}
	many := Change{BaseURL: "https://p.example"}
	for i := range 70 {
		many.Paths = append(many.Paths, fmt.Sprintf("%d/index.html", i))
	}
	t.Setenv("CLOUDFLARE_API_TOKEN", "")
	if out := told.Tell(context.Background(), many); !strings.Contains(fmt.Sprint(out[0].Error), "CLOUDFLARE_API_TOKEN") {
		t.Error(out)
	}
	t.Setenv("CLOUDFLARE_API_TOKEN", "marker")
	if out := told.Tell(context.Background(), many); out[0].Error != nil || out[0].URLs != 70 || len(*log) != 3 || (*log)[0].Path != "/client/v4/zones/zone1/purge_cache" || (*log)[2].Token != "Bearer marker" {
		t.Errorf("%+v, %d requests", out, len(*log))
	}
}

// Fastly forgets what has changed by its key, 256 a request, and what is new by its address: an answer may be kept there that
// nothing is there, and that has no key. Of very much that is new all is forgotten, in one request.
func TestFastly(t *testing.T) {
	var mu sync.Mutex
	var log []string
	keys := map[string]bool{}
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		log = append(log, r.Method+" "+r.URL.EscapedPath()+" "+r.Header.Get("Fastly-Key")+r.Header.Get("Authorization"))
		var says struct {
			Keys []string `json:"surrogate_keys"`
		}
		if err := json.NewDecoder(r.Body).Decode(&says); err != nil || len(says.Keys) > 256 {
			t.Errorf("%d keys at once, %v", len(says.Keys), err)
		}
		for _, key := range says.Keys {
			keys[key] = true
		}
	}))
	defer s.Close()
	told := Told{Purge: "fastly:s1", Keys: true, api: s.URL}
	many := Change{BaseURL: "https://p.example", New: []string{"جديد/index.html", "جديد/index.html.gz"}, Paths: []string{"جديد/index.html", "جديد/index.html.gz"}}
	for i := range 300 {
		many.Paths = append(many.Paths, fmt.Sprintf("%d/index.html", i))
	}
	t.Setenv("FASTLY_API_TOKEN", "")
	if out := told.Tell(t.Context(), many); !strings.Contains(fmt.Sprint(out[0].Error), "FASTLY_API_TOKEN") {
		t.Error(out)
	}
	t.Setenv("FASTLY_API_TOKEN", "marker")
	want := []string{"POST /service/s1/purge marker", "POST /service/s1/purge marker", "POST /purge/p.example/%D8%AC%D8%AF%D9%8A%D8%AF/ marker"}
	if out := told.Tell(t.Context(), many); out[0].Error != nil || !reflect.DeepEqual(log, want) {
		t.Errorf("%+v: %q", out, log)
	}
	if len(keys) != 301 || !keys[deploy.CacheKey("https://p.example/7/")] || !keys[deploy.CacheKey("https://p.example/%D8%AC%D8%AF%D9%8A%D8%AF/")] {
		t.Errorf("%d keys: %v", len(keys), keys)
	}
	log, many.New = nil, nil
	for i := range 501 {
		p := fmt.Sprintf("%d/index.html", i)
		many.Paths, many.New = append(many.Paths, p), append(many.New, p)
	}
	if out := told.Tell(t.Context(), many); out[0].Error != nil || !reflect.DeepEqual(log, []string{"POST /service/s1/purge_all marker"}) {
		t.Errorf("%+v: %q", out, log)
	}
}

// A hook gets the keys beside the addresses, in their order.
func TestHookGetsKeys(t *testing.T) {
	url, log := server(t)
	told := Told{Purge: url, Keys: true}
	if out := told.Tell(t.Context(), Change{BaseURL: "https://p.example", Paths: []string{"b/index.html", "a.css"}}); out[0].Error != nil {
		t.Fatal(out)
	}
	var hook struct{ URLs, Keys []string }
	if err := json.Unmarshal([]byte((*log)[0].Body), &hook); err != nil || len(hook.URLs) != 2 || len(hook.Keys) != 2 || hook.Keys[0] != deploy.CacheKey("https://p.example/a.css") || hook.Keys[1] != deploy.CacheKey("https://p.example/b/") {
		t.Errorf("%s, %v", (*log)[0].Body, err)
	}
}

// A program of the newsroom gets the addresses at its input; no shell is between.
func TestCommand(t *testing.T) {
	if _, err := os.Stat("/usr/bin/tee"); err != nil {
		t.Skip("there is no tee")
	}
	name := filepath.Join(t.TempDir(), "$(told)")
	told := Told{Purge: "tee " + name}
	if out := told.Tell(context.Background(), Change{BaseURL: "https://p.example", Paths: []string{"a/index.html", "index.html"}}); out[0].Error != nil {
		t.Fatal(out[0].Error)
	}
	if data, err := os.ReadFile(name); string(data) != "https://p.example/\nhttps://p.example/a/\n" {
		t.Errorf("%q %v", data, err)
	}
	told.Keys = true
	if out := told.Tell(context.Background(), Change{BaseURL: "https://p.example", Paths: []string{"a/index.html"}}); out[0].Error != nil {
		t.Fatal(out[0].Error)
	}
	if data, err := os.ReadFile(name); string(data) != "https://p.example/a/ "+deploy.CacheKey("https://p.example/a/")+"\n" {
		t.Errorf("%q %v", data, err)
	}
	for command, want := range map[string]string{"no-such-program-here x": "not installed", "false": "failed"} {
		told.Purge = command
		if out := told.Tell(context.Background(), change); !strings.Contains(fmt.Sprint(out[0].Error), want) {
			t.Errorf("%s: %v", command, out[0].Error)
		}
	}
}

// What may pass is tried again; what fails is told without keys, and keeps the others from nothing.
func TestFailures(t *testing.T) {
	tries := deploy.Tries{Most: 3, First: time.Millisecond}
	url, log := server(t, 503, 429, 200, 403)
	t.Setenv("WARRAQ_PURGE_TOKEN", "marker")
	told := Told{Purge: url + "/?secret=marker", IndexNow: "0a1b2c3d", endpoint: url, Tries: tries}
	out := told.Tell(context.Background(), change)
	if out[0].Error != nil || len(*log) != 4 || !strings.Contains(site.Reason(out[1].Error).En, "refuses it (403 Forbidden)") {
		t.Errorf("%+v, %d requests", out, len(*log))
	}
	told = Told{Purge: "http://127.0.0.1:1/?secret=marker", Tries: tries}
	if out := told.Tell(context.Background(), change); out[0].Error == nil || strings.Contains(out[0].Error.Error(), "marker") {
		t.Error(out)
	}
}

// What could not be told once everything is sent is told before anything is.
func TestReady(t *testing.T) {
	t.Setenv("CLOUDFLARE_API_TOKEN", "")
	t.Setenv("FASTLY_API_TOKEN", "")
	key := fstest.MapFS{"static/0a1b2c3d.txt": {Data: []byte("0a1b2c3d\n")}, "static/another0.txt": {Data: []byte("0a1b2c3d")}}
	for name, c := range map[string]struct {
		told Told
		says string
	}{
		"nobody":            {Told{}, ""},
		"a hook":            {Told{Purge: "https://x.example/purge"}, ""},
		"no token":          {Told{Purge: "cloudflare:z1"}, "CLOUDFLARE_API_TOKEN"},
		"no key":            {Told{Purge: "fastly:s1"}, "FASTLY_API_TOKEN"},
		"no program":        {Told{Purge: "no-such-program-here --now"}, "no-such-program-here"},
		"a key and file":    {Told{IndexNow: "0a1b2c3d"}, ""},
		"a key alone":       {Told{IndexNow: "deadbeef"}, "static/deadbeef.txt"},
		"a file of another": {Told{IndexNow: "another0"}, "static/another0.txt"},
	} {
		if err := Ready(key, c.told); (err == nil) != (c.says == "") || err != nil && !strings.Contains(site.Reason(err).En, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
