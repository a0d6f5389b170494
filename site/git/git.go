// Package git asks git what changed in a newsroom's folder, and what is as git wrote it. It runs the program git, and
// reads none of its files. A folder that is in no repository is an error.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"warraq/site"
)

// Patience is how long git may take: it waits for a pipe in the place of a .gitignore.
var Patience = 2 * time.Minute

// Checkout is a newsroom's folder, the one with content/ in it.
type Checkout string

// Changed gives the files that changed since a commit, or that git does not know, by
// their paths under content/.
func (f Checkout) Changed(ctx context.Context, since string) ([]string, error) {
	if strings.HasPrefix(since, "-") {
		return nil, site.Failure("%q ليس اسم إيداع", "%q is not the name of a commit", since)
	}
	fresh, err := f.ask(ctx, "ls-files", "-z", "--others", "--exclude-standard", "--", "content")
	if err != nil {
		return nil, err
	}
	known, err := f.ask(ctx, "diff", "--name-only", "-z", "--relative", "--diff-filter=d", since, "--", "content")
	if err != nil {
		if _, born := f.ask(ctx, "rev-parse", "--verify", "--quiet", "HEAD"); since != "HEAD" || born == nil {
			return nil, err
		}
		if known, err = f.ask(ctx, "ls-files", "-z", "--", "content"); err != nil { // there is no commit yet: all is new
			return nil, err
		}
	}
	return underContent(known + fresh), nil
}

// Staged gives the files that the next commit changes, by their paths under content/.
func (f Checkout) Staged(ctx context.Context) ([]string, error) {
	list, err := f.ask(ctx, "diff", "--cached", "--name-only", "-z", "--relative", "--diff-filter=d", "--", "content")
	return underContent(list), err
}

// Prefix is where the folder lies in its repository: "" at its root, else "paper/".
func (f Checkout) Prefix(ctx context.Context) (string, error) {
	prefix, err := f.ask(ctx, "rev-parse", "--show-prefix")
	return strings.TrimRight(prefix, "\n"), err
}

// underContent are the names of a list of git's that lie under content/.
func underContent(list string) (out []string) {
	for name := range strings.SplitSeq(list, "\x00") {
		if rest, ok := strings.CutPrefix(name, "content/"); ok {
			out = append(out, rest)
		}
	}
	return out
}

// ask runs git in the folder, and gives what it says.
func (f Checkout) ask(ctx context.Context, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, Patience)
	defer stop()
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir = string(f)
	c.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0") // nobody is there to be asked
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	c.WaitDelay = time.Second // what git started, as ssh, may outlive it, and keep these open
	switch err := c.Run(); {
	case errors.Is(err, exec.ErrNotFound):
		return "", site.Failure("لا git هنا، و--changed و--staged يحتاجان إليه", "--changed and --staged need git")
	case ctx.Err() != nil:
		return "", fmt.Errorf("git %s: %w", args[0], ctx.Err())
	case err != nil:
		said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return "", fmt.Errorf("git %s: %s", args[0], said)
	}
	return out.String(), nil
}
