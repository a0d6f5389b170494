package git

import (
	"context"
	"errors"
	"strings"
)

// Detached says that HEAD is on no branch: a commit is lost when another is checked out.
func (f Checkout) Detached(ctx context.Context) bool {
	_, err := f.ask(ctx, "rev-parse", "--verify", "--quiet", "HEAD")
	_, off := f.ask(ctx, "symbolic-ref", "--quiet", "HEAD")
	return err == nil && off != nil
}

// Commit makes one commit of files under content/, and of no others, whatever else is
// staged. If it cannot be made, for a hook refuses it, nothing is left staged.
func (f Checkout) Commit(ctx context.Context, message string, files []string) error {
	names := make([]string, len(files))
	for i, name := range files {
		names[i] = "content/" + name
	}
	with := func(args ...string) []string {
		return append(append([]string{"--literal-pathspecs"}, args...), append([]string{"--"}, names...)...)
	}
	fresh, err := f.ask(ctx, with("ls-files", "-z", "--others")...)
	if err != nil {
		return err
	}
	if fresh != "" {
		if _, err := f.ask(ctx, with("add", "--intent-to-add")...); err != nil {
			return err
		}
	}
	if _, err = f.ask(ctx, with("commit", "--quiet", "--message", message, "--only")...); err != nil && fresh != "" {
		all := strings.Split(strings.TrimSuffix(fresh, "\x00"), "\x00")
		_, again := f.ask(ctx, append([]string{"--literal-pathspecs", "rm", "--quiet", "--cached", "--force", "--"}, all...)...)
		err = errors.Join(err, again)
	}
	return err
}
