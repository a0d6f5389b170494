package git

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// repository is a newsroom in the folder paper of a new repository.
type repository struct {
	*testing.T
	root string
}

func newRepository(t *testing.T) *repository {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	r := &repository{t, t.TempDir()}
	r.git("init", "-q")
	r.write("paper/content/news/a.md", "1")
	r.write("paper/content/news/خبر.md", "1")
	r.write("paper/static/x.css", "1")
	return r
}

func (r *repository) git(args ...string) {
	r.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	c.Dir = r.root
	if out, err := c.CombinedOutput(); err != nil {
		r.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (r *repository) write(name, text string) {
	r.Helper()
	name = filepath.Join(r.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

func (r *repository) want(what string, got []string, err error, want ...string) {
	r.Helper()
	slices.Sort(got)
	if err != nil || !slices.Equal(got, want) {
		r.Errorf("%s: %q, %v; want %q", what, got, err, want)
	}
}

// Before the first commit all is new. After it what was edited, and what git does not
// know yet; never what was deleted, and nothing outside content/.
func TestWhatChanged(t *testing.T) {
	r := newRepository(t)
	f, ctx := Checkout(filepath.Join(r.root, "paper")), t.Context()
	got, err := f.Changed(ctx, "HEAD")
	r.want("before a commit", got, err, "news/a.md", "news/خبر.md")
	r.git("add", ".")
	r.git("commit", "-q", "-m", "first")
	got, err = f.Changed(ctx, "HEAD")
	r.want("after a commit", got, err)

	r.write("paper/content/news/a.md", "2")
	r.write("paper/content/news/جديد.md", "1")
	r.write("paper/static/x.css", "2")
	r.write("other.md", "1")
	got, err = f.Changed(ctx, "HEAD")
	r.want("after an edit", got, err, "news/a.md", "news/جديد.md")
	r.git("add", "paper/content/news/a.md")
	got, err = f.Staged(ctx)
	r.want("staged", got, err, "news/a.md")
	r.git("rm", "-q", "-f", "paper/content/news/خبر.md")
	got, err = f.Staged(ctx)
	r.want("staged, with a deletion", got, err, "news/a.md")
	r.git("commit", "-q", "-m", "second")
	got, err = f.Changed(ctx, "HEAD~1")
	r.want("since the commit before", got, err, "news/a.md", "news/جديد.md")

	for folder, want := range map[Checkout]string{f: "paper/", Checkout(r.root): ""} {
		if prefix, err := folder.Prefix(ctx); prefix != want || err != nil {
			t.Errorf("the prefix of %s is %q, %v", folder, prefix, err)
		}
	}
}

// What git cannot answer is an error that says why; a name that git would read as an
// option is refused.
func TestWhatGitCannotAnswer(t *testing.T) {
	r := newRepository(t)
	r.git("add", ".")
	r.git("commit", "-q", "-m", "first")
	f, ctx := Checkout(filepath.Join(r.root, "paper")), t.Context()
	for _, since := range []string{"none-such", "--output=x", "-p"} {
		if got, err := f.Changed(ctx, since); err == nil || got != nil {
			t.Errorf("since %q: %v", since, got)
		}
	}
	if _, err := Checkout(t.TempDir()).Changed(ctx, "HEAD"); err == nil || !strings.HasPrefix(err.Error(), "git ls-files: ") {
		t.Errorf("in no repository: %v", err)
	}
	if _, err := Checkout(t.TempDir()).Staged(ctx); err == nil {
		t.Error("in no repository something is staged")
	}
	ended, stop := context.WithTimeout(ctx, time.Nanosecond)
	defer stop()
	if _, err := f.Prefix(ended); err == nil || !strings.Contains(err.Error(), "git rev-parse") {
		t.Errorf("after the time is up: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := f.Prefix(ctx); err == nil || !strings.Contains(err.Error(), "need git") {
		t.Errorf("without git: %v", err)
	}
}

// A commit has the files that are named, and nothing else that is staged. One that a hook
// refuses leaves nothing behind.
func TestCommitsNamedFilesAlone(t *testing.T) {
	for key, value := range map[string]string{"GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org", "GIT_COMMITTER_NAME": "desk", "GIT_COMMITTER_EMAIL": "desk@example.org"} {
		t.Setenv(key, value)
	}
	r := newRepository(t)
	r.git("config", "commit.gpgsign", "false")
	f, ctx := Checkout(filepath.Join(r.root, "paper")), t.Context()
	r.git("add", ".")
	r.git("commit", "-qm", "first")
	r.write("paper/content/news/a.md", "2")
	r.write("paper/content/news/[x] جديد.md", "1")
	r.write("paper/static/x.css", "2")
	r.git("add", "paper/static")
	hook := filepath.Join(r.root, ".git/hooks/pre-commit")
	if err := os.MkdirAll(filepath.Dir(hook), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hook, []byte("#!/bin/sh\necho no >&2\nexit 1\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	files := []string{"news/a.md", "news/[x] جديد.md"}
	if err := f.Commit(ctx, "نشر: خبر", files); err == nil || !strings.Contains(err.Error(), "no") {
		t.Errorf("the hook refused it: %v", err)
	}
	got, err := f.Staged(ctx)
	r.want("staged after a refusal", got, err)
	if err := os.Remove(hook); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(ctx, "نشر: خبر", files); err != nil {
		t.Fatal(err)
	}
	got, err = f.Changed(ctx, "HEAD")
	r.want("changed after it", got, err)
	if out, err := f.ask(ctx, "show", "--name-only", "--format=%s", "-z", "HEAD"); err != nil || strings.Contains(out, "x.css") || !strings.Contains(out, "نشر: خبر") || !strings.Contains(out, "جديد") {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := f.ask(ctx, "diff", "--cached", "--name-only"); err != nil || out != "paper/static/x.css\n" {
		t.Errorf("still staged: %q, %v", out, err)
	}
	if f.Detached(ctx) {
		t.Error("a branch is taken for none")
	}
	if r.git("checkout", "-q", "--detach"); !f.Detached(ctx) {
		t.Error("no branch is taken for one")
	}
}

// A folder follows its branch as far as that needs no merge, and throws nothing away.
func TestPull(t *testing.T) {
	r := newRepository(t)
	r.git("add", ".")
	r.git("commit", "-qm", "first")
	r.git("branch", "-M", "main")
	server := t.TempDir()
	r.git("clone", "-q", r.root, server)
	f, ctx := Checkout(filepath.Join(server, "paper")), t.Context()
	remote, branch := f.Upstream(ctx)
	if remote != "origin" || branch != "main" {
		t.Fatalf("%q %q", remote, branch)
	}
	if a, b := Checkout(t.TempDir()).Upstream(ctx); a != "" || b != "" {
		t.Errorf("no repository follows %q %q", a, b)
	}
	pull := func(branch string) (string, bool, error) {
		if err := f.Fetch(ctx, remote, branch); err != nil {
			return "", false, err
		}
		return f.Pull(ctx, remote, branch)
	}
	if _, changed, err := pull(branch); changed || err != nil {
		t.Errorf("nothing is new: %v, %v", changed, err)
	}
	r.write("paper/content/news/a.md", "2")
	r.git("commit", "-qam", "second")
	commit, changed, err := pull(branch)
	if got, readErr := os.ReadFile(filepath.Join(server, "paper/content/news/a.md")); !changed || err != nil || len(commit) < 40 || string(got) != "2" {
		t.Errorf("%q %v %v: %q, %v", commit, changed, err, got, readErr)
	}
	r.git("commit", "-q", "--amend", "-m", "written anew")
	if _, _, err := pull(branch); err == nil || !strings.Contains(err.Error(), "by hand") {
		t.Errorf("a branch that was written anew: %v", err)
	}
	if _, _, err := pull("none"); err == nil {
		t.Error("there is no such branch")
	}
}
