package cache

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"
	"unsafe"
)

// walker writes the unambiguous encoding of values that keys are hashed from
// and, where told, the same walk as text. Both leave from the same lines of
// code, so an explanation cannot tell of another key.
type walker struct {
	buf   []byte
	depth int
	tell  bool
	path  []byte
	lines []string
}

// deepest is where a walk gives up: only a circle is that deep.
const deepest = 200

// root walks what v is or points at. Its own Key, if it has one, is not used:
// that is how a Key is made.
func (w *walker) root(v any) {
	p, at := rooted(v)
	if w.tell {
		w.path = append(w.path, p.typ.Name()...)
	}
	if at == nil {
		w.nothing()
		return
	}
	w.buf = append(w.buf, 1)
	w.walk(p, at)
}

func (w *walker) walk(p *plan, at unsafe.Pointer) {
	switch p.op {
	case opString:
		s := *(*string)(at)
		w.buf = binary.AppendUvarint(w.buf, uint64(len(s)))
		w.buf = append(w.buf, s...)
		if w.tell {
			w.say(strconv.Quote(s))
		}
	case opStruct:
		w.structure(p, at)
	case opPointer:
		w.pointer(p, *(*unsafe.Pointer)(at))
	case opSlice:
		s := (*slice)(at)
		w.items(p.elem, s.data, s.len, s.data == nil)
	case opArray:
		if p.elem.op == opUint && p.elem.size == 1 {
			w.octets(unsafe.Slice((*byte)(at), p.n), false)
			return
		}
		w.items(p.elem, at, p.n, false)
	case opBytes:
		b := *(*[]byte)(at)
		w.octets(b, b == nil)
	default:
		w.scalar(p, at)
	}
}

func (w *walker) scalar(p *plan, at unsafe.Pointer) {
	switch p.op {
	case opBool:
		b := *(*bool)(at)
		w.buf = append(w.buf, bit(b))
		if w.tell {
			w.say(strconv.FormatBool(b))
		}
	case opInt:
		n := loadInt(p.size, at)
		w.buf = binary.AppendVarint(w.buf, n)
		if w.tell {
			w.say(strconv.FormatInt(n, 10))
		}
	case opUint:
		n := loadUint(p.size, at)
		w.buf = binary.AppendUvarint(w.buf, n)
		if w.tell {
			w.say(strconv.FormatUint(n, 10))
		}
	case opFloat:
		f := loadFloat(p.size, at)
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(f))
		if w.tell {
			w.say(strconv.FormatFloat(f, 'g', -1, 64))
		}
	case opTime:
		t := *(*time.Time)(at)
		w.buf = appendTime(w.buf, t)
		if w.tell {
			w.say(t.Format(time.RFC3339Nano))
		}
	case opZone:
		w.walk(planOf(reflect.TypeFor[string]()), unsafe.Pointer(new((*time.Location)(at).String())))
	case opMap:
		w.mapping(p, at)
	case opInterface:
		w.dynamic(p, at)
	default:
		p.refuse("no key can be made of")
	}
}

func (w *walker) structure(p *plan, at unsafe.Pointer) {
	w.enter()
	for i := range p.fields {
		f := &p.fields[i]
		if f.skipped {
			continue
		}
		if !w.tell {
			w.walk(f.plan, unsafe.Add(at, f.offset))
			continue
		}
		back := len(w.path)
		w.path = append(append(w.path, '.'), f.name...)
		w.walk(f.plan, unsafe.Add(at, f.offset))
		w.path = w.path[:back]
	}
	w.depth--
}

// pointer writes 0 for nil, 1 and the value, or 2 and the key that stands for
// the value.
func (w *walker) pointer(p *plan, at unsafe.Pointer) {
	if at == nil {
		w.nothing()
		return
	}
	if p.elem.keyed {
		if key := (*[16]byte)(unsafe.Add(at, p.elem.key)); *key != [16]byte{} {
			w.buf = append(append(w.buf, 2), key[:]...)
			if w.tell {
				w.say(fmt.Sprintf("%s %x", p.elem.typ.Name(), *key))
			}
			return
		}
	}
	w.buf = append(w.buf, 1)
	w.enter()
	w.walk(p.elem, at)
	w.depth--
}

func (w *walker) items(elem *plan, at unsafe.Pointer, n int, absent bool) {
	if absent {
		w.nothing()
		return
	}
	w.buf = binary.AppendUvarint(w.buf, uint64(n)+1)
	if n == 0 && w.tell {
		w.say("empty")
	}
	w.enter()
	for i := range n {
		if !w.tell {
			w.walk(elem, unsafe.Add(at, uintptr(i)*elem.size))
			continue
		}
		back := len(w.path)
		w.path = append(strconv.AppendInt(append(w.path, '['), int64(i), 10), ']')
		w.walk(elem, unsafe.Add(at, uintptr(i)*elem.size))
		w.path = w.path[:back]
	}
	w.depth--
}

func (w *walker) octets(b []byte, absent bool) {
	if absent {
		w.nothing()
		return
	}
	w.buf = binary.AppendUvarint(w.buf, uint64(len(b))+1)
	w.buf = append(w.buf, b...)
	if w.tell && len(b) <= 32 {
		w.say(fmt.Sprintf("%x", b))
	} else if w.tell {
		w.say(fmt.Sprintf("%d bytes, hash %x", len(b), Of(b)))
	}
}

func (w *walker) mapping(p *plan, at unsafe.Pointer) {
	m := p.value(at)
	if m.IsNil() {
		w.nothing()
		return
	}
	w.buf = binary.AppendUvarint(w.buf, uint64(m.Len())+1)
	if m.Len() == 0 && w.tell {
		w.say("empty")
	}
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return compare(a.String(), b.String()) })
	room := reflect.New(p.typ.Elem())
	w.enter()
	for _, k := range keys {
		w.buf = binary.AppendUvarint(w.buf, uint64(k.Len()))
		w.buf = append(w.buf, k.String()...)
		room.Elem().Set(m.MapIndex(k))
		back := len(w.path)
		if w.tell {
			w.path = append(strconv.AppendQuote(append(w.path, '['), k.String()), ']')
		}
		w.walk(p.elem, room.UnsafePointer())
		w.path = w.path[:back]
	}
	w.depth--
}

// dynamic writes what an interface holds, after the name of its type.
func (w *walker) dynamic(p *plan, at unsafe.Pointer) {
	v := p.value(at).Elem()
	if !v.IsValid() {
		w.nothing()
		return
	}
	name := v.Type().String()
	w.buf = binary.AppendUvarint(w.buf, uint64(len(name))+1)
	w.buf = append(w.buf, name...)
	room := reflect.New(v.Type())
	room.Elem().Set(v)
	w.enter()
	w.walk(planOf(v.Type()), room.UnsafePointer())
	w.depth--
}

func (w *walker) nothing() {
	w.buf = append(w.buf, 0)
	if w.tell {
		w.say("nil")
	}
}

func (w *walker) say(text string) {
	w.lines = append(w.lines, string(w.path)+" = "+text)
}

func (w *walker) enter() {
	if w.depth++; w.depth > deepest {
		w.depth = 0
		panic("cache: no key can be made of a value that goes round in a circle")
	}
}

// Explain tells what Value(v) adds to a Hash, a line for each thing that was
// hashed: `ArticleView.Standfirst = "…"`.
func Explain(v any) []string {
	w := walker{tell: true}
	w.root(v)
	return w.lines
}
