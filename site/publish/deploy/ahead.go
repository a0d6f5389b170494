package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"warraq/site"
)

// Session is what one process keeps of a place from one deploy to the next. It is a head start and
// no more: where another one deployed meanwhile, the head is not what the session has, and it is
// read again. Its zero value knows nothing.
type Session struct {
	turn    sync.Mutex   // held by who speaks to the place: one deploy, or what goes ahead of it
	waiting atomic.Int32 // so many want to go ahead

	mu     sync.Mutex // of what follows
	name   string     // of this process among all that deploy
	heads  heads
	known  bool             // heads is what this process wrote last
	runs   bool             // a deploy is between two groups
	broken bool             // and what went ahead then failed: nobody knows what stands
	lists  map[string]*list // by name
	stood  map[string]File  // what Ahead sent since the edition that stands
	fresh  map[string]File  // and what of it came during the deploy that runs
}

// ErrAhead says that nothing can be sent ahead of a whole edition, and that nothing was.
var ErrAhead = errors.New("nothing can be sent ahead of the whole edition")

// Ahead sends some files of an edition that is still being made, and gives those that were sent.
// Nothing may lead from them to what is neither at the place nor among them: see package urgent.
// The place keeps the lock of the session, which says what was sent, until Run brings the whole
// edition; whoever finds that lock when its time has passed has those files in doubt. Where a
// deploy of the session runs, they go between two of its groups.
func Ahead(ctx context.Context, place Place, o Options) ([]File, error) {
	s := o.Session
	s.waiting.Add(1)
	s.turn.Lock()
	s.waiting.Add(-1)
	defer s.turn.Unlock()
	r := newRun(place, o)
	if r.early = true; r.whole || s.name == "" || !s.known {
		return nil, ErrAhead
	}
	r.heads = s.heads
	head := r.heads.head
	if r.base = s.lists[head.List]; head.Edition == 0 || r.base == nil || head.Lock != nil && !s.owns(head.Lock) {
		return nil, ErrAhead
	}
	if head.Lock != nil {
		var err error
		if r.ahead, err = aheadOf(head.Lock); err != nil {
			return nil, err
		}
	}
	p := &Plan{want: r.base.files}
	for _, f := range r.Files {
		was, ok := s.stood[f.Path]
		if !ok {
			was, ok = find(r.base.files, f.Path)
		}
		switch {
		case ok && was.same(f) && !s.runs:
		case ok:
			p.Changed = append(p.Changed, f)
		default:
			p.New = append(p.New, f)
		}
	}
	all := slices.Concat(p.New, p.Changed)
	if f, ok := place.(Flat); len(p.New) > 0 && (!ok || !f.Flat()) || len(all) == 0 {
		return nil, ErrAhead
	}
	s.set(func() { s.known = false }) // until all of it went well
	if err := sendAhead(ctx, r, p, head); err != nil {
		s.set(func() { s.broken = s.runs })
		return nil, err
	}
	s.set(func() {
		for _, f := range all {
			s.stood[f.Path], s.fresh[f.Path] = f, f
		}
		s.heads, s.known = r.heads, true
	})
	return all, nil
}

// sendAhead notes in the lock what comes, and sends it.
func sendAhead(ctx context.Context, r *run, p *Plan, head Head) error {
	now := r.Now().UTC()
	lock := Lock{By: r.By, Machine: r.Machine, Run: r.Session.name, Since: now.Truncate(time.Second)}
	if head.Lock != nil {
		lock = *head.Lock
	}
	lock.Until, lock.Sent, lock.Keeps = now.Add(r.Life), 0, r.History > 0 && (lock.Keeps || len(lock.Ahead) == 0)
	all := map[string]File{}
	for _, f := range slices.Concat(r.ahead, p.New, p.Changed) {
		all[f.Path] = f
	}
	var files []File
	for _, f := range all {
		files = append(files, f)
	}
	slices.SortFunc(files, byPath)
	lock.Ahead = nil
	for line := range strings.Lines(string(appendLines(nil, "", files))) {
		lock.Ahead = append(lock.Ahead, strings.TrimSuffix(line, "\n"))
	}
	head.Lock = &lock
	if err := r.heads.write(ctx, head); err != nil {
		return err
	}
	kept := &keeping{edition: head.Edition + 1, name: "ahead", cut: true, unsure: r.Session.runs}
	for _, f := range p.Changed {
		if was, ok := find(r.base.files, f.Path); ok && lock.Keeps {
			kept.files = append(kept.files, was)
		}
	}
	slices.SortFunc(kept.files, byPath)
	return r.bring(&holding{ctx: ctx, stop: func() {}}, p, kept)
}

func byPath(a, b File) int { return cmp.Compare(a.Path, b.Path) }

// aheadOf reads what a lock says of files that were sent ahead.
func aheadOf(lock *Lock) (out []File, err error) {
	for _, line := range lock.Ahead {
		f, ok := parseFile(line)
		if !ok {
			return nil, errList
		}
		out = append(out, f)
	}
	return out, nil
}

func (s *Session) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// owns says that this process has the lock.
func (s *Session) owns(lock *Lock) bool { return s != nil && lock != nil && lock.Run == s.name }

// settle takes out of doubt what this process itself sent ahead, if it still has the lock.
func (s *Session) settle(st state, lock *Lock) {
	if !s.owns(lock) {
		return
	}
	for path, f := range s.stood {
		st[path] = standing{File: f}
	}
}

// begin takes the turn for a deploy, which ends it with the function that is given.
func (s *Session) begin() (end func()) {
	if s == nil {
		return func() {}
	}
	s.turn.Lock()
	s.set(func() {
		if s.name == "" {
			s.name = fmt.Sprintf("%016x", rand.Uint64())
		}
		if s.lists == nil {
			s.lists, s.stood = map[string]*list{}, map[string]File{}
		}
		s.fresh = map[string]File{}
	})
	return sync.OnceFunc(s.turn.Unlock)
}

// give lets others go ahead, between two groups of a deploy, and leaves out what they sent.
func (s *Session) give(r *run, h *holding, files []File) ([]File, error) {
	if s == nil || r.early {
		return files, nil
	}
	if s.waiting.Load() > 0 && s.lists[r.heads.head.List] != nil {
		h.writes.Lock()
		defer h.writes.Unlock()
		s.set(func() { s.heads, s.known, s.runs = r.heads, true, true })
		for s.waiting.Load() > 0 {
			s.turn.Unlock()
			time.Sleep(time.Millisecond)
			s.turn.Lock()
		}
		s.set(func() { s.known, s.runs = false, false })
		if r.heads = s.heads; s.broken {
			s.set(func() { s.broken = false })
			return nil, site.Failure("انقطع ما سبق النشر إلى الوجهة", "what went ahead of this deploy was cut")
		}
	}
	return slices.DeleteFunc(slices.Clone(files), func(f File) bool { _, newer := s.fresh[f.Path]; return newer }), nil
}

// newer gives what went ahead while a deploy ran.
func (s *Session) newer() map[string]File {
	if s == nil {
		return nil
	}
	return s.fresh
}

// doubt is for a deploy that begins: what is known holds when it ends well. Where the place has not
// the session's lock any more, others were there since.
func (s *Session) doubt(lock *Lock) {
	if s == nil {
		return
	}
	isOurs := s.owns(lock)
	s.set(func() {
		if s.known = false; !isOurs {
			s.stood = map[string]File{}
		}
	})
}

// note keeps a list that was read.
func (s *Session) note(name string, l *list) {
	if s != nil {
		s.set(func() { s.lists[name] = l })
	}
}

// end keeps what a deploy leaves that went well.
func (s *Session) end(r *run, next *list) {
	if s == nil {
		return
	}
	s.set(func() {
		s.heads, s.known = r.heads, true
		s.lists, s.stood = map[string]*list{r.heads.head.List: next}, map[string]File{}
	})
}

// Has says that a place has a file, as far as the session knows.
func (s *Session) Has(path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.stood[path]; ok {
		return true
	}
	l := s.lists[s.heads.head.List]
	if l == nil {
		return false
	}
	_, ok := find(l.files, path)
	return ok
}
