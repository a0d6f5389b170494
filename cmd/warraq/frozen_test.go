package main

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"warraq/site/publish/pack"
)

// A paper whose old years are frozen is, over HTTP, the paper that it would be as files: the same bytes and headers at the same
// addresses, in both languages. What is not public is in no pack. An edit of an old story makes its pack anew and no other; a
// deploy sends an object a year.
func TestFrozenYears(t *testing.T) {
	n := newFrozen(t)
	plain, frozen := filepath.Join(n.TempDir(), "plain"), filepath.Join(n.root, "public")
	n.build("--cache", "none", "--output", plain)
	n.settings("frozen: before 2024\n")
	n.build()
	whole := filesOf(t, plain)
	n.same(frozen, whole)
	files := filesOf(t, frozen)
	for path := range files {
		if strings.Contains(path, "/2018/") || strings.Contains(path, "/2019/") || strings.Contains(path, "/news/old") {
			t.Errorf("%s stands as a file", path)
		}
	}
	packs := []string{"/_frozen/2018.pack", "/_frozen/2019.pack"}
	for _, path := range packs {
		n.hides(filepath.Join(frozen, path))
	}
	if says := n.build("--verify"); says != "" {
		t.Error(says)
	}
	if says := n.build(); !strings.Contains(says, " 0 written, 0 removed") {
		t.Errorf("nothing changed: %s", says)
	}

	www := filepath.Join(n.root, "..", "www")
	n.deploy()
	n.save("content/news/b.md", oldStory("قديم ثان", "2019-05-02", "نص بعد تحريره."))
	n.build("--cache", "none", "--output", plain)
	if says := n.deploy(); !strings.Contains(says, "changed _frozen/2019.pack") && !strings.Contains(says, "_frozen/2019.pack") || strings.Contains(says, "2018.pack") {
		t.Errorf("an edit of an old story sends %s", says)
	}
	n.same(www, filesOf(t, plain))
	after := filesOf(t, frozen)
	if after[packs[0]] != files[packs[0]] || after[packs[1]] == files[packs[1]] {
		t.Error("an edit of a story makes the pack of its year, and no other")
	}

	for _, name := range []string{"content/news/a.md", "content/news/a2.md"} {
		if err := os.Remove(filepath.Join(n.root, name)); err != nil {
			t.Fatal(err)
		}
	}
	if says := n.build(); !strings.Contains(says, "/news/2018/") { // the note of addresses that are gone
		t.Errorf("a frozen address that goes is not told: %s", says)
	}
	n.build("--cache", "none", "--output", plain)
	n.same(frozen, filesOf(t, plain))
	if _, there := filesOf(t, frozen)[packs[0]]; there {
		t.Error("the pack of a year without stories stays")
	}
	n.settings("")
	n.build()
	if got := filesOf(t, frozen); got[packs[1]] != "" {
		t.Error("what is frozen no more stays in a pack")
	}
}

// frozenPaper is a newsroom with old years.
type frozenPaper struct{ *tabbed }

const never = "لا ينشر هذا أبدًا"

func oldStory(title, date, body string) string {
	return "---\ntitle: " + title + "\ndate: " + date + "\ntags: [بحر]\n---\n\n" + body + "\n"
}

func newFrozen(t *testing.T) *frozenPaper {
	n := &frozenPaper{&tabbed{T: t, root: filepath.Join(t.TempDir(), "paper")}}
	n.settings("")
	for name, text := range map[string]string{
		"a": oldStory("قديم أول", "2018-03-01", "نص [رابط](b.md)."), "a2": oldStory("قديم آخر", "2018-03-02", "نص."), "b": oldStory("قديم ثان", "2019-05-02", "نص."),
		"new": oldStory("جديد", "2026-11-20", "نص."), "draft": strings.Replace(oldStory(never, "2019-05-03", never), "tags", "draft: true\ntags", 1),
		"expired": strings.Replace(oldStory(never, "2019-05-04", never), "tags", "expires: 2020-01-01\ntags", 1), "faulty": strings.Replace(oldStory(never, "2019-05-05", never), "tags", "dateline: [\ntags", 1),
		"gone": strings.Replace(oldStory("سحب", "2019-05-06", never), "tags", "withdrawn: {date: 2019-06-01, reason: خطأ}\ntags", 1),
	} {
		n.save("content/news/"+name+".md", text)
	}
	n.save("content/en/news/c.md", oldStory("Old", "2019-01-01", "Words."))
	return n
}

func (n *frozenPaper) settings(more string) {
	n.save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/x\neditions: {en: {title: Paper}}\ncards: false\npages: {lite: all}\ndeploy: {office: {folder: ../www}}\n"+more)
}

func (n *frozenPaper) run(args ...string) string {
	n.Helper()
	var talk bytes.Buffer
	if code := run(context.Background(), append(args, "--source", n.root, "--now", stormNow, "--lang", "en", "--no-images"), strings.NewReader(""), io.Discard, &talk); code > exitProblems {
		n.Fatal(talk.String())
	}
	return talk.String()
}

// build builds, without the lines of the story that is faulty.
func (n *frozenPaper) build(args ...string) string {
	n.Helper()
	says := n.run(append([]string{"build"}, args...)...)
	if slices.Contains(args, "--verify") {
		return strings.Join(slices.DeleteFunc(strings.Split(says, "\n"), func(l string) bool { return !strings.Contains(l, "differs") }), "\n")
	}
	return says
}

func (n *frozenPaper) deploy() string {
	n.Helper()
	var out bytes.Buffer
	for _, plan := range []string{"--plan", "--max-delete=100"} {
		if code := run(context.Background(), []string{"deploy", plan, "--source", n.root, "--now", stormNow, "--lang", "en", "--no-images"}, strings.NewReader(""), &out, &out); code > exitProblems {
			n.Fatal(out.String())
		}
	}
	return out.String()
}

// same asks for each file of a site at the addresses of a folder with packs.
func (n *frozenPaper) same(dir string, want map[string]string) {
	n.Helper()
	address, stop := listening(n.T, "serve-pack", dir, "--root", "/x", "--port", "0")
	defer stop()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		resp, err := http.Get(address + (&url.URL{Path: "/x" + strings.TrimSuffix(path, "index.html")}).String())
		if err != nil {
			n.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if resp.Body.Close(); err != nil || resp.StatusCode != http.StatusOK || string(body) != want[path] || resp.Header.Get("ETag") == "" || resp.Header.Get("Cache-Control") == "" {
			n.Errorf("%s: %s, %d bytes, not %d: %v", path, resp.Status, len(body), len(want[path]), resp.Header)
		}
	}
}

// hides looks for what is not public in a pack.
func (n *frozenPaper) hides(name string) {
	n.Helper()
	p, err := pack.OpenFile(name)
	if err != nil {
		n.Fatal(err)
	}
	defer p.Close()
	paths, err := p.Paths()
	if err != nil || len(paths) == 0 {
		n.Fatal(paths, err)
	}
	for _, path := range paths {
		f, err := p.Open(path)
		if err != nil {
			n.Fatal(err)
		}
		if data, err := f.Read(); err != nil || bytes.Contains(data, []byte(never)) || strings.Contains(path, "draft") || strings.Contains(path, "expired") || strings.Contains(path, "faulty") {
			n.Errorf("%s has %s", filepath.Base(name), path)
		}
	}
}
