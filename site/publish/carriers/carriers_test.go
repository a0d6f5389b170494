package carriers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish/deploy"
)

// paper is a built site.
type paper map[string]string

func (p paper) options() deploy.Options {
	o := deploy.Options{
		Hash:      func(data []byte) site.Sum { return site.Sum(cache.Of(data)) },
		MaxDelete: 5, Verify: 2, By: "sara", Now: time.Now,
		Open: func(path string) ([]byte, error) { return []byte(p[path]), nil },
	}
	for _, path := range slices.Sorted(maps.Keys(p)) {
		o.Files = append(o.Files, deploy.File{Path: path, Sum: o.Hash([]byte(p[path])), Size: int64(len(p[path]))})
	}
	return o
}

var (
	monday  = paper{"index.html": "1", "سياسة/2026/11/قصة \"أولى\"/index.html": "قصة", "سياسة/index.html": "list", "css/site.ce4cd7dfb8.css": "body{}", "-x/a b.html": "dash", "gone/index.html": "gone", longest: "long"}
	tuesday = paper{"index.html": "2", "سياسة/2026/11/قصة \"أولى\"/index.html": "edited", "سياسة/index.html": "list", "css/site.ce4cd7dfb8.css": "body{}", "-x/a b.html": "dash", "new/index.html": "new", longest: "long"}
	longest = "media/" + strings.Repeat("خ", 125) + ".html" // 255 bytes, the most that a disk takes
)

// needs skips a test where a program is missing; .ci/run installs it.
func needs(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip(name + " is not installed")
	}
}

// goes brings two editions to a place, the second twice more, and looks at what is there.
func goes(t *testing.T, open func() deploy.Place, there func() paper) {
	t.Helper()
	send := func(p paper) deploy.Report {
		t.Helper()
		place := open()
		r, err := deploy.Run(t.Context(), place, p.options())
		if c, ok := place.(interface{ Close() error }); ok {
			_ = c.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	wants := func(p paper) {
		t.Helper()
		got := there()
		maps.DeleteFunc(got, func(path, _ string) bool {
			return strings.HasPrefix(path, ".warraq-deploy/") || path == ".nojekyll"
		})
		if !maps.Equal(got, p) {
			t.Errorf("there is %v, want %v", got, p)
		}
	}
	send(monday)
	wants(monday)
	if r := send(tuesday); len(r.Plan.New) != 1 || len(r.Plan.Changed) != 2 || len(r.Plan.Removed) != 1 {
		t.Errorf("tuesday: %+v", r.Plan)
	}
	late := maps.Clone(tuesday)
	late["gone/index.html"] = "gone"
	wants(late)
	if r := send(tuesday); len(r.Plan.Deleted) != 1 {
		t.Errorf("again: %+v", r.Plan)
	}
	wants(tuesday)
	if r := send(tuesday); !r.Nothing || r.Head.Edition != 3 {
		t.Errorf("and again: %+v", r)
	}
}

// flips brings editions in which folders become files and the other way round.
func flips(t *testing.T, open func() deploy.Place, there func() paper) {
	t.Helper()
	one, two := maps.Clone(tuesday), maps.Clone(tuesday)
	one["flip/a/index.html"], one["flip/b.html"], one["flop"] = "deep", "beside", "a file"
	two["flip"], two["flop/index.html"], two["flop/c/d.html"] = "now a file", "now a folder", "deeper"
	for i, p := range []paper{one, two, two, one, two, tuesday, tuesday} {
		place, o := open(), p.options()
		o.MaxDelete = 100
		_, err := deploy.Run(t.Context(), place, o)
		if c, ok := place.(interface{ Close() error }); ok {
			_ = c.Close()
		}
		if err != nil {
			t.Fatalf("deploy %d: %v", i, err)
		}
		got := there()
		for path, data := range p {
			if got[path] != data {
				t.Errorf("deploy %d: %s is %q, want %q", i, path, got[path], data)
			}
		}
	}
	got := there()
	maps.DeleteFunc(got, func(path, _ string) bool { return strings.HasPrefix(path, ".warraq-deploy/") || path == ".nojekyll" })
	if !maps.Equal(got, tuesday) {
		t.Errorf("there is %v, want %v", got, tuesday)
	}
}

func files(t *testing.T, dir string) paper {
	t.Helper()
	p := paper{}
	if err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		p[path] = string(data)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRsync(t *testing.T) {
	needs(t, "rsync")
	dir := filepath.Join(t.TempDir(), "www", "paper")
	goes(t, func() deploy.Place { r := OpenRsync(filepath.Dir(dir), "paper/"); r.Settle = 0; return r }, func() paper { return files(t, dir) })
}

func TestRclone(t *testing.T) {
	needs(t, "rclone")
	dir := filepath.Join(t.TempDir(), "paper")
	t.Setenv("RCLONE_CONFIG", filepath.Join(t.TempDir(), "none"))
	goes(t, func() deploy.Place { r := OpenRclone(":local:"+filepath.Dir(dir), "paper/"); r.Settle = 0; return r }, func() paper { return files(t, dir) })
}

// repository is a bare repository with an identity for commits.
func repository(t *testing.T) string {
	t.Helper()
	needs(t, "git")
	dir := filepath.Join(t.TempDir(), "site.git")
	gitDo(t, "", "init", "--bare", "--quiet", dir)
	return dir
}

func gitDo(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return string(out)
}

// tree reads a branch of a repository.
func tree(t *testing.T, dir, branch string) paper {
	t.Helper()
	p := paper{}
	for path := range strings.SplitSeq(strings.TrimSuffix(gitDo(t, dir, "ls-tree", "-r", "-z", "--name-only", branch), "\x00"), "\x00") {
		p[path] = gitDo(t, dir, "cat-file", "blob", branch+":"+path)
	}
	return p
}

func TestGit(t *testing.T) {
	dir, own := repository(t), t.TempDir()
	newsroom := t.TempDir()
	gitDo(t, newsroom, "init", "--quiet")
	gitDo(t, newsroom, "remote", "add", "origin", dir)
	goes(t, func() deploy.Place { return OpenGit(newsroom, "origin", "gh-pages", GitDir(own, "x"), "sara") }, func() paper { return tree(t, dir, "gh-pages") })
	if n := strings.TrimSpace(gitDo(t, dir, "rev-list", "--count", "gh-pages")); n != "3" {
		t.Errorf("three deploys are %s commits", n)
	}
	if _, ok := tree(t, dir, "gh-pages")[".nojekyll"]; !ok {
		t.Error("GitHub would leave out what begins with _")
	}
	// On another machine, and after a push of somebody else.
	other := GitDir(t.TempDir(), "y")
	place := OpenGit(newsroom, dir, "gh-pages", other, "sami")
	if _, _, err := place.Read(t.Context(), "index.html"); err != nil {
		t.Fatal(err)
	}
	if _, err := deploy.Run(t.Context(), OpenGit(newsroom, "origin", "gh-pages", GitDir(own, "x"), "sara"), monday.options()); err != nil {
		t.Fatal(err)
	}
	if _, err := deploy.Run(t.Context(), place, paper{"index.html": "3"}.options()); err != nil {
		t.Errorf("after a push of somebody else: %v", err)
	}
	if got := tree(t, dir, "gh-pages")["index.html"]; got != "3" {
		t.Errorf("the front page is %q", got)
	}
}

// An address that was a folder may become a file, and a file a folder; what is deleted later
// is what left, and nothing of the site.
func TestFlips(t *testing.T) {
	t.Run("rsync", func(t *testing.T) {
		needs(t, "rsync")
		dir := filepath.Join(t.TempDir(), "www", "paper")
		flips(t, func() deploy.Place { r := OpenRsync(filepath.Dir(dir), "paper/"); r.Settle = 0; return r }, func() paper { return files(t, dir) })
	})
	t.Run("git", func(t *testing.T) {
		dir, own := repository(t), t.TempDir()
		flips(t, func() deploy.Place { return OpenGit(own, dir, "pages", GitDir(own, "x"), "sara") }, func() paper { return tree(t, dir, "pages") })
	})
}

// A deploy that stops leaves no process, and nothing of it in the branch.
func TestGitStops(t *testing.T) {
	dir := repository(t)
	o := monday.options()
	o.Open = func(path string) ([]byte, error) {
		if strings.HasPrefix(path, "سياسة") {
			return nil, errors.New("cannot be read")
		}
		return []byte(monday[path]), nil
	}
	place := OpenGit(t.TempDir(), dir, "gh-pages", GitDir(t.TempDir(), "x"), "sara")
	if _, err := deploy.Run(t.Context(), place, o); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Error(err)
	}
	process := place.feed.command.Process
	if err := place.Close(); err != nil || process.Signal(os.Kill) == nil {
		t.Errorf("the process still runs (%v)", err)
	}
	if heads := gitDo(t, dir, "for-each-ref"); heads != "" {
		t.Errorf("the repository has %s", heads)
	}
}

// A program that is missing, that fails, that asks: told in both languages, without what
// may be a password.
func TestFailuresAreTold(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	read := func(p deploy.Place) site.Words {
		_, _, err := p.Read(t.Context(), "x")
		return site.Reason(err)
	}
	if w := read(OpenRsync("host:/x", "")); !strings.Contains(w.Ar, "rsync غير مثبّت") || !strings.Contains(w.En, "not installed") {
		t.Errorf("%v", w)
	}
	t.Setenv("MY_TOKEN", "marker-token")
	script := func(name string, code int) {
		t.Helper()
		text := fmt.Sprintf("#!/bin/sh\necho one >> %s/calls\necho 'fatal: https://sara:marker-pass@host/x: marker-token refused' >&2\nexit %d\n", bin, code)
		if err := os.WriteFile(filepath.Join(bin, name), []byte(text), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	script("rsync", 12)
	script("rclone", 1)
	script("git", 128)
	rsync := OpenRsync("host:/x", "")
	rsync.Tries = deploy.Tries{Most: 3, First: time.Millisecond}
	for name, place := range map[string]deploy.Place{"rsync": rsync, "rclone": OpenRclone("r:x", ""), "git": OpenGit(bin, "origin", "b", filepath.Join(bin, "g"), "sara")} {
		w := read(place)
		if !strings.Contains(w.En, name+" failed") || !strings.Contains(w.Ar, "فشل "+name) || strings.Contains(w.Ar+w.En, "marker") {
			t.Errorf("%s: %v", name, w)
		}
	}
	for want, place := range map[string]deploy.Place{"host:/x/a/": OpenRsync("host:/x/", "a/"), "r:x/a": OpenRclone("r:x", "a/"), "r:a": OpenRclone("r:", "a/"), "origin b": OpenGit(bin, "origin", "b", "g", "")} {
		if got := fmt.Sprint(place); got != want {
			t.Errorf("%s is named %s", want, got)
		}
	}
	calls, _ := os.ReadFile(filepath.Join(bin, "calls"))
	if n := bytes.Count(calls, []byte("one")); n < 5 {
		t.Errorf("%d calls: what may pass is not tried again", n)
	}
	script("rsync", 23)
	if err := os.WriteFile(filepath.Join(bin, "rsync"), []byte("#!/bin/sh\necho 'rsync: link_stat \"/x\" failed: No such file or directory (2)' >&2\nexit 23\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, _, err := rsync.Read(t.Context(), "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, _, err := rsync.Read(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
