package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"
)

// Pack keeps many blobs in one file that only grows, so that they need not all
// be in memory. A blob is found by the Sum that it was put with. Its methods
// may be called from several goroutines.
//
// A build says which blobs it still needs: those that it puts, and those that
// it keeps. The Store's Save forgets the others, and writes the file anew once
// more than half of it is forgotten. Places do not outlive a Save; Sums do.
type Pack struct {
	name  string
	store *Store // nil: for this run only

	mu      sync.RWMutex
	places  map[Sum]Place
	live    map[Sum]struct{}
	file    *os.File
	number  int    // of the file: bodies-3.pack
	start   int64  // where tail stands in the file
	tail    []byte // not yet written
	stale   string // the file that a compaction left behind
	changed bool
}

// Place is where a blob stands in its Pack.
type Place struct {
	Offset int64
	Size   uint32
}

const (
	tailSize    = 1 << 20
	blobHeader  = 8 // the 64-bit hash of the blob
	packTable   = "pack/"
	packHead    = "" // the key under which a table keeps the file's number
	placeLength = 12
)

// ErrMissing is given for a blob that is not, or no longer, where it was put.
var ErrMissing = errors.New("cache: no such blob")

// NewPack gives a Pack without a store, for one run. What it holds beyond a
// little lies in a file without a name, which goes with the process.
func NewPack() *Pack {
	return &Pack{places: map[Sum]Place{}, live: map[Sum]struct{}{}}
}

// Pack opens the pack of a name, which is a plain word.
func (s *Store) Pack(name string) (*Pack, error) {
	s.mu.RLock()
	p := s.packs[name]
	s.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	p = NewPack()
	p.name = name
	if s.lock != nil {
		p.store = s
		if err := p.open(); err != nil {
			return nil, fmt.Errorf("cannot open the cache: %w", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.packs[name] = p
	return p, nil
}

// open reads the places that the store remembers. Where the file is shorter
// than they say, they are forgotten.
func (p *Pack) open() error {
	var end int64
	for _, key := range p.store.Keys(packTable + p.name) {
		value, _ := p.store.Get(packTable+p.name, key)
		switch {
		case key == packHead:
			p.number, _ = strconv.Atoi(string(value))
		case len(key) == len(Sum{}) && len(value) == placeLength:
			place := Place{int64(binary.LittleEndian.Uint64(value)), binary.LittleEndian.Uint32(value[8:])}
			p.places[Sum([]byte(key))] = place
			end = max(end, place.end())
		}
	}
	var err error
	p.file, err = os.OpenFile(p.path(p.number), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return err
	}
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < end {
		for sum := range p.places {
			p.store.Delete(packTable+p.name, string(sum[:]))
		}
		clear(p.places)
		end = 0
	}
	p.start = end
	p.removeOthers()
	return p.file.Truncate(end)
}

func (p *Pack) path(number int) string {
	return p.store.path(fmt.Sprintf("%s-%d.pack", p.name, number))
}

// removeOthers deletes the files that a killed compaction left.
func (p *Pack) removeOthers() {
	names, _ := filepath.Glob(p.store.path(p.name + "-*.pack"))
	for _, name := range names {
		digits := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(name), p.name+"-"), ".pack")
		if _, err := strconv.Atoi(digits); err == nil && name != p.path(p.number) {
			os.Remove(name)
		}
	}
}

func (l Place) end() int64 { return l.Offset + blobHeader + int64(l.Size) }

// Put adds a blob under sum. One that is there already is kept, and not
// written again.
func (p *Pack) Put(sum Sum, data []byte) (Place, error) {
	if int64(len(data)) > 1<<32-1 {
		return Place{}, fmt.Errorf("cache: a blob of %d bytes is too long", len(data))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keep(sum)
	if place, ok := p.places[sum]; ok {
		return place, nil
	}
	place := Place{p.start + int64(len(p.tail)), uint32(len(data))}
	p.tail = binary.LittleEndian.AppendUint64(p.tail, xxh3.Hash(data))
	p.tail = append(p.tail, data...)
	p.places[sum] = place
	p.changed = true
	if len(p.tail) < tailSize {
		return place, nil
	}
	if p.file == nil {
		p.file = scratch()
	}
	if p.file == nil {
		return place, nil
	}
	return place, p.flush()
}

// keep notes a blob that the next Save must not forget.
func (p *Pack) keep(sum Sum) {
	if p.store != nil {
		p.live[sum] = struct{}{}
	}
}

// scratch is a file without a name for a pack that has no store; nil where the
// system gives none, and then the pack stays in memory.
func scratch() *os.File {
	f, err := os.CreateTemp("", "warraq-*.pack")
	if err != nil {
		return nil
	}
	os.Remove(f.Name())
	return f
}

func (p *Pack) flush() error {
	if _, err := p.file.WriteAt(p.tail, p.start); err != nil {
		return err
	}
	p.start += int64(len(p.tail))
	p.tail = p.tail[:0]
	return nil
}

// Has finds a blob, and keeps it.
func (p *Pack) Has(sum Sum) (Place, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	place, ok := p.places[sum]
	if ok {
		p.keep(sum)
	}
	return place, ok
}

// Keep tells that a blob is still needed.
func (p *Pack) Keep(sum Sum) { p.Has(sum) }

// Forget drops a blob that could not be read, so that it can be put again.
func (p *Pack) Forget(sum Sum) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.places, sum)
	delete(p.live, sum)
	if p.store != nil {
		p.store.Delete(packTable+p.name, string(sum[:]))
	}
}

// Get reads the blob at place into buf, which it grows where it must, and
// checks it. Whoever gets an error forgets the blob and makes it anew.
func (p *Pack) Get(place Place, buf []byte) ([]byte, error) {
	need := blobHeader + int(place.Size)
	p.mu.RLock()
	defer p.mu.RUnlock()
	if place.Offset < 0 || place.end() > p.start+int64(len(p.tail)) {
		return nil, ErrMissing
	}
	if cap(buf) < need {
		buf = make([]byte, need)
	}
	buf = buf[:need]
	if place.Offset >= p.start {
		copy(buf, p.tail[place.Offset-p.start:])
	} else if _, err := p.file.ReadAt(buf, place.Offset); err != nil {
		return nil, err
	}
	data := buf[blobHeader:]
	if binary.LittleEndian.Uint64(buf) != xxh3.Hash(data) {
		return nil, ErrMissing
	}
	return data, nil
}

// save writes what is buffered, forgets what is not live, and tells the store
// where everything stands.
func (p *Pack) save() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.store == nil {
		return nil
	}
	if err := p.flush(); err != nil {
		return err
	}
	var alive int64
	for sum, place := range p.places {
		if _, ok := p.live[sum]; !ok {
			delete(p.places, sum)
			p.store.Delete(packTable+p.name, string(sum[:]))
			continue
		}
		alive += blobHeader + int64(place.Size)
	}
	if p.start > slack && p.start > 2*alive {
		if err := p.compact(); err != nil {
			return err
		}
	}
	return p.remember()
}

// remember puts the places into the store, which notes only those that are new.
func (p *Pack) remember() error {
	if p.changed {
		p.store.Put(packTable+p.name, packHead, []byte(strconv.Itoa(p.number)))
		for sum, place := range p.places {
			value := binary.LittleEndian.AppendUint64(make([]byte, 0, placeLength), uint64(place.Offset))
			value = binary.LittleEndian.AppendUint32(value, place.Size)
			p.store.Put(packTable+p.name, string(sum[:]), value)
		}
	}
	p.changed = false
	clear(p.live)
	return nil
}

// compact writes the live blobs to a file of the next number. The old one
// stays until the store, saved, speaks of the new one.
func (p *Pack) compact() error {
	f, err := os.Create(p.path(p.number + 1))
	if err != nil {
		return err
	}
	moved := make(map[Sum]Place, len(p.places))
	var end int64
	for _, sum := range inOrder(p.places) {
		place := p.places[sum]
		length := blobHeader + int64(place.Size)
		if _, err := io.Copy(f, io.NewSectionReader(p.file, place.Offset, length)); err != nil {
			f.Close()
			os.Remove(f.Name())
			return err
		}
		moved[sum] = Place{end, place.Size}
		end += length
	}
	p.file.Close()
	p.stale = p.path(p.number)
	p.file, p.number, p.start, p.places, p.changed = f, p.number+1, end, moved, true
	return nil
}

// sweep deletes the file that a compaction left, now that the store is saved.
func (p *Pack) sweep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stale != "" {
		os.Remove(p.stale)
		p.stale = ""
	}
}

func (p *Pack) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file == nil {
		return nil
	}
	return p.file.Close()
}
