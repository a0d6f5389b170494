package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

var long = flag.Bool("long", false, "a storm of ten times the length")

// storm is an hour at a nervous desk in seconds: the same storms for the same seed.
type storm struct {
	*tabbed
	*rand.Rand
	step int
}

const stormNow = "2026-11-23T12:00:00Z"

func (s *storm) name() string { return fmt.Sprintf("content/%s/s%d.md", s.section(), s.IntN(40)) }

func (s *storm) section() string { return []string{"politics", "economy", "culture"}[s.IntN(3)] }

func (s *storm) story() string {
	return story(fmt.Sprintf("عنوان %d", s.IntN(9)), fmt.Sprintf("tags: [وسم%d]\n", s.IntN(5)), fmt.Sprintf("نص كُتب في الخطوة %d.", s.step), "وفقرة ثانية.")
}

// put writes as editors do: in place, or beside it and renamed.
func (s *storm) put(name, text string) {
	if s.IntN(2) == 0 {
		s.save(name, text)
		return
	}
	s.save(filepath.Dir(name)+"/.tmp", text)
	_ = os.Rename(s.onDisk(filepath.Dir(name)+"/.tmp"), s.onDisk(name))
}

func (s *storm) onDisk(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

// storms are what happens in a newsroom's folder, the commoner ones repeated.
var storms = []func(*storm){
	func(s *storm) { s.put(s.name(), s.story()) },
	func(s *storm) { s.put(s.name(), s.story()) },
	func(s *storm) { s.put(s.name(), s.story()) },
	func(s *storm) { s.put(s.name(), s.story()+"\nوفقرة في آخرها.\n") },
	func(s *storm) { s.put(s.name(), "---\ntitle: \"لا يُغلق\n---\n") },
	func(s *storm) { s.put(s.name(), "\xff\xfe") },
	func(s *storm) { _ = os.Remove(s.onDisk(s.name())) },
	func(s *storm) { _ = os.Rename(s.onDisk(s.name()), s.onDisk(s.name())) },
	func(s *storm) {
		switch s.IntN(60) {
		case 0:
			_ = os.RemoveAll(s.onDisk("content/" + s.section()))
		case 1: // a checkout: many files at once
			for range 100 {
				s.put(s.name(), s.story())
			}
		case 2:
			s.put("templates/partials/crumbs.html", "{{.Nothing")
		case 3:
			s.put("templates/partials/crumbs.html", fmt.Sprintf("<p>%d</p>", s.step))
		case 4:
			_ = os.RemoveAll(s.onDisk("templates"))
		case 5:
			s.put("static/css/own.css", fmt.Sprintf("p{margin:%dpx}", s.step))
		case 6:
			s.put("content/edition.yaml", testEdition+fmt.Sprintf("tagline: شعار %d\n", s.step))
		case 7:
			s.put("content/edition.yaml", "title: [")
		case 8:
			_ = os.Rename(s.onDisk("content"), s.onDisk("away"))
			_ = os.Rename(s.onDisk("away"), s.onDisk("content"))
		case 9:
			_ = os.RemoveAll(s.onDisk("static"))
		}
	},
}

// rage makes storms while a reader reads, and then puts right what no site can be
// made of.
func (s *storm) rage(steps int) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { // ends with stop, and is waited for
		defer close(done)
		for ctx.Err() == nil {
			status, body, _ := s.get("/")
			if status != http.StatusOK && status != http.StatusInternalServerError || !strings.Contains(body, "</html>") {
				s.Errorf("amid the storm the front page is %d %.80q", status, body)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	for range steps {
		s.step++
		storms[s.IntN(len(storms))](s)
		if s.IntN(4) == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	s.put("content/edition.yaml", testEdition)
	_ = os.RemoveAll(s.onDisk("templates"))
	stop()
	<-done
}

var quick = http.Client{
	Timeout:       30 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (n *tabbed) get(path string) (status int, body string, err error) {
	resp, err := quick.Get(n.address + path)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data), err
}

var previewTag = regexp.MustCompile(`<script src="/\.warraq/preview\.js"[^>]*></script>`)

// unlike lists the files of a clean build that the preview does not serve byte
// for byte.
func (s *storm) unlike(clean string) (out []string, compared int) {
	_ = fs.WalkDir(os.DirFS(clean), ".", func(name string, e fs.DirEntry, _ error) error {
		if e.IsDir() || strings.Contains("/"+name, "/.") || strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".br") {
			return nil
		}
		want, err := os.ReadFile(filepath.Join(clean, name))
		status, body, err2 := s.get("/" + strings.TrimSuffix(name, "index.html"))
		if status == http.StatusMovedPermanently { // an alias
			return nil
		}
		compared++
		if err != nil || err2 != nil || previewTag.ReplaceAllString(body, "") != string(want) {
			out = append(out, name)
		}
		return nil
	})
	return out, compared
}

// settled fails where the preview does not come to serve what a clean build
// makes.
func (s *storm) settled() {
	s.Helper()
	clean := filepath.Join(s.TempDir(), "clean")
	var talk bytes.Buffer
	code := run(context.Background(), []string{"build", "--source", s.root, "--output", clean, "--cache", "none", "--drafts", "--future", "--now", stormNow, "--lang", "en"}, strings.NewReader(""), io.Discard, &talk)
	if code == exitMisuse {
		s.Fatalf("the clean build: %s", talk.String())
	}
	var differing []string
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		var compared int
		if differing, compared = s.unlike(clean); len(differing) == 0 && compared > 50 {
			return
		}
	}
	s.Errorf("after %d steps the preview is not the clean build: %d files differ, such as %q", s.step, len(differing), differing[:min(5, len(differing))])
}

// usage is what a server must not need more of the longer it runs.
func used() (goroutines, descriptors int, heap uint64) {
	quick.CloseIdleConnections()
	time.Sleep(300 * time.Millisecond)
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd")
	return runtime.NumGoroutine(), len(open), m.HeapAlloc
}

// After any storm the preview shows what a clean build makes, and needs no more
// memory, goroutines or files than before.
func TestAStormPasses(t *testing.T) {
	steps := 500
	if *long {
		steps = 5000
	}
	before := runtime.NumGoroutine()
	t.Run("storm", func(t *testing.T) {
		s := &storm{tabbed: &tabbed{T: t, root: t.TempDir()}, Rand: rand.New(rand.NewPCG(7, 1))}
		s.save("content/edition.yaml", testEdition)
		for range 60 {
			s.put(s.name(), s.story())
		}
		s.address = s.serve("--now", stormNow)
		s.rage(steps)
		s.settled()
		goroutines, descriptors, heap := used()
		s.rage(steps)
		s.settled()
		goroutines2, descriptors2, heap2 := used()
		t.Logf("goroutines %d, %d; descriptors %d, %d; heap %d, %d KB", goroutines, goroutines2, descriptors, descriptors2, heap>>10, heap2>>10)
		if goroutines2 > goroutines+2 || descriptors2 > descriptors+2 || heap2 > heap+heap/4+4<<20 {
			t.Error("the second half of the storm left more behind than the first")
		}
	})
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines are left, %d were there:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}
