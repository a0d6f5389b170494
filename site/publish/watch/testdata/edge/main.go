// Command edge measures how long an edit takes from the save to the first right byte at an edge:
// warraq publish --watch, object storage over a socket with a delay for each request, and nginx's
// proxy_cache before it. Meanwhile an observer follows links: a page that points to what is not
// there is counted.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"warraq/site/publish/bucket/testdata/store"
)

var (
	program = flag.String("warraq", "warraq", "the program")
	source  = flag.String("source", "", "the newsroom; its settings are written anew")
	edits   = flag.Int("edits", 200, "how many edits")
	delay   = flag.Duration("delay", 50*time.Millisecond, "of each request to the storage")
	verbose = flag.Bool("v", false, "print the events")
	most    = flag.Duration("most", 0, "p95 above this fails; 0: none does")
	pace    = flag.Duration("pace", 700*time.Millisecond, "between an edit at the edge and the next save, on average")
	address = flag.String("listen", "", "the edge's address; a free one. What is built before has it in its pages")
	history = flag.Int("history", 3, "editions that the target keeps")
)

func main() {
	log.SetFlags(0)
	if flag.Parse(); *source == "" {
		log.Fatal("-source is missing")
	}
	if err := measure(); err != nil {
		log.Fatal(err)
	}
}

// port is a free one.
func port() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

const nginxConf = `daemon off; user root; worker_processes 2; pid %[1]s/pid; error_log %[1]s/error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  proxy_temp_path %[1]s/t; client_body_temp_path %[1]s/b; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  proxy_cache_path %[1]s/cache levels=2 keys_zone=edge:64m max_size=4g inactive=1h use_temp_path=off;
  upstream origin { server %[2]s; keepalive 64; }
  server {
    listen %[3]s;
    location / {
      proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_cache edge; proxy_cache_key $uri; proxy_cache_valid 200 30s;
      proxy_cache_lock on; proxy_cache_use_stale updating error; proxy_cache_background_update on;
      proxy_cache_bypass $http_x_renew; add_header X-Cache $upstream_cache_status;
    }
  }
}
`

// delayed begins once the first edition stands: what it takes is known.
var delayed atomic.Bool

// world is what is measured.
type world struct {
	edge   string // "http://127.0.0.1:…"
	hook   string
	store  *store.Store
	client *http.Client

	mu     sync.Mutex
	known  map[string]bool // addresses that are there
	broken map[string]string
	pages  int
	took   map[string][]time.Duration // of events, as they say themselves
}

// tell notes what an event says it took.
func (w *world) tell(event string, seconds float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took[event] = append(w.took[event], time.Duration(seconds*float64(time.Second)))
}

func measure() error {
	dir, err := os.MkdirTemp("", "edge")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := store.New()
	defer s.Close()
	if s.Keep, err = onDisk(filepath.Join(dir, "objects")); err != nil {
		return err
	}
	s.Faults(func(_ int, request string) *store.Fault {
		say("  %s", request)
		if !delayed.Load() {
			return nil
		}
		return &store.Fault{Slow: *delay}
	})
	to, err := url.Parse(s.URL)
	if err != nil {
		return err
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.Transport = &http.Transport{MaxIdleConnsPerHost: 64}
	origin := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if delayed.Load() {
			time.Sleep(*delay)
		}
		r.URL.Path, r.URL.RawPath = "/"+store.Bucket+r.URL.Path, ""
		proxy.ServeHTTP(w, r)
	}))
	defer origin.Close()
	w := &world{store: s, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}, known: map[string]bool{}, broken: map[string]string{}, took: map[string][]time.Duration{}}
	listen := cmp.Or(*address, port())
	w.edge = "http://" + listen
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, strings.TrimPrefix(origin.URL, "http://"), listen), 0o644); err != nil {
		return err
	}
	nginx := exec.Command("nginx", "-c", conf, "-p", dir)
	nginx.Stderr = os.Stderr
	if err := nginx.Start(); err != nil {
		return err
	}
	defer func() { _ = nginx.Process.Signal(syscall.SIGTERM); _ = nginx.Wait() }()
	purge := httptest.NewServer(http.HandlerFunc(w.renew))
	defer purge.Close()
	settings := fmt.Sprintf("title: صحيفة\nbase_url: %s\nlanguage: ar\ntime_zone: Asia/Beirut\ndeploy: {live: {bucket: %s, endpoint: %q, region: us-east-1, history: %d, purge: %q}}\n", w.edge, store.Bucket, s.URL, *history, purge.URL)
	if err := os.WriteFile(filepath.Join(*source, "content/edition.yaml"), []byte(settings), 0o644); err != nil {
		return err
	}
	at := port()
	w.hook = "http://" + at + "/hook"
	watch := exec.Command(*program, "publish", "--watch", "--no-pull", "--no-images", "--source", *source, "--listen", at, "live")
	watch.Env = append(os.Environ(), "WARRAQ_HOOK_SECRET=edge", "AWS_ACCESS_KEY_ID="+store.AccessKey, "AWS_SECRET_ACCESS_KEY="+store.SecretKey)
	watch.Stderr = os.Stderr
	events, err := watch.StdoutPipe()
	if err != nil {
		return err
	}
	if err := watch.Start(); err != nil {
		return err
	}
	defer func() { _ = watch.Process.Signal(os.Interrupt); _ = watch.Wait() }()
	ready := make(chan struct{})
	go func() { // until the program ends
		first := true
		for d := json.NewDecoder(events); ; {
			var e struct {
				Event, Error string
				Changed      int
				Seconds      float64
			}
			if d.Decode(&e) != nil {
				return
			}
			say("event %s: %d files, %.2f s", e.Event, e.Changed, e.Seconds)
			if e.Event == "failed" {
				log.Printf("failed: %s", e.Error)
			}
			w.tell(e.Event, e.Seconds)
			if e.Event == "published" && first {
				log.Printf("first deploy: %d files in %.1f s", e.Changed, e.Seconds)
				first = false
				close(ready)
			}
		}
	}()
	<-ready
	delayed.Store(true)
	return w.edit()
}

// onDisk keeps bytes in a file that is mapped: of a large site they need not stay in memory.
func onDisk(name string) (keep func([]byte) []byte, err error) {
	const most = 64 << 30 // a file with holes
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := f.Truncate(most); err != nil {
		return nil, err
	}
	all, err := syscall.Mmap(int(f.Fd()), 0, most, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	return func(data []byte) []byte { // called by one at a time
		kept := all[:len(data):len(data)]
		all = all[copy(kept, data):]
		return kept
	}, err
}

// say tells what happens, and when, if asked.
func say(format string, args ...any) {
	if *verbose {
		log.Printf(time.Now().Format("05.000 ")+format, args...)
	}
}

// renew fetches what changed anew into the edge's cache, as a purge does that fills it again. Of the first edition the
// edge has nothing yet.
func (w *world) renew(_ http.ResponseWriter, r *http.Request) {
	if !delayed.Load() {
		return
	}
	data, _ := io.ReadAll(r.Body)
	var of struct{ URLs, Files []string }
	_ = json.Unmarshal(data, &of)
	all := make(chan string)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for address := range all {
				req, err := http.NewRequest(http.MethodGet, address, nil)
				if err != nil {
					continue
				}
				req.Header.Set("X-Renew", "1")
				if resp, err := w.client.Do(req); err == nil {
					_, _ = io.Copy(io.Discard, resp.Body)
					_ = resp.Body.Close()
				}
			}
		})
	}
	for _, address := range slices.Concat(of.URLs, of.Files) {
		all <- address
	}
	close(all)
	wg.Wait()
}

// get fetches a page from the edge.
func (w *world) get(address string) (int, []byte) {
	resp, err := w.client.Get(w.edge + address)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, nil
	}
	return resp.StatusCode, data
}

var pointer = regexp.MustCompile(`(?:href|src)="([^"#?]+)`)

// observe looks at a page, and at what it points to that was not seen yet.
func (w *world) observe(address string) {
	status, page := w.get(address)
	if status != http.StatusOK {
		return
	}
	w.mu.Lock()
	w.pages++
	w.mu.Unlock()
	for _, m := range pointer.FindAllSubmatch(page, -1) {
		to := strings.TrimPrefix(string(m[1]), w.edge)
		if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
			continue
		}
		w.mu.Lock()
		seen := w.known[to]
		w.mu.Unlock()
		if seen {
			continue
		}
		status, _ := w.get(to)
		w.mu.Lock()
		if w.known[to] = status == http.StatusOK; status == http.StatusNotFound {
			w.broken[to] = address
		}
		w.mu.Unlock()
	}
}

// stories are the manuscripts that are edited: the newest first.
func stories() ([]string, error) {
	var all []string
	err := filepath.WalkDir(filepath.Join(*source, "content"), func(name string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") && !strings.HasPrefix(filepath.Base(name), "_") && strings.Count(name, string(filepath.Separator)) > 3 && !strings.Contains(name, "authors") && !strings.Contains(name, "marker") {
			all = append(all, name)
		}
		return err
	})
	year := regexp.MustCompile(`/(20\d\d/\d\d)/`)
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(year.FindString(b), year.FindString(a)) })
	return all, err
}

// edit makes the edits, one after the other, and waits for each at the edge.
func (w *world) edit() error {
	all, err := stories()
	if err != nil || len(all) < *edits {
		return errors.Join(err, fmt.Errorf("%d stories", len(all)))
	}
	stop := make(chan struct{})
	var observers sync.WaitGroup
	address := regexp.MustCompile(`content/(.*)/(20\d\d)/(\d\d)/(.*)\.md$`)
	watched := []string{"/", "/index.xml", "/archive/"}
	for _, name := range all[:min(20, len(all))] {
		m := address.FindStringSubmatch(filepath.ToSlash(name))
		if m != nil {
			watched = append(watched, "/"+m[1]+"/", fmt.Sprintf("/%s/%s/%s/%s/", m[1], m[2], m[3], m[4]))
		}
	}
	slices.Sort(watched)
	watched = slices.Compact(watched)
	observers.Go(func() { // until stop
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				w.observe(watched[i%len(watched)])
			}
		}
	})
	took := map[string][]time.Duration{}
	var whole []time.Duration
	requests := 0
	for i := range *edits {
		kind := []string{"body", "title", "new story", "embargo"}[i%4]
		name, marker := all[i], fmt.Sprintf("marker%dx%d", i, time.Now().UnixNano())
		var lift time.Time
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		m := address.FindStringSubmatch(filepath.ToSlash(name))
		if m == nil {
			continue
		}
		page := fmt.Sprintf("/%s/%s/%s/%s/", m[1], m[2], m[3], m[4])
		switch kind {
		case "body":
			src = append(src, "\n\n"+marker+"\n"...)
		case "title":
			src = bytes.Replace(src, []byte(`title: "`), []byte(`title: "`+marker+" "), 1)
		case "embargo": // to be seen at the second at which it lifts
			lift = time.Now().Truncate(time.Second).Add(3 * time.Second)
			name = filepath.Join(filepath.Dir(name), marker+".md")
			src = fmt.Appendf(nil, "---\ntitle: خبر محظور %s\ndate: %s\n---\n\nنص الخبر.\n", marker, lift.Format(time.RFC3339))
			page = "/" + m[1] + time.Now().In(time.FixedZone("", 3*3600)).Format("/2006/01/") + marker + "/"
		default:
			name = filepath.Join(filepath.Dir(name), marker+".md")
			src = fmt.Appendf(nil, "---\ntitle: خبر عاجل %s\ndate: %s\n---\n\nنص الخبر.\n", marker, time.Now().Format(time.RFC3339))
			page = "/" + m[1] + time.Now().In(time.FixedZone("", 3*3600)).Format("/2006/01/") + marker + "/"
		}
		if kind == "body" || kind == "title" {
			w.get(page) // the edge has it
		}
		w.store.Log()
		began := time.Now()
		say("saved: %s %s", kind, page)
		if err := os.WriteFile(name+".tmp", src, 0o644); err != nil {
			return err
		}
		if err := os.Rename(name+".tmp", name); err != nil {
			return err
		}
		req, _ := http.NewRequest(http.MethodPost, w.hook, nil)
		req.Header.Set("X-Gitlab-Token", "edge")
		resp, err := w.client.Do(req)
		if err != nil {
			return err
		}
		_ = resp.Body.Close()
		if !lift.IsZero() {
			began = lift
		}
		for {
			if status, data := w.get(page); status == http.StatusOK && bytes.Contains(data, []byte(marker)) {
				if time.Now().Before(lift) {
					return fmt.Errorf("%s is there before its time", page)
				}
				break
			}
			if time.Since(began) > time.Minute {
				return fmt.Errorf("%s of %s is not at the edge after a minute", kind, page)
			}
			time.Sleep(5 * time.Millisecond)
		}
		d := time.Since(began)
		say("at the edge: %s after %v", page, d.Round(time.Millisecond))
		took[kind], whole = append(took[kind], d), append(whole, d)
		time.Sleep(time.Duration(float64(*pace) * min(rand.ExpFloat64(), 4)))
		requests += len(w.store.Log())
	}
	close(stop)
	observers.Wait()
	for _, kind := range []string{"body", "title", "new story", "embargo"} {
		report(kind, took[kind])
	}
	w.mu.Lock()
	for _, event := range []string{"ahead", "published", "unchanged"} {
		report("event "+event, w.took[event])
	}
	w.mu.Unlock()
	p95 := report("all", whole)
	log.Printf("requests to the storage: %.1f an edit", float64(requests)/float64(len(whole)))
	log.Printf("pages looked at: %d; that point to what is not there: %d", w.pages, len(w.broken))
	for to, from := range w.broken {
		log.Printf("  %s points to %s", from, to)
	}
	if len(w.broken) > 0 || *most > 0 && p95 > *most {
		return errors.New("too slow, or broken")
	}
	return nil
}

// report prints the spread of times, and gives the 95th percentile.
func report(what string, all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	at := func(p int) time.Duration { return all[min(len(all)-1, len(all)*p/100)].Round(time.Millisecond) }
	log.Printf("%-15s %3d edits: median %v, p95 %v, longest %v", what, len(all), at(50), at(95), all[len(all)-1].Round(time.Millisecond))
	return at(95)
}
