package review

import (
	"context"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/check"
)

// Proofreader checks the story that an editor has open in the preview. It lists
// the edition once, and again after Forget. It is safe for concurrent use.
type Proofreader struct {
	Open func(context.Context) (*Content, error)

	mu      sync.Mutex
	folder  *Content
	checker *check.Checker
}

// Forget is for when files came or went, or the settings changed.
func (r *Proofreader) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.folder = nil
}

// Read checks one manuscript, by its path under the newsroom's folder. Rules that
// need the whole archive are left to Run. What cannot be read is among the
// edition's problems already.
func (r *Proofreader) Read(source string) (out []site.Problem) {
	name, ok := strings.CutPrefix(source, "content/")
	folder, checker := r.ready()
	if !ok || folder == nil {
		return nil
	}
	s := folder.parse(folder.sheet(name))
	if s.isReadable() {
		for _, f := range checker.Look(s.manuscript()) {
			out = append(out, f.Problem)
		}
	}
	return out
}

// ready gives what Read needs; nil if the content cannot be listed.
func (r *Proofreader) ready() (*Content, *check.Checker) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.folder == nil {
		folder, err := r.Open(context.Background())
		if err != nil {
			return nil, nil
		}
		r.folder = folder
		r.checker, _ = check.New(folder.Config, knownOf(folder), folder.Clock.Now)
	}
	return r.folder, r.checker
}
