package building

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/notices"
	"warraq/site/press"
	"warraq/site/press/editions"
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
type memory struct {
	d       *command.Tool
	in      press.Input
	changes <-chan notices.Change
	ended   sync.WaitGroup

	mu     sync.Mutex // of the papers
	papers *editions.Papers
	shown  *editions.Previews
	ready  bool // they are as the disk was when the last notice came

	target   sync.Mutex // of what follows
	settings string     // that it was opened with
	to       *places.Target
}

// remember opens the memory of a newsroom. Its papers are read once it is told to.
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
	return &memory{d: d, in: in, changes: notices.Watch(ctx, notices.Options{Root: root, Folders: []string{"content", "templates", "static"}})}, nil
}

// close waits for what is at work.
func (m *memory) close() {
	m.ended.Wait()
	_ = m.in.Store.Close() // it is filled again
}

// prepare reads the newsroom, if it is not known as it is. It goes on while others work.
func (m *memory) prepare(ctx context.Context, now time.Time) {
	m.ended.Go(func() { // it ends when the newsroom is read
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.ready {
			return
		}
		for drained := false; !drained; {
			select {
			case _, open := <-m.changes:
				drained = !open
			default:
				drained = true
			}
		}
		in := m.in
		in.Clock.Now = now
		papers, err := editions.Prepare(ctx, in, m.papers)
		if err != nil || papers.Save() != nil {
			return // the edition tells
		}
		m.papers, m.shown, m.ready = papers, papers.Preview(nil), true
	})
}

// patience is how long a notice of the system may be late.
const patience = 40 * time.Millisecond

// changed gives what was saved since the last time; nil where that is not known.
func (m *memory) changed() []string {
	out := []string{}
	for wait := patience; ; wait = 0 {
		select {
		case c, open := <-m.changes:
			if c.More || !open {
				return nil
			}
			out = append(out, c.Files...)
			continue
		default:
		}
		if wait == 0 || len(out) > 0 {
			slices.Sort(out)
			return slices.Compact(out)
		}
		select {
		case c, open := <-m.changes:
			if c.More || !open {
				return nil
			}
			out = append(out, c.Files...)
		case <-time.After(wait):
		}
	}
}

// ahead makes and sends the pages of stories that were edited, or whose time has come.
func (m *memory) ahead(ctx context.Context, now time.Time) (out watch.Outcome, err error) {
	if !m.mu.TryLock() {
		return out, nil // it is being read
	}
	files := m.revise(ctx, now)
	if m.ready {
		out.NextDue = m.papers.NextDue()
	}
	m.mu.Unlock()
	if len(files) == 0 {
		return out, nil
	}
	if to := m.opened(); to != nil {
		out.Changed, err = to.Ahead(ctx, files, deploy.Options{Hash: Sum, Now: time.Now})
	}
	return out, err
}

// revise brings the papers up to what changed, and gives what can be sent of it. Where more than
// stories changed the newsroom is read again, later.
func (m *memory) revise(ctx context.Context, now time.Time) []site.File {
	if !m.ready {
		return nil
	}
	paths := m.changed()
	if paths == nil || slices.ContainsFunc(paths, m.isMore) || m.comes(now) {
		m.ready = false
		return nil
	}
	in := m.in
	in.Clock.Now = now
	papers, err := m.papers.Revise(ctx, in, paths)
	if err != nil {
		m.ready = false
		return nil
	}
	m.papers, m.shown = papers, papers.Preview(m.shown)
	if !papers.Stands() || m.opened() == nil {
		return nil
	}
	fresh := m.shown.Fresh(paths)
	if len(fresh) == 0 {
		return nil
	}
	has := func(path string) bool { return m.opened().Session.Has(path) || m.shown.IsFrozen(path) }
	files := urgent.Files(urgent.Place{Base: papers.Editions()[0].Config.BaseURL, Has: has, Make: m.file}, fresh)
	sent := &gathered{}
	over := hosts.Watch(in.Source, nil, true).Over(sent) // with their compressed forms
	for _, f := range files {
		if over.Put(ctx, f) != nil {
			return nil
		}
	}
	return sent.files
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
	to := m.opened()
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

// opened gives the target; nil where it was not opened.
func (m *memory) opened() *places.Target {
	m.target.Lock()
	defer m.target.Unlock()
	return m.to
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
