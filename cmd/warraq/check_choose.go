package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/review"
)

// picker picks the manuscripts that a command is about.
type picker struct{ *tool }

// choose gives the manuscripts that are named, and of these those that git says changed.
func (d picker) choose(ctx context.Context, folder *review.Folder, since string, staged bool, args []string) ([]string, error) {
	chosen := folder.Paths
	if since != "" {
		if len(args) > 0 && since == "HEAD" && !exists(args[0]) { // --changed main
			since, args = args[0], args[1:]
		}
		changed, err := d.changedSince(ctx, since)
		if err != nil {
			return nil, err
		}
		chosen = review.Within(chosen, changed)
	}
	if staged {
		list, err := d.git(ctx, "diff", "--cached", "--name-only", "-z", "--relative", "--diff-filter=d", "--", "content")
		if err != nil {
			return nil, err
		}
		chosen = review.Within(chosen, underContents(list))
	}
	if len(args) == 0 {
		return chosen, nil
	}
	named := make([]string, len(args))
	for i, arg := range args {
		p, err := d.placeUnderContent(arg)
		switch {
		case err != nil:
			return nil, err
		case !exists(arg):
			return nil, site.Failure("لا ملف ولا مجلد باسم %s", "no file and no folder called %s", arg)
		case len(review.Within(folder.Paths, []string{p})) == 0:
			return nil, site.Failure("لا قصص في %s", "no manuscripts in %s", arg)
		}
		named[i] = p
	}
	return review.Within(chosen, named), nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// realFolder is the absolute path of a folder, by no link, if it exists or not.
func realFolder(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	if above := filepath.Dir(dir); above != dir {
		return filepath.Join(realFolder(above), filepath.Base(dir))
	}
	return dir
}

// placeUnderContent is a path as a person writes it, from content/ on.
func (d picker) placeUnderContent(arg string) (string, error) {
	file, err := filepath.Abs(arg)
	if err != nil {
		return "", err
	}
	content, file := realFolder(filepath.Join(d.common.source, "content")), filepath.Join(realFolder(filepath.Dir(file)), filepath.Base(file))
	rel, err := filepath.Rel(content, file)
	if err != nil || !filepath.IsLocal(rel) {
		return "", site.Failure("%s ليس في مجلد content", "%s is not in the content folder", arg)
	}
	return filepath.ToSlash(rel), nil
}

// changedSince asks git which files under content/ changed since a commit, or are new.
func (d picker) changedSince(ctx context.Context, ref string) ([]string, error) {
	if strings.HasPrefix(ref, "-") {
		return nil, site.Failure("%q ليس اسم إيداع", "%q is not the name of a commit", ref)
	}
	fresh, err := d.git(ctx, "ls-files", "-z", "--others", "--exclude-standard", "--", "content")
	if err != nil {
		return nil, err
	}
	known, err := d.git(ctx, "diff", "--name-only", "-z", "--relative", "--diff-filter=d", ref, "--", "content")
	if err != nil {
		if _, born := d.git(ctx, "rev-parse", "--verify", "--quiet", "HEAD"); ref != "HEAD" || born == nil {
			return nil, err
		}
		if known, err = d.git(ctx, "ls-files", "-z", "--", "content"); err != nil { // there is no commit yet: all is new
			return nil, err
		}
	}
	return underContents(known + fresh), nil
}

// underContents are the names of a list of git's that lie under content/.
func underContents(list string) (out []string) {
	for name := range strings.SplitSeq(list, "\x00") {
		if rest, ok := strings.CutPrefix(name, "content/"); ok {
			out = append(out, rest)
		}
	}
	return out
}

// gitPatience is how long git may take: it waits for a pipe in the place of a .gitignore.
var gitPatience = 2 * time.Minute

// git runs git in the source folder, and gives what it says.
func (d picker) git(ctx context.Context, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, gitPatience)
	defer stop()
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir = d.common.source
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
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
