package building

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/notices"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/press/hands"
	"warraq/site/publish/deploy"
	"warraq/site/publish/hosts"
	"warraq/site/publish/places"
	"warraq/site/publish/urgent"
	"warraq/site/publish/watch"
	"warraq/site/releases"
)

// memory is what publish --watch keeps of a newsroom between editions: its papers, as the preview
// keeps them, and its target. With it the page of an edited story is made and sent at once, and the
// rest of the edition follows. Nothing depends on it: an edition is made of what stands on the disk.
//
// What was saved and did not go ahead yet is owed: for the newsroom was being read, or the place took
// nothing. It goes as soon as it can, or it comes with an edition that was begun later.
type memory struct {
	d     *command.Tool
	in    press.Input
	saves *notices.Gathered
	read  chan time.Time // asks for the newsroom to be read, as it is at a time; it has room for one
	again chan struct{}  // says that it was read; it has room for one
	stop  func()
	ended sync.WaitGroup
	way   hands.Way   // that an edition gives what goes ahead of it
	due   time.Time   // when time alone changes the site next, as far as was known last
	soon  *time.Timer // fires shortly before that

	begun, stands atomic.Int64 // the editions that were begun, and the last of them that stands
	as            atomic.Int64 // the time of the last that was begun, in nanoseconds

	mu     sync.Mutex // of the papers
	papers *editions.Papers
	shown  *editions.Previews
	ready  bool             // they are as the disk was when it was asked last, but for what is owed
	owed   map[string]int64 // manuscripts, and how many editions were begun before they were known to be saved
	wrote  string           // edition.yaml, as it was read
	next   foreseen

	target   sync.Mutex // of what follows
	settings string     // that it was opened with
	to       *places.Target
}

// foreseen are papers as they will be at an instant, if nothing but time changes until then. They are made before it and used
// after it, so that an embargo lifts at its second.
type foreseen struct {
	at     time.Time
	papers *editions.Papers // nil: there are none
}

// foresight is how long before its instant it begins.
const foresight = 3 * time.Second

// remember opens the memory of a newsroom, until it is closed. Its papers are read once it is told to.
func remember(ctx context.Context, d *command.Tool, noImages bool) (*memory, error) {
	in, err := d.Input()
	if err != nil {
		return nil, err
	}
	root, err := filepath.Abs(d.Common.Source)
	if err != nil {
		return nil, err
	}
	in.NoImages = noImages
	if in.Store, err = cache.Open(filepath.Join(root, ".warraq", "watch"), ToolVersion()); err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	m := &memory{d: d, in: in, stop: stop, soon: time.NewTimer(time.Hour), owed: map[string]int64{}, read: make(chan time.Time, 1), again: make(chan struct{}, 1)}
	m.saves = notices.Gather(ctx, notices.Options{Root: root, Folders: []string{"content", "templates", "static"}}, filepath.Join(root, ".warraq", "marks"))
	m.ended.Go(func() { // until close
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-m.read:
				m.load(ctx, now)
			case <-m.soon.C:
				m.foresee(ctx)
			}
		}
	})
	return m, nil
}

// close ends what is at work.
func (m *memory) close() {
	m.stop()
	m.ended.Wait()
	_ = m.in.Store.Close() // it is filled again
}

// prepare has the newsroom read, if it is not known as it is. It goes on while others work.
func (m *memory) prepare(now time.Time) {
	select {
	case m.read <- now:
	default: // it is asked for already
	}
}

// begin notes that an edition of a time is begun, and gives what notes that it stands.
func (m *memory) begin(now time.Time) (stands func()) {
	m.as.Store(now.UnixNano())
	edition := m.begun.Add(1)
	return func() { m.stands.Store(edition) }
}

// load reads the newsroom.
func (m *memory) load(ctx context.Context, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ready {
		return
	}
	m.owe(m.saves.Since().Files)
	in := m.in
	in.Clock.Now = now
	wrote, _ := fs.ReadFile(in.Source, settingsFile) // Prepare tells
	papers, err := editions.Prepare(ctx, in, m.papers)
	if err != nil || papers.Save() != nil {
		return // the edition tells
	}
	m.papers, m.shown, m.next, m.ready, m.wrote = papers, papers.Preview(nil), foreseen{}, true, string(wrote)
	m.tryAgain()
}

// tryAgain says that the papers are free: what was saved while they were not can go ahead.
func (m *memory) tryAgain() {
	select {
	case m.again <- struct{}{}:
	default: // it is said already
	}
}

// foresee makes the papers of the instant at which time alone changes them next.
func (m *memory) foresee(ctx context.Context) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.ready || m.due.IsZero() || m.comes(m.due) || m.next.papers != nil {
		return
	}
	m.way.Overtake(func() {
		in := m.in
		in.Clock.Now = m.due
		if papers, err := m.papers.Revise(ctx, in, []string{}); err == nil {
			m.next = foreseen{m.due, papers}
		}
	})
	m.tryAgain()
}

// mostOwed bounds what is remembered: where more was saved, the edition is as quick.
const mostOwed = 100

// settingsFile is that of a newsroom.
const settingsFile = "content/" + site.SettingsFile

// owe notes which stories of some files are to go ahead, and forgets those that an edition brought.
func (m *memory) owe(paths []string) {
	begun, stands := m.begun.Load(), m.stands.Load()
	maps.DeleteFunc(m.owed, func(_ string, before int64) bool { return before < stands })
	for _, path := range paths {
		if name, ofContent := strings.CutPrefix(path, "content/"); ofContent && site.IsManuscript(name) {
			m.owed[path] = begun
		}
	}
	if len(m.owed) > mostOwed {
		clear(m.owed)
	}
}

// ahead makes and sends the pages of stories that were edited, or whose time has come. It is never
// called twice at a time.
func (m *memory) ahead(ctx context.Context, now time.Time) (out watch.Outcome, err error) {
	out.NextDue = m.due
	if !m.mu.TryLock() {
		return out, nil // the newsroom is being read, and what was saved is owed
	}
	defer m.mu.Unlock()
	var files []site.File
	m.way.Overtake(func() { files = m.revise(ctx, now) })
	if !m.ready {
		return out, nil
	}
	m.due = m.papers.NextDue()
	out.NextDue = m.due
	if !m.due.IsZero() {
		m.soon.Reset(m.due.Sub(now) - foresight)
	}
	to, settings := m.opened()
	if len(files) == 0 || to == nil || settings != m.wrote {
		return out, nil
	}
	out.Changed, err = to.Ahead(ctx, files, deploy.Options{Hash: Sum, Now: time.Now})
	if errors.Is(err, deploy.ErrAhead) {
		return out, nil // they stay owed
	}
	clear(m.owed)
	return out, err
}

// revise brings the papers up to what changed, and gives what can be sent of it. Where more than
// stories changed the newsroom is read again, with the time of the edition that readers have or get.
func (m *memory) revise(ctx context.Context, now time.Time) []site.File {
	if m.papers == nil {
		return nil
	}
	var c notices.Change
	if m.ready {
		c = m.saves.Since()
		m.owe(c.Files)
		m.ready = !c.More && !slices.ContainsFunc(c.Files, m.isMore)
	}
	switch {
	case !m.ready:
		m.prepare(time.Unix(0, m.as.Load()))
		return nil
	case m.comes(now):
		m.ready = false
		m.prepare(now)
		return nil
	}
	papers, err := m.revised(ctx, now, c.Files)
	if err != nil {
		m.ready = false
		return nil
	}
	m.papers, m.shown = papers, papers.Preview(m.shown)
	to, _ := m.opened()
	if !papers.Stands() || to == nil {
		return nil
	}
	fresh := m.shown.Fresh(slices.Collect(maps.Keys(m.owed)))
	for _, path := range fresh {
		m.owe([]string{m.shown.Source(path)}) // that of which only the time has come
	}
	has := func(path string) bool { return to.Session.Has(path) || m.shown.IsFrozen(path) }
	files := urgent.Files(urgent.Place{Base: papers.Editions()[0].Config.BaseURL, Has: has, Make: m.file}, fresh)
	sent := &gathered{}
	over := hosts.Watch(m.in.Source, nil, true).Over(sent) // with their compressed forms
	for _, f := range files {
		if over.Put(ctx, f) != nil {
			return nil
		}
	}
	return sent.files
}

// revised gives the papers of a time, of which some files were saved since the last.
func (m *memory) revised(ctx context.Context, now time.Time, files []string) (*editions.Papers, error) {
	next := m.next
	isNext := next.papers != nil && !now.Before(next.at)
	if isNext || len(files) > 0 {
		m.next = foreseen{}
	}
	if isNext && len(files) == 0 && now.Before(next.papers.NextDue()) {
		return next.papers, nil
	}
	in := m.in
	in.Clock.Now = now
	return m.papers.Revise(ctx, in, append([]string{}, files...))
}

// file makes a file that goes ahead. Where no pictures are scaled the edition has none that is new.
func (m *memory) file(path string) (data []byte, found bool, err error) {
	if m.in.NoImages && strings.HasPrefix(path, "media/") {
		return nil, false, nil
	}
	return m.shown.File(path)
}

// clock is the time of day as the target has it.
func (m *memory) clock(ctx context.Context) (time.Time, error) {
	to, _ := m.opened()
	if to == nil {
		return time.Time{}, watch.ErrNoClock
	}
	now, hasClock, err := to.Now(ctx)
	if !hasClock {
		err = watch.ErrNoClock
	}
	return now, err
}

// isMore says that a path is that of more than a story. What has gone again was a temporary file.
func (m *memory) isMore(path string) bool {
	name, ofContent := strings.CutPrefix(path, "content/")
	if !ofContent || site.IsManuscript(name) {
		return !ofContent
	}
	_, err := fs.Lstat(m.in.Source, path)
	return !errors.Is(err, fs.ErrNotExist)
}

// comes says that a set of releases comes: then all of the edition does.
func (m *memory) comes(now time.Time) bool {
	return slices.ContainsFunc(m.papers.Editions(), func(e *site.Edition) bool { return releases.Came(e.Config, now) })
}

// opened gives the target, and with which settings it was opened; nil where it was not.
func (m *memory) opened() (to *places.Target, settings string) {
	m.target.Lock()
	defer m.target.Unlock()
	return m.to, m.settings
}

// gathered is a sink that keeps files.
type gathered struct{ files []site.File }

func (g *gathered) Last(string) (site.Sum, bool) { return site.Sum{}, false }
func (g *gathered) Keep(string)                  {}
func (g *gathered) Put(_ context.Context, f site.File) error {
	g.files = append(g.files, f)
	return nil
}

// open gives the target, as it was opened before where the settings are the same.
func (m *memory) open(settings string, asked *places.Asked, open func() (*places.Target, []site.Problem, error)) (*places.Target, []site.Problem, error) {
	m.target.Lock()
	defer m.target.Unlock()
	if m.to != nil && m.settings == settings {
		m.to.Ask(asked)
		return m.to, nil, nil
	}
	to, problems, err := open()
	if err != nil {
		return nil, problems, err
	}
	to.Session = &deploy.Session{}
	m.to, m.settings = to, settings
	return to, problems, nil
}
