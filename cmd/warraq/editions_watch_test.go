package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"io"
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
	"warraq/site/publish/watch"
)

// saveHarbour makes a paper whose second edition has a folder of another name than its key.
func saveHarbour(t *testing.T, root, more string) {
	save(t, filepath.Join(root, "content/edition.yaml"), "title: المرفأ\nbase_url: https://example.org\ncards: false\neditions:\n  en: {title: Harbour, content: langs/english}\n"+more)
	save(t, filepath.Join(root, "content/news/quay.md"), "---\ntitle: رصيف\ndate: 2026-11-20\n---\nنص.\n")
	save(t, filepath.Join(root, "content/langs/english/news/quay.md"), "---\ntitle: A quay\ndate: 2026-11-20\n---\nText.\n")
}

// The preview sees what is saved in the folder of a second edition: a text, a new story, a title that a sister shows, a front page.
func TestThePreviewSeesASecondEdition(t *testing.T) {
	n := &tabbed{T: t, root: t.TempDir()}
	saveHarbour(t, n.root, "")
	address := n.serve()
	wait := func(page, want string) {
		t.Helper()
		var body []byte
		for range 400 {
			resp, err := http.Get(address + page)
			if err != nil {
				t.Fatal(err)
			}
			body, _ = io.ReadAll(resp.Body)
			resp.Body.Close()
			if strings.Contains(string(body), want) {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("%s lacks %q", page, want)
	}
	wait("/en/news/2026/11/quay/", "Text.")
	n.save("content/langs/english/news/quay.md", "---\ntitle: A quay\ndate: 2026-11-20\n---\nAnother text.\n")
	wait("/en/news/2026/11/quay/", "Another text.")
	n.save("content/langs/english/sport/race.md", "---\ntitle: A race\ndate: 2026-11-21\n---\nIt began.\n")
	wait("/en/sport/2026/11/race/", "It began.")
	wait("/en/", "A race")
	n.save("content/sport/race.md", "---\ntitle: سباق\ndate: 2026-11-21\n---\nبدأ.\n")
	wait("/sport/2026/11/race/", `href="/en/sport/2026/11/race/" hreflang="en"`)
	n.save("content/langs/english/front.yaml", "lead: news/quay.md\nbreaking: {text: The tide is high, until: 2036-11-21T10:00}\n")
	wait("/en/", "The tide is high")
}

// publish --watch sends what was pushed into the folder of a second edition.
func TestPublishWatchesASecondEdition(t *testing.T) {
	origin, root := t.TempDir(), filepath.Join(t.TempDir(), "paper")
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", origin, "-c", "user.name=n", "-c", "user.email=n@example.org"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	saveHarbour(t, origin, "deploy: {live: {folder: www}}\n")
	git("init", "-q", "-b", "main")
	git("add", ".")
	git("commit", "-q", "-m", "one")
	git("clone", "-q", origin, root)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, in := io.Pipe()
	go func() {
		run(ctx, []string{"publish", "--watch", "--no-images", "--every", "1s", "--source", root, "live"}, strings.NewReader(""), in, io.Discard)
		in.Close()
	}()
	sent := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var e watch.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		if e.Event != "published" {
			continue
		}
		sent++
		page, err := os.ReadFile(filepath.Join(root, "www/en/news/2026/11/quay/index.html"))
		if want := [...]string{"Text.", "Another text."}[sent-1]; err != nil || !strings.Contains(string(page), want) {
			t.Fatalf("sent %d times, and the page lacks %q: %v", sent, want, err)
		}
		if sent == 2 {
			cancel()
			break
		}
		save(t, filepath.Join(origin, "content/langs/english/news/quay.md"), "---\ntitle: A quay\ndate: 2026-11-20\n---\nAnother text.\n")
		git("commit", "-q", "-a", "-m", "two")
	}
	if _, _ = io.Copy(io.Discard, out); sent != 2 {
		t.Errorf("sent %d times", sent)
	}
}

// The preview gives outputs of a paper's own the media type that edition.yaml says, in each edition, and other files their own.
func TestThePreviewHonoursTypesOfOutputs(t *testing.T) {
	n := &tabbed{T: t, root: t.TempDir()}
	saveHarbour(t, n.root, "outputs:\n  - {path: /app/latest.json, template: outputs/app.json, type: application/vnd.harbour+json}\n  - {path: story.json, template: outputs/story.json, type: application/ld+json, view: story}\n")
	n.save("templates/outputs/app.json", "[{{range $i, $s := .Stories}}{{if $i}},{{end}}{{json .Title}}{{end}}]")
	n.save("templates/outputs/story.json", "{\"title\": {{json .Title}}}")
	address := n.serve()
	for path, want := range map[string]string{
		"/app/latest.json": "application/vnd.harbour+json", "/en/app/latest.json": "application/vnd.harbour+json",
		"/news/2026/11/quay/story.json": "application/ld+json", "/en/news/2026/11/quay/story.json": "application/ld+json",
		"/feed.json": "application/json; charset=utf-8", "/news/2026/11/quay/": "text/html; charset=utf-8",
	} {
		resp, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if got := resp.Header.Get("Content-Type"); got != want && !(path == "/feed.json" && resp.StatusCode == http.StatusNotFound) {
			t.Errorf("%s: %d %s, want %s: %.200s", path, resp.StatusCode, got, want, body)
		}
	}
}

// What is pushed while an edition is sent is pulled then, and goes ahead: an edited story, and one in a folder that is new,
// with its picture. The edition after it has the rest.
func TestAPushInTheMidstOfAnEditionGoesAhead(t *testing.T) {
	s := store.New()
	defer s.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", store.AccessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", store.SecretKey)
	origin, root := t.TempDir(), filepath.Join(t.TempDir(), "paper")
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", origin, "-c", "user.name=n", "-c", "user.email=n@example.org"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("git %v: %v: %s", args, err, out)
		}
	}
	push := func(title string) {
		git("add", ".")
		git("commit", "-q", "-m", title)
	}
	save(t, filepath.Join(origin, "content/edition.yaml"), "title: جريدة\nbase_url: https://example.org\ntime_zone: Asia/Beirut\ndeploy: {live: {bucket: "+store.Bucket+", endpoint: \""+s.URL+"\"}}\n")
	for _, name := range []string{"a", "b"} {
		save(t, filepath.Join(origin, "content/news/"+name+".md"), "---\ntitle: "+name+"\ndate: 2026-11-20\n---\nنص.\n")
	}
	git("init", "-q", "-b", "main")
	push("one")
	git("clone", "-q", origin, root)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	wanted := map[string]string{"news/2026/11/b/index.html": "نص ثان.", "news/2026/11/c/index.html": "نص جديد."}
	arrived := func() bool {
		there := s.Objects()
		for path, text := range wanted {
			if !strings.Contains(string(there[path].Data), text) {
				return false
			}
		}
		return true
	}
	var once sync.Once
	whole := func() { // the second edition waits at its front page for what is pushed meanwhile
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1600, 900))); err != nil {
			t.Error(err)
		}
		save(t, filepath.Join(origin, "content/news/b.md"), "---\ntitle: b\ndate: 2026-11-20\n---\nنص ثان.\n")
		save(t, filepath.Join(origin, "content/news/c/index.md"), "---\ntitle: c\ndate: 2026-11-20\n---\nنص جديد.\n\n![وصف](p.png)\n")
		save(t, filepath.Join(origin, "content/news/c/p.png"), picture.String())
		push("three")
		for ctx.Err() == nil && !arrived() {
			time.Sleep(20 * time.Millisecond)
		}
		if ctx.Err() != nil {
			t.Error("what was pushed meanwhile waits for the whole edition")
		}
	}
	out, in := io.Pipe()
	go func() {
		run(ctx, []string{"publish", "--watch", "--every", "1s", "--source", root}, strings.NewReader(""), in, io.Discard)
		in.Close()
	}()
	published := 0
	var commits []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var e watch.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		if e.Event == "failed" || e.Event == "held" {
			t.Errorf("%+v", e)
		}
		if e.Event != "published" {
			continue
		}
		published++
		commits = append(commits, e.Commit)
		switch published {
		case 1:
			s.Faults(func(_ int, request string) *store.Fault {
				if request == "PUT index.html" {
					once.Do(whole)
				}
				return nil
			})
			save(t, filepath.Join(origin, "content/news/a.md"), "---\ntitle: عنوان آخر\ndate: 2026-11-20\n---\nنص.\n")
			push("two")
		case 3:
			cancel()
		}
	}
	if slices.Sort(commits); published < 3 || len(slices.Compact(commits)) != 3 {
		t.Errorf("%d editions, of the commits %v", published, commits)
	}
	page := string(s.Objects()["news/2026/11/c/index.html"].Data)
	for _, name := range regexp.MustCompile(`media/[^" ]+\.(?:webp|png|jpg)`).FindAllString(page, -1) {
		if len(s.Objects()[name].Data) == 0 {
			t.Errorf("the page that went ahead names %s, which is not there", name)
		}
	}
	if front := string(s.Objects()["index.html"].Data); !strings.Contains(front, "news/2026/11/c/") {
		t.Error("the front page lacks the story that went ahead of it")
	}
}
