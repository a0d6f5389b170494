package hands

import (
	"context"
	"sync"
	"sync/atomic"
)

// Way lets short work overtake long work on the same cores: an edited story does not wait for the
// edition that is being made of all the others. Its zero value is ready for use.
type Way struct {
	overtakers atomic.Int32
	mu         sync.Mutex
	free       sync.Cond // nobody overtakes any more
}

// Overtake does the short work. Until it ends, the long one begins nothing more.
func (w *Way) Overtake(f func()) {
	w.overtakers.Add(1)
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.overtakers.Add(-1)
		w.free.L = &w.mu
		w.free.Broadcast()
	}()
	f()
}

// Give is called by the long work between two pieces of it: it waits while short work is done.
func (w *Way) Give() {
	if w == nil || w.overtakers.Load() == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.free.L = &w.mu; w.overtakers.Load() > 0; {
		w.free.Wait()
	}
}

type wayKey struct{}

// GivingWay is a context of long work that gives way.
func GivingWay(ctx context.Context, w *Way) context.Context {
	return context.WithValue(ctx, wayKey{}, w)
}

// wayOf gives the way that the work of a context gives, or nil.
func wayOf(ctx context.Context) *Way {
	w, _ := ctx.Value(wayKey{}).(*Way)
	return w
}
