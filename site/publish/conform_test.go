package publish_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"warraq/site"
	"warraq/site/publish"
)

// place is where one target under test publishes.
type place struct {
	// begin opens the target for a build.
	begin func() (publish.Target, error)
	// read gives what readers get: the bytes of each file by its path.
	read func() (map[string]string, error)
}

type edition = map[string]string

// The editions of the tests: files change, come, go and stay, with names as a
// paper has them.
var (
	monday = edition{
		"index.html": "monday", "سياسة/خبر عاجل/index.html": "s", "old/a/b.html": "b", "css/site.0a1b.css": "c",
		"empty.txt": "", "large.bin": strings.Repeat("x", 3<<20),
	}
	tuesday = edition{
		"index.html": "tuesday", "سياسة/خبر عاجل/index.html": "s", "css/site.0a1b.css": "c", "css/site.2c3d.css": "n",
		"empty.txt": "", "large.bin": strings.Repeat("y", 3<<20),
	}
	changed = []string{"css/site.2c3d.css", "index.html", "large.bin"}
	gone    = []string{"old/a/b.html"}
)

// conforms tests that a target keeps the contract of publish.Target. fresh gives a
// new, empty place.
func conforms(t *testing.T, fresh func(t *testing.T) place) {
	for name, test := range map[string]func(*run){
		"Editions":         (*run).editions,
		"UnseenTillCommit": (*run).unseenTillCommit,
		"KeepAndLast":      (*run).keepAndLast,
		"DataIsReused":     (*run).dataIsReused,
		"Goroutines":       (*run).goroutines,
		"Refusals":         (*run).refusals,
		"Failures":         (*run).failures,
	} {
		t.Run(name, func(t *testing.T) { test(&run{T: t, place: fresh(t)}) })
	}
}

// run is one test at a place.
type run struct {
	*testing.T
	place
}

func (r *run) open() publish.Target {
	r.Helper()
	target, err := r.begin()
	if err != nil {
		r.Fatal(err)
	}
	return target
}

func put(target publish.Target, path, data string) error {
	return target.Put(context.Background(), site.File{Path: path, Data: []byte(data)})
}

func putAll(target publish.Target, e edition) error {
	for path, data := range e {
		if err := put(target, path, data); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) publish(e edition) publish.Stats {
	r.Helper()
	target := r.open()
	if err := putAll(target, e); err != nil {
		r.Fatal(err)
	}
	stats, err := target.Commit(context.Background())
	if err != nil {
		r.Fatal(err)
	}
	return stats
}

// wants compares what readers get with an edition. Where more is allowed, files
// that left the edition may still be there.
func (r *run) wants(e edition, more bool) {
	r.Helper()
	got, err := r.read()
	if err != nil {
		r.Fatal(err)
	}
	for path, data := range e {
		if there, ok := got[path]; !ok || there != data {
			r.Errorf("readers get %.20q for %s (there: %v), want %.20q", there, path, ok, data)
		}
	}
	for path := range got {
		if _, ok := e[path]; !ok && !more {
			r.Errorf("readers get %s, which is not of the edition", path)
		}
	}
}

func (r *run) editions() {
	if stats := r.publish(monday); stats.Written != len(monday) || stats.Kept+stats.Removed > 0 {
		r.Errorf("a first edition of %d files gives %+v", len(monday), stats)
	}
	r.wants(monday, false)
	stats := r.publish(tuesday)
	want := publish.Stats{Written: 3, Kept: 3, Removed: 1, Edition: stats.Edition, Changed: changed, Gone: gone}
	if fmt.Sprint(stats) != fmt.Sprint(want) {
		r.Errorf("the second edition gives %+v, want %+v", stats, want)
	}
	r.wants(tuesday, true)
	if stats := r.publish(tuesday); stats.Written+stats.Removed > 0 || stats.Kept != len(tuesday) {
		r.Errorf("the same edition again gives %+v", stats)
	}
	r.wants(tuesday, false)
	r.publish(edition{})
	r.publish(edition{})
	r.wants(edition{}, false)
}

func (r *run) unseenTillCommit() {
	r.publish(monday)
	target := r.open()
	if err := putAll(target, tuesday); err != nil {
		r.Fatal(err)
	}
	r.wants(monday, false)
	for range 2 {
		if err := target.Abort(); err != nil {
			r.Fatal(err)
		}
	}
	r.wants(monday, false)
	target = r.open()
	if err := putAll(target, tuesday); err != nil {
		r.Fatal(err)
	}
	if _, err := target.Commit(context.Background()); err != nil {
		r.Fatal(err)
	}
	if err := target.Abort(); err != nil {
		r.Errorf("Abort after Commit gives %v", err)
	}
	r.wants(tuesday, true)
}

func (r *run) keepAndLast() {
	r.publish(monday)
	target := r.open()
	for path, data := range monday {
		if last, ok := target.Last(path); !ok || last != sum([]byte(data)) {
			r.Errorf("the last edition's %s has the hash %x (known: %v)", path, last, ok)
		}
		if path != "index.html" && path != "old/a/b.html" {
			target.Keep(path)
		}
	}
	if _, ok := target.Last("no/such.html"); ok {
		r.Error("a file that was never published has a hash")
	}
	if err := put(target, "index.html", "new"); err != nil {
		r.Fatal(err)
	}
	if _, err := target.Commit(context.Background()); err != nil {
		r.Fatal(err)
	}
	want := maps.Clone(monday)
	want["index.html"] = "new"
	delete(want, "old/a/b.html")
	r.wants(want, true)
}

func (r *run) dataIsReused() {
	target := r.open()
	data := []byte("one")
	for _, path := range []string{"a", "b"} {
		if err := target.Put(context.Background(), site.File{Path: path, Data: data}); err != nil {
			r.Fatal(err)
		}
		copy(data, "two")
	}
	copy(data, "bad")
	if _, err := target.Commit(context.Background()); err != nil {
		r.Fatal(err)
	}
	r.wants(edition{"a": "one", "b": "two"}, false)
}

func (r *run) goroutines() {
	want := edition{}
	for i := range 200 {
		want[fmt.Sprintf("s%d/%d/index.html", i%7, i)] = fmt.Sprint(i)
	}
	r.publish(want)
	target := r.open()
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := w; i < 200; i += 4 {
				path := fmt.Sprintf("s%d/%d/index.html", i%7, i)
				if _, ok := target.Last(path); !ok {
					r.Errorf("%s is not known", path)
				}
				if i%2 == 0 {
					target.Keep(path)
				} else if err := put(target, path, "new"); err != nil {
					r.Error(err)
				}
			}
		})
	}
	all.Wait()
	if stats, err := target.Commit(context.Background()); err != nil || stats.Written != 100 || stats.Kept != 100 {
		r.Errorf("four goroutines gave %+v, %v", stats, err)
	}
}

// Refusals: an edition with a fault is not published, and the message names it.
func (r *run) refusals() {
	r.publish(monday)
	stopped, stop := context.WithCancelCause(context.Background())
	stop(errors.New("stopped by hand"))
	for name, c := range map[string]struct {
		use  func(publish.Target)
		ctx  context.Context
		says string
	}{
		"put twice":        {func(t publish.Target) { _ = put(t, "x", "1"); _ = put(t, "x", "2") }, nil, "x"},
		"kept and put":     {func(t publish.Target) { t.Keep("index.html"); _ = put(t, "index.html", "2") }, nil, "index.html"},
		"kept twice":       {func(t publish.Target) { t.Keep("index.html"); t.Keep("index.html") }, nil, "index.html"},
		"kept what is not": {func(t publish.Target) { t.Keep("no/such") }, nil, "no/such"},
		"above the place":  {func(t publish.Target) { _ = put(t, "../x", "1") }, nil, "../x"},
		"of warraq":        {func(t publish.Target) { _ = put(t, ".warraq-x", "1") }, nil, ".warraq-x"},
		"letter case":      {func(t publish.Target) { _ = put(t, "News/x", ""); _ = put(t, "news/x", "") }, nil, "news/x"},
		"file and folder":  {func(t publish.Target) { _ = put(t, "x/y", ""); _ = put(t, "x", "") }, nil, "x"},
		"stopped":          {func(t publish.Target) { _ = put(t, "x", "") }, stopped, "stopped by hand"},
	} {
		target := r.open()
		c.use(target)
		if c.ctx == nil {
			c.ctx = context.Background()
		}
		if _, err := target.Commit(c.ctx); err == nil || !strings.Contains(err.Error(), c.says) {
			r.Errorf("%s: Commit gives %v, want an error that names %q", name, err, c.says)
		}
		r.wants(monday, false)
	}
}

// failures lets each call of a build fail in turn.
func (r *run) failures() {
	r.publish(monday)
	for n := 1; ; n++ {
		inner := r.open()
		target := &failing{Target: inner, call: n}
		err := putAll(target, tuesday)
		if err == nil {
			_, err = target.Commit(context.Background())
		}
		if err == nil {
			break
		}
		if !strings.Contains(err.Error(), target.failed) {
			r.Errorf("call %d failed at %s and the message is %v", n, target.failed, err)
		}
		if err := target.Abort(); err != nil {
			r.Errorf("Abort after call %d: %v", n, err)
		}
		r.wants(monday, false)
	}
	r.wants(tuesday, true)
}

// failing is a Target whose Put or Commit fails at the call of a number, counted
// from 1. What uses a Target is tested with each number in turn, until none fails.
// It fails before the inner target has done anything.
type failing struct {
	publish.Target
	call   int
	failed string // the path of the file, or "commit", once it has failed

	mu sync.Mutex
	n  int
}

func (f *failing) fail(what string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.n++; f.n != f.call {
		return nil
	}
	f.failed = what
	return fmt.Errorf("cannot write %s: made to fail", what)
}

// Put fails, or puts.
func (f *failing) Put(ctx context.Context, file site.File) error {
	if err := f.fail(file.Path); err != nil {
		return err
	}
	return f.Target.Put(ctx, file)
}

// Commit fails, or commits. Where it fails the inner target is given up.
func (f *failing) Commit(ctx context.Context) (publish.Stats, error) {
	if err := f.fail("commit"); err != nil {
		return publish.Stats{}, err
	}
	return f.Target.Commit(ctx)
}
