package watch

import (
	"context"
	"time"
)

// pushed notes that something was pushed.
func (w *Watch) pushed() {
	s := &w.state
	s.pull, s.pauses, s.hurry = w.o.Clock.Now(), 0, s.asks
}

// pulls tells, while an edition is at work, when the remote is to be asked. isMade says that the folder may change.
func (w *Watch) pulls(ctx context.Context, isMade bool) <-chan time.Time {
	if w.o.Pull == nil || w.state.asks || w.o.Fetch == nil && !isMade || ctx.Err() != nil {
		return nil
	}
	return w.o.Clock.After(max(0, w.state.pull.Sub(w.o.Clock.Now())))
}

// fetch asks the remote, if it is time to. It says that the folder can be pulled now; or that will be known later, when
// the remote has answered: nothing waits for a network.
func (w *Watch) fetch(ctx context.Context) (pull bool) {
	s := &w.state
	switch {
	case w.o.Pull == nil || s.asks || w.o.Clock.Now().Before(s.pull):
		return false
	case w.o.Fetch == nil:
		return true
	}
	s.asks = true
	w.fetches.Go(func() { w.fetched <- w.o.Fetch(ctx) }) // it ends when git does, and with the context
	return false
}

// pull brings the newsroom up to what was pushed, and says whether that is new. err is that of the fetch before it.
func (w *Watch) pull(ctx context.Context, err error) (changed bool) {
	s := &w.state
	hurry := s.hurry
	s.asks, s.hurry = false, false
	var commit string
	if err == nil {
		commit, changed, err = w.o.Pull(ctx)
	}
	if err != nil {
		if ctx.Err() != nil {
			return false
		}
		wait := min(w.o.Every<<min(s.pauses, 10), max(longestPause, w.o.Every))
		s.pauses++
		s.pull = w.o.Clock.Now().Add(wait)
		w.fail(Event{Event: "failed", What: "pull", RetryIn: wait.Seconds()}, err)
		return false
	}
	if s.pauses, s.pull = 0, w.o.Clock.Now(); !hurry {
		s.pull = s.pull.Add(w.o.Every)
	}
	w.health.pulled()
	if s.commit = commit; changed {
		s.dirty, s.retry = true, time.Time{}
		w.tell(Event{Event: "pulled", Commit: commit})
	}
	return changed
}
