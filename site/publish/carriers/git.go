package carriers

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
)

// Git is a branch of a repository, such as gh-pages: the site is the tree of its last
// commit, and one push brings it. All that is sent goes into the repository of a folder
// here; nothing is seen before Swap.
type Git struct {
	git            program
	from           program // in the newsroom, for its remotes
	remote, branch string
	by, dir        string

	address string // of the remote
	last    string // the commit that the branch had, or ""
	fetched bool
	feed    *feed
}

// feed is a git fast-import that runs.
type feed struct {
	to      *bufio.Writer
	in      io.Closer
	said    bytes.Buffer
	command *exec.Cmd
	marks   int
	changes []string // lines of the commit to be
	staged  map[string]bool
}

// OpenGit takes a remote of the newsroom's repository, or an address. dir is a folder of
// Warraq's own, where the branch is kept between deploys.
func OpenGit(newsroom, remote, branch, dir, by string) *Git {
	env := []string{"GIT_TERMINAL_PROMPT=0", "GIT_DIR=" + dir}
	if os.Getenv("GIT_SSH_COMMAND") == "" {
		env = append(env, "GIT_SSH_COMMAND=ssh -o BatchMode=yes -o ConnectTimeout=20")
	}
	return &Git{git: program{name: "git", env: env}, from: program{name: "git", dir: newsroom}, remote: remote, branch: branch, by: by, dir: dir}
}

// Whole says that nothing is seen before the last Swap.
func (g *Git) Whole() bool { return true }

func (g *Git) do(ctx context.Context, args ...string) ([]byte, error) {
	a, err := g.git.run(ctx, nil, args...)
	if err == nil && a.code != 0 {
		err = g.git.told(a, false)
	}
	return a.out, err
}

// fetch brings the branch here.
func (g *Git) fetch(ctx context.Context) error {
	if g.fetched {
		return nil
	}
	g.address = g.remote
	if a, err := g.from.run(ctx, nil, "remote", "get-url", "--", g.remote); err != nil {
		return err
	} else if a.code == 0 {
		g.address = strings.TrimSpace(string(a.out))
	}
	if err := os.MkdirAll(filepath.Dir(g.dir), 0o777); err != nil {
		return err
	}
	if _, err := g.do(ctx, "init", "--bare", "--quiet"); err != nil {
		return err
	}
	heads, err := g.do(ctx, "ls-remote", "--", g.address, "refs/heads/"+g.branch)
	if err != nil {
		return site.Failure("لا يُقرأ المستودع %s: %v", "cannot read the repository %s: %v", lastWords(g.address), err)
	}
	if g.last, _, _ = strings.Cut(string(heads), "\t"); g.last != "" {
		if _, err := g.do(ctx, "fetch", "--quiet", "--depth=1", "--no-tags", "--", g.address, "+refs/heads/"+g.branch+":refs/warraq/last"); err != nil {
			return err
		}
	}
	g.fetched = true
	return nil
}

// Read reads a file of the branch.
func (g *Git) Read(ctx context.Context, key string) ([]byte, string, error) {
	if err := g.fetch(ctx); err != nil {
		return nil, "", err
	}
	if g.last == "" {
		return nil, "", fs.ErrNotExist
	}
	a, err := g.git.run(ctx, nil, "cat-file", "blob", g.last+":"+key)
	if err == nil && a.code != 0 {
		err = fs.ErrNotExist
	}
	return a.out, g.last, err
}

// Send gives files to the repository here.
func (g *Git) Send(ctx context.Context, objects []deploy.Object, done func(i int)) error {
	f, err := g.start(ctx)
	if err != nil {
		return err
	}
	for i, o := range objects {
		data, err := o.Open()
		if err != nil {
			return err
		}
		if err := f.blob(o.Key, data); err != nil {
			return site.Failure("توقف git: %s", "git stopped: %s", lastWords(f.said.String()))
		}
		done(i)
	}
	return nil
}

// Remove takes files out of the tree to be.
func (g *Git) Remove(ctx context.Context, keys []string) error {
	f, err := g.start(ctx)
	if err != nil {
		return err
	}
	for _, key := range keys {
		f.changes = append(f.changes, "D "+quoted(key))
	}
	return nil
}

// start starts git fast-import; Swap ends it.
func (g *Git) start(ctx context.Context) (*feed, error) {
	if g.feed != nil {
		return g.feed, nil
	}
	if err := g.fetch(ctx); err != nil {
		return nil, err
	}
	f := &feed{staged: map[string]bool{}}
	f.command = exec.CommandContext(ctx, "git", "fast-import", "--quiet", "--force")
	f.command.WaitDelay = 10 * time.Second
	f.command.Env = append(os.Environ(), append([]string{"LC_ALL=C"}, g.git.env...)...)
	f.command.Stderr = &f.said
	in, err := f.command.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := f.command.Start(); err != nil {
		return nil, err
	}
	f.in, f.to = in, bufio.NewWriterSize(in, 1<<16)
	g.feed = f
	return f, nil
}

func (f *feed) blob(key string, data []byte) error {
	f.marks++
	if _, err := fmt.Fprintf(f.to, "blob\nmark :%d\ndata %d\n", f.marks, len(data)); err != nil {
		return err
	}
	if _, err := f.to.Write(data); err != nil {
		return err
	}
	f.changes = append(f.changes, fmt.Sprintf("M 100644 :%d %s", f.marks, quoted(key)))
	return f.to.WriteByte('\n')
}

// quoted is a path as fast-import reads it.
func quoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(path) + `"`
}

// Swap writes the commit and pushes it, if the branch still is where it was.
func (g *Git) Swap(ctx context.Context, key string, data []byte, was string) (string, error) {
	f, err := g.start(ctx)
	if err != nil {
		return "", err
	}
	if was != "" && was != g.last {
		return "", deploy.ErrChanged
	}
	if err := f.blob(key, data); err != nil {
		return "", err
	}
	if err := f.blob(".nojekyll", nil); err != nil { // GitHub leaves out names that begin with _ otherwise
		return "", err
	}
	const message = "Warraq deploy"
	fmt.Fprintf(f.to, "reset refs/warraq/next\n\ncommit refs/warraq/next\ncommitter %s <warraq@localhost.invalid> %d +0000\ndata %d\n%s\n", strings.NewReplacer("<", "", ">", "", "\n", "").Replace(g.by), time.Now().Unix(), len(message), message)
	if g.last != "" {
		fmt.Fprintf(f.to, "from %s\n", g.last)
	}
	for _, line := range f.changes {
		fmt.Fprintln(f.to, line)
	}
	fmt.Fprint(f.to, "\ndone\n")
	g.feed = nil
	err = f.to.Flush()
	_ = f.in.Close()
	if end := f.command.Wait(); err == nil {
		err = end
	}
	if err != nil {
		return "", site.Failure("توقف git: %s", "git stopped: %s", lastWords(f.said.String()))
	}
	next, err := g.do(ctx, "rev-parse", "refs/warraq/next")
	if err != nil {
		return "", err
	}
	a, err := g.git.run(ctx, nil, "push", "--porcelain", "--no-verify", "--", g.address, "refs/warraq/next:refs/heads/"+g.branch)
	if err != nil {
		return "", err
	}
	if bytes.Contains(a.out, []byte("[rejected]")) { // the branch has moved
		g.fetched = false
		return "", deploy.ErrChanged
	}
	if a.code != 0 {
		return "", g.git.told(a, false)
	}
	g.last = strings.TrimSpace(string(next))
	return g.last, nil
}

// Close ends what an unfinished deploy left.
func (g *Git) Close() error {
	if f := g.feed; f != nil {
		g.feed = nil
		_ = f.in.Close()
		_ = f.command.Process.Kill()
		_ = f.command.Wait()
	}
	return nil
}

// String names the branch for people.
func (g *Git) String() string { return lastWords(g.remote) + " " + g.branch }

// GitDir is where a branch is kept between deploys.
func GitDir(own, target string) string {
	sum := sha256.Sum256([]byte(target))
	return filepath.Join(own, "deploy-git", fmt.Sprintf("%x", sum[:6]))
}
