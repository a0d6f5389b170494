package after

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
	"warraq/site/uri"
)

const did = "did:plc:abcdefghijklmnopqrstuvwx"

// pds answers as a server of the AT Protocol does (lexicons of com.atproto.server and com.atproto.repo), and refuses what the
// lexicons of standard.site do not allow.
type pds struct {
	*httptest.Server
	mu      sync.Mutex
	records map[string]map[string]any // by collection/key
	log     []string
	status  int                         // that every call gets, or 0
	refuse  func(map[string]any) string // of one record
}

func newPDS(t *testing.T) *pds {
	p := &pds{records: map[string]map[string]any{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

var keyOfRecord = regexp.MustCompile(`^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$`)

func (p *pds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	call := strings.TrimPrefix(r.URL.Path, "/xrpc/com.atproto.")
	var in struct {
		Identifier, Password, Repo, Collection, RKey string
		Record                                       map[string]any
	}
	if r.Method == http.MethodPost {
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, `{"error":"InvalidRequest"}`, http.StatusBadRequest)
			return
		}
	}
	at := in.Collection + "/" + in.RKey
	p.log = append(p.log, strings.TrimSuffix(call+" "+strings.TrimPrefix(at, "/"), " "))
	if p.status != 0 {
		w.WriteHeader(p.status)
		return
	}
	isWrite := call == "repo.putRecord" || call == "repo.deleteRecord"
	var wrong string
	switch {
	case call == "server.createSession" && (in.Identifier != did || in.Password != "marker-password"):
		w.WriteHeader(http.StatusUnauthorized)
		return
	case isWrite && (r.Header.Get("Authorization") != "Bearer token1" || in.Repo != did):
		w.WriteHeader(http.StatusUnauthorized)
		return
	case isWrite && !keyOfRecord.MatchString(in.RKey):
		wrong = "the key " + in.RKey
	case call == "repo.putRecord":
		if wrong = wrongRecord(in.Record, in.Collection); wrong == "" && p.refuse != nil {
			wrong = p.refuse(in.Record)
		}
	}
	switch {
	case wrong != "":
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprintf(w, `{"error":"InvalidRequest","message":%q}`, wrong)
	case call == "server.createSession":
		_, _ = fmt.Fprintf(w, `{"did":%q,"accessJwt":"token1","refreshJwt":"token2","handle":"paper.example"}`, did)
	case call == "repo.putRecord":
		p.records[at] = in.Record
		_, _ = fmt.Fprintf(w, `{"uri":"at://%s/%s","cid":"x"}`, did, at)
	case call == "repo.deleteRecord":
		delete(p.records, at)
		_, _ = w.Write([]byte(`{}`))
	case call == "repo.listRecords":
		p.list(w, r)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// list gives one record a page.
func (p *pds) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var all []string
	for at := range p.records {
		if strings.HasPrefix(at, q.Get("collection")+"/") && at > q.Get("cursor") {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	says := map[string]any{}
	records := []any{}
	for i, at := range all {
		if i == 1 {
			says["cursor"] = all[0]
			break
		}
		records = append(records, map[string]any{"uri": "at://" + did + "/" + at, "cid": "x", "value": p.records[at]})
	}
	says["records"] = records
	if err := json.NewEncoder(w).Encode(says); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// wrongRecord says what a lexicon does not allow.
func wrongRecord(v map[string]any, collection string) string {
	needs := map[string][]string{uri.PublicationRecord: {"url", "name"}, uri.DocumentRecord: {"site", "title", "publishedAt", "path"}}[collection]
	for _, name := range append(needs, "$type") {
		if text, ok := v[name].(string); !ok || text == "" {
			return "no " + name
		}
	}
	if v["$type"] != collection || needs == nil {
		return "another type"
	}
	for _, name := range []string{"publishedAt", "updatedAt"} {
		if text, ok := v[name].(string); ok {
			if _, err := time.Parse(time.RFC3339, text); err != nil {
				return name
			}
		}
	}
	for _, name := range []string{"url", "site"} {
		if text, ok := v[name].(string); ok && strings.HasSuffix(text, "/") {
			return "a slash at the end of " + name
		}
	}
	if text, ok := v["path"].(string); ok && !strings.HasPrefix(text, "/") {
		return "path"
	}
	return ""
}

func (p *pds) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	log := p.log
	p.log = nil
	slices.Sort(log)
	return log
}

const home = "https://paper.example/ar"

// story is a page as the theme makes it.
func story(p, title, day string) string {
	address := deploy.AddressOf(home, p)
	return `<html><head><link rel="site.standard.document" href="` + uri.RecordOf(did, uri.DocumentRecord, address) + `"><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","url":"` + address +
		`","headline":"` + title + `","description":"ملخص","datePublished":"` + day + `","dateModified":"` + day + `","keywords":["شعر"]},{"@type":"BreadcrumbList"}]}</script></head></html>`
}

func records(p *pds, t *testing.T, pages map[string]string) *Records {
	return &Records{
		Server: p.URL, DID: did, Name: "جريدة", File: filepath.Join(t.TempDir(), "deployed", "live.records.json"), Tries: deploy.Tries{Most: 2, First: time.Millisecond},
		Open: func(path string) ([]byte, error) {
			if page, ok := pages[path]; ok {
				return []byte(page), nil
			}
			return nil, os.ErrNotExist
		},
	}
}

func key(p string) string {
	return uri.DocumentRecord + "/" + uri.RecordKey(deploy.AddressOf(home, p))
}

// What changed is sent, and nothing else; a story that is withdrawn, or leaves the site, loses its record at once.
func TestRecords(t *testing.T) {
	t.Setenv("WARRAQ_ATPROTO_PASSWORD", "marker-password")
	p := newPDS(t)
	pages := map[string]string{"a/index.html": story("a/index.html", "قصة «أولى»", "2026-11-20T10:00:00+03:00"), "ب/index.html": story("ب/index.html", "ثانية", "2026-11-21"), "index.html": "<html>front</html>", "tags/x/index.html": "<html>"}
	r := records(p, t, pages)
	paths := []string{"a/index.html", "css/x.css", "index.html", "tags/x/index.html", "ب/index.html"}
	send := func(c Change, count int, log ...string) {
		t.Helper()
		c.BaseURL = home
		got, later, err := r.Send(t.Context(), c)
		slices.Sort(log)
		if asked := p.asked(); err != nil || got != count || later != 0 || !reflect.DeepEqual(asked, log) && len(asked)+len(log) > 0 {
			t.Errorf("sent %d (want %d), %d wait, %v:\n%q\nwant\n%q", got, count, later, err, asked, log)
		}
	}
	paper := uri.PublicationRecord + "/" + uri.RecordKey(home)
	const login, list = "server.createSession", "repo.listRecords"
	send(Change{Paths: paths}, 3, list, list, login, "repo.putRecord "+paper, "repo.putRecord "+key("a/index.html"), "repo.putRecord "+key("ب/index.html"))
	want := map[string]any{
		"$type": "site.standard.document", "site": "at://" + did + "/" + paper, "path": "/a/", "title": "قصة «أولى»", "description": "ملخص", "publishedAt": "2026-11-20T07:00:00Z", "tags": []any{"شعر"},
	}
	if got := p.records[key("a/index.html")]; !reflect.DeepEqual(got, want) {
		t.Errorf("the record is %v", got)
	}
	if got := p.records[key("ب/index.html")]; got["path"] != "/%D8%A8/" || got["publishedAt"] != "2026-11-21T00:00:00Z" {
		t.Errorf("the record is %v", got)
	}
	if got := p.records[paper]; got["url"] != home || got["name"] != "جريدة" {
		t.Errorf("the paper is %v", got)
	}
	send(Change{Paths: paths}, 0) // the pages changed otherwise
	send(Change{}, 0)
	pages["a/index.html"] = story("a/index.html", "عنوان آخر", "2026-11-20T10:00:00+03:00")
	send(Change{Paths: paths}, 1, login, "repo.putRecord "+key("a/index.html"))

	if err := os.Remove(r.File); err != nil { // another machine
		t.Fatal(err)
	}
	pages["a/index.html"] = "<html>withdrawn</html>"
	send(Change{Paths: paths}, 1, list, list, list, login, "repo.deleteRecord "+key("a/index.html"))
	send(Change{Leaving: []string{"tags/x/index.html", "ب/index.html"}}, 1, login, "repo.deleteRecord "+key("ب/index.html"))
	send(Change{Paths: []string{"ب/index.html"}}, 1, login, "repo.putRecord "+key("ب/index.html")) // it came back
}

// What cannot be sent waits for the next deploy, even where that changes nothing; a record that is refused keeps no other from
// its place, and no password is shown.
func TestRecordsWait(t *testing.T) {
	t.Setenv("WARRAQ_ATPROTO_PASSWORD", "")
	p := newPDS(t)
	pages := map[string]string{}
	var paths []string
	for i := range 9 {
		name := fmt.Sprintf("%d/index.html", i)
		pages[name] = story(name, fmt.Sprint("قصة ", i), fmt.Sprintf("2026-11-0%d", i+1))
		paths = append(paths, name)
	}
	r := records(p, t, pages)
	wait := func(c Change, want int, says string) {
		t.Helper()
		c.BaseURL = home
		_, later, err := r.Send(t.Context(), c)
		told := site.Reason(err)
		if later != want || (err == nil) != (says == "") || err != nil && !strings.Contains(told.En, says) || strings.Contains(told.En+told.Ar, "marker") {
			t.Errorf("%d wait (want %d): %v", later, want, told)
		}
	}
	r.Why = (&Records{DID: did}).Ready(fstest.MapFS{}, "https://paper.example")
	wait(Change{Paths: paths[:1]}, 1, "make static/.well-known/site.standard.publication, and write at://"+did+"/site.standard.publication/")
	r.Why = nil
	wait(Change{Paths: paths[1:2]}, 3, "WARRAQ_ATPROTO_PASSWORD") // and the paper's own
	t.Setenv("WARRAQ_ATPROTO_PASSWORD", "marker-wrong")
	wait(Change{}, 3, "cannot log in")
	t.Setenv("WARRAQ_ATPROTO_PASSWORD", "marker-password")
	p.status = http.StatusServiceUnavailable
	wait(Change{Paths: paths[2:4]}, 5, "503")
	p.status = 0
	wait(Change{}, 0, "")
	if len(p.records) != 5 {
		t.Errorf("%d records", len(p.records))
	}
	p.refuse = func(v map[string]any) string {
		if v["title"] == "قصة 4" {
			return "no"
		}
		return ""
	}
	wait(Change{Paths: paths[4:7]}, 1, "refuses it (400")
	p.refuse = nil
	r.Most = 1
	wait(Change{Paths: paths[7:]}, 2, "") // the newest goes first
	if p.records[key("8/index.html")] == nil || p.records[key("4/index.html")] != nil {
		t.Errorf("%v", p.records)
	}
	r.Most, r.Time = 0, time.Nanosecond
	if _, later, err := r.Send(t.Context(), Change{BaseURL: home}); later != 2 || err == nil {
		t.Errorf("without time %d wait, %v", later, err)
	}
	r.Time = 0
	if wait(Change{}, 0, ""); len(p.records) != 10 {
		t.Errorf("%d records", len(p.records))
	}
}

// A paper below a host's root says nothing there that could be looked for; one at the root has its file.
func TestRecordsReady(t *testing.T) {
	r := &Records{DID: did}
	at := "https://paper.example"
	file := fstest.MapFS{"static/.well-known/site.standard.publication": {Data: []byte(uri.RecordOf(did, uri.PublicationRecord, at) + "\n")}}
	if err := r.Ready(file, at+"/"); err != nil {
		t.Error(err)
	}
	if err := r.Ready(fstest.MapFS{}, at+"/ar"); err != nil {
		t.Error(err)
	}
	if r.Ready(file, "https://other.example") == nil || (&Records{}).Ready(file, at) == nil {
		t.Error("it is ready without the right file, or without a DID")
	}
}

// A server that sends elsewhere what it is asked is told of, and the secrets go nowhere else: neither in a header nor in what is posted.
func TestRedirectsGetNoSecret(t *testing.T) {
	var elsewhere int
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere++ }))
	defer other.Close()
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		s := httptest.NewServer(http.RedirectHandler(other.URL, status))
		for _, name := range []string{passwordName, "FASTLY_API_TOKEN", "CLOUDFLARE_API_TOKEN", "WARRAQ_PURGE_TOKEN"} {
			t.Setenv(name, "marker")
		}
		change := Change{BaseURL: "https://p.example", Paths: []string{"index.html"}}
		for _, told := range []Told{{Purge: s.URL}, {Purge: "fastly:s1", api: s.URL}, {Purge: "cloudflare:z1", api: s.URL}, {Hub: s.URL}} {
			change.Paths = []string{"index.html", "index.xml"}
			out := told.Tell(t.Context(), change)
			if len(out) != 1 || out[0].Error == nil || !strings.Contains(out[0].Error.Error(), "redirects") {
				t.Errorf("%d: %+v", status, out)
			}
		}
		r := Records{Server: s.URL, DID: "did:plc:abcdefghijklmnopqrstuvwx"}
		if _, err := r.session(t.Context()); err == nil || !strings.Contains(err.Error(), "redirects") {
			t.Errorf("%d: logs in: %v", status, err)
		}
		s.Close()
	}
	if elsewhere > 0 {
		t.Errorf("%d requests went to another server", elsewhere)
	}
}
