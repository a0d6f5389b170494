package watch

import (
	"context"
	"errors"
	"time"
)

// Clock is the time of day, and a way to wait.
type Clock interface {
	Now() time.Time
	// Passed is how long the watch has run, by a clock that nobody sets.
	Passed() time.Duration
	// After gives a channel that is sent to when some time has passed, by that clock.
	After(d time.Duration) <-chan time.Time
}

// Wall is the machine's clock. Its zero value cannot be used: see NewWall.
type Wall struct{ since time.Time }

// NewWall gives the machine's clock.
func NewWall() Wall { return Wall{time.Now()} }

// Now gives the time of day.
func (Wall) Now() time.Time { return time.Now().Round(0) }

// Passed is how long ago NewWall was called.
func (w Wall) Passed() time.Duration { return time.Since(w.since) }

// After is time.After.
func (Wall) After(d time.Duration) <-chan time.Time { return time.After(d) }

// A clock that leaps forward is not believed at once: it would lift embargoes. Another one says
// that it is right, or it has gone on for a while as it is.
const (
	leap   = 30 * time.Second // more than a clock is slewed, or a machine is held up
	asking = time.Minute      // the other clock is asked again so often
	proof  = 10 * time.Minute // where there is no other clock
)

// ErrNoClock says that there is no other clock.
var ErrNoClock = errors.New("the target has no clock")

// times is what a watch knows of the time of day.
type times struct {
	known  bool
	wall   time.Time
	passed time.Duration
	ahead  time.Duration // the clock is ahead of what is believed
	proven time.Duration // when it is believed though nobody says so
	asked  time.Duration // when the other clock is asked next
}

// now is the time of day, as far as it is believed. A machine that slept has a clock that leapt, too.
func (w *Watch) now(ctx context.Context) time.Time {
	t := &w.times
	wall, passed := w.o.Clock.Now(), w.o.Clock.Passed()
	by := time.Duration(0)
	if t.known {
		by = wall.Sub(t.wall) - (passed - t.passed)
	}
	if !t.known && w.o.Other != nil { // it may have been wrong before
		if other, err := w.o.Other(ctx); err == nil {
			by = max(0, wall.Sub(other))
		}
	}
	t.known, t.wall, t.passed = true, wall, passed
	switch {
	case by > leap:
		t.ahead, t.proven, t.asked = t.ahead+by, passed+proof, passed
		w.tell(Event{Event: "clock", What: "set forward by " + t.ahead.Round(time.Second).String() + ": nothing is published earlier for it until another clock agrees"})
	case by < -leap && t.ahead > 0:
		if t.ahead = max(0, t.ahead+by); t.ahead < leap {
			t.ahead = 0
		}
	}
	if t.ahead > 0 && passed >= t.asked {
		t.asked = passed + asking
		if w.agrees(ctx, wall, passed) {
			t.ahead = 0
			w.tell(Event{Event: "clock", What: "believed"})
		}
	}
	return wall.Add(-t.ahead)
}

// agrees says that the clock may be believed.
func (w *Watch) agrees(ctx context.Context, wall time.Time, passed time.Duration) bool {
	err := ErrNoClock
	var other time.Time
	if w.o.Other != nil {
		other, err = w.o.Other(ctx)
	}
	return err == nil && wall.Sub(other) <= leap || errors.Is(err, ErrNoClock) && passed >= w.times.proven
}
