package cache

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"
)

// Pack keeps many blobs in one file that only grows, so that they need not all
// be in memory. A blob is found by the Sum that it was put with. Its methods
// may be called from several goroutines.
//
// A build says which blobs it still needs: those that it puts, has or gets. The
// Store's Save forgets the others, and writes the file again once more than half of
// it is forgotten.
type Pack struct {
	name  string
	store *Store // nil: for this run only

	mu     sync.RWMutex
	places map[Sum]place
	file   *os.File
	number int    // of the file: bodies-3.pack
	start  int64  // where tail stands in the file
	tail   []byte // not yet written
	stale  string // the file that a compaction left behind
}

// place is where a blob stands in its Pack.
type place struct {
	offset int64
	size   uint32
	live   bool // needed since the last Save
	told   bool // the store knows of it
}

func (l place) end() int64 { return l.offset + blobHeader + int64(l.size) }

const (
	tailSize    = 1 << 20
	blobHeader  = 8 // the 64-bit XXH3 of the blob
	packTable   = "pack/"
	placeLength = 12
)

// packHead is the key under which a pack's table keeps the number of its file.
var packHead Sum

// ErrMissing is given for a blob that was never put, or is damaged.
var ErrMissing = errors.New("cache: no such blob")

// NewPack gives a Pack without a store, for one run. What it holds beyond a
// little lies in a file without a name, which goes with the process.
func NewPack() *Pack {
	return &Pack{places: map[Sum]place{}}
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
	p.store.each(p.table(), func(key Sum, value []byte) {
		switch {
		case key == packHead:
			p.number, _ = strconv.Atoi(string(value))
		case len(value) == placeLength:
			l := place{offset: int64(binary.LittleEndian.Uint64(value)), size: binary.LittleEndian.Uint32(value[8:]), told: true}
			p.places[key] = l
			end = max(end, l.end())
		}
	})
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
			p.store.drop(p.table(), sum)
		}
		clear(p.places)
		end = 0
	}
	p.start = end
	p.removeOthers()
	return p.file.Truncate(end)
}

// table is the store's table of a pack's places.
func (p *Pack) table() string { return packTable + p.name }

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

// Put adds a blob under sum. One that is there already is kept, and not
// written again.
func (p *Pack) Put(sum Sum, data []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.keep(sum) {
		return nil
	}
	p.places[sum] = place{offset: p.start + int64(len(p.tail)), size: uint32(len(data)), live: true}
	p.tail = binary.LittleEndian.AppendUint64(p.tail, xxh3.Hash(data))
	p.tail = append(p.tail, data...)
	if len(p.tail) < tailSize {
		return nil
	}
	if p.file == nil {
		var err error
		if p.file, err = scratch(); err != nil {
			return err
		}
	}
	return p.flush()
}

// Has says whether a blob is there, and keeps it.
func (p *Pack) Has(sum Sum) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.keep(sum)
}

// keep notes that the next Save must not forget a blob.
func (p *Pack) keep(sum Sum) bool {
	l, ok := p.places[sum]
	if ok && !l.live {
		l.live = true
		p.places[sum] = l
	}
	return ok
}

// Get reads a blob into buf, which it grows where it must, and checks and keeps it.
// A blob that is damaged is forgotten, so that it can be put again.
func (p *Pack) Get(sum Sum, buf []byte) ([]byte, error) {
	if !p.Has(sum) {
		return nil, ErrMissing
	}
	data, err := p.read(sum, buf)
	if errors.Is(err, ErrMissing) {
		p.forget(sum)
	}
	return data, err
}

func (p *Pack) read(sum Sum, buf []byte) ([]byte, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	l := p.places[sum]
	need := blobHeader + int(l.size)
	if cap(buf) < need {
		buf = make([]byte, need)
	}
	buf = buf[:need]
	if l.offset >= p.start {
		copy(buf, p.tail[l.offset-p.start:])
	} else if _, err := p.file.ReadAt(buf, l.offset); err != nil {
		return nil, err
	}
	data := buf[blobHeader:]
	if binary.LittleEndian.Uint64(buf) != xxh3.Hash(data) {
		return nil, ErrMissing
	}
	return data, nil
}

func (p *Pack) forget(sum Sum) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.places, sum)
	if p.store != nil {
		p.store.drop(p.table(), sum)
	}
}

// scratch is a file without a name, for what is kept by nobody.
func scratch() (*os.File, error) {
	f, err := os.CreateTemp("", "warraq-*")
	if err == nil {
		os.Remove(f.Name()) // where the system lets go of a name in use
	}
	return f, err
}

func (p *Pack) flush() error {
	if _, err := p.file.WriteAt(p.tail, p.start); err != nil {
		return err
	}
	p.start += int64(len(p.tail))
	p.tail = p.tail[:0]
	return nil
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
	for sum, l := range p.places {
		if !l.live {
			delete(p.places, sum)
			p.store.drop(p.table(), sum)
			continue
		}
		alive += blobHeader + int64(l.size)
	}
	if p.start > slack && p.start > 2*alive {
		if err := p.compact(); err != nil {
			return err
		}
	}
	p.remember()
	return nil
}

// remember tells the store of the places that are new.
func (p *Pack) remember() {
	p.store.put(p.table(), packHead, []byte(strconv.Itoa(p.number)))
	var fresh []Sum
	for sum, l := range p.places {
		if !l.told {
			fresh = append(fresh, sum)
		}
		l.live, l.told = false, true
		p.places[sum] = l
	}
	p.inOrder(fresh)
	var value [placeLength]byte
	for _, sum := range fresh {
		binary.LittleEndian.PutUint64(value[:], uint64(p.places[sum].offset))
		binary.LittleEndian.PutUint32(value[8:], p.places[sum].size)
		p.store.put(p.table(), sum, value[:])
	}
}

// untell takes back what the store was told: it has forgotten.
func (p *Pack) untell() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for sum, l := range p.places {
		l.told = false
		p.places[sum] = l
	}
}

// inOrder sorts blobs as they stand in the file.
func (p *Pack) inOrder(sums []Sum) []Sum {
	slices.SortFunc(sums, func(a, b Sum) int { return cmp.Compare(p.places[a].offset, p.places[b].offset) })
	return sums
}

// compact writes the live blobs to a file of the next number. The old one
// stays until the store, saved, speaks of the new one.
func (p *Pack) compact() error {
	f, err := os.Create(p.path(p.number + 1))
	if err != nil {
		return err
	}
	moved := make(map[Sum]place, len(p.places))
	var end int64
	for _, sum := range p.inOrder(slices.Collect(maps.Keys(p.places))) {
		l := p.places[sum]
		length := blobHeader + int64(l.size)
		if _, err := io.Copy(f, io.NewSectionReader(p.file, l.offset, length)); err != nil {
			f.Close()
			os.Remove(f.Name())
			return err
		}
		moved[sum] = place{offset: end, size: l.size}
		end += length
	}
	p.file.Close()
	p.stale = p.path(p.number)
	p.file, p.number, p.start, p.places = f, p.number+1, end, moved
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
