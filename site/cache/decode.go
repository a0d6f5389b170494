package cache

import (
	"encoding/binary"
	"math"
	"reflect"
	"strings"
	"time"
	"unsafe"
)

// decoder fills zero values. Its methods say whether the bytes were right.
type decoder struct {
	rest  []byte
	depth int
}

func (d *decoder) value(p *plan, at unsafe.Pointer) bool {
	switch p.op {
	case opString:
		b, ok := d.chunk()
		*(*string)(at) = text(b)
		return ok
	case opBool:
		b, ok := d.flag()
		*(*bool)(at) = b
		return ok
	case opInt:
		u, ok := d.uvarint()
		return ok && p.setInt(at, int64(u>>1)^-int64(u&1))
	case opUint:
		u, ok := d.uvarint()
		return ok && p.setUint(at, u)
	case opFloat:
		return d.float(p, at)
	case opTime:
		return d.time((*time.Time)(at))
	case opBytes:
		b, ok := d.bytes()
		*(*[]byte)(at) = b
		return ok
	}
	if d.depth++; d.depth > deepest {
		return false
	}
	ok := d.compound(p, at)
	d.depth--
	return ok
}

func (d *decoder) compound(p *plan, at unsafe.Pointer) bool {
	switch p.op {
	case opStruct:
		for i := range p.kept {
			if f := &p.kept[i]; !d.value(f.plan, unsafe.Add(at, f.offset)) {
				return false
			}
		}
		return true
	case opArray:
		return d.items(p.elem, at, p.n)
	case opSlice:
		return d.slice(p, (*slice)(at))
	case opPointer:
		return d.pointer(p, (*unsafe.Pointer)(at))
	case opMap:
		return d.mapping(p, at)
	}
	p.refuse("nothing can be read into")
	return false
}

func (d *decoder) items(elem *plan, at unsafe.Pointer, n int) bool {
	if elem.op == opUint && elem.size == 1 {
		b, ok := d.take(uint64(n))
		copy(unsafe.Slice((*byte)(at), n), b)
		return ok
	}
	for i := range n {
		if !d.value(elem, unsafe.Add(at, uintptr(i)*elem.size)) {
			return false
		}
	}
	return true
}

// count reads what encoder.count wrote, of things of at least min bytes: so
// many must still be there before any memory is asked for.
func (d *decoder) count(min int) (n int, absent, ok bool) {
	u, ok := d.uvarint()
	if !ok || u == 0 {
		return 0, true, ok
	}
	u--
	if u > uint64(len(d.rest))/uint64(max(1, min)) {
		return 0, false, false
	}
	return int(u), false, true
}

func (d *decoder) slice(p *plan, s *slice) bool {
	n, absent, ok := d.count(p.elem.min)
	if !ok || absent {
		return ok
	}
	s.data = reflect.MakeSlice(p.typ, n, n).UnsafePointer()
	s.len, s.cap = n, n
	return d.items(p.elem, s.data, n)
}

// bytes reads bytes that may be nil.
func (d *decoder) bytes() ([]byte, bool) {
	n, absent, ok := d.count(1)
	if !ok || absent {
		return nil, ok
	}
	return d.take(uint64(n))
}

func (d *decoder) pointer(p *plan, to *unsafe.Pointer) bool {
	there, ok := d.flag()
	if !ok || !there {
		return ok
	}
	if p.elem.shared {
		return d.shared(p.elem, to)
	}
	if len(d.rest) < p.elem.min {
		return false
	}
	*to = reflect.New(p.elem.typ).UnsafePointer()
	return d.value(p.elem, *to)
}

// shared gives the one value of an encoding, which is made when it is first met.
func (d *decoder) shared(p *plan, to *unsafe.Pointer) bool {
	b, ok := d.chunk()
	if !ok || len(b) < p.min {
		return false
	}
	if known, ok := p.known.Load(text(b)); ok {
		*to = known.(unsafe.Pointer)
		return true
	}
	name := strings.Clone(text(b)) // it stays, and what is read may go
	made := reflect.New(p.typ).UnsafePointer()
	one := decoder{rest: unsafe.Slice(unsafe.StringData(name), len(name)), depth: d.depth}
	if !one.value(p, made) || len(one.rest) > 0 {
		return false
	}
	known, _ := p.known.LoadOrStore(name, made)
	*to = known.(unsafe.Pointer)
	return true
}

func (d *decoder) mapping(p *plan, at unsafe.Pointer) bool {
	n, absent, ok := d.count(1 + p.elem.min)
	if !ok || absent {
		return ok
	}
	m := reflect.MakeMapWithSize(p.typ, n)
	p.value(at).Set(m)
	for range n {
		key, ok := d.chunk()
		room := reflect.New(p.typ.Elem())
		if !ok || !d.value(p.elem, room.UnsafePointer()) {
			return false
		}
		m.SetMapIndex(reflect.ValueOf(text(key)).Convert(p.typ.Key()), room.Elem())
	}
	return true
}

// take gives the next n bytes, if there are so many.
func (d *decoder) take(n uint64) ([]byte, bool) {
	if n > uint64(len(d.rest)) {
		return nil, false
	}
	b := d.rest[:n:n]
	d.rest = d.rest[n:]
	return b, true
}

// chunk reads a length and so many bytes.
func (d *decoder) chunk() ([]byte, bool) {
	n, ok := d.uvarint()
	if !ok {
		return nil, false
	}
	return d.take(n)
}

func (d *decoder) uvarint() (uint64, bool) {
	if len(d.rest) > 0 && d.rest[0] < 0x80 {
		u := uint64(d.rest[0])
		d.rest = d.rest[1:]
		return u, true
	}
	u, n := binary.Uvarint(d.rest)
	if n <= 0 {
		return 0, false
	}
	d.rest = d.rest[n:]
	return u, true
}

func (d *decoder) flag() (bool, bool) {
	if len(d.rest) == 0 || d.rest[0] > 1 {
		return false, false
	}
	b := d.rest[0] == 1
	d.rest = d.rest[1:]
	return b, true
}

func (d *decoder) float(p *plan, at unsafe.Pointer) bool {
	b, ok := d.take(8)
	if ok {
		p.value(at).SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(b)))
	}
	return ok
}

func (d *decoder) time(t *time.Time) bool {
	there, ok := d.flag()
	if !ok || !there {
		return ok
	}
	sec, ok1 := d.uvarint()
	nsec, ok2 := d.uvarint()
	off, ok3 := d.uvarint()
	offset := int64(off>>1) ^ -int64(off&1)
	if !ok1 || !ok2 || !ok3 || nsec >= 1e9 || offset < -1<<20 || offset > 1<<20 {
		return false
	}
	*t = time.Unix(int64(sec>>1)^-int64(sec&1), int64(nsec)).In(fixedZone(int(offset)))
	return true
}
