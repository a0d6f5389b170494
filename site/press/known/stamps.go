package known

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // git names blobs so
	"encoding/binary"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// The tables of the store.
const (
	stampTable = "stamp"
	blobTable  = "blob"
	buildTable = "build"
)

// Stamps are what a store knows of the files of manuscripts, beside what these say: a fresh clone has other stamps and the
// same bytes. The zero Stamps know nothing.
//
// Where a shared cache is used, the store also knows which blob of git the bytes of a file are: then a fresh clone need not read its
// files, for git wrote them, and knows which stamps they had.
type Stamps struct {
	Began int64 // when the build that filled the store began to read, in nanoseconds, for the racy guard; 0: never

	store *cache.Store
	blobs Blobs         // may be nil
	asked *atomic.Int64 // files that have another stamp than they had
}

// Blob names bytes as git does: the SHA-1 of "blob ", their length in decimal digits, a zero byte, and them.
type Blob [sha1.Size]byte

// BlobOf names bytes.
func BlobOf(data []byte) Blob {
	h := sha1.New() //nolint:gosec // these are git's names
	fmt.Fprintf(h, "blob %d\x00", len(data))
	h.Write(data)
	return Blob(h.Sum(nil))
}

// Blobs gives the blob that git wrote into the file that has a stamp now, unless what is in the file may differ otherwise than in size.
type Blobs func(cache.Stamp) (Blob, bool)

// fewFiles are read sooner than git is asked.
const fewFiles = 200

// blobRecord is what the table blob has of a file: the sum of its bytes, their number, and their blob.
func blobRecord(source site.Sum, size int64, b Blob) []byte {
	return append(binary.LittleEndian.AppendUint64(slices.Clone(source[:]), uint64(size)), b[:]...)
}

// Stamped is the stamp that a file had when its bytes had a sum.
type Stamped struct {
	Stamp  cache.Stamp
	Source site.Sum
}

// stampedSize is what a record of a Stamped takes at the most: four numbers and a sum.
const stampedSize = 4*binary.MaxVarintLen64 + len(site.Sum{})

// StampsOf opens those of a store, which may be nil, and notes that a build begins to read now. blobs may be nil.
func StampsOf(store *cache.Store, blobs Blobs) Stamps {
	s := Stamps{store: store, Began: Began(store), blobs: blobs, asked: new(atomic.Int64)}
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

// Stands says that a file has the bytes of a sum, for its stamp is what it was, or git says which blob it is.
func (s Stamps) Stands(name string, stamp cache.Stamp, source site.Sum) bool {
	if s.store == nil {
		return false
	}
	var was Stamped
	data, ok := s.store.Get(stampTable, name)
	if ok && cache.Unmarshal(data, &was) == nil && was == (Stamped{stamp, source}) && !cache.Racy(stamp, s.Began) {
		if s.blobs != nil {
			s.store.Get(blobTable, name) // it is kept
		}
		return true
	}
	return s.isBlob(name, stamp, source)
}

// isBlob says that git wrote the bytes of a sum into a file, and keeps its stamp.
func (s Stamps) isBlob(name string, stamp cache.Stamp, source site.Sum) bool {
	if s.blobs == nil {
		return false
	}
	record, ok := s.store.Get(blobTable, name)
	if !ok || s.asked.Add(1) <= fewFiles {
		return false
	}
	blob, ok := s.blobs(stamp)
	if !ok || !bytes.Equal(record, blobRecord(source, stamp.Size, blob)) {
		return false
	}
	s.stamp(name, stamp, source)
	return true
}

func (s Stamps) stamp(name string, stamp cache.Stamp, source site.Sum) {
	s.store.Put(stampTable, name, cache.Append(make([]byte, 0, stampedSize), Stamped{stamp, source}))
}

// Note keeps the stamp of a file whose bytes were read, and have a sum.
func (s Stamps) Note(name string, stamp cache.Stamp, source site.Sum, data []byte) {
	if s.store == nil {
		return
	}
	if s.stamp(name, stamp, source); s.blobs == nil {
		return
	}
	if old, ok := s.store.Get(blobTable, name); !ok || !bytes.HasPrefix(old, source[:]) {
		s.store.Put(blobTable, name, blobRecord(source, int64(len(data)), BlobOf(data)))
	}
}

// Forget drops what is kept of files that were neither asked for nor noted.
func (s Stamps) Forget() {
	if s.store == nil {
		return
	}
	if s.store.Sweep(stampTable); s.blobs != nil {
		s.store.Sweep(blobTable)
	}
}
