package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
)

// Session is what one process keeps of a place from one deploy to the next. It is a head start and
// no more: where another one deployed meanwhile, the head is not what the session has, and it is
// read again. Its zero value knows nothing.
type Session struct {
	mu      sync.Mutex      // of what follows
	moved   sync.Cond       // the four that follow changed
	deploys bool            // a deploy has the place
	open    *run            // that deploy, while others may go ahead of it
	goes    bool            // something goes ahead
	busy    map[string]bool // paths that the deploy is at work on

	name   string // of this process among all that deploy
	heads  heads
	known  bool             // heads is what this process wrote last
	broken bool             // what went ahead of the deploy that runs failed: nobody knows what stands
	lists  map[string]*list // by name
	stood  map[string]File  // what Ahead sent since the edition that stands
	fresh  map[string]File  // and what of it came during the deploy that runs
}

// ErrAhead says that nothing can be sent ahead of a whole edition now, and that nothing was.
var ErrAhead = errors.New("nothing can be sent ahead of the whole edition")

// Ahead sends some files of an edition that is still being made, and gives those that were sent.
// Nothing may lead from them to what is neither at the place nor among them: see package urgent.
// The place keeps the lock of the session, which says what was sent, until Run brings the whole
// edition; whoever finds that lock when its time has passed has those files in doubt. Where a
// deploy of the session runs, they go beside what it sends.
func Ahead(ctx context.Context, place Place, o Options) ([]File, error) {
	s := o.Session
	o.Session = nil // a run of its own
	r := newRun(place, o)
	if r.whole {
		return nil, ErrAhead
	}
	beside := s.enter(r.Files)
	defer s.leave()
	e := early{run: r, session: s, beside: beside}
	if beside != nil {
		beside.writes.Lock()
		r.heads = beside.heads
		beside.writes.Unlock()
	} else if r.heads = s.heads; s.name == "" || !s.known {
		return nil, ErrAhead
	}
	head := r.heads.head
	if r.base = s.lists[head.List]; head.Edition == 0 || r.base == nil || head.Lock != nil && !s.owns(head.Lock) {
		return nil, ErrAhead
	}
	p := e.plan()
	all := slices.Concat(p.New, p.Changed)
	if len(all) == 0 {
		return nil, nil
	}
	if f, ok := place.(Flat); len(p.New) > 0 && (!ok || !f.Flat()) {
		return nil, ErrAhead
	}
	s.set(func() { s.known = false }) // until all of it went well
	if err := e.send(ctx, p); err != nil {
		s.set(func() { s.broken = beside != nil })
		return nil, err
	}
	s.set(func() {
		for _, f := range all {
			s.stood[f.Path], s.fresh[f.Path] = f, f
		}
		if beside == nil {
			s.heads, s.known = r.heads, true
		}
	})
	return all, nil
}

// early is the run of what goes ahead.
type early struct {
	*run
	session *Session
	beside  *run // the deploy that runs, if one does
}

// plan compares with what stands. What a deploy that runs has sent is not known, so that all is sent then.
func (e *early) plan() *Plan {
	p := &Plan{want: e.base.files}
	for _, f := range e.Files {
		was, ok := e.session.stood[f.Path]
		if !ok {
			was, ok = find(e.base.files, f.Path)
		}
		switch {
		case ok && was.same(f) && e.beside == nil:
		case ok:
			p.Changed = append(p.Changed, f)
		default:
			p.New = append(p.New, f)
		}
	}
	return p
}

// send notes in the lock what comes, and sends it.
func (e *early) send(ctx context.Context, p *Plan) error {
	keeps, err := e.note(ctx, slices.Concat(p.New, p.Changed))
	if err != nil {
		return err
	}
	kept := &keeping{edition: e.heads.head.Edition + 1, name: "ahead"}
	kept.unsure = e.beside != nil && e.beside.resumes
	for _, f := range p.Changed {
		if _, sent := e.session.stood[f.Path]; !keeps || sent || e.beside != nil && e.beside.kept[f.Path] {
			continue // what it overwrites is kept, or is not of the edition
		}
		if was, ok := find(e.base.files, f.Path); ok {
			kept.files = append(kept.files, was)
		}
	}
	slices.SortFunc(kept.files, byPath)
	return e.bring(&holding{ctx: ctx, stop: func() {}}, p, kept)
}

// note writes into the lock what comes, and says whether the bytes before are kept.
func (e *early) note(ctx context.Context, files []File) (keeps bool, err error) {
	heads := &e.heads
	if e.beside != nil {
		e.beside.writes.Lock()
		defer e.beside.writes.Unlock()
		heads = &e.beside.heads
	}
	head, now := heads.head, e.Now().UTC()
	lock := Lock{By: e.By, Machine: e.Machine, Run: e.session.name, Since: now.Truncate(time.Second)}
	if head.Lock != nil {
		lock = *head.Lock
	}
	lock.Until, lock.Sent, lock.Keeps = now.Add(e.Life), 0, e.History > 0 && (lock.Keeps || len(lock.Ahead) == 0)
	before, err := aheadOf(&lock)
	if err != nil {
		return false, err
	}
	all := map[string]File{}
	for _, f := range slices.Concat(before, files) {
		all[f.Path] = f
	}
	lock.Ahead = nil
	for line := range strings.Lines(string(appendLines(nil, "", slices.SortedFunc(maps.Values(all), byPath)))) {
		lock.Ahead = append(lock.Ahead, strings.TrimSuffix(line, "\n"))
	}
	head.Lock = &lock
	return lock.Keeps, heads.write(ctx, head)
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
	s.wait(func() bool { return true }, change)
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

// begin takes the place for a deploy, which gives it back with the function that is given.
func (s *Session) begin() (end func()) {
	if s == nil {
		return func() {}
	}
	s.wait(func() bool { return !s.deploys && !s.goes }, func() {
		s.deploys = true
		if s.name == "" {
			s.name = fmt.Sprintf("%016x", rand.Uint64())
		}
		if s.lists == nil {
			s.lists, s.stood = map[string]*list{}, map[string]File{}
		}
		s.fresh, s.broken = map[string]File{}, false
	})
	return sync.OnceFunc(func() { s.set(func() { s.deploys = false }) })
}

// enter waits until these files may go ahead, and gives the deploy that runs meanwhile, if one does.
func (s *Session) enter(files []File) (beside *run) {
	s.wait(func() bool { return !s.goes && (!s.deploys || s.open != nil) }, func() { s.goes, beside = true, s.open })
	s.wait(func() bool { return !slices.ContainsFunc(files, func(f File) bool { return s.busy[f.Path] }) }, func() {})
	return beside
}

func (s *Session) leave() { s.set(func() { s.goes = false }) }

// beside does a step of a deploy, while others may go ahead. What did so before is left out of the
// step's files; what comes with one of them waits until the step is done with it. The next step
// waits for whatever goes ahead: nothing is to lead to what is still on its way.
func (s *Session) beside(r *run, files []File, step func(files []File, done func(path string)) error) error {
	if s == nil {
		return step(files, func(string) {})
	}
	files = slices.DeleteFunc(slices.Clone(files), func(f File) bool { _, newer := s.fresh[f.Path]; return newer })
	s.set(func() {
		s.open, s.busy = r, make(map[string]bool, len(files))
		for _, f := range files {
			s.busy[f.Path] = true
		}
	})
	err := step(files, func(path string) { s.set(func() { delete(s.busy, path) }) })
	s.set(func() { s.open, s.busy = nil, nil })
	s.wait(func() bool { return !s.goes }, func() {})
	if err == nil && s.broken {
		err = site.Failure("انقطع ما سبق النشر إلى الوجهة", "what went ahead of this deploy was cut")
	}
	return err
}

// wait waits until something is so, and does what is to be done then.
func (s *Session) wait(until func() bool, do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.moved.L = &s.mu; !until(); {
		s.moved.Wait()
	}
	do()
	s.moved.Broadcast()
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
