package conform

import (
	"context"
	"fmt"
	"sync"

	"warraq/site"
	"warraq/site/publish"
)

// Failing is a Target whose Put or Commit fails at the call of a number, counted
// from 1. What uses a Target is tested with each number in turn, until none fails.
// It fails before the inner target has done anything.
type Failing struct {
	publish.Target
	Call   int
	Failed string // the path of the file, or "commit", once it has failed

	mu sync.Mutex
	n  int
}

func (f *Failing) fail(what string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.n++; f.n != f.Call {
		return nil
	}
	f.Failed = what
	return fmt.Errorf("cannot write %s: made to fail", what)
}

// Put fails, or puts.
func (f *Failing) Put(ctx context.Context, file site.File) error {
	if err := f.fail(file.Path); err != nil {
		return err
	}
	return f.Target.Put(ctx, file)
}

// Commit fails, or commits. Where it fails the inner target is given up.
func (f *Failing) Commit(ctx context.Context) (publish.Stats, error) {
	if err := f.fail("commit"); err != nil {
		return publish.Stats{}, err
	}
	return f.Target.Commit(ctx)
}
