package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/publish/squeeze"
)

// Options say how a deploy is done.
type Options struct {
	Hash  Hash
	Files []File                            // the built site, by path in order; Kind is filled in
	Open  func(path string) ([]byte, error) // its bytes

	Type      func(path string) string // the Content-Type of a file that the newsroom gives one, or ""; may be nil
	Encoding  string                   // in which what is worth it is sent: "gzip", "br" or ""
	Base      string                   // the site's address, if files are to carry the keys of caches (CacheKey); else ""
	Unlisted  bool                     // robots are to leave all of it out
	MaxDelete float64                  // so many percent of the files may leave the site at once
	DeleteNow bool                     // what leaves is deleted with this deploy, and its kept bytes too
	All       bool                     // every file is sent
	Overwrite bool                     // also over a site that another program put there
	History   int                      // the bytes of so many editions are kept for Rollback
	Verify    int                      // so many of the sent files are read back
	Back      int                      // Rollback: so many editions; Files and Open are not looked at
	Dry       bool                     // nothing is written

	By      string        // who deploys, for the lock
	Machine string        // where By runs, if it is known that no other deploy runs there; or ""
	Life    time.Duration // of a lock, 2 minutes if 0
	Took    func(*Plan)   // is told the plan, before anything is sent
	Sent    func(done, total int)
	Stands  func(*Plan) // is told when the new edition stands, before what is old is tidied away; may be nil
	Now     func() time.Time
	Session *Session // what this process knows of the place; may be nil

	// Known gives a list of files that an earlier deploy left with Keep, or nothing: then it is
	// read from the place. A list is named after its bytes, so that a wrong one is found out. Both may be nil.
	Known func(name string) []byte
	Keep  func(name string, data []byte)
}

// Report is what a deploy did.
type Report struct {
	Plan    *Plan
	Head    Head   // after it
	Resumed string // who had begun what this finished, or ""
	Nothing bool   // the place had it all
}

// run is one deploy.
type run struct {
	Options
	place   Place
	heads   heads
	report  Report
	base    *list
	cut     []*list // of deploys that were cut
	state   state
	whole   bool     // the place is a Whole
	cutKept []string // what deploys that were cut may have kept
	ahead   []File   // what was sent ahead of the edition
	orphans []string // lists that no head names any more
	ends    func()   // gives the place back to the session

	writes  sync.Mutex      // of the head
	kept    map[string]bool // paths whose bytes of the edition before are kept
	resumes bool            // and more of them may be, by a deploy that was cut or by what went ahead
}

// mostTries bounds how often a deploy begins again because another was quicker.
const mostTries = 3

// Run brings a site to a place.
func Run(ctx context.Context, place Place, o Options) (Report, error) {
	r := newRun(place, o)
	r.ends = o.Session.begin() // what takes long was done before: meanwhile others go ahead
	defer r.ends()
	if o.Session != nil {
		r.heads.lists = o.Session.lists
	}
	for tries := 1; ; tries++ {
		err := r.once(ctx)
		if tries == mostTries || !errors.Is(err, errLate) {
			return r.report, err
		}
		select {
		case <-time.After(time.Duration(tries) * 300 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

func newRun(place Place, o Options) *run {
	r := &run{Options: o, place: place, heads: heads{place: place, known: o.Known}}
	if r.Life == 0 {
		r.Life = 2 * time.Minute
	}
	if c, ok := place.(Clock); ok {
		r.Now = c.Now
	}
	if _, ok := place.(Keeper); !ok {
		r.History = 0
	}
	if w, ok := place.(Whole); ok && w.Whole() {
		r.whole, r.Verify = true, 0
	}
	r.Files = slices.Clone(o.Files)
	fillKinds(r)
	return r
}

// fillKinds says with which headers the files are sent.
func fillKinds(r *run) {
	kinds := map[Headers]uint32{} // there are few
	for i, f := range r.Files {
		h := r.headers(f)
		kind, known := kinds[h]
		if !known {
			kind = r.Hash.kindOf(h)
			kinds[h] = kind
		}
		r.Files[i].Kind = kind
	}
}

func (r *run) headers(f File) Headers {
	h := headersOf(f.Path)
	if r.Type != nil {
		h.Type = cmp.Or(r.Type(f.Path), h.Type)
	}
	if r.Encoding != "" && squeeze.WorthIt(f.Path, f.Size) {
		h.Encoding = r.Encoding
	}
	h.Base = r.Base
	if h.Unlisted = r.Unlisted; h.Unlisted {
		h.Cache = "no-cache"
	}
	return h
}

// errLate says that another wrote the head between reading and locking: all is read again.
var errLate = site.Failure("نشر غيرك في الوجهة في الأثناء؛ أعد الأمر", "somebody else deployed to the target meanwhile; repeat the command")

// once plans and carries out.
func (r *run) once(ctx context.Context) error {
	if err := patient(ctx, func() error { // a lock may have gone by the time
		if err := r.heads.read(ctx); err != nil {
			return err
		}
		return r.refuseLocked(r.heads.head.Lock)
	}); err != nil {
		return err
	}
	head := r.heads.head
	r.Session.doubt(head.Lock) // until this went well
	if r.Back == 0 && r.hasAll(head) {
		r.Session.end(r, &list{files: r.Files})
		r.report = Report{Plan: &Plan{}, Head: head, Nothing: true}
		return nil
	}
	if err := r.refuseOther(ctx, head); err != nil {
		return err
	}
	if err := r.look(ctx, head); err != nil {
		return err
	}
	if r.Back > 0 {
		if err := r.goBack(ctx, head); err != nil {
			return err
		}
	}
	plan := r.state.plan(r.Files, r.DeleteNow)
	if f, ok := r.place.(Flat); !ok || !f.Flat() {
		if plan.clear(); len(plan.way) > 0 && len(r.cut) > 0 { // what was sent may have gone with what stood in its way
			r.state = stateOf(r.base, r.cut, 0)
			r.Session.settle(r.state, head.Lock)
			plan = r.state.plan(r.Files, r.DeleteNow)
			plan.clear()
		}
	}
	if plan.earlier(r.base, r.cut); r.Session.owns(head.Lock) {
		plan.Earlier = nil // it was told when it was sent
	}
	r.report.Plan, r.report.Head = plan, head
	if r.report.Nothing = plan.Empty() && head.Lock == nil; r.Took != nil {
		r.Took(plan)
	}
	if err := plan.tooMany(len(r.base.files), r.MaxDelete); err != nil {
		return err
	}
	if r.Dry || r.report.Nothing {
		return nil
	}
	return r.carryOut(ctx, plan)
}

// hasAll says that nothing is to be done, by the head alone.
func (r *run) hasAll(head Head) bool {
	if head.Lock != nil || head.Edition == 0 || head.Waiting > 0 || r.All {
		return false
	}
	sum := (&list{files: r.Files}).site(r.Hash)
	return head.Site == fmt.Sprintf("%x", sum[:])
}

// look finds out what the place has.
func (r *run) look(ctx context.Context, head Head) error {
	var err error
	if r.base, err = r.heads.list(ctx, r.Hash, head.List); err != nil {
		return err
	}
	r.Session.note(head.List, r.base)
	r.cut = nil
	sent := 0
	if lock := head.Lock; lock != nil {
		if sent = lock.Sent; !r.Session.owns(lock) {
			r.report.Resumed = lock.By
		}
		for _, name := range lock.Lists {
			l, err := r.heads.list(ctx, r.Hash, name)
			if err != nil {
				return err
			}
			r.cut = append(r.cut, l)
		}
		r.cutKept = lock.Kept
		if r.ahead, err = aheadOf(lock); err != nil {
			return err
		}
		if len(r.ahead) > 0 { // Sent counted without them
			r.cut, sent = append(r.cut, &list{files: r.ahead}), 0
		}
	}
	r.state = stateOf(r.base, r.cut, sent)
	r.Session.settle(r.state, head.Lock)
	if r.All {
		for path, s := range r.state {
			s.doubtful = true
			r.state[path] = s
		}
	}
	return nil
}

// refuseOther refuses a place with a front page that is not ours.
func (r *run) refuseOther(ctx context.Context, head Head) error {
	if head.Edition > 0 || head.Lock != nil || r.Overwrite {
		return nil
	}
	_, _, err := r.place.Read(ctx, "index.html")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	return site.Failure("في الوجهة موقع لم ينشره ورّاق؛ إن كان لك فأعد الأمر مع --overwrite", "the target has a site that warraq did not put there; if it is yours, repeat the command with --overwrite")
}

// refuseLocked refuses a place where another deploy runs.
func (r *run) refuseLocked(lock *Lock) error {
	if lock == nil || r.Dry || r.Session.owns(lock) || r.Now().After(lock.Until) || lock.Machine != "" && lock.Machine == r.Machine {
		return nil
	}
	return stale{site.Failure("ينشر غيرك في هذه الوجهة الآن: %s، منذ %s؛ انتظره، فإن كان قد توقف انتهى قفله في %s",
		"somebody else deploys to this target now: %s, since %s; wait, and if that deploy is dead its lock ends at %s",
		lock.By, instant(lock.Since), instant(lock.Until))}
}

// instant is a time for people, who may be in another zone than the machine that wrote it.
func instant(t time.Time) string { return t.UTC().Format(time.DateTime) + " UTC" }
