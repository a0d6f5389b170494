package hands_test

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"warraq/site/press/hands"
)

// Long work begins nothing while short work overtakes it, and does all of its own afterwards.
func TestLongWorkGivesWay(t *testing.T) {
	const pieces, of = 100, time.Millisecond
	for name, long := range map[string]func(ctx context.Context, f func()) error{
		"each": func(ctx context.Context, f func()) error {
			return hands.Each(ctx, 2, pieces, func(int) error { f(); return nil })
		},
		"share": func(ctx context.Context, f func()) error {
			return hands.Share(ctx, 2, slices.Values(make([]int, pieces)), func(_ context.Context, mine iter.Seq[int]) error {
				for range mine {
					f()
				}
				return nil
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var way hands.Way
				var done atomic.Int32
				var err error
				go func() {
					err = long(hands.GivingWay(t.Context(), &way), func() { time.Sleep(of); done.Add(1) })
				}()
				time.Sleep(10*of + of/2)
				way.Overtake(func() {
					time.Sleep(of) // what was begun ends
					before := done.Load()
					if before == 0 || before == pieces {
						t.Errorf("%d pieces are done before", before)
					}
					if time.Sleep(time.Minute); done.Load() != before {
						t.Errorf("%d pieces are done meanwhile", done.Load()-before)
					}
				})
				if time.Sleep(pieces * of); err != nil || done.Load() != pieces {
					t.Errorf("%d pieces are done at last, %v", done.Load(), err)
				}
			})
		})
	}
}
