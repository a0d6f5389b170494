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

// Pull brings the folder to what a branch of a remote has, and says whether that is new. A
// folder with changes of its own, or a branch that was written anew, is refused: nothing of it
// is thrown away.
func (f Checkout) Pull(ctx context.Context, remote, branch string) (commit string, changed bool, err error) {
	if _, err = f.ask(ctx, "fetch", "--quiet", "--no-tags", "--", remote, branch); err != nil {
		return "", false, err
	}
	before, err := f.ask(ctx, "rev-parse", "HEAD")
	if err != nil {
		return "", false, err
	}
	after, err := f.ask(ctx, "rev-parse", "FETCH_HEAD")
	if err != nil || before == after {
		return strings.TrimSpace(before), false, err
	}
	if _, err := f.ask(ctx, "merge", "--quiet", "--ff-only", "FETCH_HEAD"); err != nil {
		return "", false, site.Failure("لا يُضاف إلى المجلد ما في %s بلا دمج؛ وفّق بينهما بيدك: %v", "the folder cannot follow %s without a merge; bring the two together by hand: %v", remote+"/"+branch, err)
	}
	return strings.TrimSpace(after), true, nil
}
