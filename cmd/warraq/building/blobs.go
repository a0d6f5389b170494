package building

import (
	"context"
	"sync"

	"warraq/site/cache"
	"warraq/site/git"
	"warraq/site/press/known"
)

// blobs asks git once, when it is first asked, which files of a newsroom it wrote. nil: nobody is asked, for only a fresh clone with a
// shared cache has many files that are known by other stamps. Where git cannot tell, the files are read.
func (f *Flags) blobs(ctx context.Context, source string) known.Blobs {
	if !f.Cache.IsShared() {
		return nil
	}
	all := sync.OnceValue(func() map[git.Written]git.Blob {
		clean, _ := git.Checkout(source).Clean(ctx)
		return clean
	})
	return func(s cache.Stamp) (known.Blob, bool) {
		if s.CTime == 0 || s.Inode == 0 { // the system does not tell them
			return known.Blob{}, false
		}
		blob, ok := all()[git.Written{MTime: s.MTime, CTime: s.CTime, Inode: uint32(s.Inode), Size: uint32(s.Size)}]
		return known.Blob(blob), ok
	}
}
