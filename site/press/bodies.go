package press

import (
	"sync"

	"warraq/site"
	"warraq/site/cache"
)

// bodies keeps the HTML of every manuscript until its page is rendered. At a
// million stories they do not fit in memory: they are spilled to the store's
// pack, which is in memory only where there is no store.
type bodies struct {
	pack  *cache.Pack
	again func(sum site.Sum) error // reads a manuscript again whose body is damaged
}

func newBodies(store *cache.Store) (*bodies, error) {
	if store == nil {
		pack, err := cache.NewPack()
		return &bodies{pack: pack}, err
	}
	pack, err := store.Pack("bodies")
	return &bodies{pack: pack}, err
}

// takeFrom puts the body of a manuscript away; its sum remains.
func (b *bodies) takeFrom(r *record) error {
	html, sum := r.body()
	if html == nil || len(*html) == 0 && r.Article == nil {
		return nil
	}
	of := cache.Of(*html)
	err := b.pack.Put(of, *html)
	*html, *sum = nil, site.Sum(of)
	return err
}

// has finds a body, and keeps it.
func (b *bodies) has(sum site.Sum) bool {
	return b.pack.Has(cache.Sum(sum))
}

// read hands a body to a function, which must neither change nor keep it.
func (b *bodies) read(sum site.Sum, use func(body []byte)) error {
	buf := bodyBuffers.Get().(*[]byte)
	defer bodyBuffers.Put(buf)
	body, err := b.pack.Get(cache.Sum(sum), *buf)
	if err != nil && b.again != nil && b.again(sum) == nil {
		body, err = b.pack.Get(cache.Sum(sum), *buf)
	}
	if err != nil {
		return err
	}
	use(body)
	if cap(body) > cap(*buf) {
		*buf = body[:0]
	}
	return nil
}

// bodyBuffers saves the buffer of one body for the next.
var bodyBuffers = sync.Pool{New: func() any { return new([]byte) }}
