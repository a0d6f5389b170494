package deploy_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"warraq/site/publish/bucket/testdata/store"
	"warraq/site/publish/deploy"
)

const (
	oneStory   = "سياسة/2026/11/قصة-1/index.html"
	freshStory = "سياسة/2026/11/قصة-9/index.html"
)

// only are the options to send some files of a paper.
func (p paper) only(s *deploy.Session, paths ...string) deploy.Options {
	o := p.options()
	o.Session, o.Machine = s, "desk"
	o.Files = slices.DeleteFunc(o.Files, func(f deploy.File) bool { return !slices.Contains(paths, f.Path) })
	return o
}

// in are the options of a deploy of a session.
func (p paper) in(s *deploy.Session) deploy.Options {
	o := p.options()
	o.Session, o.Machine, o.MaxDelete = s, "desk", 100
	return o
}

func back(t *testing.T, s *store.Store, n int) error {
	t.Helper()
	o := paper{}.options()
	o.Machine, o.Back = "desk", n
	_, err := deploy.Run(context.Background(), open(t, s), o)
	return err
}

// What goes ahead is one write of the head, the old bytes, and the files; the whole edition
// follows without them, and an older one comes back with what they were.
func TestAhead(t *testing.T) {
	s := newStore(t)
	old := gazette(3, "one")
	next := old.with(paper{oneStory: "edited", freshStory: "fresh", "index.xml": "<rss>edited"})
	var session deploy.Session
	if _, err := deploy.Ahead(t.Context(), open(t, s), next.only(&session, oneStory)); !errors.Is(err, deploy.ErrAhead) {
		t.Errorf("ahead of the first edition: %v", err)
	}
	run(t, s, old.in(&session))
	s.Log()
	sent, err := deploy.Ahead(t.Context(), open(t, s), next.only(&session, oneStory, freshStory))
	if err != nil || len(sent) != 2 {
		t.Fatalf("%v, %v", deploy.Paths(sent), err)
	}
	want := []string{"PUT .warraq-deploy/head.json", "COPY .warraq-deploy/kept/2/H", "PUT " + freshStory, "PUT " + oneStory}
	if got := requests(s.Log()); !slices.Equal(got, want) {
		t.Errorf("ahead:\n%s", strings.Join(got, "\n"))
	}
	if _, err := deploy.Run(t.Context(), open(t, s), old.options()); err == nil || !strings.Contains(err.Error(), "deploys to this target now") {
		t.Errorf("another one meanwhile: %v", err)
	}
	s.Log()
	if r := run(t, s, next.in(&session)); r.Resumed != "" || !slices.Equal(deploy.Paths(r.Plan.Changed), []string{"index.xml"}) || len(r.Plan.New) > 0 {
		t.Errorf("the rest: %+v", r)
	}
	next.wants(t, s)
	if head := string(s.Objects()[".warraq-deploy/head.json"].Data); !strings.Contains(head, `"warraq": 1`) {
		t.Errorf("an edition that stands can be read by who knows nothing of what went ahead: %s", head)
	}
	if !run(t, s, next.options()).Nothing {
		t.Error("the list does not have what went ahead")
	}
	if err := back(t, s, 1); err != nil {
		t.Error(err)
	}
	if got := string(s.Objects()[oneStory].Data); got != old[oneStory] {
		t.Errorf("back: %q", got)
	}
	if sent, err := deploy.Ahead(t.Context(), open(t, s), next.only(&session, oneStory)); err != nil || len(sent) > 0 {
		t.Errorf("nothing changed, as far as is known: %v, %v", sent, err)
	}
	if _, err := deploy.Ahead(t.Context(), open(t, s), next.with(paper{oneStory: "edited again"}).only(&session, oneStory)); err == nil {
		t.Error("it goes ahead of an edition that others put there")
	}
	if got := string(s.Objects()[oneStory].Data); got != old[oneStory] {
		t.Errorf("and is sent: %q", got)
	}
}

// The process is gone at each request of what goes ahead and of the edition after it; whoever
// deploys next from that machine makes it right, and can go back.
func TestAheadIsCut(t *testing.T) {
	old := gazette(3, "one")
	next := old.with(paper{oneStory: "edited", freshStory: "fresh", "index.xml": "<rss>edited"})
	for _, last := range []store.Fault{{Cut: true}, {Lost: true}} {
		for _, then := range []paper{next, old} {
			for n := 1; ; n++ {
				s := newStore(t)
				var session deploy.Session
				run(t, s, old.in(&session))
				var hit atomic.Bool
				s.Faults(func(k int, _ string) *store.Fault {
					switch {
					case k < n:
						return nil
					case k == n:
						hit.Store(true)
						return &last
					}
					return &store.Fault{Cut: true}
				})
				if _, err := deploy.Ahead(t.Context(), open(t, s), next.only(&session, oneStory, freshStory)); err == nil {
					_, _ = deploy.Run(t.Context(), open(t, s), next.in(&session)) // it is cut
				}
				if !hit.Load() {
					break
				}
				s.Faults(nil)
				o := then.options()
				o.Machine, o.DeleteNow, o.MaxDelete = "desk", true, 100
				r, err := deploy.Run(t.Context(), open(t, s), o)
				if err != nil {
					t.Fatalf("after request %d: %v", n, err)
				}
				if d := then.differs(s); len(d) > 0 {
					t.Fatalf("cut at request %d, then deployed: %q", n, d)
				}
				if len(r.Head.History) > 0 {
					if err := back(t, s, 1); err != nil {
						t.Fatalf("cut at request %d, deployed, and back: %v", n, err)
					}
				}
				s.Close()
			}
		}
	}
}

// What was saved while a deploy runs goes between two of its groups, and stays: the deploy has
// older bytes of it.
func TestAheadOfADeployThatRuns(t *testing.T) {
	s := newStore(t)
	old := gazette(3, "one")
	next := old.with(paper{oneStory: "edited", "tags/مدن/index.html": "edited", "index.html": "edited", "index.xml": "edited"})
	newest := next.with(paper{oneStory: "newest", freshStory: "fresh", "سياسة/index.html": "newest"})
	var session deploy.Session
	run(t, s, old.in(&session))
	var once sync.Once
	var all sync.WaitGroup
	var ahead error
	o := next.in(&session)
	place := open(t, s)
	o.Sent = func(int, int) {
		once.Do(func() {
			all.Go(func() {
				_, ahead = deploy.Ahead(t.Context(), place, newest.only(&session, oneStory, freshStory, "سياسة/index.html"))
			})
			time.Sleep(50 * time.Millisecond)
		})
	}
	s.Log()
	run(t, s, o)
	if all.Wait(); ahead != nil {
		t.Fatal(ahead)
	}
	newest.wants(t, s)
	if log := s.Log(); slices.Index(log, "PUT index.html") < slices.Index(log, "PUT "+freshStory) {
		t.Errorf("it went after the deploy:\n%s", strings.Join(log, "\n"))
	}
	if r := run(t, s, newest.options()); !r.Nothing {
		t.Errorf("the list has other bytes: %v %v", deploy.Paths(r.Plan.New), deploy.Paths(r.Plan.Changed))
	}
	if err := back(t, s, 1); err != nil {
		t.Error(err)
	}
	for _, path := range []string{oneStory, "سياسة/index.html", "index.html"} {
		if got := string(s.Objects()[path].Data); got != old[path] {
			t.Errorf("back: %s is %.20q", path, got)
		}
	}
}

// A fresh story goes ahead beside the group that a deploy sends, and does not wait for its end; what
// is being sent itself waits until it stands. The lists are of both, and others can read them.
func TestAheadBesideAGroup(t *testing.T) {
	old := gazette(3, "one")
	next := old.with(paper{oneStory: "edited", "tags/مدن/index.html": "edited", "index.html": "edited", "index.xml": "edited"})
	same := "tags/أخرى/index.html"
	next[same] = "new"
	for _, saved := range []paper{{freshStory: "fresh"}, {oneStory: "newest"}, {same: "new"}} {
		s := newStore(t)
		newest := next.with(saved)
		path := slices.Collect(maps.Keys(saved))[0]
		var session deploy.Session
		run(t, s, old.in(&session))
		var once sync.Once
		var all sync.WaitGroup
		var ahead error
		began := make(chan struct{})
		s.Faults(func(_ int, request string) *store.Fault {
			if request != "PUT "+oneStory {
				return nil
			}
			slow := &store.Fault{}
			once.Do(func() { slow.Slow = 300 * time.Millisecond; close(began) })
			return slow
		})
		place := open(t, s)
		all.Go(func() {
			<-began
			_, ahead = deploy.Ahead(t.Context(), place, newest.only(&session, path))
		})
		s.Log()
		run(t, s, next.in(&session))
		if all.Wait(); ahead != nil {
			t.Fatal(ahead)
		}
		newest.wants(t, s)
		log := s.Log()
		if fresh, lists := slices.Index(log, "PUT "+freshStory), slices.Index(log, "PUT index.xml"); fresh > lists {
			t.Errorf("it waited for the next group:\n%s", strings.Join(log, "\n"))
		}
		if r := run(t, s, newest.options()); !r.Nothing {
			t.Errorf("the list has other bytes than %s: %v %v", path, deploy.Paths(r.Plan.New), deploy.Paths(r.Plan.Changed))
		}
		if err := back(t, s, 1); err != nil {
			t.Errorf("%s, and back: %v", path, err)
		}
		for _, path := range []string{oneStory, "index.html"} {
			if got := string(s.Objects()[path].Data); got != old[path] {
				t.Errorf("back: %s is %.20q", path, got)
			}
		}
	}
}

// Stories are saved at random instants while editions are sent: each page stays as it was sent
// last, the list at the place has what is there, and one edition back is what stood then.
func TestAheadAtRandom(t *testing.T) {
	s := newStore(t)
	r := rand.New(rand.NewPCG(24, 9))
	p := gazette(6, "one")
	var session deploy.Session
	run(t, s, p.in(&session))
	s.Faults(func(n int, _ string) *store.Fault {
		return &store.Fault{Slow: time.Duration(n%4) * time.Millisecond}
	})
	stories := slices.DeleteFunc(slices.Sorted(maps.Keys(p)), func(path string) bool { return !strings.Contains(path, "2026") })
	stories = append(stories, "سياسة/2026/11/قصة-20/index.html", "سياسة/2026/11/قصة-21/index.html")
	var went atomic.Int32
	for round := range 5 {
		edition := p.with(paper{"index.html": fmt.Sprint("front ", round), "index.xml": fmt.Sprint("feed ", round), stories[r.IntN(6)]: fmt.Sprint("edition ", round)})
		newest := edition.with(nil)
		var all sync.WaitGroup
		for i, n := range r.Perm(len(stories))[:3] {
			path := stories[n]
			newest[path] = fmt.Sprint("saved ", round, i)
			after, saved := time.Duration(r.IntN(25))*time.Millisecond, paper{path: newest[path]}
			place := open(t, s)
			all.Go(func() {
				time.Sleep(after)
				if _, err := deploy.Ahead(t.Context(), place, saved.only(&session, path)); err == nil { // the session may not have begun
					went.Add(1)
				}
			})
		}
		run(t, s, edition.in(&session))
		all.Wait()
		stood := paper{}
		for path := range newest {
			stood[path] = string(s.Objects()[path].Data)
			if stood[path] != newest[path] && stood[path] != edition[path] {
				t.Fatalf("round %d: %s is %q", round, path, stood[path])
			}
		}
		for path, data := range stood {
			if data == "" {
				delete(stood, path)
			}
		}
		run(t, s, stood.in(&session))
		if r := run(t, s, stood.options()); len(r.Plan.New)+len(r.Plan.Changed) > 0 {
			t.Fatalf("round %d: the list is not of what is there: %v %v", round, deploy.Paths(r.Plan.New), deploy.Paths(r.Plan.Changed))
		}
		last := stood.with(paper{"index.html": "last", stories[0]: "last"})
		if _, err := deploy.Ahead(t.Context(), open(t, s), last.only(&session, stories[0])); err != nil && !errors.Is(err, deploy.ErrAhead) && !errors.Is(err, deploy.ErrChanged) {
			t.Fatal(err)
		}
		run(t, s, last.in(&session))
		if err := back(t, s, 1); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for path, data := range stood {
			if got := string(s.Objects()[path].Data); got != data {
				t.Fatalf("round %d, one back: %s is %.20q, want %.20q", round, path, got, data)
			}
		}
		p = stood
		run(t, s, p.in(&session))
	}
	if went.Load() < 5 {
		t.Errorf("only %d of 15 went ahead", went.Load())
	}
}
