package serve

import (
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

// quiet is how long the files must rest before the site is made again: an
// editor's save is several events within a millisecond or two.
const quiet = 8 * time.Millisecond

// longest is how long a storm of changes may put that off.
const longest = 500 * time.Millisecond

// watch sends the files of every burst of changes, nil where it cannot tell
// them, until ctx ends; then the channel is closed.
func watch(ctx context.Context, o Options) <-chan []string {
	out := make(chan []string)
	if o.Poll {
		go poll(ctx, o, out)
		return out
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		for _, root := range o.Folders {
			err = errors.Join(err, addTree(w, filepath.Join(o.Root, root)))
		}
		err = errors.Join(err, w.Add(o.Root))
	}
	if err != nil { // no watches left, or a file system without notices
		if w != nil {
			_ = w.Close()
		}
		go poll(ctx, o, out)
		return out
	}
	go follow(ctx, o, w, out)
	return out
}

// addTree watches a folder and all under it. A folder that is not there is
// seen when it is made.
func addTree(w *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		if !e.IsDir() {
			return nil
		}
		if path != root && strings.HasPrefix(e.Name(), ".") {
			return fs.SkipDir
		}
		return w.Add(path)
	})
}

// follow gathers events into bursts. It ends with ctx.
func follow(ctx context.Context, o Options, w *fsnotify.Watcher, out chan<- []string) {
	defer close(out)
	defer func() { _ = w.Close() }()
	rest := time.NewTimer(time.Hour)
	rest.Stop()
	b := burst{}
	for {
		ready := out
		if !b.rested {
			ready = nil
		}
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if !o.concerns(e.Name) {
				continue
			}
			b.add(o, w, e)
			rest.Reset(min(quiet, max(0, longest-time.Since(b.since))))
		case _, ok := <-w.Errors: // an overflow: something changed, no telling what
			if !ok {
				return
			}
			for _, root := range o.Folders {
				_ = addTree(w, filepath.Join(o.Root, root))
			}
			b.unknown = true
			rest.Reset(quiet)
		case <-rest.C:
			b.rested = true
		case ready <- b.files():
			b = burst{}
		}
	}
}

// burst is what changed since the site was last made.
type burst struct {
	since   time.Time
	names   map[string]bool // under the root
	unknown bool            // more than names can tell: a folder, a removal
	rested  bool            // and nothing for a while
}

func (b *burst) add(o Options, w *fsnotify.Watcher, e fsnotify.Event) {
	if b.since.IsZero() {
		b.since = time.Now()
	}
	info, err := os.Stat(e.Name)
	switch {
	case err != nil: // gone: whose name it was, another file may have now
		b.unknown = true
	case info.IsDir():
		_ = addTree(w, e.Name)
		b.unknown = true
	default:
		rel, err := filepath.Rel(o.Root, e.Name)
		b.unknown = b.unknown || err != nil
		if b.names == nil {
			b.names = map[string]bool{}
		}
		b.names[filepath.ToSlash(rel)] = true
	}
}

func (b *burst) files() []string {
	if b.unknown {
		return nil
	}
	return slices.Sorted(maps.Keys(b.names))
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

// poll looks at every file's time and size once a second. It ends with ctx.
func poll(ctx context.Context, o Options, out chan<- []string) {
	defer close(out)
	last := o.look()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := o.look()
		if !sameLook(last, now) {
			select {
			case out <- nil:
			case <-ctx.Done():
				return
			}
		}
		last = now
	}
}

type seen struct {
	size int64
	time time.Time
}

func (o Options) look() map[string]seen {
	out := map[string]seen{}
	for _, root := range o.Folders {
		_ = filepath.WalkDir(filepath.Join(o.Root, root), func(path string, e fs.DirEntry, err error) error {
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

func sameLook(a, b map[string]seen) bool {
	if len(a) != len(b) {
		return false
	}
	for path, s := range a {
		if t, ok := b[path]; !ok || t.size != s.size || !t.time.Equal(s.time) {
			return false
		}
	}
	return true
}
