package cache

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unsafe"
)

// walker writes what values hold, in one of two forms: unambiguous bytes that a key
// is hashed from, or a record that decoder reads. Where told, it writes the first
// also as text: an explanation cannot tell of another key.
type walker struct {
	buf    []byte
	record bool
	stood  []byte // of each key that stood for a value, the first four bytes
	depth  int
	tell   bool
	path   []byte
	lines  []string
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
		if s := (*slice)(at); !w.count(s.len, s.data == nil) {
			w.items(p.elem, s.data, s.len)
		}
	case opBytes:
		if b := *(*[]byte)(at); !w.count(len(b), b == nil) {
			w.octets(b)
		}
	case opArray:
		if p.elem.op == opUint && p.elem.size == 1 {
			w.octets(unsafe.Slice((*byte)(at), p.n))
			return
		}
		w.items(p.elem, at, p.n)
	default:
		w.scalar(p, at)
	}
}

func (w *walker) scalar(p *plan, at unsafe.Pointer) {
	switch p.op {
	case opBool:
		b := *(*bool)(at)
		w.buf = append(w.buf, *(*byte)(at))
		if w.tell {
			w.say(strconv.FormatBool(b))
		}
	case opInt:
		n := p.int(at)
		w.buf = binary.AppendVarint(w.buf, n)
		if w.tell {
			w.say(strconv.FormatInt(n, 10))
		}
	case opUint:
		n := p.uint(at)
		w.buf = binary.AppendUvarint(w.buf, n)
		if w.tell {
			w.say(strconv.FormatUint(n, 10))
		}
	case opFloat:
		f := p.value(at).Float()
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
	case opMap:
		w.mapping(p, at)
	default:
		switch {
		case w.record:
			p.refuse(w.cannot())
		case p.op == opZone:
			name := (*time.Location)(at).String()
			w.walk(planOf(reflect.TypeFor[string]()), unsafe.Pointer(&name))
		case p.op == opInterface:
			w.dynamic(p, at)
		default:
			p.refuse(w.cannot())
		}
	}
}

func (w *walker) structure(p *plan, at unsafe.Pointer) {
	w.enter()
	fields := p.hashed
	if w.record {
		fields = p.kept
	}
	for i := range fields {
		f := &fields[i]
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

// pointer writes 0 for nil, 1 and the value, or, in a key, 2 and the key that stands
// for the value.
func (w *walker) pointer(p *plan, at unsafe.Pointer) {
	if at == nil {
		w.nothing()
		return
	}
	if p.elem.keyed && !w.record {
		if key := (*[16]byte)(unsafe.Add(at, p.elem.key)); *key != [16]byte{} {
			w.buf = append(append(w.buf, 2), key[:]...)
			w.stood = append(w.stood, key[:4]...)
			if w.tell {
				w.say(fmt.Sprintf("%s %x", p.elem.typ.Name(), *key))
			}
			return
		}
	}
	w.buf = append(w.buf, 1)
	if p.elem.shared && w.record {
		w.shared(p.elem, at)
		return
	}
	w.enter()
	w.walk(p.elem, at)
	w.depth--
}

// shared writes a value of a record after its length, by which equal ones are found.
func (w *walker) shared(p *plan, at unsafe.Pointer) {
	one := walker{record: true, depth: w.depth}
	one.walk(p, at)
	w.buf = binary.AppendUvarint(w.buf, uint64(len(one.buf)))
	w.buf = append(w.buf, one.buf...)
}

// count writes 0 for what is nil, else one more than its length.
func (w *walker) count(n int, absent bool) bool {
	if absent {
		w.nothing()
		return true
	}
	w.buf = binary.AppendUvarint(w.buf, uint64(n)+1)
	if n == 0 && w.tell {
		w.say("empty")
	}
	return false
}

func (w *walker) items(elem *plan, at unsafe.Pointer, n int) {
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

func (w *walker) octets(b []byte) {
	w.buf = append(w.buf, b...)
	switch {
	case !w.tell || len(b) == 0:
	case len(b) <= 32:
		w.say(fmt.Sprintf("%x", b))
	default:
		w.say(fmt.Sprintf("%d bytes, hash %x", len(b), Of(b)))
	}
}

func (w *walker) mapping(p *plan, at unsafe.Pointer) {
	m := p.value(at)
	if w.count(m.Len(), m.IsNil()) {
		return
	}
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
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
		panic("cache: " + w.cannot() + " a value that goes round in a circle")
	}
}

func (w *walker) cannot() string {
	if w.record {
		return "nothing can be kept of"
	}
	return "no key can be made of"
}

// Explain tells what Value(v) adds to a Hash, a line for each thing that was
// hashed: `ArticleView.Standfirst = "…"`.
func Explain(v any) []string {
	w := walker{tell: true}
	w.root(v)
	return w.lines
}
