package git

import (
	"context"
	"strings"

	"warraq/site"
)

// Upstream is the remote and the branch that the folder's branch follows; both are "" where it
// follows none, or where there is no repository.
func (f Checkout) Upstream(ctx context.Context) (remote, branch string) {
	head, err := f.ask(ctx, "symbolic-ref", "--short", "HEAD")
	if err != nil {
		return "", ""
	}
	head = strings.TrimSpace(head)
	remote, _ = f.ask(ctx, "config", "branch."+head+".remote")
	branch, _ = f.ask(ctx, "config", "branch."+head+".merge")
	if remote, branch = strings.TrimSpace(remote), strings.TrimPrefix(strings.TrimSpace(branch), "refs/heads/"); remote == "" || branch == "" {
		return "", ""
	}
	return remote, branch
}

// Fetch asks a remote what a branch of it has. The folder stays as it is, until Pull.
func (f Checkout) Fetch(ctx context.Context, remote, branch string) error {
	_, err := f.ask(ctx, "fetch", "--quiet", "--no-tags", "--", remote, branch)
	return err
}

// Pull brings the folder to what was fetched last, and says whether that is new. A folder with
// changes of its own, or a branch that was written anew, is refused: nothing of it is thrown
// away. The words of that refusal name the remote and the branch.
func (f Checkout) Pull(ctx context.Context, remote, branch string) (commit string, changed bool, err error) {
	both, err := f.ask(ctx, "rev-parse", "HEAD", "FETCH_HEAD")
	if err != nil {
		return "", false, err
	}
	before, after, _ := strings.Cut(strings.TrimSpace(both), "\n")
	if before == after {
		return before, false, nil
	}
	if _, err := f.ask(ctx, "merge", "--quiet", "--ff-only", "FETCH_HEAD"); err != nil {
		return "", false, site.Failure("لا يُضاف إلى المجلد ما في %s بلا دمج؛ وفّق بينهما بيدك: %v", "the folder cannot follow %s without a merge; bring the two together by hand: %v", remote+"/"+branch, err)
	}
	return after, true, nil
}
