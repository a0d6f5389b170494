package known

import (
	"encoding/binary"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// The tables of the store.
const (
	stampTable = "stamp"
	buildTable = "build"
)

// Stamps are what a store knows of the files of manuscripts, beside what these say: a fresh clone has other stamps and the
// same bytes. The zero Stamps know nothing.
type Stamps struct {
	Began int64 // when the build that filled the store began to read, in nanoseconds, for the racy guard; 0: never

	store *cache.Store
}

// Stamped is the stamp that a file had when its bytes had a sum.
type Stamped struct {
	Stamp  cache.Stamp
	Source site.Sum
}

// stampedSize is what a record of a Stamped takes at the most: four numbers and a sum.
const stampedSize = 4*binary.MaxVarintLen64 + len(site.Sum{})

// StampsOf opens those of a store, which may be nil, and notes that a build begins to read now.
func StampsOf(store *cache.Store) Stamps {
	s := Stamps{store: store, Began: Began(store)}
	if data, err := time.Now().MarshalBinary(); err == nil && store != nil {
		store.Put(buildTable, "began", data)
	}
	return s
}

// Began is Stamps.Began of a store, which may be nil.
func Began(store *cache.Store) int64 {
	var at time.Time
	if store != nil {
		if data, ok := store.Get(buildTable, "began"); !ok || at.UnmarshalBinary(data) != nil {
			return 0
		}
	}
	return at.UnixNano()
}

// Stands says that a file has the bytes of a sum, for its stamp is what it was.
func (s Stamps) Stands(name string, stamp cache.Stamp, source site.Sum) bool {
	if s.store == nil {
		return false
	}
	var was Stamped
	data, ok := s.store.Get(stampTable, name)
	return ok && cache.Unmarshal(data, &was) == nil && was == Stamped{stamp, source} && !cache.Racy(stamp, s.Began)
}

// Note keeps the stamp of a file whose bytes were read.
func (s Stamps) Note(name string, stamp cache.Stamp, source site.Sum) {
	if s.store != nil {
		s.store.Put(stampTable, name, cache.Append(make([]byte, 0, stampedSize), Stamped{stamp, source}))
	}
}

// Forget drops the stamps of files that were neither asked for nor noted.
func (s Stamps) Forget() {
	if s.store != nil {
		s.store.Sweep(stampTable)
	}
}
