package functions

import (
	"cmp"
	"reflect"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// concrete is what pointers and interfaces lead to; invalid where that is nothing.
func concrete(v reflect.Value) reflect.Value {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	return v
}

// interfaceOf is a value of a template; nil where there is none.
func interfaceOf(v reflect.Value) any {
	if !v.IsValid() || !v.CanInterface() || (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil() {
		return nil
	}
	return v.Interface()
}

// valueAt follows a path, "Section.Title", through structs and maps; "" is the value itself. It gives nil where
// the path leads nowhere.
func valueAt(v reflect.Value, path string) any {
	if path == "" {
		return interfaceOf(v)
	}
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "."), ".") {
		v = concrete(v)
		switch {
		case !v.IsValid():
			return nil
		case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String:
			v = v.MapIndex(reflect.ValueOf(name).Convert(v.Type().Key()))
		case v.Kind() == reflect.Struct:
			f, ok := v.Type().FieldByName(name)
			if !ok || !f.IsExported() {
				return nil
			}
			var err error
			if v, err = v.FieldByIndexErr(f.Index); err != nil {
				return nil
			}
		default:
			return nil
		}
	}
	return interfaceOf(v)
}

// listOf is a list; invalid where there is nothing.
func listOf(name string, of any) (reflect.Value, error) {
	v := concrete(reflect.ValueOf(of))
	if v.IsValid() && v.Kind() != reflect.Slice {
		return v, site.Failure("%s تأخذ قائمة", "%s wants a list", name)
	}
	return v, nil
}

// numberOf is a number.
func numberOf(v any) (float64, bool) {
	switch r := concrete(reflect.ValueOf(v)); {
	case !r.IsValid():
		return 0, false
	case r.CanInt():
		return float64(r.Int()), true
	case r.CanUint():
		return float64(r.Uint()), true
	case r.CanFloat():
		return r.Float(), true
	}
	return 0, false
}

// equal says that two values are the same: 2 and 2.0 are, and a type's name and its text.
func equal(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	c, ok := compare(a, b)
	if ok && c == 0 {
		x, isText := textIn(a)
		y, _ := textIn(b)
		return !isText || x == y // two words may stand at one place of a dictionary
	}
	return !ok && reflect.TypeOf(a).Comparable() && reflect.TypeOf(a) == reflect.TypeOf(b) && a == b
}

func textIn(v any) (string, bool) {
	r := concrete(reflect.ValueOf(v))
	if r.IsValid() && r.Kind() == reflect.String {
		return r.String(), true
	}
	return "", false
}

// compare is the order of two values of one kind: numbers, texts in the order of the dictionary, dates, flags.
func compare(a, b any) (c int, ok bool) {
	if x, isNumber := numberOf(a); isNumber {
		y, both := numberOf(b)
		return cmp.Compare(x, y), both
	}
	if x, isText := textIn(a); isText {
		y, both := textIn(b)
		if !both {
			return 0, false
		}
		return cmp.Or(cmp.Compare(arabic.CollationKey(x), arabic.CollationKey(y)), cmp.Compare(x, y)), true
	}
	switch x := a.(type) {
	case time.Time:
		y, both := b.(time.Time)
		return x.Compare(y), both
	case bool:
		y, both := b.(bool)
		return cmp.Compare(flag(x), flag(y)), both
	}
	return 0, false
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
