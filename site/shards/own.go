package shards

import (
	"context"
	"sync"

	"warraq/site"
)

// Own is a sink for parts that who joins makes itself: their files go to where the joined site goes. It is safe for
// concurrent use.
type Own struct {
	Sink
	sum func([]byte) site.Sum

	mu  sync.Mutex
	has map[string]brought
}

// brought is a file that was.
type brought struct {
	sum  site.Sum
	kept bool // from the last edition
}

// NewOwn is an Own over the sink of the site, without a file. sum hashes bytes as the build does.
func NewOwn(to Sink, sum func([]byte) site.Sum) *Own {
	return &Own{Sink: to, sum: sum, has: map[string]brought{}}
}

// made gives the sum of a file that was brought. A nil Own has none.
func (o *Own) made(path string) (sum site.Sum, ok bool) {
	if o == nil {
		return sum, false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	file, ok := o.has[path]
	return file.sum, ok
}

// isFresh says whether a file that was brought was made. A nil Own has none.
func (o *Own) isFresh(path string) (fresh, ok bool) {
	if o == nil {
		return false, false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	file, ok := o.has[path]
	return ok && !file.kept, ok
}

// note enters a file, and says that it was not there.
func (o *Own) note(path string, file brought) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, twice := o.has[path]
	o.has[path] = file
	return !twice
}

// Last gives the sum of a file that was brought, or that the last edition has.
func (o *Own) Last(path string) (site.Sum, bool) {
	if sum, ok := o.made(path); ok {
		return sum, true
	}
	return o.Sink.Last(path)
}

// Keep brings a file of the last edition.
func (o *Own) Keep(path string) {
	if sum, ok := o.Last(path); ok && o.note(path, brought{sum, true}) {
		o.Sink.Keep(path)
	}
}

// Put brings a new file.
func (o *Own) Put(ctx context.Context, f site.File) error {
	if !o.note(f.Path, brought{o.sum(f.Data), false}) {
		return nil // it is of one build, and so the same
	}
	return o.Sink.Put(ctx, f)
}

// Freeze passes on which year keeps a file, where the sink wants to know.
func (o *Own) Freeze(path string, year int) {
	if to, ok := o.Sink.(interface{ Freeze(path string, year int) }); ok {
		to.Freeze(path, year)
	}
}
