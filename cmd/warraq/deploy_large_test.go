package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site/publish/bucket/testdata/store"
)

// large is a newsroom with ten thousand stories that is sent to a storage.
type large struct {
	*testing.T
	dir string
	s   *store.Store
}

const largeStories = 10_000

var largeSections = []string{"politics", "economy", "culture", "sport", "society"}

func (l *large) story(i int) string {
	return filepath.Join(l.dir, "content", largeSections[i%len(largeSections)], fmt.Sprintf("s%d.md", i))
}

func (l *large) write(i int, title, body string) {
	l.Helper()
	day := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).Add(-time.Duration(i) * 2 * time.Hour)
	text := fmt.Sprintf("---\ntitle: %s\ndate: %s\nslug: s%d\nstandfirst: تمهيد القصة %d\ntags: [وسم %d, وسم %d]\nauthor: كاتب %d\n---\n%s\n\n%s\n", title, day.Format(time.RFC3339), i, i, i%40, i%7+50, i%25, body,
		strings.Repeat(fmt.Sprintf("وهذه فقرة من القصة %d تصف ما جرى في اليوم. ", i), 12))
	if err := os.WriteFile(l.story(i), []byte(text), 0o666); err != nil {
		l.Fatal(err)
	}
}

func (l *large) command(ctx context.Context, more ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "warraq", append([]string{"deploy", "--source", l.dir, "--now", stormNow, "--no-images", "--lang", "en", "--json"}, more...)...)
	c.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID="+store.AccessKey, "AWS_SECRET_ACCESS_KEY="+store.SecretKey)
	return c
}

type largeReport struct {
	Files                          int
	New, Changed, Removed, Deleted []string
	Resumed                        string
	Milliseconds                   int64
}

// deploy runs to its end, and gives what it says and what it asked of the storage.
func (l *large) deploy(more ...string) (r largeReport, log []string) {
	l.Helper()
	l.s.Log()
	c := l.command(l.Context(), more...)
	var said strings.Builder
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		l.Fatalf("%v\n%s", err, said.String())
	}
	if err := json.Unmarshal(out, &r); err != nil {
		l.Fatal(err)
	}
	log = l.s.Log()
	for _, line := range log {
		if method, key, _ := strings.Cut(line, " "); method == http.MethodHead || key == "" {
			l.Errorf("asked %q: nothing is to be listed or looked for", line)
		}
	}
	return r, log
}

// same compares what readers get with what was built.
func (l *large) same() {
	l.Helper()
	there := l.s.Objects()
	public := filepath.Join(l.dir, "public")
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".warraq-") {
			return err
		}
		key, _ := filepath.Rel(public, name)
		data, err := os.ReadFile(name)
		if o, ok := there[filepath.ToSlash(key)]; !ok || string(o.Data) != string(data) {
			l.Errorf("%s is not as it was built (there: %t)", key, ok)
		}
		delete(there, filepath.ToSlash(key))
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	for key := range there {
		if !strings.HasPrefix(key, ".warraq-deploy/") {
			l.Errorf("%s should not be there", key)
		}
	}
}

var largeLinks = regexp.MustCompile(`(?:href|src)="?(/[^"\s>#?]*)`)

// read reads the public site as a reader does, until it is stopped: a page, and all that it
// names, must be there.
func (l *large) read(ctx context.Context, faults *sync.Map) (pages int) {
	get := func(path string) (string, int) {
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, l.s.URL+"/"+store.Bucket+path, nil)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", 0
		}
		defer func() { _ = resp.Body.Close() }()
		body, _ := io.ReadAll(resp.Body)
		return string(body), resp.StatusCode
	}
	at := "/"
	for ctx.Err() == nil {
		page, status := get(at)
		if status == http.StatusNotFound {
			faults.Store(at, "is not there")
		}
		pages++
		var next []string
		for _, m := range largeLinks.FindAllStringSubmatch(page, -1) {
			if _, status := get(m[1]); status == http.StatusNotFound {
				faults.Store(at, "leads to "+m[1]+", which is not there")
			}
			if strings.HasSuffix(m[1], "/") {
				next = append(next, m[1])
			}
		}
		if at = "/"; len(next) > 0 && rand.IntN(4) > 0 {
			at = next[rand.IntN(len(next))]
		}
	}
	return pages
}

// Ten thousand stories go to a storage over a socket: all the first time, one read where
// nothing changed, and of one story what depends on it. Deploys are killed at random instants
// while a reader reads, and end right.
func TestDeployOfTenThousandStories(t *testing.T) {
	if !*long {
		t.Skip("with -long")
	}
	l := &large{T: t, dir: t.TempDir(), s: store.New()}
	t.Cleanup(l.s.Close)
	for _, section := range largeSections {
		if err := os.MkdirAll(filepath.Join(l.dir, "content", section), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	settings := fmt.Sprintf("title: جريدة\nbase_url: https://example.org\ndeploy: {live: {bucket: paper, endpoint: %q}}\n", l.s.URL)
	if err := os.WriteFile(filepath.Join(l.dir, "content", "edition.yaml"), []byte(settings), 0o666); err != nil {
		t.Fatal(err)
	}
	for i := range largeStories {
		l.write(i, fmt.Sprintf("عنوان القصة %d", i), "نصّها الأول.")
	}
	r, log := l.deploy()
	t.Logf("first time: %d files, %d requests, %d ms", r.Files, len(log), r.Milliseconds)
	if r.Files < largeStories || len(r.New) != r.Files {
		t.Errorf("the first time: %d files, %d new", r.Files, len(r.New))
	}
	count := map[string]int{}
	for _, line := range log {
		count[strings.Fields(line)[0]]++
	}
	renewals := count["PUT"] - (r.Files + 3)                                                               // of the lock, every forty seconds
	if renewals < 0 || int64(renewals) > r.Milliseconds/40_000 || count["GET"] != 2+3 || len(count) != 2 { // list, lock, head; head, front page, three that are read back
		t.Errorf("the first time: %v of %d files", count, r.Files)
	}
	l.same()

	if r, log = l.deploy(); !slices.Equal(log, []string{"GET .warraq-deploy/head.json"}) {
		t.Errorf("nothing changed: %q", log)
	}
	t.Logf("nothing changed: %d ms", r.Milliseconds)

	// A body: the story and what quotes it, by name.
	l.write(5000, "عنوان القصة 5000", "نصّها بعد تحريره.")
	r, log = l.deploy()
	var put []string
	for _, line := range log {
		if key, ok := strings.CutPrefix(line, "PUT "); ok && !strings.HasPrefix(key, ".warraq-") {
			put = append(put, key)
		}
	}
	slices.Sort(put)
	t.Logf("one story: %d requests, %d ms: %q", len(log), r.Milliseconds, put)
	if !slices.Equal(put, r.Changed) || len(r.New)+len(r.Removed)+len(r.Deleted) > 0 || len(put) > 40 {
		t.Errorf("one story sends %q, and the plan has %q", put, r.Changed)
	}
	for _, key := range put {
		if !strings.Contains(key, "s5000/") && !strings.HasPrefix(key, "search/") && !strings.Contains(key, "sitemap") {
			t.Errorf("one body changes %s", key)
		}
	}
	own := len(log) - 2*len(put)     // each is kept, then sent
	if own != 1+4+min(3, len(put)) { // the head is read, not the list, which is kept beside the build; two lists and twice the head are written; three files are read back
		t.Errorf("one story asks %d requests beside its files: %q", own, log)
	}

	begun := make(chan bool, 1) // has a value once a deploy has written
	l.s.Faults(func(n int, request string) *store.Fault {
		if strings.HasPrefix(request, "PUT ") {
			select {
			case begun <- true:
			default:
			}
		}
		return &store.Fault{Slow: time.Duration(n%5) * 10 * time.Millisecond}
	})
	ctx, stop := context.WithCancel(t.Context())
	var faults sync.Map
	var all sync.WaitGroup
	var read int
	all.Go(func() { read = l.read(ctx, &faults) })
	const rounds = 9
	const sending = 600 * time.Millisecond
	resumed, whole := 0, time.Duration(max(r.Milliseconds, 500))*time.Millisecond*3/2
	for i := range rounds {
		l.write(i*311, fmt.Sprintf("عنوان جديد %d", i), fmt.Sprintf("نص %d.", i))
		l.write(largeStories+i, fmt.Sprintf("قصة جديدة %d", i), "نصّها.")
		select {
		case <-begun:
		default:
		}
		c := l.command(t.Context())
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 { // while it builds, as a rule; else while it sends
			time.Sleep(time.Duration(rand.Int64N(int64(whole))))
		} else {
			select {
			case <-begun:
			case <-time.After(2 * time.Minute):
				t.Error("a deploy has sent nothing in two minutes")
			}
			time.Sleep(time.Duration(rand.Int64N(int64(sending))))
		}
		_ = c.Process.Kill()
		_ = c.Wait()
		if i%3 == 2 {
			r, _ = l.deploy()
			if r.Resumed != "" {
				resumed++
			}
			l.deploy() // what left is deleted now
			l.same()
		}
	}
	stop()
	all.Wait()
	t.Logf("%d kills, %d of %d ends resumed a deploy; a reader read %d pages", rounds, resumed, rounds/3, read)
	faults.Range(func(page, fault any) bool { t.Errorf("%s %s", page, fault); return true })
}
