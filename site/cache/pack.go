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
	"sync"

	"github.com/zeebo/xxh3"

	"warraq/site/regular"
)

// Pack keeps many blobs in one file that only grows, so that they need not all
// be in memory. A blob is found by the Sum that it was put with; where it stands is
// in a table of the Store. Its methods may be called from several goroutines.
//
// A build says which blobs it still needs: those that it puts, has or gets. The
// Store's Save forgets the others, and writes the file again once more than half of
// it is forgotten.
type Pack struct {
	name  string
	table string
	store *Store

	mu     sync.RWMutex
	file   *os.File
	number int    // of the file: bodies-3.pack
	start  int64  // where tail stands in the file
	tail   []byte // not yet written
	alive  int64  // bytes that are not forgotten; what was dropped as damaged counts until the pack is opened again
	stale  string // the file that a compaction left behind
}

// place is where a blob stands in its Pack.
type place struct {
	offset int64
	size   uint32
}

func placeOf(value []byte) place {
	return place{int64(binary.LittleEndian.Uint64(value)), binary.LittleEndian.Uint32(value[8:])}
}

func (l place) value() []byte {
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(nil, uint64(l.offset)), l.size)
}

// blobCheck is of a blob and of its Sum: another pack may have whole blobs of others in
// the same places.
func blobCheck(sum Sum, data []byte) uint64 {
	return xxh3.HashSeed(data, binary.LittleEndian.Uint64(sum[:]))
}

// length is what a blob takes of the file.
func (l place) length() int64 { return blobHeader + int64(l.size) }

const (
	tailSize   = 1 << 20
	blobHeader = 8 // its check
	packTable  = "pack/"
)

// packHead is the key under which a pack's table keeps the number of its file.
var packHead Sum

// ErrMissing is given for a blob that was never put, or is damaged.
var ErrMissing = errors.New("cache: no such blob")

// NewPack gives a Pack for one run. Its files have no names, and go with the process.
func NewPack() (*Pack, error) {
	s := &Store{packs: map[string]*Pack{}}
	if err := s.begin("it is for one run"); err != nil {
		return nil, err
	}
	return s.Pack("run")
}

// Pack opens the pack of a name, which is a plain word without a hyphen.
func (s *Store) Pack(name string) (*Pack, error) {
	s.mu.RLock()
	p := s.packs[name]
	s.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	p = &Pack{name: name, table: packTable + name, store: s}
	if err := p.open(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.packs[name] = p
	return p, nil
}

// open opens the file and goes on after the last blob that the store remembers.
// Where the file is shorter, all are forgotten.
func (p *Pack) open() (err error) {
	if p.store.lock == nil {
		p.file, err = scratch()
		return err
	}
	p.number, p.start, p.tail, p.alive = 0, 0, nil, 0
	p.store.each(p.table, func(key Sum, value []byte) {
		if key == packHead {
			p.number, _ = strconv.Atoi(string(value))
			return
		}
		l := placeOf(value)
		p.start = max(p.start, l.offset+l.length())
		p.alive += l.length()
	})
	if err = clearWay(p.path(p.number)); err != nil {
		return err
	}
	p.file, err = regular.Open(p.path(p.number), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return err
	}
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < p.start {
		p.store.Sweep(p.table)
		p.start, p.alive = 0, 0
	}
	others, _ := filepath.Glob(p.store.path(p.name + "-*.pack")) // a killed compaction left them
	for _, name := range others {
		if name != p.path(p.number) {
			os.Remove(name)
		}
	}
	if info.Size() == p.start {
		return nil
	}
	p.bring(p.start, info.Size())
	return p.file.Truncate(p.start)
}

func (p *Pack) whole() {
	p.mu.RLock()
	defer p.mu.RUnlock()
	p.bring(0, p.start)
}

// bring has the source of the store fill a part of the file.
func (p *Pack) bring(from, to int64) {
	if p.store.source != nil {
		p.store.source.Bring(p.path(p.number), from, to)
	}
}

func (p *Pack) path(number int) string {
	return p.store.path(fmt.Sprintf("%s-%d.pack", p.name, number))
}

// Put adds a blob under sum. One that is there already is kept, and not
// written again.
func (p *Pack) Put(sum Sum, data []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Has(sum) {
		return nil
	}
	l := place{p.start + int64(len(p.tail)), uint32(len(data))}
	p.store.put(p.table, sum, l.value())
	p.alive += l.length()
	p.tail = binary.LittleEndian.AppendUint64(p.tail, blobCheck(sum, data))
	p.tail = append(p.tail, data...)
	if len(p.tail) < tailSize {
		return nil
	}
	return p.flush()
}

// Has says whether a blob is there, and keeps it.
func (p *Pack) Has(sum Sum) bool {
	_, ok := p.store.get(p.table, sum)
	return ok
}

// Get reads a blob into buf, which it grows where it must, and checks and keeps it.
// A blob that is damaged is forgotten, so that it can be put again.
func (p *Pack) Get(sum Sum, buf []byte) ([]byte, error) {
	data, err := p.read(sum, buf)
	if errors.Is(err, ErrMissing) {
		p.store.drop(p.table, sum)
	}
	return data, err
}

func (p *Pack) read(sum Sum, buf []byte) ([]byte, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	where, ok := p.store.get(p.table, sum)
	if !ok {
		return nil, ErrMissing
	}
	l := placeOf(where)
	buf = slices.Grow(buf[:0], int(l.length()))[:l.length()]
	if l.offset < p.start {
		p.bring(l.offset, l.offset+l.length())
	}
	if l.offset >= p.start {
		copy(buf, p.tail[l.offset-p.start:])
	} else if _, err := p.file.ReadAt(buf, l.offset); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMissing, err)
	}
	data := buf[blobHeader:]
	if binary.LittleEndian.Uint64(buf) != blobCheck(sum, data) {
		return nil, ErrMissing
	}
	return data, nil
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

// save writes what is buffered and forgets what was not needed since the last save.
func (p *Pack) save() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.flush(); err != nil {
		return err
	}
	p.store.put(p.table, packHead, []byte(strconv.Itoa(p.number)))
	p.store.Sweep(p.table, func(value []byte) { p.alive -= placeOf(value).length() })
	if p.start <= slack || p.start <= 2*p.alive {
		return nil
	}
	return p.compact()
}

// compact writes what is alive to a file of the next number. The old one stays until the
// store, saved, speaks of the new one.
func (p *Pack) compact() error {
	places := map[Sum]place{}
	p.store.each(p.table, func(key Sum, value []byte) {
		if key != packHead {
			places[key] = placeOf(value)
		}
	})
	p.bring(0, p.start)
	f, err := regular.Open(p.path(p.number+1), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	sums := slices.SortedFunc(maps.Keys(places), func(a, b Sum) int { return cmp.Compare(places[a].offset, places[b].offset) })
	var end int64
	for _, sum := range sums {
		l := places[sum]
		if _, err := io.Copy(f, io.NewSectionReader(p.file, l.offset, l.length())); err != nil {
			f.Close()
			os.Remove(f.Name())
			return err
		}
		places[sum] = place{end, l.size}
		end += l.length()
	}
	p.file.Close()
	p.stale = p.path(p.number)
	p.file, p.number, p.start, p.alive = f, p.number+1, end, end
	for _, sum := range sums {
		p.store.put(p.table, sum, places[sum].value())
	}
	p.store.put(p.table, packHead, []byte(strconv.Itoa(p.number)))
	return nil
}

// settle ends a Save. The file that a compaction left goes; where the store was not
// saved, the pack goes back to what it remembers.
func (p *Pack) settle(saved bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	stale := p.stale
	p.stale = ""
	switch {
	case !saved:
		p.file.Close()
		return p.open()
	case stale != "":
		os.Remove(stale)
	}
	return nil
}

func (p *Pack) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.file.Close()
}
