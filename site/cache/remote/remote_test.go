package remote_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache/remote"
)

// server is a cache server as Bazel's documentation says it, with faults.
type server struct {
	mu      sync.Mutex
	objects map[string][]byte
	log     []string
	fault   func(w http.ResponseWriter, r *http.Request, data []byte) bool // true: it answered
}

var named = regexp.MustCompile(`^/(ac|cas)/[0-9a-f]{64}$`)

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, r.Method+" "+r.URL.Path[:strings.LastIndexByte(r.URL.Path, '/')])
	if !named.MatchString(r.URL.Path) || r.Method == http.MethodPut && r.ContentLength < 0 {
		http.Error(w, "", http.StatusBadRequest)
		return
	}
	data, ok := s.objects[r.URL.Path]
	if s.fault != nil && s.fault(w, r, data) {
		return
	}
	switch {
	case r.Method == http.MethodPut:
		body, _ := io.ReadAll(r.Body)
		sum := sha256.Sum256(body)
		if hash, ok := strings.CutPrefix(r.URL.Path, "/cas/"); ok && hash != hex.EncodeToString(sum[:]) {
			http.Error(w, "the hash is another", http.StatusBadRequest)
			return
		}
		s.objects[r.URL.Path] = body
	case !ok:
		http.NotFound(w, r)
	default:
		_, _ = w.Write(data)
	}
}

func start(t *testing.T) (*server, *remote.HTTP) {
	t.Helper()
	s := &server{objects: map[string][]byte{}}
	web := httptest.NewServer(s)
	t.Cleanup(func() { web.CloseClientConnections(); web.Close() })
	h, err := remote.OpenHTTP(web.URL, "X-Key: marker")
	if err != nil {
		t.Fatal(err)
	}
	return s, h
}

func (s *server) since() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	log := strings.Join(s.log, "\n")
	s.log = nil
	return log
}

// folder makes a cache of a long pack, a store and pictures.
func folder(t *testing.T, seed byte) string {
	t.Helper()
	dir := t.TempDir()
	long := bytes.Repeat([]byte{seed, 'x', 'y', 'z'}, 5<<10) // three segments
	copy(long[9<<10:], "second")
	for name, data := range map[string][]byte{
		"store": {seed, 's'}, "bodies-3.pack": long,
		"pictures/ab/00000000000000000000000000000" + string('0'+seed): {seed, 'p'}, "pictures/ab/111111111111111111111111111111": {'q'},
		"pictures/swept": {}, "lock": {}, "pictures/ab/new-17": {1},
	} {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(h remote.Objects, change func(*remote.Options)) *remote.Shared {
	o := remote.Options{Objects: h, Version: []byte("v1"), Kinds: []string{""}, Patience: 10 * time.Second, Segment: 8 << 10}
	if change != nil {
		change(&o)
	}
	return remote.Open(context.Background(), o)
}

// push sends the store of a folder.
func push(s *remote.Shared, dir string, others map[string]string) {
	s.Fill(dir, "", true)
	s.Push(others, false)
}

// fill takes a store into a folder, and all of its pack.
func fill(s *remote.Shared, dir string) {
	s.Fill(dir, "", false)
	s.Bring(filepath.Join(dir, "bodies-3.pack"), 0, math.MaxInt64)
}

func fault(t *testing.T, s *remote.Shared) string {
	t.Helper()
	if err := s.Fault(); err != nil {
		words := site.Reason(err)
		if words.Ar == words.En || strings.Contains(words.Ar+words.En, "marker") {
			t.Errorf("told as %+v", words)
		}
		return words.En
	}
	return ""
}

func same(t *testing.T, name, a, b string) {
	t.Helper()
	x, err1 := os.ReadFile(filepath.Join(a, name))
	y, err2 := os.ReadFile(filepath.Join(b, name))
	if err1 != nil || err2 != nil || !bytes.Equal(x, y) {
		t.Errorf("%s is another one: %v, %v", name, err1, err2)
	}
}

// What one machine pushes, another one has; only what is new is sent.
func TestThereAndBack(t *testing.T) {
	s, h := start(t)
	from := folder(t, 1)
	first := open(h, nil)
	push(first, from, map[string]string{"site": filepath.Join(from, "store"), "none": filepath.Join(from, "none")})
	if f := fault(t, first); f != "" {
		t.Fatal(f)
	}
	if log := s.since(); strings.Count(log, "PUT /cas") != 6 || !strings.HasSuffix(log, "PUT /ac") {
		t.Errorf("a first push asks\n%s", log)
	}
	to, second := t.TempDir(), open(h, nil)
	fill(second, to)
	same(t, "store", from, to)
	same(t, "bodies-3.pack", from, to)
	if log := s.since(); strings.Count(log, "GET /cas") != 4 {
		t.Errorf("to fill a folder asks\n%s", log)
	}
	if !second.Take("site", filepath.Join(to, "site"), false) || second.Take("none", filepath.Join(to, "none"), false) {
		t.Error("Take does not say what there is")
	}
	pictures := filepath.Join(to, "pictures")
	s.since()
	if !second.Find("pictures", pictures, "ab000000000000000000000000000001") || second.Find("pictures", pictures, "ab000000000000000000000000000002") {
		t.Error("Find does not say which pictures there are")
	}
	if log := s.since(); strings.Count(log, "GET /cas") != 2 { // the index and a batch
		t.Errorf("pictures ask\n%s", log)
	}
	same(t, "pictures/ab/000000000000000000000000000001", from, to)
	same(t, "pictures/ab/111111111111111111111111111111", from, to)
	push(second, to, map[string]string{"site": filepath.Join(to, "site")})
	if log := s.since(); log != "" {
		t.Errorf("a push of nothing new asks\n%s", log)
	}
	// A later build adds a picture and the end of a pack.
	pack, err := os.OpenFile(filepath.Join(to, "bodies-3.pack"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = pack.WriteString("more")
	if err := errors.Join(err, pack.Close(), os.WriteFile(filepath.Join(to, "pictures/ab/222222222222222222222222222222"), []byte("r"), 0o666)); err != nil {
		t.Fatal(err)
	}
	push(second, to, nil)
	if log := s.since(); strings.Count(log, "PUT /cas") != 3 { // a segment, a batch, the index
		t.Errorf("a push of a little asks\n%s", log)
	}
	third, dir := open(h, nil), t.TempDir()
	fill(third, dir)
	same(t, "bodies-3.pack", to, dir)
	if !third.Find("pictures", filepath.Join(dir, "pictures"), "ab222222222222222222222222222222") {
		t.Error("the new picture is not found")
	}
	same(t, "pictures/ab/000000000000000000000000000001", from, dir) // the small batch was sent again whole
}

// A pack is fetched where it is read: what nobody reads stays a hole, and is neither read nor sent again by a push. A later
// build on the same machine fetches it then.
func TestWhatIsReadIsFetched(t *testing.T) {
	s, h := start(t)
	from, to := folder(t, 1), t.TempDir()
	push(open(h, nil), from, nil)
	s.since()
	first, pack := open(h, nil), filepath.Join(to, "bodies-3.pack")
	if first.Fill(to, "", false); strings.Count(s.since(), "GET /cas") != 1 {
		t.Error("more than the store was fetched")
	}
	want, err := os.ReadFile(filepath.Join(from, "bodies-3.pack"))
	if err != nil {
		t.Fatal(err)
	}
	has := func(from, to int) {
		t.Helper()
		got, err := os.ReadFile(pack)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%d bytes, %v", len(got), err)
		}
		for i := range got {
			if inside := from <= i && i < to; inside && got[i] != want[i] || !inside && got[i] != 0 {
				t.Fatalf("byte %d is %d", i, got[i])
			}
		}
	}
	has(0, 0)
	first.Bring(pack, 9<<10, 10<<10) // the second segment
	first.Bring(pack, 9<<10, 10<<10)
	first.Bring(filepath.Join(to, "other-1.pack"), 0, 10)
	if log := s.since(); strings.Count(log, "GET /cas") != 1 {
		t.Errorf("to read a segment asks\n%s", log)
	}
	has(8<<10, 16<<10)
	if first.Push(nil, false); s.since() != "" {
		t.Error("a push of what was not read asks")
	}
	second := open(h, nil)
	second.Fill(to, "", true)
	s.since()
	second.Bring(pack, 0, 10<<10)
	if log := s.since(); strings.Count(log, "GET /cas") != 1 {
		t.Errorf("a later build asks\n%s", log)
	}
	has(0, 16<<10)
	// Who appends to it sends what stands before whole.
	f, err := os.OpenFile(pack, os.O_WRONLY|os.O_APPEND, 0)
	if err == nil {
		_, err = f.WriteString("more")
	}
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	second.Push(nil, false)
	last := t.TempDir()
	fill(open(h, nil), last)
	want = append(want, "more"...)
	if got, err := os.ReadFile(filepath.Join(last, "bodies-3.pack")); err != nil || !bytes.Equal(got, want) {
		t.Errorf("after it was added to, it is %d bytes, %v", len(got), err)
	}
	// What was written in the place of a hole stays.
	if err := os.WriteFile(pack, bytes.Repeat([]byte{7}, len(want)), 0o666); err != nil {
		t.Fatal(err)
	}
	third := open(h, nil)
	third.Fill(to, "", true)
	third.Bring(pack, 0, math.MaxInt64)
	if got, err := os.ReadFile(pack); err != nil || len(bytes.Trim(got, "\x07")) > 0 {
		t.Errorf("it was written over: %v", err)
	}
}

// A build that made nothing sends nothing of a store that it took, though the store has grown by what is of its machine alone;
// what it made is sent, and of a store only what was added.
func TestIdle(t *testing.T) {
	s, h := start(t)
	store := bytes.Repeat([]byte("0123456789abcdef"), 1<<10)
	store = append(store, store[:5<<10]...) // two segments and a part
	store[0], store[20<<10] = 'x', 'y'
	from := t.TempDir()
	if err := os.WriteFile(filepath.Join(from, "store"), store, 0o666); err != nil {
		t.Fatal(err)
	}
	push(open(h, nil), from, nil)
	build := func(idle bool, change func(*remote.Options)) (log string) {
		t.Helper()
		dir, shared := t.TempDir(), open(h, change)
		shared.Fill(dir, "", false)
		f, err := os.OpenFile(filepath.Join(dir, "store"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
		if err == nil {
			_, err = f.WriteString("stamps")
		}
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		s.since()
		shared.Push(nil, idle)
		return s.since()
	}
	if log := build(true, nil); log != "" {
		t.Errorf("a build that made nothing asks\n%s", log)
	}
	if log := build(true, func(o *remote.Options) { o.Kinds = []string{"preview", ""} }); !strings.Contains(log, "PUT /ac") {
		t.Errorf("a first build of a kind leaves nothing:\n%s", log)
	}
	if log := build(false, nil); log != "PUT /cas\nPUT /ac" {
		t.Errorf("a build that made something asks\n%s", log)
	}
	to := t.TempDir()
	open(h, nil).Fill(to, "", false)
	if got, err := os.ReadFile(filepath.Join(to, "store")); err != nil || string(got) != string(store)+"stamps" {
		t.Errorf("%d bytes came back, %v", len(got), err)
	}
	// What was there before, and not taken, may have what the storage has not.
	here := open(h, nil)
	push(here, to, nil)
	s.since()
	if err := os.WriteFile(filepath.Join(to, "store"), store[1:], 0o666); err != nil {
		t.Fatal(err)
	}
	here = open(h, nil)
	here.Fill(to, "", true)
	s.since()
	if here.Push(nil, true); !strings.Contains(s.since(), "PUT /ac") {
		t.Error("a store that was not taken is not sent")
	}
	// A part that did not come is made anew, and sent.
	for name := range s.objects {
		if strings.HasPrefix(name, "/cas/") {
			delete(s.objects, name)
		}
	}
	if log := build(true, nil); !strings.Contains(log, "PUT /ac") {
		t.Errorf("after parts were lost a build asks\n%s", log)
	}
}

// Another version has nothing of this one, another kind of build begins with the common one.
func TestVersionsAndKinds(t *testing.T) {
	_, h := start(t)
	push(open(h, nil), folder(t, 1), nil)
	dir := t.TempDir()
	fill(open(h, func(o *remote.Options) { o.Version = []byte("v2") }), dir)
	if names, _ := os.ReadDir(dir); len(names) > 0 {
		t.Errorf("another version is given %v", names)
	}
	preview := func(o *remote.Options) { o.Kinds = []string{"preview", ""} }
	s := open(h, preview)
	fill(s, dir)
	same(t, "store", folder(t, 1), dir)
	push(s, folder(t, 2), nil)
	for kinds, seed := range map[string]byte{"": 1, "preview": 2} {
		dir := t.TempDir()
		fill(open(h, func(o *remote.Options) { o.Kinds = []string{kinds, ""} }), dir)
		same(t, "store", folder(t, seed), dir)
	}
}

// No answer of a server gives other bytes than were pushed, stops anything for long, or is told twice.
func TestFaults(t *testing.T) {
	ac := func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/ac/") }
	flip := func(at float64) func(http.ResponseWriter, []byte) {
		return func(w http.ResponseWriter, data []byte) {
			data = bytes.Clone(data)
			data[int(at*float64(len(data)-1))] ^= 4
			_, _ = w.Write(data)
		}
	}
	for name, c := range map[string]struct {
		manifest bool // is what is faulty, and else all segments
		answer   func(w http.ResponseWriter, data []byte)
		says     string
	}{
		"a bit":        {false, flip(0), "parts are damaged or gone: 2"},
		"the last bit": {false, flip(1), "parts are damaged or gone: 2"},
		"cut":          {false, func(w http.ResponseWriter, data []byte) { _, _ = w.Write(data[:len(data)/2]) }, "damaged or gone"},
		"empty":        {false, func(http.ResponseWriter, []byte) {}, "damaged or gone"},
		"longer":       {false, func(w http.ResponseWriter, data []byte) { _, _ = w.Write(append(bytes.Clone(data), 0)) }, "damaged or gone"},
		"another":      {false, func(w http.ResponseWriter, _ []byte) { _, _ = io.WriteString(w, "<html>") }, "damaged or gone"},
		"gone":         {false, func(w http.ResponseWriter, _ []byte) { w.WriteHeader(404) }, "damaged or gone"},
		"endless":      {false, func(w http.ResponseWriter, _ []byte) { _, _ = w.Write(make([]byte, 70<<20)) }, "damaged or gone"},
		"cut connection": {false, func(w http.ResponseWriter, data []byte) {
			w.Header().Set("Content-Length", "999999999")
			_, _ = w.Write(data)
		}, "damaged or gone"},
		"broken":             {false, func(w http.ResponseWriter, _ []byte) { w.WriteHeader(500) }, "500 Internal Server Error"},
		"forbidden":          {false, func(w http.ResponseWriter, _ []byte) { w.WriteHeader(403) }, "403 Forbidden"},
		"a busy manifest":    {true, func(w http.ResponseWriter, _ []byte) { w.WriteHeader(503) }, "503 Service Unavailable"},
		"a page for a login": {true, func(w http.ResponseWriter, _ []byte) { _, _ = io.WriteString(w, "<html>") }, "did not write"},
		"half a manifest":    {true, func(w http.ResponseWriter, data []byte) { _, _ = w.Write(data[:len(data)/2]) }, "did not write"},
		"no manifest":        {true, func(http.ResponseWriter, []byte) {}, "did not write"},
	} {
		t.Run(name, func(t *testing.T) {
			s, h := start(t)
			from := folder(t, 1)
			push(open(h, nil), from, nil)
			s.fault = func(w http.ResponseWriter, r *http.Request, data []byte) bool {
				if ac(r) != c.manifest {
					return false
				}
				c.answer(w, data)
				return true
			}
			dir, shared := t.TempDir(), open(h, nil)
			fill(shared, dir)
			if _, err := os.Stat(filepath.Join(dir, "store")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a store is taken: %v", err)
			}
			if data, err := os.ReadFile(filepath.Join(dir, "bodies-3.pack")); err == nil && len(bytes.Trim(data, "\x00")) > 0 {
				t.Error("the pack has bytes that were not pushed")
			}
			shared.Find("pictures", filepath.Join(dir, "pictures"), "ab000000000000000000000000000001")
			if _, err := os.Stat(filepath.Join(dir, "pictures")); err == nil {
				t.Error("a picture is taken")
			}
			if got := fault(t, shared); !strings.Contains(got, c.says) {
				t.Errorf("told as %q", got)
			}
			s.fault = nil
			push(shared, from, nil) // what is gone is sent again, if the server is thought to be well
			again := t.TempDir()
			fill(open(h, nil), again)
			same(t, "bodies-3.pack", from, again)
		})
	}
}

// One segment that is not right is a hole, and the rest is taken.
func TestAHole(t *testing.T) {
	s, h := start(t)
	from := folder(t, 1)
	push(open(h, nil), from, nil)
	largest, at := 0, ""
	for name, data := range s.objects {
		if len(data) > largest && strings.HasPrefix(name, "/cas/") {
			largest, at = len(data), name
		}
	}
	s.objects[at] = s.objects[at][:largest-1]
	dir, shared := t.TempDir(), open(h, nil)
	fill(shared, dir)
	same(t, "store", from, dir)
	data, err := os.ReadFile(filepath.Join(dir, "bodies-3.pack"))
	if err != nil || len(data) != 20<<10 || bytes.Count(data, []byte{0}) != 8<<10 {
		t.Errorf("%d bytes, %d of a hole, %v", len(data), bytes.Count(data, []byte{0}), err)
	}
	if shared.Take("bodies-3.pack", filepath.Join(dir, "whole"), false) {
		t.Error("a file that must be whole is taken with a hole")
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "*.fetched")); len(names) > 0 {
		t.Errorf("%v stays", names)
	}
}

// A server that hangs or drips costs little time and stops nothing.
func TestSlow(t *testing.T) {
	for name, c := range map[string]struct{ manifest, drips bool }{"hangs": {true, false}, "drips": {false, true}, "hangs later": {false, false}} {
		t.Run(name, func(t *testing.T) {
			s, h := start(t)
			push(open(h, nil), folder(t, 1), nil)
			s.fault = func(w http.ResponseWriter, r *http.Request, data []byte) bool {
				if strings.HasPrefix(r.URL.Path, "/ac/") != c.manifest {
					return false
				}
				for i := 0; r.Context().Err() == nil && i < len(data); i++ {
					if c.drips {
						_, _ = w.Write(data[i : i+1])
						_ = http.NewResponseController(w).Flush()
					}
					select {
					case <-r.Context().Done():
					case <-time.After(20 * time.Millisecond):
					}
				}
				return true
			}
			dir, began := t.TempDir(), time.Now()
			shared := open(h, func(o *remote.Options) { o.Patience = 300 * time.Millisecond })
			fill(shared, dir)
			push(shared, folder(t, 2), nil)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("it took %s", took)
			}
			if got := fault(t, shared); !strings.Contains(got, "does not answer, or building is quicker") {
				t.Errorf("told as %q", got)
			}
			names, _ := os.ReadDir(dir)
			if c.drips { // the small store came in time
				data, err := os.ReadFile(filepath.Join(dir, "bodies-3.pack"))
				if names = nil; err != nil || len(bytes.Trim(data, "\x00")) > 0 {
					t.Errorf("the pack has %d bytes, %v", len(bytes.Trim(data, "\x00")), err)
				}
			}
			if len(names) > 0 {
				t.Errorf("there is %v", names)
			}
		})
	}
}

// A server that hangs in the middle of a long file is given the time of a part, and not of the whole file.
func TestHangsInTheMiddle(t *testing.T) {
	s, h := start(t)
	dir := t.TempDir()
	long := make([]byte, 40<<20)
	rand.NewChaCha8([32]byte{}).Read(long)
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "store"), []byte("s"), 0o666), os.WriteFile(filepath.Join(dir, "site"), long, 0o666)); err != nil {
		t.Fatal(err)
	}
	parts := func(o *remote.Options) { o.Segment, o.Patience = 1<<20, time.Second }
	push(open(h, parts), dir, map[string]string{"site": filepath.Join(dir, "site")})
	s.fault = func(w http.ResponseWriter, r *http.Request, data []byte) bool {
		if len(data) < 1<<20 {
			return false
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data[:len(data)/2])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
		return true
	}
	shared, began := open(h, parts), time.Now()
	if shared.Take("site", filepath.Join(t.TempDir(), "site"), false) {
		t.Error("half a file is taken")
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
	if got := fault(t, shared); !strings.Contains(got, "does not answer, or building is quicker") {
		t.Errorf("told as %q", got)
	}
}

// With a key that is trusted, nothing is read that another one signed or nobody, or that was signed for another
// version; and a reader who has the public key alone reads.
func TestSignatures(t *testing.T) {
	key := func(b byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{b}, 32)) }
	trust := key(1).Public().(ed25519.PublicKey)
	for name, c := range map[string]struct {
		sign ed25519.PrivateKey
		move bool
		read bool
	}{"signed": {key(1), false, true}, "by another": {key(2), false, false}, "by nobody": {nil, false, false}, "of another version": {key(1), true, false}} {
		t.Run(name, func(t *testing.T) {
			s, h := start(t)
			push(open(h, func(o *remote.Options) {
				o.Sign = c.sign
				if c.move {
					o.Version = []byte("older")
				}
			}), folder(t, 1), nil)
			if c.move {
				for name, data := range s.objects {
					if strings.HasPrefix(name, "/ac/") {
						sum := sha256.Sum256([]byte("warraq shared cache 1\n" + hex.EncodeToString([]byte("v1")) + "\n"))
						s.objects["/ac/"+hex.EncodeToString(sum[:])] = data
					}
				}
			}
			dir := t.TempDir()
			reader := open(h, func(o *remote.Options) { o.Trust, o.ReadOnly = trust, true })
			fill(reader, dir)
			_, err := os.Stat(filepath.Join(dir, "store"))
			if (err == nil) != c.read {
				t.Errorf("the store: %v", err)
			}
			if got := fault(t, reader); (got == "") != c.read || !c.read && !strings.Contains(got, "WARRAQ_CACHE_TRUST") {
				t.Errorf("told as %q", got)
			}
			s.since()
			push(reader, folder(t, 3), nil)
			if log := s.since(); log != "" {
				t.Errorf("a reader sends\n%s", log)
			}
		})
	}
}

// A server may add to an ActionResult what it wants (bazel-remote writes who sent it), and no bytes make a panic.
func TestManifestsOfOthers(t *testing.T) {
	s, h := start(t)
	push(open(h, func(o *remote.Options) { o.Sign = ed25519.NewKeyFromSeed(make([]byte, 32)) }), folder(t, 1), nil)
	name := ""
	for n := range s.objects {
		if strings.HasPrefix(n, "/ac/") {
			name = n
		}
	}
	whole := s.objects[name]
	s.objects[name] = append(bytes.Clone(whole), 0x20, 5, 0x3d, 1, 2, 3, 4, 0x39, 1, 2, 3, 4, 5, 6, 7, 8) // exit_code, and unknown numbers
	dir := t.TempDir()
	shared := open(h, func(o *remote.Options) {
		o.Trust = ed25519.NewKeyFromSeed(make([]byte, 32)).Public().(ed25519.PublicKey)
	})
	fill(shared, dir)
	same(t, "store", folder(t, 1), dir)
	for i := 0; i < len(whole); i += 5 {
		s.objects[name] = append(bytes.Clone(whole[:i]), 0xff)
		open(h, nil)
		bad := bytes.Clone(whole)
		bad[i] ^= 0xff
		s.objects[name] = bad
		fill(open(h, nil), dir)
	}
}

// Many may write at once: whoever reads has the whole cache of one of them.
func TestManyWriters(t *testing.T) {
	_, h := start(t)
	dirs := []string{folder(t, 1), folder(t, 2), folder(t, 3)}
	var all sync.WaitGroup
	for _, dir := range dirs {
		all.Go(func() { push(open(h, func(o *remote.Options) { o.Patience = 0 }), dir, nil) })
	}
	all.Wait()
	dir := t.TempDir()
	fill(open(h, nil), dir)
	got, err := os.ReadFile(filepath.Join(dir, "store"))
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	same(t, "bodies-3.pack", dirs[got[0]-1], dir)
}

func TestAddresses(t *testing.T) {
	for _, address := range []string{"https://", "http://x/?token=marker", "http://[::1"} {
		if _, err := remote.OpenHTTP(address, ""); err == nil || strings.Contains(err.Error(), "marker") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := remote.OpenHTTP("http://x", "marker"); err == nil || strings.Contains(err.Error(), "marker") {
		t.Errorf("a header without a name: %v", err)
	}
	h, err := remote.OpenHTTP("http://sara:marker@127.0.0.1:1/c", "")
	if err != nil || h.String() != "http://127.0.0.1:1/c" {
		t.Errorf("%v, %v", h, err)
	}
	if got := fault(t, open(h, nil)); !strings.Contains(got, "http://127.0.0.1:1/c") {
		t.Errorf("nobody listens: %q", got)
	}
}

// What lies on another host is taken, for its hash is checked; but the header is for the server alone, and nothing is sent
// elsewhere.
func TestRedirects(t *testing.T) {
	s, h := start(t)
	dir := folder(t, 1)
	push(open(h, nil), dir, nil)
	var asked atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Header.Get("X-Key") != "" || r.Method != http.MethodGet {
			t.Errorf("another host is sent %s with the header %q", r.Method, r.Header.Get("X-Key"))
		}
		data, ok := s.objects[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(data)
	}))
	defer other.Close()
	s.fault = func(w http.ResponseWriter, r *http.Request, _ []byte) bool {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusTemporaryRedirect)
		return true
	}
	there, to := open(h, nil), t.TempDir()
	if fill(there, to); asked.Load() == 0 {
		t.Error("a redirect is not followed")
	}
	same(t, "bodies-3.pack", dir, to)
	if got := fault(t, there); got != "" {
		t.Error(got)
	}
	sending := open(h, nil)
	push(sending, folder(t, 2), nil)
	if got := fault(t, sending); !strings.Contains(got, "redirects") {
		t.Errorf("what is sent elsewhere is not told: %q", got)
	}
	s.fault = func(w http.ResponseWriter, r *http.Request, _ []byte) bool {
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
		return true
	}
	if got := fault(t, open(h, nil)); !strings.Contains(got, "redirects") {
		t.Errorf("a redirect in a circle is not told: %q", got)
	}
}

// FuzzFind asks for pictures by any name.
func FuzzFind(f *testing.F) {
	f.Add("ab000000000000000000000000000001")
	f.Add("../../../etc/passwd")
	f.Fuzz(func(t *testing.T, name string) {
		_, h := start(t)
		open(h, nil).Find("pictures", t.TempDir(), fmt.Sprint(name))
	})
}
