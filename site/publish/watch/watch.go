// Package watch keeps what readers get true to a newsroom's repository and to the clock: it
// publishes when something was pushed, and at the second at which the site changes by itself.
//
// Belongs here: when to look, when to publish, when to try again. Does not: how a newsroom is
// fetched, how a site is built and where it is sent; these are functions that it is handed.
//
// It fails closed. What cannot be built whole is not sent, and what readers have stays. It never
// publishes with a time that is before the one of the last publication: a clock that is set back
// hides nothing again; and one that leaps forward lifts nothing before another clock agrees (clock.go).
//
// Each event is one JSON object, in a line of its own: see [Event].
package watch

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"time"

	"warraq/site"
)

// Outcome is what a publication did.
type Outcome struct {
	Published bool           // what was built stands, and readers have it
	Changed   int            // files that are new or changed there
	Removed   int            // files that left the site
	Edition   int            // the number of the edition
	NextDue   time.Time      // when the site changes by itself; zero: never
	Problems  []site.Problem // of level error
}

// Options are what a watch is made of.
type Options struct {
	Clock Clock
	Other func(ctx context.Context) (time.Time, error)                       // another clock: that of the target; nil: there is none
	Fetch func(ctx context.Context) error                                    // asks the remote, beside all else; nil: Pull does
	Pull  func(ctx context.Context) (commit string, changed bool, err error) // changes the folder; nil: nobody does
	Every time.Duration                                                      // how often it is pulled
	// Publish makes an edition and sends it. Once it reads the folder no more it says so: made.
	Publish func(ctx context.Context, now time.Time, made func()) (Outcome, error)
	// Ahead sends what of an edition can go before the rest of it is made; Publish follows, or is at
	// work already. It may be nil. NextDue is zero where it does not know when the site changes.
	Ahead  func(ctx context.Context, now time.Time) (Outcome, error)
	Again  <-chan struct{} // says that Ahead can send what it could not before; may be nil
	Pushed <-chan struct{} // somebody says that something was pushed; may be nil
	Event  func(Event)
	Grace  time.Duration // how long a publication may go on after it was told to stop
}

// Event is what happened.
type Event struct {
	Time     time.Time  `json:"time"`
	Event    string     `json:"event"` // start, pulled, due, ahead, published, unchanged, held, failed, clock, stopped
	What     string     `json:"what,omitempty"`
	Commit   string     `json:"commit,omitempty"`
	Edition  int        `json:"edition,omitempty"`
	Changed  int        `json:"changed,omitempty"`
	Removed  int        `json:"removed,omitempty"`
	Took     float64    `json:"seconds,omitempty"`
	NextDue  *time.Time `json:"next_due,omitempty"`
	RetryIn  float64    `json:"retry_in,omitempty"` // seconds
	Error    string     `json:"error,omitempty"`
	Problems []string   `json:"problems,omitempty"` // a place with words each, not more than mostTold
}

// The bounds of waiting.
const (
	shortestRetry = time.Second
	longestRetry  = time.Minute
	longestPause  = 5 * time.Minute // between pulls that fail
	tick          = time.Second     // the time of day is looked at so often: it may be set
	mostTold      = 20
)

// Watch is a newsroom that is kept published.
type Watch struct {
	o       Options
	state   state
	times   times
	health  health
	fetches sync.WaitGroup
	fetched chan error // what the fetch that was under way gave; it has room for one
}

// state is what is to do next.
type state struct {
	due      time.Time // the site changes by itself; zero: never
	retry    time.Time // zero: nothing failed
	failures int
	pull     time.Time
	pauses   int
	asks     bool // a fetch is under way
	hurry    bool // and something was pushed since it began
	dirty    bool // something was pushed that is not published
	last     time.Time
	soon     time.Time // the site changes by itself, as far as what goes ahead knows
	commit   string
}

// New makes a watch, which begins with Run.
func New(o Options) *Watch { return &Watch{o: o, fetched: make(chan error, 1)} }

// Run publishes at once, and then whenever it is due, until the context ends.
func (w *Watch) Run(ctx context.Context) {
	now := w.o.Clock.Now()
	w.state = state{dirty: true, pull: now}
	w.tell(Event{Event: "start"})
	defer w.fetches.Wait()
	if w.o.Fetch != nil { // what stands here may be older than what readers have
		w.pull(ctx, w.o.Fetch(ctx))
	}
	for ctx.Err() == nil {
		if w.step(ctx); ctx.Err() != nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-w.o.Pushed:
			w.pushed()
			w.state.dirty = w.state.dirty || w.o.Pull == nil
		case err := <-w.fetched:
			w.pull(ctx, err)
		case <-w.o.Clock.After(w.pause()):
		}
	}
	w.tell(Event{Event: "stopped"})
}

// step does what is due now.
func (w *Watch) step(ctx context.Context) {
	s := &w.state
	if w.fetch(ctx) {
		w.pull(ctx, nil)
	}
	now := w.o.Clock.Now()
	isDue := !s.due.IsZero() && !w.now(ctx).Before(s.due)
	if isDue && s.failures == 0 {
		w.tell(Event{Event: "due", NextDue: &s.due})
	}
	if (isDue || s.dirty) && !now.Before(s.retry) && ctx.Err() == nil {
		w.publish(ctx)
	}
}

// pause is how long there is nothing to do. It is never longer than a tick.
func (w *Watch) pause() time.Duration {
	now, pause := w.o.Clock.Now(), tick
	if w.state.dirty && !now.Before(w.state.retry) {
		return 0
	}
	times := []time.Time{w.state.due, w.state.retry}
	if !w.state.asks {
		times = append(times, w.state.pull)
	}
	for _, t := range times {
		if d := t.Sub(now); d > 0 {
			pause = min(pause, d)
		}
	}
	return pause
}

// publish builds and sends. A time that goes back is not taken: it would hide what readers have.
func (w *Watch) publish(ctx context.Context) {
	s := &w.state
	began, commit := w.o.Clock.Now(), s.commit
	now := w.now(ctx)
	if now.Before(s.last) {
		now = s.last
	}
	graced, stop := withGrace(ctx, w.o)
	w.ahead(graced, now)
	out, pushed, err := w.whole(ctx, graced, now)
	stop()
	took := w.o.Clock.Now().Sub(began).Seconds()
	if err != nil {
		wait := min(shortestRetry<<min(s.failures, 10), longestRetry)
		s.failures++
		s.dirty, s.retry = true, w.o.Clock.Now().Add(wait)
		w.fail(Event{Event: "failed", What: "publish", RetryIn: wait.Seconds(), Took: took, Commit: commit}, err)
		return
	}
	s.failures, s.retry, s.dirty, s.due = 0, time.Time{}, pushed, out.NextDue
	e := Event{Event: "published", Commit: commit, Edition: out.Edition, Changed: out.Changed, Removed: out.Removed, Took: took}
	switch {
	case !out.Published:
		e.Event, s.due = "held", time.Time{}
	case out.Changed+out.Removed == 0:
		e.Event = "unchanged"
	}
	if out.Published && s.last.Before(now) {
		s.last = now
	}
	if !s.due.IsZero() {
		e.NextDue = &out.NextDue
	}
	for _, p := range out.Problems[:min(len(out.Problems), mostTold)] {
		e.Problems = append(e.Problems, p.Place()+": "+p.Message.En)
	}
	e.Time = w.o.Clock.Now()
	w.health.published(e)
	w.tell(e)
}

// withGrace is a context that outlives another by the grace: a publication that has begun ends
// well, if it can.
func withGrace(ctx context.Context, o Options) (context.Context, func()) {
	graced, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-o.Clock.After(o.Grace):
		case <-graced.Done():
		}
		cancel()
	})
	return graced, func() { stop(); cancel() }
}

// whole publishes an edition, under a context that outlives the first. What is pushed meanwhile, or
// comes by time alone, goes ahead; the folder is pulled once it is not read any more.
func (w *Watch) whole(ctx, graced context.Context, now time.Time) (out Outcome, pushed bool, err error) {
	var all sync.WaitGroup
	defer all.Wait()
	made, done := make(chan struct{}), make(chan struct{})
	say := sync.OnceFunc(func() { close(made) })
	all.Go(func() { // it ends with the publication
		defer close(done)
		out, err = w.safely(graced, now, func(ctx context.Context, now time.Time) (Outcome, error) { return w.o.Publish(ctx, now, say) })
	})
	ahead := func() {
		if now = w.now(graced); ctx.Err() == nil {
			w.ahead(graced, now)
		}
	}
	pull := func(err error) {
		if w.pull(ctx, err) {
			pushed = true
			ahead()
		}
	}
	reads, isMade := made, false
	for {
		fetched := w.fetched
		if !isMade {
			fetched = nil
		}
		select {
		case <-done:
			return out, pushed, err
		case <-reads:
			reads, isMade = nil, true
			ahead()
		case err := <-fetched:
			pull(err)
		case <-w.pulls(ctx, isMade):
			if w.fetch(ctx) {
				pull(nil)
			}
		case <-w.lifts(now): // what is at work was made for an earlier second
			pushed = true
			ahead()
		case <-w.o.Again:
			ahead()
		case <-w.o.Pushed:
			if w.pushed(); w.o.Pull == nil {
				pushed = true
				ahead()
			}
		}
	}
}

// lifts tells when the site changes by itself after a time, as far as it is known.
func (w *Watch) lifts(after time.Time) <-chan time.Time {
	var next time.Time
	for _, t := range []time.Time{w.state.soon, w.state.due} {
		if t.After(after) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	if next.IsZero() || w.o.Ahead == nil {
		return nil
	}
	return w.o.Clock.After(max(0, next.Sub(w.o.Clock.Now().Add(-w.times.ahead))))
}

// ahead sends what can go before the rest. Where it fails the whole edition brings it.
func (w *Watch) ahead(ctx context.Context, now time.Time) {
	if w.o.Ahead == nil || now.Before(w.state.last) {
		return
	}
	began := w.o.Clock.Passed()
	out, err := w.safely(ctx, now, w.o.Ahead)
	w.state.soon = out.NextDue
	took := (w.o.Clock.Passed() - began).Seconds()
	if err != nil {
		w.tell(Event{Event: "failed", What: "ahead", Took: took, Error: plain(err)})
	} else if out.Changed > 0 {
		w.state.last = now
		w.tell(Event{Event: "ahead", Changed: out.Changed, Took: took})
	}
}

// safely is a function of which a fault of the program ends nothing else.
func (w *Watch) safely(ctx context.Context, now time.Time, do func(context.Context, time.Time) (Outcome, error)) (out Outcome, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("a fault of the program: %v", fault)
		}
	}()
	return do(ctx, now)
}

// whose is who an address of the web is asked by: it may be a token.
var whose = regexp.MustCompile(`(\w+://)[^/\s@]+@`)

// plain is what an error says, without what may be a secret.
func plain(err error) string { return whose.ReplaceAllString(site.Reason(err).En, "$1") }

// fail tells of an error, without what may be a secret.
func (w *Watch) fail(e Event, err error) {
	e.Error = plain(err)
	w.health.failed(e.What, errors.New(e.Error))
	w.tell(e)
}

func (w *Watch) tell(e Event) {
	e.Time = w.o.Clock.Now()
	w.o.Event(e)
}
