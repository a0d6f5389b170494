package watch

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// desk is a newsroom in which each step waits for the one before it.
type desk struct {
	t     *testing.T
	mu    sync.Mutex
	notes []string
	moved chan struct{}
}

func (d *desk) note(what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notes = append(d.notes, what)
	select {
	case d.moved <- struct{}{}:
	default:
	}
}

// wait waits until something was noted so many times.
func (d *desk) wait(what string, times int) {
	for limit := time.After(20 * time.Second); ; {
		d.mu.Lock()
		n := len(slices.DeleteFunc(slices.Clone(d.notes), func(s string) bool { return s != what }))
		d.mu.Unlock()
		if n >= times {
			return
		}
		select {
		case <-d.moved:
		case <-time.After(5 * time.Millisecond):
		case <-limit:
			d.t.Errorf("%s was not seen %d times: %v", what, times, d.notes)
			return
		}
	}
}

// While an edition is sent, what is pushed is pulled and goes ahead; what could not go while the newsroom was read goes
// once it was. As long as the edition reads the folder nothing is pulled.
func TestGoesAheadInTheMidstOfAnEdition(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	d := &desk{t: t, moved: make(chan struct{}, 1)}
	pushed, again := make(chan struct{}, 1), make(chan struct{}, 1)
	reads, editions := false, 0
	w := New(Options{
		Clock: real{}, Every: time.Hour, Pushed: pushed, Again: again, Event: func(Event) {},
		Fetch: func(context.Context) error { d.note("fetch"); return nil },
		Pull: func(context.Context) (string, bool, error) {
			if d.note("pull"); reads {
				t.Error("the folder is changed while it is read")
			}
			return "", true, nil
		},
		Ahead: func(context.Context, time.Time) (Outcome, error) { d.note("ahead"); return Outcome{}, nil },
		Publish: func(_ context.Context, _ time.Time, made func()) (Outcome, error) {
			if editions++; editions > 1 {
				stop()
				return Outcome{Published: true}, nil
			}
			reads = true
			pushed <- struct{}{}
			d.wait("fetch", 2)
			again <- struct{}{}
			d.wait("ahead", 2)
			time.Sleep(20 * time.Millisecond) // it would be pulled by now
			reads = false
			made()
			d.wait("pull", 2)
			d.wait("ahead", 4)
			return Outcome{Published: true}, nil
		},
	})
	if w.Run(ctx); editions != 2 {
		t.Errorf("%d editions: %v", editions, d.notes)
	}
}

// An embargo lifts at its second while a remote does not answer.
func TestNoRemoteHoldsAnEmbargo(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	d := &desk{t: t, moved: make(chan struct{}, 1)}
	var lift time.Time
	editions, fetches := 0, 0
	New(Options{
		Clock: real{}, Every: 50 * time.Millisecond, Event: func(Event) {},
		Fetch: func(ctx context.Context) error {
			if fetches++; fetches > 1 {
				d.note("hangs")
				<-ctx.Done()
			}
			return ctx.Err()
		},
		Pull: func(context.Context) (string, bool, error) { return "", false, nil },
		Publish: func(_ context.Context, now time.Time, made func()) (Outcome, error) {
			if editions++; editions > 1 {
				stop()
				if now.Before(lift) || now.After(lift.Add(5*time.Second)) {
					t.Errorf("published at %v, due at %v", now, lift)
				}
				return Outcome{Published: true}, nil
			}
			made()
			d.wait("hangs", 1)
			lift = time.Now().Add(200 * time.Millisecond)
			return Outcome{Published: true, NextDue: lift}, nil
		},
	}).Run(ctx)
}

// An embargo lifts at its second while an edition is at work that was made for an earlier one, also where nothing could
// go ahead when that was begun.
func TestNoEditionHoldsAnEmbargo(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	d := &desk{t: t, moved: make(chan struct{}, 1)}
	pushed := make(chan struct{}, 1)
	var lift atomic.Int64
	editions := 0
	w := New(Options{
		Clock: real{}, Every: time.Hour, Pushed: pushed, Event: func(Event) {},
		Ahead: func(_ context.Context, now time.Time) (Outcome, error) {
			if at := lift.Load(); at > 0 && now.UnixNano() >= at {
				d.note("lifts")
			}
			return Outcome{}, nil // the newsroom is being read: when it changes next is not known
		},
		Publish: func(_ context.Context, now time.Time, _ func()) (Outcome, error) {
			switch editions++; editions {
			case 1:
				due := time.Now().Add(500 * time.Millisecond)
				lift.Store(due.UnixNano())
				pushed <- struct{}{}
				return Outcome{Published: true, NextDue: due}, nil
			case 2:
				d.wait("lifts", 1)
				return Outcome{Published: true}, nil
			}
			stop()
			if now.UnixNano() < lift.Load() {
				t.Errorf("the next edition is of %v, before that", now)
			}
			return Outcome{Published: true}, nil
		},
	})
	if w.Run(ctx); editions != 3 {
		t.Errorf("%d editions", editions)
	}
}
