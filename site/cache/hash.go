package cache

import (
	"encoding/binary"
	"unsafe"

	"github.com/zeebo/xxh3"
)

// Sum is a content hash: 128 bits of XXH3.
type Sum [16]byte

// Of is the hash of data.
func Of(data []byte) Sum { return xxh3.Hash128(data).Bytes() }

// Hash gathers values and gives one Sum for all of them, in their order. Every
// value carries its length or its kind, so that ("ab", "c") and ("a", "bc")
// differ. The zero Hash is empty and ready.
type Hash struct {
	w      walker
	stream *xxh3.Hasher // what no longer fits the buffer
}

// NewHash gives an empty Hash.
func NewHash() *Hash { return &Hash{} }

// spill is how much is buffered before it goes to the streaming hasher, which
// gives the same sum and is slower on short inputs.
const spill = 64 << 10

// Bytes adds data.
func (h *Hash) Bytes(data []byte) {
	h.w.buf = binary.AppendUvarint(h.w.buf, uint64(len(data)))
	if len(data) < spill {
		h.w.buf = append(h.w.buf, data...)
		h.drain()
		return
	}
	h.flush()
	_, _ = h.stream.Write(data)
}

// String adds s. It is the same as adding the bytes of s.
func (h *Hash) String(s string) { h.Bytes(unsafe.Slice(unsafe.StringData(s), len(s))) }

// Strings adds a list of texts, and how many they are.
func (h *Hash) Strings(list ...string) {
	h.w.buf = binary.AppendUvarint(h.w.buf, uint64(len(list)))
	for _, s := range list {
		h.String(s)
	}
}

// Sum16 adds another hash.
func (h *Hash) Sum16(sum [16]byte) {
	h.w.buf = append(h.w.buf, sum[:]...)
	h.drain()
}

// Value adds all that v holds: see the package's text on keys. v's type is a
// part of what is hashed only by its shape, not by its name.
func (h *Hash) Value(v any) {
	h.w.root(v)
	h.drain()
}

// Sum is the hash of all that was added so far.
func (h *Hash) Sum() Sum {
	if h.stream == nil {
		return Of(h.w.buf)
	}
	h.flush()
	return h.stream.Sum128().Bytes()
}

// Reset empties h and keeps its buffer.
func (h *Hash) Reset() {
	h.w.buf, h.w.stood = h.w.buf[:0], h.w.stood[:0]
	h.stream = nil
}

// Stood gives the first four bytes of each Key that stood for its struct since the last Reset,
// until the next.
func (h *Hash) Stood() []byte { return h.w.stood }

func (h *Hash) drain() {
	if len(h.w.buf) >= spill {
		h.flush()
	}
}

func (h *Hash) flush() {
	if h.stream == nil {
		h.stream = xxh3.New()
	}
	_, _ = h.stream.Write(h.w.buf)
	h.w.buf = h.w.buf[:0]
}
