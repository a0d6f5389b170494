package hosts

import (
	"context"
	"strings"

	"warraq/site"
)

// Inside looks at pages that go into a file of the site, such as the pack of a frozen year: what they need of a
// policy is what others need, but they are no files of a host.
func (w *Watched) Inside(to Sink) Sink {
	if len(w.hosts) == 0 {
		return to
	}
	return &inside{to, w}
}

type inside struct {
	Sink
	w *Watched
}

func (i *inside) Last(path string) (site.Sum, bool) {
	if i.w.fresh && strings.HasSuffix(path, ".html") {
		return site.Sum{}, false
	}
	return i.Sink.Last(path)
}

func (i *inside) Put(ctx context.Context, f site.File) error {
	if strings.HasSuffix(f.Path, ".html") {
		i.w.needs.Page(f.Data)
	}
	return i.Sink.Put(ctx, f)
}
