package editions

import (
	"context"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/press"
)

// sinkOf is where the files of an edition go.
func sinkOf(out press.Sink, s own.Sister) press.Sink {
	if s.At == "" {
		return out
	}
	return below{out, strings.TrimPrefix(s.At, "/") + "/"}
}

// below is a folder of the output.
type below struct {
	to     press.Sink
	folder string // with a slash at its end
}

// Freeze passes on which year keeps a file, where the output wants to know.
func (b below) Freeze(path string, year int) {
	if to, ok := b.to.(interface{ Freeze(path string, year int) }); ok {
		to.Freeze(b.folder+path, year)
	}
}

// Made passes on what was made before, where the output knows.
func (b below) Made(path string) (made, sure bool) {
	if to, ok := b.to.(interface {
		Made(path string) (made, sure bool)
	}); ok {
		return to.Made(b.folder + path)
	}
	return false, false
}

func (b below) Last(path string) (site.Sum, bool) { return b.to.Last(b.folder + path) }
func (b below) Keep(path string)                  { b.to.Keep(b.folder + path) }
func (b below) Put(ctx context.Context, f site.File) error {
	f.Path = b.folder + f.Path
	return b.to.Put(ctx, f)
}

// once takes each path once: the names of files that editions share say what the files hold, and the
// first edition to bring one brings it for all. A file of static/ that gave way to a page of the main edition, or to
// the folder of another one, is not taken.
type once struct {
	to        press.Sink
	displaced map[string]bool

	mu  sync.Mutex
	has map[string]bool
}

func (o *once) first(path string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	had := o.has[path]
	o.has[path] = true
	return !had && !o.displaced[path]
}

// Has says that a file was brought.
func (o *once) Has(path string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.has[path]
}

func (o *once) Last(path string) (site.Sum, bool) { return o.to.Last(path) }

func (o *once) Keep(path string) {
	if o.first(path) {
		o.to.Keep(path)
	}
}

func (o *once) Put(ctx context.Context, f site.File) error {
	if !o.first(f.Path) {
		return nil
	}
	return o.to.Put(ctx, f)
}
