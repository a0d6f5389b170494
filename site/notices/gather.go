package notices

import (
	"context"
	"os"
	"runtime"
	"time"
)

// Gathered are the changes of a folder, for who asks for them.
type Gathered struct {
	done <-chan struct{}
	asks chan<- chan<- Change
}

// Gather looks as Watch does, and keeps what it sees until somebody asks. In the folder of marks,
// which is no part of what is looked at, it makes a folder for a moment when it is asked: the system
// tells of what happened in order, so that whatever was saved before is known when it tells of that.
func Gather(ctx context.Context, o Options, marks string) *Gathered {
	asks := make(chan chan<- Change)
	o.start(ctx, &follower{o: o, asks: asks, marks: marks})
	return &Gathered{ctx.Done(), asks}
}

// Since gives all that was saved, made or removed since it was asked last, up to the moment of the
// question. Once the looking has ended it gives what nobody knows: Change.More.
func (g *Gathered) Since() Change {
	answer := make(chan Change, 1)
	select {
	case g.asks <- answer:
	case <-g.done:
		return Change{More: true}
	}
	select {
	case c := <-answer:
		return c
	case <-g.done:
		return Change{More: true}
	}
}

// inOrder says that the system tells of all folders in the order of what happened. Others than
// inotify may tell a little later of what happened before.
const inOrder = runtime.GOOS == "linux"

// The bounds of waiting for an answer.
const (
	slack  = 40 * time.Millisecond // a notice may be late by that where they come in no order
	longer = 2 * time.Second       // until a mark is given up
)

// question is one that waits for its answer.
type question struct {
	answer chan<- Change
	mark   string // what is told of once all before is; or ""
}

// settle answers the question, if there is one, with what was gathered. It gives what is still to be told.
func (q *question) settle(b burst) burst {
	if q.answer == nil {
		return b
	}
	q.answer <- b.change() // it has room
	*q = question{}
	return burst{}
}

// mark sets a mark for a question, and says how long to wait for it at the most.
func (f *follower) mark(q *question) time.Duration {
	if os.MkdirAll(f.marks, 0o755) != nil || f.w.Add(f.marks) != nil {
		return slack
	}
	name, err := os.MkdirTemp(f.marks, "mark")
	if err != nil {
		return slack
	}
	q.mark = name
	_ = os.Remove(name) // it is empty
	return longer
}
