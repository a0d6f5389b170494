package cache

import (
	"fmt"
	"reflect"
	"strings"
)

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
		for _, f := range p.fields {
			if f.kept {
				b.WriteString(f.name + " ")
				f.plan.describe(b, seen)
				b.WriteByte(';')
			}
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
