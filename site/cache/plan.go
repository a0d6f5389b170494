package cache

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// op is how a value of a plan is walked.
type op uint8

const (
	opBool op = iota
	opInt
	opUint
	opFloat
	opString
	opBytes // []byte and its kin
	opTime
	opZone // time.Location: its name stands for it
	opArray
	opSlice
	opMap
	opPointer
	opStruct
	opInterface
	opRefused // found while walking, so that a skipped field may hold anything
)

// plan is what is known of a type before any value of it is seen. It is made
// once a type and shared by keys, Explain, Marshal, Unmarshal and Shape.
type plan struct {
	op     op
	typ    reflect.Type
	size   uintptr
	elem   *plan
	n      int     // of an array
	hashed []field // of a struct, in keys: all but those with `key:"-"`
	kept   []field // in records: the exported ones
	key    uintptr // where the Key of a struct stands, if keyed
	keyed  bool
	min    int       // bytes that the shortest encoding has; 0 until known
	shared bool      // a struct of which equal ones are one
	known  *sync.Map // of a shared struct: what was read, by its encoding
}

type field struct {
	name   string
	offset uintptr
	plan   *plan
}

var (
	timeType = reflect.TypeFor[time.Time]()
	zoneType = reflect.TypeFor[time.Location]()
	sumType  = reflect.TypeFor[[16]byte]()
)

var plans sync.Map // reflect.Type to *plan, each finished

var planning sync.Mutex

// planOf gives the plan of t.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	planning.Lock()
	defer planning.Unlock()
	made := map[reflect.Type]*plan{}
	p := compile(t, made)
	for _, m := range made {
		m.min = m.shortest()
	}
	for t, m := range made {
		plans.LoadOrStore(t, m)
	}
	return p
}

// compile makes the plan of t and of all that it holds. A type that holds
// itself finds its own unfinished plan in made.
func compile(t reflect.Type, made map[reflect.Type]*plan) *plan {
	if p := made[t]; p != nil {
		return p
	}
	p := &plan{typ: t, size: t.Size()}
	made[t] = p
	p.op = opOf(t)
	switch p.op {
	case opArray:
		p.n = t.Len()
		p.elem = compile(t.Elem(), made)
	case opSlice, opMap, opPointer:
		p.elem = compile(t.Elem(), made)
	case opStruct:
		p.structure(made)
	}
	return p
}

func opOf(t reflect.Type) op {
	switch t {
	case timeType:
		return opTime
	case zoneType:
		return opZone
	}
	switch t.Kind() {
	case reflect.Bool:
		return opBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return opInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return opUint
	case reflect.Float32, reflect.Float64:
		return opFloat
	case reflect.String:
		return opString
	case reflect.Array:
		return opArray
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return opBytes
		}
		return opSlice
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return opMap
		}
	case reflect.Pointer:
		return opPointer
	case reflect.Struct:
		return opStruct
	case reflect.Interface:
		return opInterface
	}
	return opRefused
}

func (p *plan) structure(made map[reflect.Type]*plan) {
	for i := range p.typ.NumField() {
		f := p.typ.Field(i)
		skipped := f.Tag.Get("key") == "-"
		if f.Name == "Key" && skipped && f.Type.ConvertibleTo(sumType) && f.Type.Kind() == reflect.Array {
			p.key, p.keyed = f.Offset, true
		}
		if f.Tag.Get("cache") == "shared" {
			p.shared, p.known = true, new(sync.Map)
		}
		this := field{f.Name, f.Offset, compile(f.Type, made)}
		if !skipped {
			p.hashed = append(p.hashed, this)
		}
		// An embedded struct's exported fields are promoted even where the
		// struct's own name is not exported.
		if f.IsExported() || f.Anonymous && f.Type.Kind() == reflect.Struct {
			p.kept = append(p.kept, this)
		}
	}
}

// shortest is the least that Marshal writes for a value. It ends, because a
// type can hold itself only through a pointer, a slice or a map.
func (p *plan) shortest() int {
	switch p.op {
	case opFloat:
		return 8
	case opTime:
		return 1
	case opArray:
		return p.n * p.elem.shortest()
	case opStruct:
		n := 0
		for _, f := range p.kept {
			n += f.plan.shortest()
		}
		return n
	}
	return 1
}

// refuse ends the program's fault of giving a type that has no value to speak of.
func (p *plan) refuse(what string) {
	panic(fmt.Sprintf("cache: %s a value of type %s (%s): only plain data can be", what, p.typ, p.typ.Kind()))
}

// slice is what a slice is in memory.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

// value is the variable of p's type at an address, for what is too rare to be
// walked by hand.
func (p *plan) value(at unsafe.Pointer) reflect.Value { return reflect.NewAt(p.typ, at).Elem() }

// rooted gives the plan of what v is or points at, and where it stands.
func rooted(v any) (*plan, unsafe.Pointer) {
	r := reflect.ValueOf(v)
	if !r.IsValid() {
		panic("cache: a nil interface has no type")
	}
	if r.Kind() == reflect.Pointer {
		return planOf(r.Type().Elem()), r.UnsafePointer()
	}
	c := reflect.New(r.Type())
	c.Elem().Set(r)
	return planOf(r.Type()), c.UnsafePointer()
}

// Shape is the hash of how Marshal writes values of v's type: the names, the
// order and the kinds of its exported fields, all the way down. A record of
// another shape must not be read.
func Shape(v any) Sum {
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var b strings.Builder
	planOf(t).describe(&b, map[*plan]int{})
	return Of([]byte(b.String()))
}

func (p *plan) describe(b *strings.Builder, seen map[*plan]int) {
	if n, ok := seen[p]; ok {
		fmt.Fprintf(b, "#%d", n)
		return
	}
	switch p.op {
	case opStruct:
		seen[p] = len(seen)
		if p.shared {
			b.WriteString("shared ")
		}
		b.WriteByte('{')
		for _, f := range p.kept {
			b.WriteString(f.name + " ")
			f.plan.describe(b, seen)
			b.WriteByte(';')
		}
		b.WriteByte('}')
	case opArray:
		fmt.Fprintf(b, "[%d]", p.n)
		p.elem.describe(b, seen)
	case opSlice, opMap, opPointer:
		seen[p] = len(seen)
		fmt.Fprintf(b, "%s ", p.typ.Kind())
		p.elem.describe(b, seen)
	default:
		fmt.Fprintf(b, "%d/%d", p.op, p.size)
	}
}
