package remote

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"warraq/site/regular"
)

// batches are the pictures of a shared cache. A batch is for each picture the 16 bytes of its key, its size
// (uint32, little-endian) and its bytes. The index has the same 16 bytes and the number of the batch (uint32) of
// all pictures.
type batches struct {
	shared *Shared
	from   *manifest

	mu    sync.Mutex
	index map[pictureKey]uint32 // nil: it was not read
	done  map[uint32]bool       // batches that were fetched
}

type pictureKey [16]byte

const keySize = len(pictureKey{})

// Find implements cache.Source: it brings the batch of a picture into the folder, if there is one.
func (s *Shared) Find(folder, dir, name string) bool {
	if folder != pictureFolder || s.from == nil || len(s.from.Pictures) == 0 {
		return false
	}
	var key pictureKey
	if n, err := hex.Decode(key[:], []byte(name)); err != nil || n != keySize {
		return false
	}
	b := s.batches
	b.mu.Lock()
	defer b.mu.Unlock()
	b.readIndex()
	n, ok := b.index[key]
	if !ok || int(n) >= len(s.from.Pictures) || b.done[n] {
		return false
	}
	b.done[n] = true
	ctx, stop := s.ctx(s.o.Patience + time.Duration(s.from.Pictures[n].Stored)*time.Second/slowest)
	defer stop()
	data, ok := s.segment(ctx, s.from.Pictures[n], new(room))
	found := false
	for ok && len(data) >= keySize+4 {
		k, size := pictureKey(data), binary.LittleEndian.Uint32(data[keySize:])
		if data = data[keySize+4:]; uint64(size) > uint64(len(data)) {
			break
		}
		if place(dir, k, data[:size]) == nil && k == key {
			found = true
		}
		data = data[size:]
	}
	return found
}

// place puts the file of a picture into its folder.
func place(dir string, k pictureKey, data []byte) error {
	name := nameOf(dir, k)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	if _, err := os.Lstat(name); err == nil {
		return nil
	}
	return regular.Replace(name, data)
}

// nameOf is where package cache keeps a file: 2 hexadecimal digits, a slash, and 30.
func nameOf(dir string, k pictureKey) string {
	digits := hex.EncodeToString(k[:])
	return filepath.Join(dir, digits[:2], digits[2:])
}

func (b *batches) readIndex() {
	if b.index != nil {
		return
	}
	b.index, b.done = map[pictureKey]uint32{}, map[uint32]bool{}
	if b.from == nil {
		return
	}
	for _, g := range b.from.Index {
		ctx, stop := b.shared.ctx(b.shared.o.Patience + time.Duration(g.Stored)*time.Second/slowest)
		data, _ := b.shared.segment(ctx, g, new(room))
		stop()
		for ; len(data) >= keySize+4; data = data[keySize+4:] {
			b.index[pictureKey(data)] = binary.LittleEndian.Uint32(data[keySize:])
		}
	}
}

// push adds the pictures of a folder that are in no batch to the next manifest.
func (b *batches) push(next *manifest, dir string, known map[string]segment) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var have []pictureKey
	_ = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		digits := filepath.Base(filepath.Dir(name)) + filepath.Base(name)
		var k pictureKey
		if err == nil && e.Type().IsRegular() && len(digits) == 2*keySize {
			if n, err := hex.Decode(k[:], []byte(digits)); err == nil && n == keySize {
				have = append(have, k)
			}
		}
		return nil // what cannot be looked at is not sent
	})
	if b.from != nil {
		next.Pictures, next.Index = slices.Clone(b.from.Pictures), b.from.Index
	}
	if len(have) == 0 {
		return nil
	}
	b.readIndex()
	if b.shared.isOff() {
		return nil
	}
	fresh := slices.DeleteFunc(have, func(k pictureKey) bool {
		n, ok := b.index[k]
		return ok && int(n) < len(next.Pictures) && !b.shared.gone[next.Pictures[n].Blob]
	})
	if len(fresh) == 0 {
		return nil
	}
	fresh = append(b.reopen(next, dir), fresh...)
	var batch []byte
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		g, err := b.shared.sendOne(batch, known)
		next.Pictures, batch = append(next.Pictures, g), nil
		return err
	}
	for _, k := range fresh {
		data, err := regular.ReadFile(nameOf(dir, k))
		if err != nil || len(data) > pictureMost {
			continue
		}
		if len(batch)+len(data) > b.shared.o.Segment {
			if err := flush(); err != nil {
				return err
			}
		}
		batch = binary.LittleEndian.AppendUint32(append(batch, k[:]...), uint32(len(data)))
		batch = append(batch, data...)
		b.index[k] = uint32(len(next.Pictures))
	}
	if err := flush(); err != nil {
		return err
	}
	return b.pushIndex(next, known)
}

// reopen takes a last batch that is small away, if all of its pictures are at hand, and gives these: they are sent
// again with what is new.
func (b *batches) reopen(next *manifest, dir string) (keys []pictureKey) {
	last := len(next.Pictures) - 1
	if last < 0 || next.Pictures[last].Size > b.shared.o.Segment/2 {
		return nil
	}
	for k, n := range b.index {
		if int(n) != last {
			continue
		}
		if _, err := os.Lstat(nameOf(dir, k)); err != nil {
			return nil
		}
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b pictureKey) int { return bytes.Compare(a[:], b[:]) })
	next.Pictures = next.Pictures[:last]
	return keys
}

// pushIndex sends the list of all pictures.
func (b *batches) pushIndex(next *manifest, known map[string]segment) error {
	keys := make([]pictureKey, 0, len(b.index))
	for k := range b.index {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b pictureKey) int { return bytes.Compare(a[:], b[:]) })
	var data []byte
	for _, k := range keys {
		data = binary.LittleEndian.AppendUint32(append(data, k[:]...), b.index[k])
	}
	next.Index = nil
	const row = keySize + 4
	for part := range slices.Chunk(data, b.shared.o.Segment/row*row) {
		g, err := b.shared.sendOne(part, known)
		if err != nil {
			return err
		}
		next.Index = append(next.Index, g)
	}
	return nil
}
