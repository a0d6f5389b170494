package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"warraq/site"
)

const (
	magic      = "warraq pack 1\n\x00\x00"
	headSize   = 64 << 10
	recordSize = 56
	bits       = 13
	buckets    = 1 << bits
	gzipped    = 1
)

// key is what a path is found by.
type key [16]byte

func keyOf(path string) key {
	sum := sha256.Sum256([]byte(path))
	return key(sum[:16])
}

func (k key) bucket() int { return int(binary.BigEndian.Uint16(k[:])) >> (16 - bits) }

// entry is a file of a pack.
type entry struct {
	key    key
	sum    site.Sum
	offset int64
	stored int64 // bytes in the pack
	length int64 // bytes of the file
	gzip   bool
}

func (e entry) appendTo(b []byte) []byte {
	b = append(append(b, e.key[:]...), e.sum[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.offset))
	stored := uint64(e.stored)
	if e.gzip {
		stored |= gzipped << 56
	}
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(b, stored), uint64(e.length))
}

func readEntry(b []byte) (e entry) {
	copy(e.key[:], b)
	copy(e.sum[:], b[16:])
	stored := binary.BigEndian.Uint64(b[40:])
	e.offset, e.length = int64(binary.BigEndian.Uint64(b[32:])), int64(binary.BigEndian.Uint64(b[48:]))
	e.stored, e.gzip = int64(stored&(1<<56-1)), stored>>56 == gzipped
	return e
}

// head is the beginning of a pack.
type head struct {
	files, records, paths, pathBytes int64
	first                            [buckets + 1]uint32
}

func (h *head) bytes() []byte {
	b := append(make([]byte, 0, headSize), magic...)
	for _, n := range []int64{h.files, h.records, h.paths, h.pathBytes} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = binary.BigEndian.AppendUint32(b, bits)
	for _, n := range h.first {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b[:headSize]
}

var errForeign = site.Failure("ليس الملف حزمة كتبها ورّاق، أو هو تالف", "the file is no pack that warraq wrote, or it is damaged")

// readHead reads the beginning of a pack, and believes no number that cannot be.
func readHead(from io.ReaderAt, size int64) (*head, error) {
	b := make([]byte, headSize)
	if n, err := from.ReadAt(b, 0); n < headSize {
		if err != nil && err != io.EOF {
			return nil, err
		}
		return nil, errForeign
	}
	if !bytes.HasPrefix(b, []byte(magic)) {
		return nil, errForeign
	}
	h, at := &head{}, len(magic)
	for _, n := range []*int64{&h.files, &h.records, &h.paths, &h.pathBytes} {
		*n = int64(binary.BigEndian.Uint64(b[at:]))
		at += 8
	}
	if binary.BigEndian.Uint32(b[at:]) != bits {
		return nil, errForeign
	}
	for i := range h.first {
		h.first[i] = binary.BigEndian.Uint32(b[at+4+4*i:])
	}
	right := h.files >= 0 && h.files < 1<<32 && h.records >= headSize && h.records <= size &&
		h.paths == h.records+h.files*recordSize && h.pathBytes >= 0 && h.paths+h.pathBytes == size &&
		slices.IsSorted(h.first[:]) && h.first[0] == 0 && int64(h.first[buckets]) == h.files
	if !right {
		return nil, errForeign
	}
	return h, nil
}

// check says whether an entry lies where entries can.
func (h *head) check(e entry) error {
	if e.offset < headSize || e.stored < 0 || e.stored > h.records-headSize || e.offset > h.records-e.stored || e.length < 0 {
		return fmt.Errorf("%w", errForeign)
	}
	return nil
}
