package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"warraq/site"
)

// carryOut does what the plan says, under the lock.
func (r *run) carryOut(ctx context.Context, p *Plan) error {
	next := &list{files: r.Files, leaving: p.Removed}
	edition := r.heads.head.Edition + 1
	kept, err := r.keeping(ctx, p, edition)
	if err != nil {
		return err
	}
	var name string
	var data []byte
	if err := r.Session.beside(r, nil, func([]File, func(string)) error {
		name, data = next.pack(r.Hash, "editions", edition)
		return r.write(ctx, kept.object(r.Hash), object(name, data))
	}); err != nil {
		return err
	}
	before := r.heads.head
	held, err := r.lock(ctx, name, kept.name)
	if err != nil {
		return err
	}
	err = r.remove(held.ctx, p.way, kept)
	if err == nil {
		err = r.bring(held, p, kept)
	}
	if err == nil {
		later := slices.DeleteFunc(slices.Clone(p.Deleted), func(f File) bool { return p.inTheWay(f.Path) && len(p.way) > 0 })
		err = r.Session.beside(r, later, func(files []File, _ func(string)) error { return r.remove(held.ctx, files, kept) })
	}
	if err == nil {
		err = r.Session.beside(r, sample(r, p), func(files []File, _ func(string)) error { return r.verify(held.ctx, files) })
	}
	if err == nil && len(r.Session.newer()) > 0 {
		name, data, err = takeIn(held.ctx, r, next, kept, name, edition)
	}
	held.stop()
	if err != nil {
		if r.whole {
			return err
		}
		if lost := context.Cause(held.ctx); lost != nil && ctx.Err() == nil && !errors.Is(lost, context.Canceled) {
			err = lost
		} else {
			r.yield(ctx, held)
		}
		return site.Failure("توقف النشر في وسطه؛ أعد الأمر يتمّه: %v", "the deploy stopped half-way; repeat the command to finish it: %v", err)
	}
	after := r.after(before, next, name, kept.name)
	after.Purged = r.purged(before, p, after.History)
	if r.whole {
		r.tidy(ctx, before, after)
	}
	if err := r.heads.write(ctx, after); err != nil {
		if r.whole && errors.Is(err, ErrChanged) {
			return errLate
		}
		return site.Failure("أُرسل كل شيء ولم يُكتب ذلك في الوجهة؛ أعد الأمر: %v", "everything was sent, and this could not be written down at the target; repeat the command: %v", err)
	}
	r.report.Head = after
	r.Session.end(r, next)
	r.ends() // what follows keeps nobody from going ahead
	if r.Keep != nil {
		r.Keep(name, data)
	}
	if r.Stands != nil {
		r.Stands(p)
	}
	if !r.whole {
		r.tidy(ctx, before, after)
	}
	return nil
}

// after is the head once the deploy has ended.
func (r *run) after(before Head, next *list, name, kept string) Head {
	sum := next.site(r.Hash)
	h := Head{Warraq: format, Waiting: len(next.leaving), History: r.history(before)}
	h.Stand = Stand{Edition: before.Edition + 1, List: name, Site: fmt.Sprintf("%x", sum[:]), Files: len(next.files), At: r.Now().UTC().Truncate(time.Second), Kept: kept}
	for _, f := range next.files {
		h.Bytes += f.Size
	}
	return h
}

// yield ends the lock of a deploy that failed, so that nobody waits for its end. Where
// that fails too, it ends by itself.
func (r *run) yield(ctx context.Context, h *holding) {
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	next := r.heads.head
	lock := *next.Lock
	lock.Until, lock.Sent = r.Now().UTC().Add(-time.Second), h.count()
	next.Lock = &lock
	_ = r.heads.write(ctx, next)
}

// write sends small objects of Warraq's own that never change. One without a key is left out.
func (r *run) write(ctx context.Context, all ...Object) error {
	all = slices.DeleteFunc(all, func(o Object) bool { return o.Key == "" })
	return r.place.Send(ctx, all, func(int) {})
}

// object is one of those, by its name.
func object(name string, data []byte) Object {
	return Object{Key: own + name, Size: int64(len(data)), Headers: Headers{Type: "application/gzip", Cache: cacheForEver}, Open: func() ([]byte, error) { return data, nil }}
}

// holding is a lock that is held.
type holding struct {
	ctx  context.Context // ends when the lock is lost
	stop func()          // ends the renewal, and waits for it

	mu   sync.Mutex
	done []bool // of the objects of the plan, in its order
	sent int    // so many from the first on are done
}

// lock takes the place, and moves the end of the lock on until stop.
func (r *run) lock(ctx context.Context, name, kept string) (*holding, error) {
	if r.whole {
		return &holding{ctx: ctx, stop: func() {}}, nil
	}
	now := r.Now().UTC()
	next := r.heads.head
	lists, keeps := []string{name}, []string{kept}
	var ahead Lock
	if next.Lock != nil {
		ahead = *next.Lock
		lists, keeps = append(slices.Clone(next.Lock.Lists), name), append(slices.Clone(next.Lock.Kept), kept)
	}
	if kept == "" {
		keeps = keeps[:len(keeps)-1]
	}
	next.Lock = &Lock{By: r.By, Machine: r.Machine, Run: fmt.Sprintf("%016x", rand.Uint64()), Since: now.Truncate(time.Second), Until: now.Add(r.Life), Lists: lists, Kept: keeps, Ahead: ahead.Ahead, Keeps: ahead.Keeps}
	if r.Session != nil {
		next.Lock.Run = r.Session.name
	}
	if err := r.heads.write(ctx, next); err != nil {
		if errors.Is(err, ErrChanged) {
			return nil, errLate
		}
		return nil, err
	}
	held, lose := context.WithCancelCause(ctx)
	h := &holding{ctx: held}
	ended := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { // it ends with stop, or when the lock is lost
		r.renew(h, ended, lose)
	})
	h.stop = sync.OnceFunc(func() { close(ended); all.Wait(); lose(context.Canceled) })
	return h, nil
}

// renew moves the end of the lock on, three times in its life. Where that fails until the
// lock is about to end, the deploy stops: another may take the place then.
func (r *run) renew(h *holding, ended <-chan struct{}, lose context.CancelCauseFunc) {
	every := r.Life / 3
	tick := time.NewTicker(every)
	defer tick.Stop()
	good := time.Now()
	for {
		select {
		case <-ended:
			return
		case <-h.ctx.Done():
			return
		case <-tick.C:
		}
		r.writes.Lock()
		next := r.heads.head
		lock := *next.Lock
		lock.Until, lock.Sent = r.Now().UTC().Add(r.Life), h.count()
		next.Lock = &lock
		within, cancel := context.WithTimeout(h.ctx, every)
		err := r.heads.write(within, next)
		cancel()
		r.writes.Unlock()
		switch {
		case err == nil:
			good = time.Now()
		case errors.Is(err, ErrChanged):
			lose(site.Failure("أخذ القفل غيرك", "somebody else took the lock"))
			return
		case time.Since(good) > r.Life*2/3-every/4:
			lose(site.Failure("لا يُجدَّد القفل: %v", "the lock cannot be renewed: %v", err))
			return
		}
	}
}

func (h *holding) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.sent
}

// note says that an object stands, and gives how many do.
func (h *holding) note(i int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done[i] = true
	for h.sent < len(h.done) && h.done[h.sent] {
		h.sent++
	}
}

// bring sends the files of the plan.
func (r *run) bring(h *holding, p *Plan, kept *keeping) error {
	ctx := h.ctx
	groups, first, total := p.groups(), 0, len(p.New)+len(p.Changed)
	h.done = make([]bool, total)
	if err := r.Session.beside(r, slices.Concat(groups...), func(files []File, _ func(string)) error { return r.keep(ctx, kept, files) }); err != nil {
		return err
	}
	r.kept = kept.paths()
	var sent sync.Mutex
	n := 0
	for _, group := range groups {
		err := r.Session.beside(r, group, func(files []File, done func(string)) error {
			objects := make([]Object, len(files))
			for i, f := range files {
				objects[i] = Object{Key: f.Path, Size: f.Size, Headers: r.headers(f), Open: func() ([]byte, error) { return r.bytes(f) }}
			}
			err := r.place.Send(ctx, objects, func(i int) {
				h.note(first + i)
				done(files[i].Path)
				sent.Lock()
				defer sent.Unlock()
				if n++; r.Sent != nil {
					r.Sent(n, total)
				}
			})
			return cmp.Or(err, context.Cause(ctx))
		})
		if err != nil {
			return err
		}
		first += len(group)
	}
	return nil
}

// takeIn takes what went ahead while a deploy ran into its lists, which are written again.
func takeIn(ctx context.Context, r *run, next *list, kept *keeping, was string, edition int) (name string, data []byte, err error) {
	for path, f := range r.Session.newer() {
		if i, ok := slices.BinarySearchFunc(next.files, f, byPath); ok {
			next.files[i] = f
		} else {
			next.files = slices.Insert(next.files, i, f)
		}
		next.leaving = slices.DeleteFunc(next.leaving, func(l File) bool { return l.Path == path })
		if old, ok := find(r.base.files, path); ok && r.History > 0 {
			if i, ok := slices.BinarySearchFunc(kept.files, old, byPath); !ok {
				kept.files = slices.Insert(kept.files, i, old)
			}
		}
	}
	older := []string{own + kept.name, own + was}
	list := kept.object(r.Hash)
	name, data = next.pack(r.Hash, "editions", edition)
	for _, key := range older {
		if key != own && key != list.Key && key != own+name { // it may be the same
			r.orphans = append(r.orphans, key)
		}
	}
	return name, data, r.write(ctx, list, object(name, data))
}

// bytes are those of a built file, if it still is what was planned.
func (r *run) bytes(f File) ([]byte, error) {
	data, err := r.Open(f.Path)
	if err == nil && r.Hash(data) != f.Sum {
		err = site.Failure("تغيّر %s بعد البناء؛ ابنِ من جديد", "%s was changed after the build; build again", f.Path)
	}
	return data, err
}

// sample are a few of the sent files.
func sample(r *run, p *Plan) (chosen []File) {
	const largest = 4 << 20 // of what is worth reading back
	sent := slices.DeleteFunc(p.order(), func(f File) bool {
		_, newer := r.Session.newer()[f.Path]
		return newer || f.Size > largest
	})
	for len(chosen) < r.Verify && len(sent) > 0 {
		i := len(sent) - 1 // the front page, if it was sent
		if len(chosen) > 0 {
			i = rand.IntN(len(sent))
		}
		chosen, sent = append(chosen, sent[i]), slices.Delete(slices.Clone(sent), i, i+1)
	}
	return chosen
}

// verify reads files back.
func (r *run) verify(ctx context.Context, chosen []File) error {
	wrong := make([]error, len(chosen))
	var all sync.WaitGroup
	for i, f := range chosen {
		all.Go(func() {
			wrong[i] = patient(ctx, func() error {
				data, _, err := r.place.Read(ctx, f.Path)
				if err == nil && r.Hash(data) != f.Sum {
					err = stale{site.Failure("ما في الوجهة من %s غير ما أُرسل", "the target has other bytes of %s than were sent", f.Path)}
				}
				return err
			})
		})
	}
	all.Wait()
	return cmp.Or(wrong...)
}
