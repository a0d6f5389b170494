package git

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// say gives what git says in a folder.
func say(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"}, args...)...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// old makes the index of a repository as old as from now.
func old(t *testing.T, dir string, by time.Duration) {
	t.Helper()
	oldAs(t, dir, time.Now().Add(by))
}

func oldAs(t *testing.T, dir string, at time.Time) {
	t.Helper()
	index := strings.TrimSpace(say(t, dir, "rev-parse", "--path-format=absolute", "--git-path", "index"))
	if err := os.Chtimes(index, at, at); err != nil {
		t.Fatal(err)
	}
}

// believed says which files a reader of Clean does not read: git has their stamps, and their blobs have their sizes. Each must have the
// bytes of its blob.
func believed(t *testing.T, paper string, names ...string) (out string) {
	t.Helper()
	clean, err := Checkout(paper).Clean(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		full := filepath.Join(paper, "content", name)
		var st syscall.Stat_t
		if err := syscall.Lstat(full, &st); err != nil {
			t.Fatal(err)
		}
		blob, ok := clean[Written{MTime: st.Mtim.Nano(), CTime: st.Ctim.Nano(), Inode: uint32(st.Ino), Size: uint32(st.Size)}]
		if !ok || blob == (Blob{}) {
			continue
		}
		id := hexOf(blob)
		if size := strings.TrimSpace(say(t, paper, "cat-file", "-s", id)); size != strconv.FormatInt(st.Size, 10) {
			continue
		}
		data, err := os.ReadFile(full)
		if err != nil || !bytes.Equal(data, []byte(say(t, paper, "cat-file", "blob", id))) {
			t.Errorf("%s is not what git's index says: %q, %v", name, data, err)
		}
		out += name + " "
	}
	return strings.TrimSpace(out)
}

func hexOf(b Blob) (out string) {
	for _, c := range b {
		out += string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15])
	}
	return out
}

// newPaper is a repository whose newsroom has two stories that nothing changes on their way, and what attributes it is given.
func newPaper(t *testing.T, attributes string, args ...string) (root string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	root = t.TempDir()
	say(t, root, append([]string{"init", "-q"}, args...)...)
	say(t, root, "config", "filter.rot.smudge", "tr a-z n-za-m")
	say(t, root, "config", "filter.rot.clean", "tr a-z n-za-m")
	for name, text := range map[string]string{
		"paper/content/a.md": "one\ntwo\n", "paper/content/خبر.md": "خبر", "paper/content/id.md": "$Id$\n", ".gitattributes": attributes,
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	say(t, root, "add", ".")
	say(t, root, "commit", "-qm", "first")
	return root
}

// clone gives the newsroom of a fresh clone.
func clone(t *testing.T, root string, args ...string) (paper string) {
	t.Helper()
	to := t.TempDir()
	say(t, to, append(append([]string{"clone", "-q"}, args...), root, ".")...)
	old(t, to, time.Minute)
	return filepath.Join(to, "paper")
}

const all = "a.md خبر.md id.md"

// Of a fresh clone git says which files it wrote, and which bytes.
func TestCleanFilesOfAFreshClone(t *testing.T) {
	paper := clone(t, newPaper(t, "* -text"))
	files := strings.Fields(all)
	if got := believed(t, paper, files...); got != all {
		t.Errorf("of a fresh clone: %q", got)
	}
	// An edit of the same size, with the time put back, is seen by the time that nobody can put back.
	name := filepath.Join(paper, "content/a.md")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("one\nTWO\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if got := believed(t, paper, files...); got != "خبر.md id.md" {
		t.Errorf("after an edit: %q", got)
	}
	// What was written as late as the index may have been written again since.
	if err := os.WriteFile(name, []byte("three\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	say(t, paper, "add", ".")
	written, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	var st = written.Sys().(*syscall.Stat_t)
	changed := time.Unix(st.Ctim.Unix())
	for _, after := range []time.Duration{0, 15 * time.Millisecond} {
		if oldAs(t, paper, changed.Add(after)); believed(t, paper, "a.md") != "" {
			t.Errorf("a file that was written %v before the index is believed", after)
		}
	}
	old(t, paper, time.Minute)
	if got := believed(t, paper, files...); got != all {
		t.Errorf("after it was added: %q", got)
	}
	say(t, paper, "update-index", "--assume-unchanged", "content/a.md")
	say(t, paper, "update-index", "--skip-worktree", "content/id.md")
	if old(t, paper, time.Minute); believed(t, paper, files...) != "خبر.md" {
		t.Error("a file with a flag is believed")
	}
}

// A file that something changes on its way is read.
func TestWhatIsChangedOnTheWayIsRead(t *testing.T) {
	for attributes, want := range map[string]string{
		"paper/content/a.md filter=rot":                       "خبر.md id.md",
		"*.md filter=none":                                    "",
		"id.md ident":                                         "a.md خبر.md",
		"خبر.md working-tree-encoding=UTF-16LE":               "a.md id.md",
		"*.md text eol=crlf":                                  "خبر.md", // it has no end of a line
		"*.md text=auto":                                      all,
		"[attr]turned filter=rot\npaper/content/id.md turned": "a.md خبر.md",
	} {
		root := newPaper(t, attributes)
		to := t.TempDir()
		say(t, to, "clone", "-q", "-c", "filter.rot.smudge=tr a-z n-za-m", "-c", "filter.rot.clean=tr a-z n-za-m", root, ".")
		old(t, to, time.Minute)
		if got := believed(t, filepath.Join(to, "paper"), strings.Fields(all)...); got != want {
			t.Errorf("%q: %q, want %q", attributes, got, want)
		}
	}
	if got := believed(t, clone(t, newPaper(t, ""), "-c", "core.autocrlf=true"), strings.Fields(all)...); got != "خبر.md" {
		t.Errorf("with the ends of lines of Windows: %q", got)
	}
	paper := clone(t, newPaper(t, ""))
	if err := os.WriteFile(filepath.Join(paper, "content/.gitattributes"), []byte("a.md filter=rot\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := believed(t, paper, strings.Fields(all)...); got != "خبر.md id.md" {
		t.Errorf("with attributes that git does not keep: %q", got)
	}
}

// Attributes that changed after files were written say nothing of how these were written.
func TestAttributesThatChanged(t *testing.T) {
	root := newPaper(t, "*.md filter=rot")
	paper := clone(t, root, "-c", "filter.rot.smudge=tr a-z n-za-m", "-c", "filter.rot.clean=tr a-z n-za-m")
	name := filepath.Join(paper, "../.gitattributes")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if got := believed(t, paper, strings.Fields(all)...); got != "" {
		t.Errorf("after they were removed: %q", got)
	}
	if err := os.WriteFile(name, []byte("*.md -text"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := believed(t, paper, strings.Fields(all)...); got != "" {
		t.Errorf("after they were edited: %q", got)
	}
	say(t, paper, "add", "../.gitattributes")
	if old(t, paper, time.Minute); believed(t, paper, strings.Fields(all)...) != "" {
		t.Error("after they were added files that are older are believed")
	}
}

// A folder that is no repository, one whose objects have other names, a second work tree, and a repository in another one.
func TestOtherRepositories(t *testing.T) {
	root := newPaper(t, "")
	if clean, err := Checkout(t.TempDir()).Clean(t.Context()); err == nil || len(clean) > 0 {
		t.Errorf("in no repository: %v, %v", clean, err)
	}
	if paper := clone(t, newPaper(t, "", "--object-format=sha256")); believed(t, paper, strings.Fields(all)...) != "" {
		t.Error("names of SHA-256 are taken for others")
	}
	tree := filepath.Join(t.TempDir(), "tree")
	say(t, root, "worktree", "add", "-q", tree)
	old(t, tree, time.Minute)
	if got := believed(t, filepath.Join(tree, "paper"), strings.Fields(all)...); got != all {
		t.Errorf("in a second work tree: %q", got)
	}
	outer := newPaper(t, "")
	say(t, outer, "submodule", "--quiet", "add", root, "paper/content/inner")
	say(t, outer, "commit", "-qm", "second")
	paper := clone(t, outer, "--recurse-submodules")
	inner := filepath.Join(paper, "content/inner/paper")
	old(t, inner, time.Minute)
	if got := believed(t, paper, "a.md", "inner/paper/content/a.md"); got != "a.md" {
		t.Errorf("what lies in a repository in another one: %q", got)
	}
	if got := believed(t, inner, strings.Fields(all)...); got != all {
		t.Errorf("a newsroom that is one: %q", got)
	}
}

// A list of another form is an error, wherever it differs.
func TestListed(t *testing.T) {
	root := newPaper(t, "")
	said := say(t, root, "ls-files", "-z", "--stage", "--debug", "--", "paper/content/a.md")
	if all, err := readListed(said); err != nil || len(all) != 1 || all[0].name != "paper/content/a.md" || !all[0].isPlain {
		t.Fatalf("%+v, %v", all, err)
	}
	for i := 1; i < len(said); i++ {
		if all, err := readListed(said[:i]); err == nil {
			t.Errorf("%d of %d bytes are read as %+v", i, len(said), all)
		}
	}
	if _, err := readListed(strings.Replace(said, "mtime", "birth", 1)); err == nil {
		t.Error("other labels are read")
	}
}
