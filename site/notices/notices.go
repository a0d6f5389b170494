// Package notices tells which files of a folder were saved, made or removed, by the system's
// notices or by looking.
//
// Belongs here: what changed on the disk. Does not: what is done about it.
package notices

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long the files must rest before a burst of changes ends: an
// editor's save is several events within a millisecond or two.
const quiet = 8 * time.Millisecond

// longest is how long a storm of changes may put that off.
const longest = 500 * time.Millisecond

// Options say where to look.
type Options struct {
	Root    string
	Folders []string // under Root
	Poll    bool     // look at the files once a second in place of the system's notices
}

// Change is what was saved, made or removed. The files of a folder that is new are among them.
type Change struct {
	Files []string // by their paths under the root, sorted
	More  bool     // and more than files can tell: a folder
}

// Known are the changed files, or nil where they are not all that changed.
func (c Change) Known() []string {
	if c.More {
		return nil
	}
	return c.Files
}

// Watch sends every burst of changes until ctx ends; then the channel is
// closed. Its watches are set when it returns.
func Watch(ctx context.Context, o Options) <-chan Change {
	out := make(chan Change)
	o.start(ctx, &follower{o: o, out: out})
	return out
}

// start begins to look.
func (o Options) start(ctx context.Context, f *follower) {
	if o.Poll {
		go f.poll(ctx, o.look())
		return
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = o.watchAll(w)
	}
	missed := errors.Is(err, fs.ErrPermission)
	if err != nil && !missed { // no watches left, or a file system without notices
		if w != nil {
			_ = w.Close()
		}
		go f.poll(ctx, o.look())
		return
	}
	f.w, f.missed = w, missed
	go f.follow(ctx)
}

// addTree watches a folder and all under it, and tells of each file there. A folder that is
// not there is seen when it is made. One that may not be read does not keep others from being
// watched; the error says so.
func addTree(w *fsnotify.Watcher, root string, file func(path string)) error {
	var hidden error
	err := walkLinked(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if _, gone := os.Lstat(path); gone != nil {
				return nil //nolint:nilerr // see above
			}
			if errors.Is(err, fs.ErrPermission) {
				hidden = err
				return nil
			}
			return err
		}
		if !e.IsDir() {
			file(path)
			return nil
		}
		if path != root && strings.HasPrefix(e.Name(), ".") {
			return fs.SkipDir
		}
		if err = w.Add(path); errors.Is(err, fs.ErrPermission) {
			hidden = err
			return fs.SkipDir
		}
		return err
	})
	return cmp.Or(err, hidden)
}

// walkLinked is filepath.WalkDir that enters root also where it is a link.
func walkLinked(root string, visit fs.WalkDirFunc) error {
	return filepath.WalkDir(root+string(filepath.Separator), visit)
}

// follower is who looks.
type follower struct {
	o      Options
	w      *fsnotify.Watcher
	out    chan<- Change        // nil: nobody waits
	asks   <-chan chan<- Change // nil: nobody asks
	marks  string               // the folder of marks: see Gather
	missed bool                 // a folder could not be watched: it is tried again
}

// follow gathers events into bursts. It ends with ctx.
func (f *follower) follow(ctx context.Context) {
	if f.out != nil {
		defer close(f.out)
	}
	defer func() { _ = f.w.Close() }()
	rest, late := stopped(), stopped()
	b, q := burst{}, question{}
	look := time.NewTicker(time.Second)
	defer look.Stop()
	last := f.o.folders()
	for {
		ready, asks := f.out, f.asks
		if !b.rested {
			ready = nil
		}
		if q.answer != nil {
			asks = nil // one after the other
		}
		select {
		case <-ctx.Done():
			return
		case e, ok := <-f.w.Events:
			switch {
			case !ok:
				return
			case q.answer != nil && e.Name == q.mark:
				if late.Reset(slack); inOrder {
					b = q.settle(b)
				}
			case f.o.concerns(e.Name):
				f.missed = b.add(f.o, f.w, e) != nil || f.missed
				rest.Reset(min(quiet, max(0, longest-time.Since(b.since))))
			}
		case _, ok := <-f.w.Errors: // an overflow: something changed, and the system does not say what
			if !ok {
				return
			}
			f.missed = b.again(f.o, f.w) != nil
			rest.Reset(quiet)
		case <-look.C: // a folder that was moved away, and its like put back, sends no notice
			now := f.o.folders()
			moved := !slices.EqualFunc(last, now, sameFolder)
			if last = now; !moved && !f.missed {
				continue
			}
			still := b.again(f.o, f.w) != nil
			if moved || !still {
				rest.Reset(quiet)
			}
			f.missed = still
		case <-rest.C:
			b.rested = true
		case ready <- b.change():
			b = burst{}
		case q.answer = <-asks:
			late.Reset(f.mark(&q))
		case <-late.C:
			b.unknown = b.unknown || inOrder && q.mark != "" // the mark was lost, and who knows what else
			b = q.settle(b)
		}
	}
}

// stopped is a timer that waits to be set.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// burst is what changed since the site was last made.
type burst struct {
	since   time.Time
	names   map[string]bool // under the root
	unknown bool            // more than names can tell: a folder
	rested  bool            // and nothing for a while
}

func (b *burst) add(o Options, w *fsnotify.Watcher, e fsnotify.Event) (unwatched error) {
	if b.since.IsZero() {
		b.since = time.Now()
	}
	info, err := os.Stat(e.Name)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		b.unknown = true
	case err == nil && info.IsDir():
		unwatched = addTree(w, e.Name, func(path string) {
			if o.concerns(path) {
				b.note(o, path)
			}
		})
		b.unknown = true
	default:
		b.note(o, e.Name)
	}
	return unwatched
}

func (b *burst) note(o Options, name string) {
	rel, err := filepath.Rel(o.Root, name)
	b.unknown = b.unknown || err != nil
	if b.names == nil {
		b.names = map[string]bool{}
	}
	b.names[filepath.ToSlash(rel)] = true
}

// again watches everything anew.
func (b *burst) again(o Options, w *fsnotify.Watcher) (unwatched error) {
	b.unknown = true
	return o.watchAll(w)
}

func (o Options) watchAll(w *fsnotify.Watcher) error {
	err := w.Add(o.Root)
	for _, root := range o.Folders {
		err = errors.Join(err, addTree(w, filepath.Join(o.Root, root), func(string) {}))
	}
	return err
}

// folders are the root and the watched folders as they are now; nil for one that is
// not there.
func (o Options) folders() []fs.FileInfo {
	out := make([]fs.FileInfo, 0, 1+len(o.Folders))
	for _, name := range append([]string{""}, o.Folders...) {
		info, _ := os.Stat(filepath.Join(o.Root, name))
		out = append(out, info)
	}
	return out
}

func sameFolder(a, b fs.FileInfo) bool { return a == nil && b == nil || os.SameFile(a, b) }

func (b *burst) change() Change {
	return Change{slices.Sorted(maps.Keys(b.names)), b.unknown}
}

// concerns says whether a path is the edition's: under a watched folder, not
// hidden, not an editor's or a tool's temporary file.
func (o Options) concerns(name string) bool {
	rel, err := filepath.Rel(o.Root, name)
	if err != nil {
		return false
	}
	base := filepath.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, ".swp") {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	for _, folder := range o.Folders {
		if top == folder {
			return true
		}
	}
	return false
}

// poll looks at every file's time and size once a second, or when somebody asks, and tells of
// those that are not as they were last. It ends with ctx.
func (f *follower) poll(ctx context.Context, last map[string]seen) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	if f.out != nil {
		defer close(f.out)
	} else {
		tick.Stop()
	}
	for {
		var answer chan<- Change
		select {
		case <-ctx.Done():
			return
		case answer = <-f.asks:
		case <-tick.C:
		}
		now := f.o.look()
		c := f.o.compare(last, now)
		if last = now; answer != nil {
			answer <- c
		} else if c.More || len(c.Files) > 0 {
			select {
			case f.out <- c:
			case <-ctx.Done():
				return
			}
		}
	}
}

type seen struct {
	size int64
	time time.Time
}

func (o Options) look() map[string]seen {
	out := map[string]seen{}
	for _, root := range o.Folders {
		_ = walkLinked(filepath.Join(o.Root, root), func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil //nolint:nilerr // what cannot be read now is seen when it can
			}
			if e.IsDir() || !o.concerns(path) {
				return nil
			}
			if info, err := e.Info(); err == nil {
				out[path] = seen{info.Size(), info.ModTime()}
			}
			return nil
		})
	}
	return out
}

// compare tells two looks apart.
func (o Options) compare(last, now map[string]seen) (c Change) {
	for path, s := range now {
		if before, ok := last[path]; !ok || before.size != s.size || !before.time.Equal(s.time) {
			rel, err := filepath.Rel(o.Root, path)
			c.More = c.More || err != nil
			c.Files = append(c.Files, filepath.ToSlash(rel))
		}
	}
	for path := range last {
		if _, still := now[path]; !still {
			rel, err := filepath.Rel(o.Root, path)
			c.More = c.More || err != nil
			c.Files = append(c.Files, filepath.ToSlash(rel))
		}
	}
	slices.Sort(c.Files)
	return c
}
