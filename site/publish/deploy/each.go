package deploy

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Tries say how often and how long a place tries again. The zero value is for real
// places.
type Tries struct {
	Most  int           // 7 if 0
	First time.Duration // the longest wait before the second try, 200 ms if 0; it doubles with each
}

// longestWait bounds the wait between two tries.
const longestWait = 20 * time.Second

// PassingError marks an error after which the same call may do better. Pause, if it is not 0, is
// how long the other side asks to be left alone.
type PassingError struct {
	Err   error
	Pause time.Duration
}

func (p *PassingError) Error() string { return p.Err.Error() }
func (p *PassingError) Unwrap() error { return p.Err }

// Again calls until it does not give a PassingError error any more, with a random wait that
// grows (full jitter), so that many callers do not come back all at once.
func (t Tries) Again(ctx context.Context, call func() error) error {
	most, wait := t.Most, t.First
	if most == 0 {
		most = 7
	}
	if wait == 0 {
		wait = 200 * time.Millisecond
	}
	for try := 1; ; try++ {
		err := call()
		var passing *PassingError
		if err == nil || !errors.As(err, &passing) {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if try >= most {
			return passing.Err
		}
		pause := max(passing.Pause, time.Duration(rand.Int64N(int64(min(wait, longestWait)))))
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		wait *= 2
	}
}

// AgainWithin is Again, with a time for each try that grows with the bytes it sends. Where ctx has ended, the cause of that is
// the error.
func (t Tries) AgainWithin(ctx context.Context, size int64, call func(ctx context.Context) error) error {
	return t.Again(ctx, func() error {
		const least, slowest = time.Minute, 50_000 // bytes a second
		within, cancel := context.WithTimeout(ctx, least+time.Duration(size/slowest)*time.Second)
		defer cancel()
		err := call(within)
		if err != nil && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	})
}

// Each calls for each number below n, several at a time, and stops with the first error.
func Each(ctx context.Context, workers, n int, call func(ctx context.Context, i int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan int)
	var all sync.WaitGroup
	for range min(workers, n) {
		all.Go(func() { // it ends when next is closed
			for i := range next {
				if ctx.Err() != nil {
					continue
				}
				if err := call(ctx, i); err != nil {
					stop(err)
				}
			}
		})
	}
	for i := range n {
		select {
		case next <- i:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
	}
	close(next)
	all.Wait()
	return context.Cause(ctx)
}
