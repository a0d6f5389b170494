//go:build nats

package workers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type blob struct{ *bytes.Reader }

func (blob) Close() error { return nil }

// Every part comes once, whatever becomes of workers: one fails, one makes it twice as slowly as the queue waits, one
// dies with the job in its hands, one is of another version.
func TestPartsCome(t *testing.T) {
	address, stop, err := Serve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	o := Options{Queue: address, Version: "v1", Again: 600 * time.Millisecond, Wait: 20 * time.Second}
	ctx, end := context.WithCancel(context.Background())
	defer end()
	var all sync.WaitGroup
	defer all.Wait()
	defer end()
	var calls atomic.Int32
	work := func(ctx context.Context, version string, do func(ctx context.Context, j Job) (io.ReadSeekCloser, error)) {
		o := o
		o.Version = version
		all.Go(func() {
			if err := Work(ctx, o, do); err != nil {
				t.Error(err)
			}
		})
	}
	right := func(j Job) (io.ReadSeekCloser, error) {
		return blob{bytes.NewReader(fmt.Appendf(nil, "part %d of %d %s", j.I, j.N, bytes.Repeat([]byte{'x'}, 300_000)))}, nil
	}
	work(ctx, "v1", func(_ context.Context, j Job) (io.ReadSeekCloser, error) {
		switch n := calls.Add(1); {
		case n%3 == 1:
			return nil, errors.New("the disk is full")
		case n == 2:
			time.Sleep(2 * o.Again)
		}
		return right(j)
	})
	dying, die := context.WithCancel(ctx)
	work(dying, "v1", func(ctx context.Context, _ Job) (io.ReadSeekCloser, error) {
		die()
		<-ctx.Done()
		return nil, ctx.Err()
	})
	work(ctx, "v2", func(context.Context, Job) (io.ReadSeekCloser, error) {
		t.Error("another version is given a job")
		return nil, errors.New("other")
	})
	var jobs []Job
	for i := range 6 {
		jobs = append(jobs, Job{I: i + 1, N: 6})
	}
	got := map[int]string{}
	if err := Give(ctx, o, jobs, func(i int, part io.Reader) error {
		data, err := io.ReadAll(part)
		got[i] += string(data[:min(len(data), 11)])
		return err
	}, func(err error) { t.Error(err) }); err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 6; i++ {
		if want := fmt.Sprintf("part %d of 6", i); got[i] != want {
			t.Errorf("part %d is %q", i, got[i])
		}
	}
}

// Two builds share one queue and its workers, and each gets its own parts. A worker that always fails, as with a full disk,
// robs nobody of a part; where all fail, who builds is told soon, and does not wait.
func TestTwoBuildsAndASickWorker(t *testing.T) {
	address, stop, err := Serve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	ctx, end := context.WithCancel(context.Background())
	var all sync.WaitGroup
	defer all.Wait()
	defer end()
	work := func(version string, do func(j Job) (io.ReadSeekCloser, error)) Options {
		o := Options{Queue: address, Version: version, Again: 2 * time.Second, Wait: time.Minute}
		all.Go(func() {
			if err := Work(ctx, o, func(_ context.Context, j Job) (io.ReadSeekCloser, error) { return do(j) }); err != nil {
				t.Error(err)
			}
		})
		return o
	}
	sick := func(Job) (io.ReadSeekCloser, error) { return nil, errors.New("no space left on device") }
	work("well", sick)
	o := work("well", func(j Job) (io.ReadSeekCloser, error) {
		return blob{bytes.NewReader(fmt.Appendf(nil, "part %d of %d for %s", j.I, j.N, j.BaseURL))}, nil
	})
	var builds sync.WaitGroup
	for _, site := range []string{"one", "two"} {
		builds.Go(func() {
			var jobs []Job
			for i := range 8 {
				jobs = append(jobs, Job{I: i + 1, N: 8, BaseURL: site})
			}
			came := 0
			if err := Give(ctx, o, jobs, func(i int, part io.Reader) error {
				data, err := io.ReadAll(part)
				if came++; string(data) != fmt.Sprintf("part %d of 8 for %s", i, site) {
					t.Errorf("part %d of build %s is %q", i, site, data)
				}
				return err
			}, func(err error) { t.Error(err) }); err != nil || came != 8 {
				t.Errorf("build %s has %d parts: %v", site, came, err)
			}
		})
	}
	builds.Wait()
	began := time.Now()
	o = work("sick", sick)
	if err := Give(ctx, o, []Job{{I: 1, N: 1}}, func(int, io.Reader) error { t.Error("a part comes"); return nil }, func(err error) { t.Error(err) }); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > o.Wait/2 {
		t.Errorf("who builds waits %v for what nobody makes", took)
	}
}

// A queue that dies in the middle is told, and the parts that came stay: whoever builds makes the others.
func TestAQueueThatDies(t *testing.T) {
	address, stop, err := Serve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Queue: address, Version: "v1", Again: time.Second, Wait: 2 * time.Second}
	ctx, end := context.WithCancel(context.Background())
	var worker sync.WaitGroup
	first := make(chan struct{})
	worker.Go(func() {
		_ = Work(ctx, o, func(_ context.Context, j Job) (io.ReadSeekCloser, error) {
			if j.I > 1 {
				<-first
				stop()
				return nil, errors.New("nobody hears it")
			}
			return blob{bytes.NewReader([]byte("a part"))}, nil
		})
	})
	defer worker.Wait()
	defer end()
	var came []int
	if err := Give(ctx, o, []Job{{I: 1, N: 3}, {I: 2, N: 3}, {I: 3, N: 3}}, func(i int, _ io.Reader) error {
		came = append(came, i)
		close(first)
		return nil
	}, func(error) {}); err != nil {
		t.Error(err)
	}
	if !slices.Equal(came, []int{1}) {
		t.Error("parts that came:", came)
	}
	if err := Give(ctx, o, nil, nil, nil); err == nil {
		t.Error("a queue that is not there is not told")
	}
}
