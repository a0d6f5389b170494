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
