package review

import (
	"bytes"
	"cmp"
	"context"

	"warraq/site"
	"warraq/site/manuscript"
)

// Formatted is what Format made of one manuscript.
type Formatted struct {
	Path     string
	Source   []byte
	Next     []byte         // nil if the manuscript is in its form
	Problems []site.Problem // why it cannot be read; it stays as it is

	err error // why it was not saved
}

// Format writes manuscripts in their one form. It hands each one that changes to
// save, several at once, and each one to take, in order. save may be nil. What could
// not be listed is taken first.
func (f *Content) Format(ctx context.Context, chosen []string, save func(path string, old, next []byte) error, take func(Formatted)) error {
	work := func(s Sheet) Formatted {
		r := Formatted{Path: s.Path, Source: s.Source}
		if s.Source == nil {
			r.Problems = s.Problems
			return r
		}
		next, problems := manuscript.Format(s.Path, s.Source, f.Options())
		switch {
		case site.Errors(problems) > 0:
			r.Problems = problems
		case !bytes.Equal(next, s.Source):
			r.Next = next
			if save != nil {
				r.err = save(s.Path, s.Source, next)
			}
		}
		return r
	}
	for _, p := range f.Problems {
		if p.Rule == "file/unreadable" || p.Rule == site.RefusedLink { // folders and files that are not listed
			take(Formatted{Path: p.Path, Problems: []site.Problem{p}})
		}
	}
	var failed error
	err := Each(ctx, f, chosen, work, func(r Formatted) {
		if r.err != nil {
			failed = r.err
			return
		}
		take(r)
	})
	return cmp.Or(err, failed)
}
