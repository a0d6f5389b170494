package cache

import (
	"errors"
	"reflect"
	"slices"
)

// Marshal writes all exported fields of what v is or points at, whatever their
// key tag.
func Marshal(v any) []byte { return slices.Clip(Append(make([]byte, 0, 1024), v)) }

// Append appends to buf what Marshal writes of v.
func Append(buf []byte, v any) []byte {
	p, at := rooted(v)
	if at == nil {
		panic("cache: nothing can be kept of a nil pointer")
	}
	w := walker{buf: buf, record: true}
	w.walk(p, at)
	return w.buf
}

// errDamaged is every way in which bytes can fail to be what Marshal wrote.
var errDamaged = errors.New("cache: these bytes are not a record of that type")

// Unmarshal reads what Marshal wrote of a value of the same shape into what v
// points at. Its strings and byte slices lie in data, which must never change again:
// what Store.Get gives never does. Damaged bytes give an error, never a panic, and
// never more memory than a fixed multiple of their own length; v is then half
// filled. A time comes back as the same instant with the same distance from UTC, in
// a zone without a name.
func Unmarshal(data []byte, v any) error {
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
