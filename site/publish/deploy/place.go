package deploy

import (
	"context"
	"time"

	"warraq/site"
)

// Place is where readers get a site. Keys are paths of files as site.CheckPath wants
// them, or begin with ".warraq-deploy/". Each method tries again by itself what is
// worth it, and its errors are for editors: see site.Failure.
type Place interface {
	// Read gives the bytes at a key and the tag of this version. Where there is nothing
	// the error is fs.ErrNotExist.
	Read(ctx context.Context, key string) (data []byte, tag string, err error)
	// Swap writes a small object if the place still has the version of the tag; "" says
	// that it has none. Else the error is ErrChanged.
	Swap(ctx context.Context, key string, data []byte, was string) (tag string, err error)
	// Send brings objects to their keys, over what is there, in any order. A reader gets
	// the old bytes or the new ones, never a part. done is called once for each, from any
	// goroutine, when the object stands.
	Send(ctx context.Context, objects []Object, done func(i int)) error
	// Remove deletes. A key that is not there is not an error.
	Remove(ctx context.Context, keys []string) error
}

// Keeper is a Place that can copy by itself: the bytes of older editions stay for
// Rollback.
type Keeper interface {
	// Keep copies objects to other keys. One that is not there is left out.
	Keep(ctx context.Context, copies []Copy) error
}

// Clock is a Place that tells the time. All who deploy there then have one clock.
type Clock interface{ Now() time.Time }

// Whole is a Place that shows readers nothing before Swap, and then all at once. It needs
// no lock: the Swap of the second fails.
type Whole interface{ Whole() bool }

// Flat is a Place whose keys are no folders: "a" and "a/b" can both be there. At any other
// place a file that stands in the way of another goes before that is sent.
type Flat interface{ Flat() bool }

// Copy is one copy of a Keeper.
type Copy struct{ From, To string }

// Object is a file on its way.
type Object struct {
	Key  string
	Size int64
	Headers
	Open func() ([]byte, error) // its bytes, as the plan has them
}

// Headers are what a place answers beside the bytes.
type Headers struct {
	Type     string // Content-Type
	Cache    string // Cache-Control
	Unlisted bool   // robots are to leave it out, where a place can say so
	Encoding string // Content-Encoding: the place compresses, and gives the plain bytes to Read
	Base     string // the site's address, if the object is to carry its CacheKey; else ""
}

// ErrChanged says that another has written meanwhile.
var ErrChanged = site.Failure("كتب غيرك في الوجهة في الأثناء", "somebody else wrote to the target meanwhile")
