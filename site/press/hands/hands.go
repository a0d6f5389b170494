// Package hands gives the work of a build to all cores.
//
// Belongs here: how many work at once, and who waits for whom. Does not: what the work is.
package hands

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"

	"warraq/site"
)

// Each calls f for 0 to n-1 on a number of workers, and waits for all of them.
// The first error stops the rest.
func Each(ctx context.Context, workers, n int, f func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for way := wayOf(ctx); ctx.Err() == nil; {
				way.Give()
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(i); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// Share hands out what a sequence gives, each thing to one of a number of workers, and waits for all of them. work is called
// once a worker, with the things that are its own. The first error stops the rest.
func Share[T any](ctx context.Context, workers int, all iter.Seq[T], work func(ctx context.Context, mine iter.Seq[T]) error) error {
	const ready = 16
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue, way := make(chan T, ready), wayOf(ctx)
	mine := func(yield func(T) bool) {
		for one := range queue {
			if way.Give(); !yield(one) {
				return
			}
		}
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { // it ends with the queue, or with the context
			if err := work(ctx, mine); err != nil {
				cancel(err)
			}
		})
	}
	for one := range all {
		select {
		case queue <- one:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(queue)
	wg.Wait()
	return context.Cause(ctx)
}

// Batches hands things out many at a time, at most as many as most: one that is only looked at is done sooner than a worker
// is woken.
func Batches[T any](all iter.Seq[T], most int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		batch := make([]T, 0, most)
		for one := range all {
			if batch = append(batch, one); len(batch) == most {
				if !yield(batch) {
					return
				}
				batch = make([]T, 0, most)
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// Together does tasks on a number of workers. All are done, whatever ends the
// build: nobody wants half an edition.
func Together(workers int) site.Together {
	return func(tasks ...func()) {
		_ = Each(context.Background(), workers, len(tasks), func(i int) error { tasks[i](); return nil })
	}
}
