package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site/publish/bucket/testdata/store"
	"warraq/site/publish/watch"
)

// publish --watch sends the site at once, and again at the second at which an embargo lifts; a
// faulty story stops nothing, and is told. Told to stop, it ends well.
func TestPublishWatches(t *testing.T) {
	root := t.TempDir()
	lift := time.Now().Add(1500 * time.Millisecond).Truncate(time.Second).Add(time.Second)
	for name, text := range map[string]string{
		"edition.yaml": "title: جريدة\nbase_url: https://example.org\ndeploy: {live: {folder: www}}\n",
		"news/a.md":    fmt.Sprintf("---\ntitle: أ\ndate: %s\nslug: held\n---\nنص.\n", lift.Format(time.RFC3339)),
		"news/b.md":    "---\ntitle: ب\ndate: 2026-11-20\n---\nنص.\n",
		"news/c.md":    "---\ntitle: ج\ndate: أمس\n---\nنص.\n",
	} {
		name = filepath.Join(root, "content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"publish", "--watch", "--no-pull", "--no-images", "--source", root, "live"}, strings.NewReader(""), in, io.Discard)
		in.Close()
	}()
	var seen []string
	var sent []time.Time
	held := func() bool {
		found, err := filepath.Glob(filepath.Join(root, "www/news/*/*/held/index.html"))
		return err == nil && len(found) == 1
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var e watch.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		if seen = append(seen, e.Event); e.Event != "published" {
			continue
		}
		if sent = append(sent, e.Time); len(e.Problems) != 1 || !strings.Contains(e.Problems[0], "content/news/c.md:3") {
			t.Errorf("the faulty story is not told: %+v", e)
		}
		if isDue := !e.Time.Before(lift); held() != isDue {
			t.Errorf("at %v of %v the story is there: %v", e.Time, lift, held())
		} else if isDue {
			cancel()
		}
	}
	if code := <-status; code != exitFine || strings.Join(seen, " ") != "start published due published stopped" {
		t.Errorf("status %d: %v", code, seen)
	}
	if len(sent) != 2 || sent[1].Sub(lift) > 20*time.Second { // on a machine that has much else to do
		t.Errorf("sent at %v, due at %v", sent, lift)
	}
	for _, args := range [][]string{{"--now", "2026-11-20T00:00:00Z"}, {"a", "b"}, {"--every", "0s"}, {"none"}, {"--listen", "256.0.0.1:1"}} {
		args = append([]string{"publish", "--watch", "--source", root}, args...)
		if code := run(t.Context(), args, strings.NewReader(""), io.Discard, io.Discard); code != exitMisuse {
			t.Errorf("%v: status %d", args, code)
		}
	}
}

// Settings that cannot be read are no failure that passes: nothing is tried again, and what is wrong is told.
func TestFaultySettingsAreHeld(t *testing.T) {
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "content/edition.yaml"), []byte("title: [\ndeploy: {live: {folder: www}}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	go func() {
		run(ctx, []string{"publish", "--watch", "--no-pull", "--source", root}, strings.NewReader(""), in, io.Discard)
		in.Close()
	}()
	var e watch.Event
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		if e.Event == "held" || e.Event == "failed" {
			if cancel(); e.Event != "held" || len(e.Problems) == 0 || !strings.HasPrefix(e.Problems[0], "content/edition.yaml:") {
				t.Errorf("%+v", e)
			}
		}
	}
	if e.Event != "stopped" {
		t.Errorf("the last event is %+v", e)
	}
}

// A story that is saved goes ahead of its edition, with the tag that it alone has; then the edition
// follows, and the storage has what was built, to the byte.
func TestStoryGoesAhead(t *testing.T) {
	s := store.New()
	defer s.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", store.AccessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", store.SecretKey)
	t.Setenv("WARRAQ_HOOK_SECRET", "x")
	root := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(root, "content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name+"~", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(name+"~", name); err != nil {
			t.Fatal(err)
		}
	}
	write("edition.yaml", "title: جريدة\nbase_url: https://example.org\ntime_zone: Asia/Beirut\ndeploy: {live: {bucket: "+store.Bucket+", endpoint: \""+s.URL+"\"}}\n")
	write("news/a.md", "---\ntitle: أ\ndate: 2026-11-19\n---\nنص.\n")
	write("news/b.md", "---\ntitle: ب\ndate: 2026-11-20\n---\nنص.\n")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1600, 900))); err != nil {
		t.Fatal(err)
	}
	write("news/p.png", picture.String())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	told, tell := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"publish", "--watch", "--no-pull", "--lang", "en", "--listen", "127.0.0.1:0", "--source", root}, strings.NewReader(""), in, tell)
		in.Close()
		tell.Close()
	}()
	hook := make(chan string, 1)
	go func() { // until the program ends
		for lines := bufio.NewScanner(told); lines.Scan(); {
			if _, at, ok := strings.Cut(lines.Text(), "listening at "); ok {
				hook <- "http://" + at + "/hook"
			}
		}
	}()
	address := <-hook
	tags := 0
	save := func() { // the newsroom is read meanwhile, so that not each save goes ahead
		tags++
		write("news/b.md", fmt.Sprintf("---\ntitle: ب\ndate: 2026-11-20\ntags: [وسم %d]\n---\nنص محرّر %d.\n\n![وصف](p.png)\n", tags, tags))
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Gitlab-Token", "x")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	ahead := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var e watch.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		switch e.Event {
		case "ahead":
			ahead = true
			s.Log()
			story, tag := s.Objects()["news/2026/11/b/index.html"], s.Objects()[fmt.Sprintf("tags/وسم-%d/index.html", tags)]
			if want := fmt.Sprintf("نص محرّر %d.", tags); !strings.Contains(string(story.Data), want) || len(tag.Data) == 0 {
				t.Errorf("%d files went ahead, without the story or its tag", e.Changed)
			}
		case "published", "unchanged":
			if !ahead {
				save()
			} else {
				if slices.Contains(s.Log(), "PUT news/2026/11/b/index.html") {
					t.Error("the edition has other bytes of the story than what went ahead")
				}
				cancel()
			}
		case "failed", "held":
			t.Errorf("%+v", e)
			cancel()
		}
	}
	if code := <-status; code != exitFine || !ahead {
		t.Errorf("status %d, ahead %v", code, ahead)
	}
	there, public := s.Objects(), os.DirFS(filepath.Join(root, "public"))
	err := fs.WalkDir(public, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(name, ".") {
			return err
		}
		data, err := fs.ReadFile(public, name)
		if string(there[name].Data) != string(data) {
			t.Errorf("%s is not as it was built", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
