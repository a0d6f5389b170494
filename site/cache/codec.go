package cache

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"slices"
	"time"
	"unsafe"
)

// Marshal writes all exported fields of what v is or points at, whatever their
// key tag.
func Marshal(v any) []byte {
	p, at := rooted(v)
	if at == nil {
		panic("cache: nothing can be kept of a nil pointer")
	}
	e := encoder{buf: make([]byte, 0, 1024)}
	e.value(p, at)
	return slices.Clip(e.buf)
}

type encoder struct {
	buf   []byte
	depth int
}

func (e *encoder) value(p *plan, at unsafe.Pointer) {
	switch p.op {
	case opBool:
		e.buf = append(e.buf, bit(*(*bool)(at)))
	case opInt:
		e.buf = binary.AppendVarint(e.buf, loadInt(p.size, at))
	case opUint:
		e.buf = binary.AppendUvarint(e.buf, loadUint(p.size, at))
	case opFloat:
		e.buf = binary.LittleEndian.AppendUint64(e.buf, math.Float64bits(loadFloat(p.size, at)))
	case opString:
		s := *(*string)(at)
		e.buf = binary.AppendUvarint(e.buf, uint64(len(s)))
		e.buf = append(e.buf, s...)
	case opTime:
		e.buf = appendTime(e.buf, *(*time.Time)(at))
	default:
		e.compound(p, at)
	}
}

func (e *encoder) compound(p *plan, at unsafe.Pointer) {
	if e.depth++; e.depth > deepest {
		panic("cache: nothing can be kept of a value that goes round in a circle")
	}
	switch p.op {
	case opStruct:
		for i := range p.fields {
			if f := &p.fields[i]; f.kept {
				e.value(f.plan, unsafe.Add(at, f.offset))
			}
		}
	case opArray:
		e.items(p.elem, at, p.n)
	case opSlice:
		s := (*slice)(at)
		if !e.count(s.len, s.data == nil) {
			e.items(p.elem, s.data, s.len)
		}
	case opBytes:
		b := *(*[]byte)(at)
		if !e.count(len(b), b == nil) {
			e.buf = append(e.buf, b...)
		}
	case opPointer:
		to := *(*unsafe.Pointer)(at)
		switch e.buf = append(e.buf, bit(to != nil)); {
		case to != nil && p.elem.shared:
			e.shared(p.elem, to)
		case to != nil:
			e.value(p.elem, to)
		}
	case opMap:
		e.mapping(p, at)
	default:
		p.refuse("nothing can be kept of")
	}
	e.depth--
}

// shared writes a value with its length, by which equal ones are found.
func (e *encoder) shared(p *plan, at unsafe.Pointer) {
	one := encoder{depth: e.depth}
	one.value(p, at)
	e.buf = binary.AppendUvarint(e.buf, uint64(len(one.buf)))
	e.buf = append(e.buf, one.buf...)
}

// count writes 0 for what is nil, else one more than its length.
func (e *encoder) count(n int, absent bool) bool {
	if absent {
		e.buf = append(e.buf, 0)
		return true
	}
	e.buf = binary.AppendUvarint(e.buf, uint64(n)+1)
	return false
}

func (e *encoder) items(elem *plan, at unsafe.Pointer, n int) {
	if elem.op == opUint && elem.size == 1 {
		e.buf = append(e.buf, unsafe.Slice((*byte)(at), n)...)
		return
	}
	for i := range n {
		e.value(elem, unsafe.Add(at, uintptr(i)*elem.size))
	}
}

func (e *encoder) mapping(p *plan, at unsafe.Pointer) {
	m := p.value(at)
	if e.count(m.Len(), m.IsNil()) {
		return
	}
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return compare(a.String(), b.String()) })
	room := reflect.New(p.typ.Elem())
	for _, k := range keys {
		e.buf = binary.AppendUvarint(e.buf, uint64(k.Len()))
		e.buf = append(e.buf, k.String()...)
		room.Elem().Set(m.MapIndex(k))
		e.value(p.elem, room.UnsafePointer())
	}
}

// errDamaged is every way in which bytes can fail to be what Marshal wrote.
var errDamaged = errors.New("cache: these bytes are not a record of that type")

// Unmarshal reads what Marshal wrote of a value of the same shape into what v
// points at. Its strings and byte slices share one copy of data. Damaged bytes
// give an error, never a panic, and never more memory than a fixed multiple of
// their own length; v is then half filled. A time comes back as the same
// instant with the same distance from UTC, in a zone without a name.
func Unmarshal(data []byte, v any) error { return UnmarshalInPlace(slices.Clone(data), v) }

// UnmarshalInPlace is Unmarshal without the copy: data must never change
// again. What Store.Get gives never does.
func UnmarshalInPlace(data []byte, v any) error {
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Pointer || r.IsNil() {
		panic("cache: Unmarshal wants a pointer to fill")
	}
	d := decoder{rest: data}
	p := planOf(r.Type().Elem())
	r.Elem().SetZero()
	if !d.value(p, r.UnsafePointer()) || len(d.rest) != 0 {
		return errDamaged
	}
	return nil
}
