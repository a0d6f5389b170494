package deploy_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish/bucket"
	"warraq/site/publish/bucket/testdata/store"
	"warraq/site/publish/deploy"
)

// The client's own wait after a failure is not what is tested.
func TestMain(m *testing.M) {
	minio.DefaultRetryUnit = time.Millisecond
	if url := os.Getenv(helper); url != "" {
		os.Exit(deployForever(url))
	}
	os.Exit(m.Run())
}

// paper is a built site: paths and bytes.
type paper map[string]string

func hash(data []byte) site.Sum { return site.Sum(cache.Of(data)) }

func (p paper) options() deploy.Options {
	o := deploy.Options{
		Hash: hash, MaxDelete: 5, History: 3, Verify: 1, By: "sara on desk", Now: time.Now,
		Open: func(path string) ([]byte, error) {
			if data, ok := p[path]; ok {
				return []byte(data), nil
			}
			return nil, fs.ErrNotExist
		},
	}
	for _, path := range slices.Sorted(maps.Keys(p)) {
		o.Files = append(o.Files, deploy.File{Path: path, Sum: hash([]byte(p[path])), Size: int64(len(p[path]))})
	}
	return o
}

// with is a copy with other files; "" takes one away.
func (p paper) with(changes paper) paper {
	next := maps.Clone(p)
	for path, data := range changes {
		if next[path] = data; data == "" {
			delete(next, path)
		}
	}
	return next
}

func open(t testing.TB, s *store.Store) *bucket.Bucket {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", store.AccessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", store.SecretKey)
	b, err := bucket.Open(bucket.Options{Endpoint: s.URL, Name: store.Bucket, Tries: deploy.Tries{Most: 3, First: time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newStore(t testing.TB) *store.Store {
	t.Helper()
	s := store.New()
	t.Cleanup(s.Close)
	return s
}

func run(t testing.TB, s *store.Store, o deploy.Options) deploy.Report {
	t.Helper()
	begun.Add(1)
	defer ended.Add(1)
	report, err := deploy.Run(context.Background(), open(t, s), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// has says what of the site's files a store has otherwise than a paper.
func (p paper) differs(s *store.Store) (out []string) {
	there := paper{}
	for key, o := range s.Objects() {
		if !strings.HasPrefix(key, ".warraq-") {
			there[key] = string(o.Data)
		}
	}
	for path, data := range p {
		if there[path] != data {
			out = append(out, path+" is not as it was built")
		}
		delete(there, path)
	}
	for path := range there {
		out = append(out, path+" should not be there")
	}
	slices.Sort(out)
	return out
}

func (p paper) wants(t testing.TB, s *store.Store) {
	t.Helper()
	if d := p.differs(s); len(d) > 0 {
		t.Errorf("the store differs:\n%s", strings.Join(d, "\n"))
	}
}

// gazette is a paper of n stories whose pages lead to each other: the front page to all
// lists, lists to stories, stories to their neighbours, all to a style sheet.
func gazette(n int, words string) paper {
	p := paper{}
	css := fmt.Sprintf("css/site.%x.css", hash([]byte("style"+words)))[:len("css/site.")+10] + ".css"
	p[css] = "body{}" + words
	p["media/visit-1f0c2e9b-800x450.webp"] = "picture"
	page := func(links ...string) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<link href="/%s"><p>%s</p>`, css, words)
		for _, l := range links {
			fmt.Fprintf(&b, `<a href="/%s">`, l)
		}
		return b.String()
	}
	story := func(i int) string { return fmt.Sprintf("سياسة/2026/11/قصة-%d/", i) }
	var all []string
	for i := range n {
		links := []string{"سياسة/", "tags/مدن/", "media/visit-1f0c2e9b-800x450.webp"}
		if i > 0 {
			links = append(links, story(i-1))
		}
		if i+1 < n {
			links = append(links, story(i+1))
		}
		p[story(i)+"index.html"] = page(links...)
		all = append(all, story(i))
	}
	p["سياسة/index.html"], p["tags/مدن/index.html"] = page(all...), page(all...)
	p["index.xml"], p["index.html"] = "<rss>"+page(all...), page("سياسة/", "tags/مدن/", "index.xml")
	return p
}

// requests are the requests of a log without Warraq's own numbers.
func requests(log []string) []string {
	for i, line := range log {
		line = regexp.MustCompile(`(editions|kept)/(\d+)-[0-9a-f]+`).ReplaceAllString(line, "$1/$2-H")
		log[i] = regexp.MustCompile(`kept/(\d+)/[0-9a-f]+`).ReplaceAllString(line, "kept/$1/H")
	}
	return log
}

// What a deploy asks of a storage, by name: all the first time; one read where nothing
// changed; for one story its files, the list, and the head twice. Nothing is listed.
func TestRequests(t *testing.T) {
	s := newStore(t)
	p := gazette(3, "one")
	if r := run(t, s, p.options()); len(r.Plan.New) != len(p) || r.Head.Edition != 1 {
		t.Errorf("the first time: %+v", r)
	}
	p.wants(t, s)
	css := slices.Sorted(maps.Keys(p))[0]
	got := requests(s.Log())
	want := []string{
		"GET .warraq-deploy/head.json", "GET index.html", "PUT .warraq-deploy/editions/1-H", "PUT .warraq-deploy/head.json",
		"PUT " + css, "PUT media/visit-1f0c2e9b-800x450.webp",
		"PUT سياسة/2026/11/قصة-0/index.html", "PUT سياسة/2026/11/قصة-1/index.html", "PUT سياسة/2026/11/قصة-2/index.html",
		"PUT tags/مدن/index.html", "PUT سياسة/index.html", "PUT index.xml", "PUT index.html", "GET index.html", "PUT .warraq-deploy/head.json",
	}
	slices.Sort(got[6:9]) // one group is sent by many
	slices.Sort(got[9:11])
	if !slices.Equal(got, want) {
		t.Errorf("the first time:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	if r := run(t, s, p.options()); !r.Nothing {
		t.Errorf("nothing changed: %+v", r)
	}
	if got := s.Log(); !slices.Equal(got, []string{"GET .warraq-deploy/head.json"}) {
		t.Errorf("nothing changed: %q", got)
	}

	next := p.with(paper{"سياسة/2026/11/قصة-1/index.html": "edited", "index.xml": "<rss>edited"})
	run(t, s, next.options())
	next.wants(t, s)
	want = []string{
		"GET .warraq-deploy/head.json", "GET .warraq-deploy/editions/1-H",
		"PUT .warraq-deploy/editions/2-H", "PUT .warraq-deploy/kept/2-H", "PUT .warraq-deploy/head.json",
		"COPY .warraq-deploy/kept/2/H", "COPY .warraq-deploy/kept/2/H",
		"PUT سياسة/2026/11/قصة-1/index.html", "PUT index.xml", "GET index.xml", "PUT .warraq-deploy/head.json",
	}
	got = requests(s.Log())
	slices.Sort(got[2:4]) // the two lists go together
	if !slices.Equal(got, want) {
		t.Errorf("one story changed:\n%s", strings.Join(got, "\n"))
	}

	o := p.options()
	o.History = 0
	run(t, s, o)
	s.Log()
	o = next.options()
	o.History, o.Verify = 0, 0
	run(t, s, o)
	want = []string{
		"GET .warraq-deploy/head.json", "GET .warraq-deploy/editions/3-H", "PUT .warraq-deploy/editions/4-H", "PUT .warraq-deploy/head.json",
		"PUT سياسة/2026/11/قصة-1/index.html", "PUT index.xml", "PUT .warraq-deploy/head.json", "DELETE .warraq-deploy/editions/3-H",
	}
	if got := requests(s.Log()); !slices.Equal(got, want) {
		t.Errorf("one story changed, without a history:\n%s", strings.Join(got, "\n"))
	}
	for key := range s.Objects() {
		if strings.HasPrefix(key, ".warraq-deploy/kept/") {
			t.Errorf("%s is still kept", key)
		}
	}
}

// What leaves the site is deleted by the next deploy, unless it is back by then.
func TestDeletions(t *testing.T) {
	s := newStore(t)
	p := gazette(3, "one")
	run(t, s, p.options())
	gone, back := "سياسة/2026/11/قصة-2/index.html", "سياسة/2026/11/قصة-1/index.html"
	next := p.with(paper{gone: "", back: ""})
	r := run(t, s, next.options())
	if len(r.Plan.Removed) != 2 || r.Head.Waiting != 2 {
		t.Errorf("removed: %v", r.Plan.Removed)
	}
	next.with(paper{gone: p[gone], back: p[back]}).wants(t, s)
	s.Log()
	next = next.with(paper{back: p[back]})
	if r = run(t, s, next.options()); len(r.Plan.Deleted) != 1 || r.Plan.Deleted[0].Path != gone || len(r.Plan.New)+len(r.Plan.Changed) != 0 {
		t.Errorf("the next time: %+v", r.Plan)
	}
	next.wants(t, s)
	if r = run(t, s, next.options()); !r.Nothing {
		t.Errorf("and then: %+v", r.Plan)
	}
	o := next.with(paper{back: ""}).options()
	o.DeleteNow = true
	run(t, s, o)
	next.with(paper{back: ""}).wants(t, s)
	for key, object := range s.Objects() {
		if string(object.Data) == p[back] {
			t.Errorf("%s still has the bytes of what was to be deleted at once", key)
		}
	}
	o = paper{}.options() // rollback does not bring it back
	o.Back = 1
	run(t, s, o)
	next.with(paper{back: ""}).wants(t, s)
}

// A build that lost much of the site is not sent, and the message says what to do.
func TestMaxDelete(t *testing.T) {
	s := newStore(t)
	p := gazette(100, "one")
	run(t, s, p.options())
	s.Log()
	few := gazette(60, "one")
	_, err := deploy.Run(context.Background(), open(t, s), few.options())
	if words := site.Reason(err); err == nil || !strings.Contains(words.En, "40 files of 106 would leave") || !strings.Contains(words.En, "--max-delete 38") || !strings.Contains(words.Ar, "لم يُرسل شيء") {
		t.Errorf("told as %v", words)
	}
	if slices.ContainsFunc(s.Log(), func(r string) bool { return !strings.HasPrefix(r, "GET ") }) {
		t.Error("something was written")
	}
	p.wants(t, s)
	o := few.options()
	o.DeleteNow = true
	if _, err := deploy.Run(context.Background(), open(t, s), o); err == nil {
		t.Error("with DeleteNow nothing bounds it")
	}
	o.MaxDelete = 38
	run(t, s, o)
	few.wants(t, s)
}

// Rollback brings the files of an edition before, from what the storage itself kept;
// rolling back that brings the newer ones.
func TestRollback(t *testing.T) {
	s := newStore(t)
	editions := []paper{gazette(3, "one"), gazette(4, "two"), gazette(2, "three"), gazette(5, "four")}
	for _, p := range editions {
		run(t, s, p.options())
	}
	for _, c := range []struct{ back, want int }{{1, 2}, {1, 3}, {3, 2}, {1, 3}} {
		o := paper{}.options()
		o.Back = c.back
		run(t, s, o)
		for path, data := range editions[c.want] {
			if got := string(s.Objects()[path].Data); got != data {
				t.Errorf("%d back: %s is %q, want %q", c.back, path, got, data)
			}
		}
	}
	o := paper{}.options()
	o.Back = 9
	if _, err := deploy.Run(context.Background(), open(t, s), o); err == nil || !strings.Contains(err.Error(), "does not keep") {
		t.Errorf("nine back: %v", err)
	}
}

// A second deploy is refused while one runs, and told whose it is; when the lock has
// ended, or its machine is ours, the second goes on.
func TestLock(t *testing.T) {
	s := newStore(t)
	p := gazette(3, "one")
	stall, stalled := make(chan struct{}), make(chan struct{})
	s.Faults(func(n int, r string) *store.Fault {
		if strings.HasSuffix(r, "قصة-0/index.html") {
			close(stalled)
			<-stall
		}
		return nil
	})
	first := make(chan error, 1)
	b := open(t, s)
	go func() {
		o := p.options()
		o.Machine = "desk"
		_, err := deploy.Run(context.Background(), b, o)
		first <- err
	}()
	<-stalled
	next := gazette(4, "two")
	_, err := deploy.Run(context.Background(), open(t, s), next.options())
	if words := site.Reason(err); err == nil || !strings.Contains(words.En, "somebody else deploys to this target now: sara on desk, since 20") || !strings.Contains(words.Ar, "ينشر غيرك") {
		t.Errorf("told as %v", words)
	}
	if since, until := regexp.MustCompile(`since (\S+ \S+ UTC);`).FindString(err.Error()), regexp.MustCompile(`ends at \S+ \S+ UTC$`).FindString(err.Error()); since == "" || until == "" {
		t.Errorf("times without a zone: %v", err)
	}
	o := next.options()
	o.Machine = "desk" // nobody else runs there: the caller knows
	s.Faults(nil)
	r, err := deploy.Run(context.Background(), open(t, s), o)
	if err != nil || r.Resumed != "sara on desk" {
		t.Errorf("taken over: %+v, %v", r, err)
	}
	close(stall)
	if err := <-first; err == nil {
		t.Error("the first deploy did not notice that it lost the lock")
	}
}

// A lock is moved on while a deploy runs, and one that has ended is taken over.
func TestLockIsMovedOn(t *testing.T) {
	s := newStore(t)
	p := gazette(8, "one")
	o := p.options()
	o.Life = 600 * time.Millisecond
	s.Faults(func(n int, r string) *store.Fault {
		if strings.Contains(r, "قصة-") {
			return &store.Fault{Slow: 2500 * time.Millisecond}
		}
		return nil
	})
	done := make(chan error, 1)
	b := open(t, s)
	go func() { _, err := deploy.Run(context.Background(), b, o); done <- err }()
	time.Sleep(1200 * time.Millisecond)
	if _, err := deploy.Run(context.Background(), open(t, s), gazette(2, "two").options()); err == nil || !strings.Contains(err.Error(), "somebody else") {
		t.Errorf("after two lives of the lock: %v", err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	p.wants(t, s)
}

// A deploy that cannot move its lock on stops before another may begin.
func TestLockIsLost(t *testing.T) {
	s := newStore(t)
	o := gazette(3, "one").options()
	o.Life = 150 * time.Millisecond
	heads := 0
	s.Faults(func(n int, r string) *store.Fault {
		switch {
		case strings.Contains(r, "قصة-"):
			return &store.Fault{Slow: 2 * time.Second}
		case r == "PUT .warraq-deploy/head.json":
			if heads++; heads > 1 {
				return &store.Fault{Status: 503, Code: "SlowDown"}
			}
		}
		return nil
	})
	began := time.Now()
	_, err := deploy.Run(context.Background(), open(t, s), o)
	if err == nil || !strings.Contains(err.Error(), "the lock cannot be renewed") || time.Since(began) > time.Second {
		t.Errorf("after %s: %v", time.Since(began), err)
	}
}

// Two deploys that begin at the same instant: one goes on, and nothing is mixed.
func TestTwoAtOnce(t *testing.T) {
	s := newStore(t)
	papers := []paper{gazette(6, "one"), gazette(7, "two"), gazette(5, "three")}
	places := []*bucket.Bucket{open(t, s), open(t, s), open(t, s)}
	var all sync.WaitGroup
	errs := make([]error, len(papers))
	for i, p := range papers {
		all.Go(func() { _, errs[i] = deploy.Run(context.Background(), places[i], p.options()) })
	}
	all.Wait()
	if !slices.Contains(errs, nil) {
		t.Fatalf("none went through: %v", errs)
	}
	right := false
	for _, p := range papers {
		bad := slices.DeleteFunc(p.differs(s), func(d string) bool { return strings.HasSuffix(d, "should not be there") })
		right = right || len(bad) == 0
	}
	if !right {
		t.Error("the store has no whole edition")
	}
}

var links = regexp.MustCompile(`(?:href)="(/[^"]*)"`)

// begun and ended count deploys.
var begun, ended atomic.Int64

// observer reads the public site as a reader does: a page, then all that it names. Every
// page that it gets must have its assets and lead to pages.
func observer(ctx context.Context, s *store.Store, faults chan<- string) {
	client := &http.Client{}
	get := func(path string) (string, int) {
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/"+store.Bucket+path, nil)
		resp, err := client.Do(req)
		if err != nil {
			return "", 0
		}
		defer func() { _ = resp.Body.Close() }()
		var b bytes.Buffer
		_, _ = b.ReadFrom(resp.Body)
		return b.String(), resp.StatusCode
	}
	type link struct {
		path string
		last int64 // deploys that may have begun while it is there: what leaves the site is kept for one
	}
	for ctx.Err() == nil {
		todo, seen := []link{{"/", 0}}, map[string]bool{"/": true}
		for len(todo) > 0 && ctx.Err() == nil {
			to, busy, last := todo[0], ended.Load() < begun.Load(), begun.Load()
			if !busy {
				last++
			}
			page, status := get(to.path)
			if status == http.StatusNotFound && to.path != "/" && begun.Load() <= to.last {
				faults <- "a page leads to " + to.path + ", which is not there"
			}
			todo = todo[1:]
			for _, m := range links.FindAllStringSubmatch(page, -1) {
				if !seen[m[1]] {
					seen[m[1]] = true
					todo = append(todo, link{m[1], last})
				}
			}
		}
	}
}

// A reader who reads all the while gets no page whose assets or links are missing, however
// the site changes, and though the storage is slow.
func TestObserver(t *testing.T) {
	s := newStore(t)
	run(t, s, gazette(6, "first").options())
	s.Faults(func(n int, _ string) *store.Fault {
		return &store.Fault{Slow: time.Duration(n%5) * 300 * time.Microsecond}
	})
	ctx, stop := context.WithCancel(context.Background())
	faults := make(chan string, 1000)
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() { observer(ctx, s, faults) })
	}
	for i := range 12 {
		run(t, s, gazette(6+(i*5)%7, fmt.Sprint("edition ", i)).options())
	}
	stop()
	all.Wait()
	close(faults)
	for f := range faults {
		t.Error(f)
	}
}

// Every request fails in turn: once, and it is made good; from then on, as when the
// process is killed there, and the next deploy makes it good. Readers have the front page
// of one of the two editions all the while.
func TestEveryRequestFailsInTurn(t *testing.T) {
	old, next := gazette(3, "one"), gazette(4, "two").with(paper{"tags/مدن/index.html": ""})
	for name, fault := range map[string]store.Fault{
		"5xx": {Status: 503, Code: "SlowDown"}, "cut": {Cut: true}, "lost": {Lost: true}, "half": {Half: true}, "slow": {Slow: 20 * time.Millisecond}, "stale": {Stale: true},
	} {
		failed := 0
		for n := 1; ; n++ {
			s := newStore(t)
			run(t, s, old.options())
			hit := false
			s.Faults(func(k int, r string) *store.Fault {
				if k != n {
					return nil
				}
				hit = true
				return &fault
			})
			run(t, s, next.options())
			if !hit {
				break
			}
			next.with(paper{"tags/مدن/index.html": old["tags/مدن/index.html"], cssOf(old): old[cssOf(old)]}).wants(t, s)
			if t.Failed() {
				t.Fatalf("%s at request %d", name, n)
			}
			failed++
			s.Close()
		}
		if failed < 12 {
			t.Errorf("%s: only %d requests failed", name, failed)
		}
	}
}

func cssOf(p paper) string {
	for path := range p {
		if strings.HasSuffix(path, ".css") {
			return path
		}
	}
	return ""
}

// From the n-th request on the process is gone: what it had asked for before is all that
// was done, or also the n-th. Whoever deploys next, the same or another edition, makes it
// right, and sends again only what is in doubt.
func TestEveryCutIsMadeGood(t *testing.T) {
	old, next, other := gazette(3, "one"), gazette(4, "two"), gazette(2, "three")
	for _, last := range []store.Fault{{Cut: true}, {Lost: true}} {
		for _, then := range []paper{next, other, old} {
			for n := 1; ; n++ {
				s := newStore(t)
				run(t, s, old.options())
				hit := false
				s.Faults(func(k int, r string) *store.Fault {
					switch {
					case k < n:
						return nil
					case k == n:
						hit = true
						return &last
					}
					return &store.Fault{Cut: true}
				})
				o := next.options()
				o.Machine, o.Verify = "desk", 0
				_, err := deploy.Run(context.Background(), open(t, s), o)
				if !hit {
					break
				}
				front := string(s.Objects()["index.html"].Data)
				if front != old["index.html"] && front != next["index.html"] {
					t.Fatalf("after request %d the front page is %q", n, front)
				}
				s.Faults(nil)
				o = then.options()
				o.Machine, o.DeleteNow, o.MaxDelete = "desk", true, 100
				r, again := deploy.Run(context.Background(), open(t, s), o)
				if again != nil {
					t.Fatalf("after request %d (%v): %v", n, err, again)
				}
				if d := then.differs(s); len(d) > 0 {
					t.Fatalf("cut at request %d, then deployed: %q", n, d)
				}
				if o = (paper{}).options(); len(r.Head.History) > 0 {
					o.Machine, o.Back = "desk", 1
					if _, err := deploy.Run(context.Background(), open(t, s), o); err != nil {
						t.Fatalf("cut at request %d, deployed, and back: %v", n, err)
					}
				}
				s.Close()
			}
		}
	}
}

// A deploy that was stopped goes on where it was: what stood is not sent again, and caches are told of it.
func TestResume(t *testing.T) {
	s := newStore(t)
	p := gazette(40, "one")
	ctx, stop := context.WithCancelCause(context.Background())
	s.Faults(func(n int, r string) *store.Fault {
		if strings.HasPrefix(r, "PUT سياسة/index") {
			stop(errors.New("stopped by hand"))
		}
		return nil
	})
	if _, err := deploy.Run(ctx, open(t, s), p.options()); err == nil || !strings.Contains(err.Error(), "stopped by hand") || !strings.Contains(site.Reason(err).Ar, "أعد الأمر") {
		t.Fatalf("stopped: %v", err)
	}
	s.Faults(nil)
	r := run(t, s, p.options())
	p.wants(t, s)
	puts := 0
	for _, line := range s.Log() {
		if strings.HasPrefix(line, "PUT سياسة/2026") {
			puts++
		}
	}
	if r.Resumed == "" || puts != 0 {
		t.Errorf("resumed after %q; %d stories were sent again", r.Resumed, puts)
	}
	told := slices.Concat(deploy.Paths(r.Plan.New), deploy.Paths(r.Plan.Changed), deploy.Paths(r.Plan.Earlier))
	if slices.Sort(told); !slices.Equal(told, slices.Sorted(maps.Keys(p))) {
		t.Errorf("of what the first one sent, caches are told %q", told)
	}
}

// What others do to the storage's own files is told, and nothing is guessed.
func TestDamage(t *testing.T) {
	s := newStore(t)
	p := gazette(3, "one")
	run(t, s, p.options())
	b := open(t, s)
	_, tag, err := b.Read(context.Background(), ".warraq-deploy/head.json")
	if err != nil {
		t.Fatal(err)
	}
	for data, says := range map[string]string{"{": "is damaged", `{"warraq": 3}`: "another version", `{"warraq": 1, "edition": 1, "list": "../../x"}`: "damaged", `{"warraq": 1, "edition": 1, "list": "editions/7-aa"}`: "cannot read"} {
		if tag, err = b.Swap(context.Background(), ".warraq-deploy/head.json", []byte(data), tag); err != nil {
			t.Fatal(err)
		}
		if _, err := deploy.Run(context.Background(), b, p.with(paper{"x.html": "x"}).options()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", data, err)
		}
	}
	if _, err = b.Swap(context.Background(), ".warraq-deploy/head.json", []byte("{"), tag); err != nil { // a head that was cut, and what its message says to do
		t.Fatal(err)
	}
	next := p.with(paper{"x.html": "x"})
	if _, err = deploy.Run(context.Background(), b, next.options()); err == nil || !strings.Contains(err.Error(), "delete it there, and deploy with --overwrite") {
		t.Fatalf("a head that was cut: %v", err)
	}
	if err = b.Remove(context.Background(), []string{".warraq-deploy/head.json"}); err != nil {
		t.Fatal(err)
	}
	over := next.options()
	over.Overwrite = true
	if _, err = deploy.Run(context.Background(), b, over); err != nil {
		t.Errorf("what the message says is done, and it fails: %v", err)
	}
	next.wants(t, s)
	s = newStore(t)
	o := p.options()
	o.Open = func(string) ([]byte, error) { return []byte("edited since"), nil }
	if _, err := deploy.Run(context.Background(), open(t, s), o); err == nil || !strings.Contains(err.Error(), "changed after the build") {
		t.Errorf("a file that changed after the build: %v", err)
	}
}

// A bucket's objects may be compressed: nothing is sent again for it but what is worth it, a
// site that did not change is still one read, and an older edition comes back.
func TestEncoding(t *testing.T) {
	s := newStore(t)
	long := strings.Repeat("خبر من أخبار اليوم ", 200)
	one := paper{"index.html": "front" + long, "a/index.html": "story" + long, "small.html": "x", "media/a.jpg": long}
	two := one.with(paper{"a/index.html": "edited" + long})
	run(t, s, one.options())
	encoded := func(p paper) deploy.Options { o := p.options(); o.Encoding = "gzip"; return o }
	if r := run(t, s, encoded(one)); !slices.Equal(deploy.Paths(r.Plan.Changed), []string{"a/index.html", "index.html"}) {
		t.Errorf("compressing sends %v", deploy.Paths(r.Plan.Changed))
	}
	if s.Log(); !run(t, s, encoded(one)).Nothing || len(s.Log()) != 1 {
		t.Error("a site that did not change is sent")
	}
	run(t, s, encoded(two))
	if o := s.Objects()["a/index.html"]; o.Header.Get("Content-Encoding") != "gzip" || len(o.Data) > len(long)/4 {
		t.Errorf("%d bytes, %v", len(o.Data), o.Header)
	}
	if o := s.Objects()["small.html"]; o.Header.Get("Content-Encoding") != "" {
		t.Error("what is small is compressed")
	}
	back := encoded(nil)
	back.Back = 1
	run(t, s, back)
	if data, _, err := open(t, s).Read(t.Context(), "a/index.html"); err != nil || string(data) != one["a/index.html"] {
		t.Errorf("back: %.20q, %v", data, err)
	}
}

// A site whose files begin to carry the keys of caches is sent again once, and once more at another address; an older edition
// comes back with its keys.
func TestCacheKeys(t *testing.T) {
	s := newStore(t)
	one := paper{"index.html": "front", "a/index.html": "story"}
	run(t, s, one.options())
	at := func(base string, p paper) deploy.Options { o := p.options(); o.Base = base; return o }
	for _, base := range []string{"https://paper.example", "https://www.paper.example/ar"} {
		if r := run(t, s, at(base, one)); !slices.Equal(deploy.Paths(r.Plan.Changed), []string{"a/index.html", "index.html"}) {
			t.Errorf("keys below %s send %v", base, deploy.Paths(r.Plan.Changed))
		}
		if s.Log(); !run(t, s, at(base, one)).Nothing || len(s.Log()) != 1 {
			t.Error("a site that did not change is sent")
		}
	}
	run(t, s, at("https://www.paper.example/ar", one.with(paper{"a/index.html": "edited"})))
	back := at("https://www.paper.example/ar", nil)
	back.Back = 1
	run(t, s, back)
	if o := s.Objects()["a/index.html"]; string(o.Data) != "story" || o.Header.Get("X-Amz-Meta-Surrogate-Key") != deploy.CacheKey("https://www.paper.example/ar/a/") {
		t.Errorf("back: %q, %v", o.Data, o.Header)
	}
}

// A file is sent as the media type that the newsroom gives it, and one that gets another type is sent again.
func TestTypeOfTheNewsroom(t *testing.T) {
	s := newStore(t)
	site := paper{"index.html": "front", "app/x.json": "{}", "feed.rss": "<rss/>"}
	run(t, s, site.options())
	if got := s.Objects()["feed.rss"].Header.Get("Content-Type"); got != "application/rss+xml; charset=utf-8" { // IANA
		t.Errorf("feed.rss is %q", got)
	}
	o := site.options()
	o.Type = func(path string) string { return map[string]string{"app/x.json": "application/feed+json"}[path] }
	if r := run(t, s, o); !slices.Equal(deploy.Paths(r.Plan.Changed), []string{"app/x.json"}) {
		t.Errorf("sent again are %v", deploy.Paths(r.Plan.Changed))
	}
	for path, want := range map[string]string{"app/x.json": "application/feed+json", "index.html": "text/html; charset=utf-8"} {
		if got := s.Objects()[path].Header.Get("Content-Type"); got != want {
			t.Errorf("%s is %q, not %q", path, got, want)
		}
	}
}
