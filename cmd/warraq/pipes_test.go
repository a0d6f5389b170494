//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"warraq/site/git"
)

// pipes are all names of a newsroom that a command opens, each as a pipe that nobody
// writes to: whoever reads it waits for ever. Those of a row are no others' folders.
var pipes = [][]string{
	{
		"content/edition.yaml", "content/front.yaml", "content/data/prices.csv", "content/news/_index.md", "content/news/a.png", "content/news/.warraq-0123456789abcdef.tmp",
		"content/authors/lina.md", "content/pages/about.md", "templates/article.html", "templates/partials/own.html", "static/robots.txt", "static/css/own.css",
		".warraq/CACHEDIR.TAG", ".warraq/lock", ".warraq/store.new", ".warraq/store.newest", ".warraq/bodies-0.pack", ".warraq/words", ".warraq/preview",
	},
	{"content/news/a.md", "content/data", "templates/partials", "static/css", ".warraq/store", ".warraq/words.new", "public/.warraq-stage/journal", "public/.warraq-manifest.new", ".gitattributes"},
	{"content/news", "templates", "static", ".warraq", ".git", "public/.warraq-stage/manifest"},
	{"content", "public"}, {"public/.warraq-manifest"}, {"public/.warraq-lock"}, {"public/.warraq-stage"}, {"public/index.html"}, {"public/news"}, {"content/.gitignore"},
}

// pipeReaders are the commands that open files of a newsroom.
var pipeReaders = [][]string{
	{"build"}, {"build", "--cache", "none", "--verify"}, {"check"}, {"check", "--fix"}, {"check", "--changed"}, {"fmt"}, {"new", "خبر", "--section", "news"},
	{"mv", "content/news/a.md", "content/news/b.md"}, {"mv", "content/news", "content/world"}, {"import", "pasted.txt"}, {"import", "old"}, {"import", "old.json", "--media", "old/static"},
	{"init", "."},
}

// pipedNewsroom is built, and has a file of each sort.
func pipedNewsroom(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"content/edition.yaml": "title: المدار\nbase_url: https://example.org\n", "content/front.yaml": "lead: news/a\n", "content/data/prices.csv": "سلعة,سعر\nخبز,3\n",
		"content/news/_index.md": "---\ntitle: أخبار\n---\n", "content/news/a.md": "---\ntitle: أ\ndate: 2026-11-20\nauthors: [lina]\n---\n\n![ص](a.png)\n", "content/news/a.png": "x",
		"content/authors/lina.md": "---\nname: لينا\n---\n", "content/pages/about.md": "---\ntitle: عن\n---\n", "templates/partials/own.html": "<p>", "static/robots.txt": "User-agent: *\n",
		"static/css/own.css": "p{margin:0}\n", "pasted.txt": "عنوان من صفحة\n\nالقدس - وكالة - نص الخبر الأول، وهو طويل بما يكفي ليكون فقرة.\n",
		"old/hugo.toml": "title = 'x'\n", "old/content/posts/one.md": "---\ntitle: أ\ndate: 2020-01-02\n---\n\n![ب](/b.png)\n", "old/static/b.png": "x",
		"old.json": `{"posts": [{"title": "a", "slug": "a", "html": "<p>x</p><img src='/content/images/b.png'>", "status": "published"}]}`,
	} {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	runs(t, "build", "--source", dir)
	runs(t, "check", "--source", dir)
	return dir
}

var dumped = regexp.MustCompile(`panic|goroutine|runtime error|%!`)

// inTime runs a command in a folder, and ends the test if it waits.
func inTime(t *testing.T, dir string, args ...string) (code int, said string) {
	t.Helper()
	var out, talk bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(t.Context(), append([]string{"--source", dir}, append(args, "--now", "2026-11-23T12:00:00Z", "--lang", "en")...), strings.NewReader(""), &out, &talk)
	}()
	select {
	case code = <-done:
	case <-time.After(2 * time.Minute):
		t.Fatalf("%q waits", args)
	}
	said = out.String() + talk.String()
	if dumped.MatchString(said) {
		t.Errorf("%q: status %d: %s", args, code, said)
	}
	return code, said
}

// oddities are what else may stand under the name of a file.
var oddities = map[string]func(name string) error{
	"folder": func(name string) error { return os.MkdirAll(filepath.Join(name, "sub"), 0o755) },
	"socket": func(name string) error {
		fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		defer syscall.Close(fd)
		return syscall.Bind(fd, &syscall.SockaddrUnix{Name: name})
	},
	"loop":    func(name string) error { return os.Symlink(filepath.Base(name), name) },
	"dangler": func(name string) error { return os.Symlink("none/at/all", name) },
	"device":  func(name string) error { return os.Symlink("/dev/zero", name) },
}

func pipe(name string) error { return syscall.Mkfifo(name, 0o644) }

// Nothing waits for a pipe, whatever its name, and it stays. With -long each is tried
// alone, too, and so are other things that are no files.
func TestNoCommandWaitsForAPipe(t *testing.T) {
	kept := pipedNewsroom(t)
	defer func(was time.Duration) { git.Patience = was }(git.Patience)
	git.Patience = time.Second
	rows := slices.Clone(pipes)
	for _, name := range slices.Concat(pipes...) {
		if *long {
			rows = append(rows, []string{name})
		}
	}
	for _, args := range pipeReaders {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			for i, row := range rows {
				touches := slices.ContainsFunc(row, func(pipe string) bool { return !strings.HasPrefix(pipe, "public") && pipe != "content/.gitignore" })
				if touches || args[0] == "build" || args[0] == "check" && len(args) > 1 {
					oddStays(t, kept, row, args, pipe)
				}
				for _, kind := range slices.Sorted(maps.Keys(oddities)) {
					if *long && i < len(pipes) {
						t.Log(kind)
						oddStays(t, kept, row, args, oddities[kind])
					}
				}
			}
		})
	}
}

// oddStays runs a command where what stands under some names is no file.
func oddStays(t *testing.T, kept string, row, args []string, lay func(name string) error) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.CopyFS(dir, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(args, "--changed") {
		if err := exec.Command("git", "init", "-q").Run(); err != nil {
			t.Skip(err)
		}
	}
	was := map[string]fs.FileMode{}
	for _, name := range row {
		if err := errors.Join(os.RemoveAll(name), os.MkdirAll(filepath.Dir(name), 0o755), lay(name)); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(name); err == nil {
			was[name] = info.Mode().Type()
		}
	}
	code, said := inTime(t, dir, args...)
	for _, name := range row {
		info, err := os.Lstat(name)
		own := args[0] == "mv" || strings.HasPrefix(name, ".warraq") || strings.HasPrefix(name, "public/.warraq-") || strings.HasPrefix(name, "public/") && was[name].IsDir()
		if !own && (err != nil || info.Mode().Type() != was[name]) {
			t.Errorf("%s: it is gone: status %d: %s", name, code, said)
		}
	}
	t.Logf("%s: %d %s", row, code, said)
}

// What a flag or an argument names may be a pipe: it is refused, with its name. Only
// what is imported may come from one.
func TestNoFlagWaitsForAPipe(t *testing.T) {
	dir := pipedNewsroom(t)
	t.Chdir(dir)
	if err := errors.Join(syscall.Mkfifo("pipe.out", 0o644), syscall.Mkfifo("content/news/pipe.md", 0o644)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"build", "--profile", "pipe.out"}, {"build", "--cache", "pipe.out"}, {"build", "--output", "pipe.out"}, {"build", "--output", "pipe.out/x"}, {"build", "--source", "pipe.out"},
		{"check", "--source", "pipe.out"}, {"new", "خبر", "--source", "pipe.out"}, {"init", "pipe.out"}, {"import", "pasted.txt", "--source", "pipe.out"}, {"serve", "--port", "0", "--source", "pipe.out"}, {"serve-pack", "pipe.out", "--port", "0"}, {"build", "--to", "pack", "--output", "pipe.out"}, {"build", "--to", "zip", "--output", "pipe.out"},
		{"new", "خبر", "--section", "news/pipe.md"}, {"mv", "content/news/a.md", "content/news/pipe.md"}, {"mv", "content/news/a.md", "content/news/pipe.md/"},
		{"check", "content/news/pipe.md"}, {"fmt", "content/news/pipe.md"}, {"mv", "content/news/pipe.md", "content/news/b.md"},
		{"import", "old", "--map", "pipe.out"}, {"import", "old.json", "--media", "pipe.out"}, {"import", "pipe.out"}, {"import", "pipe.out", "--from", "tree"}, {"import", "pasted.txt", "--section", "news/pipe.md"},
	} {
		if code, said := inTime(t, dir, args...); code == exitFine || !strings.Contains(said, "pipe") {
			t.Errorf("%q: status %d: %s", args, code, said)
		}
	}
}

// The preview serves no pipe, and goes on when one takes the place of a file.
func TestThePreviewWaitsForNoPipe(t *testing.T) {
	n := &tabbed{T: t, root: pipedNewsroom(t)}
	lay := func(name string) {
		t.Helper()
		name = filepath.Join(n.root, name)
		if err := errors.Join(os.RemoveAll(name), pipe(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"static/robots.txt", "static/pipe.txt", "content/news/a.png", "content/news/pipe.md", ".warraq/lock"} {
		lay(name)
	}
	address := n.serve()
	client := http.Client{Timeout: time.Minute}
	get := func(path string) (int, string) {
		t.Helper()
		resp, err := client.Get(address + path)
		if err != nil {
			t.Fatalf("%s waits: %v", path, err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body)
	}
	for path, want := range map[string]int{
		"/": 200, "/robots.txt": 200, "/pipe.txt": 404, "/media/news/a.png": 404, "/news/2026/11/a/": 200, "/css/own.css": 200,
		"/.warraq/place?source=content/news/pipe.md&words=x": 404, "/.warraq/place?source=static/pipe.txt&words=x": 404, "/.warraq/problems?source=content/news/pipe.md": 200,
	} {
		if status, body := get(path); status != want {
			t.Errorf("%s: status %d: %.200s", path, status, body)
		}
	}
	lay("static/css/own.css")
	lay("templates/partials/own.html")
	n.save("content/news/a.md", "---\ntitle: جديد\ndate: 2026-11-20\n---\n\nكلمة-أخيرة\n")
	for range 500 {
		if _, body := get("/news/2026/11/a/"); strings.Contains(body, "كلمة-أخيرة") || strings.Contains(body, "own.html") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("after a pipe took the place of a file, no save is seen")
}
