package theme

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// Field is what a template may name of a value: a field, or one of a struct that stands in it without a
// name.
type Field struct {
	Name string
	Type string // as a theme's author reads it: string, []Link, *SideCard
}

// FieldsOf are the fields of a View, or of a value in it, in the order in which they are written down.
func FieldsOf(of reflect.Type) (fields []Field) {
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(of) {
		if f.IsExported() && !f.Anonymous {
			fields = append(fields, Field{f.Name, strings.NewReplacer("site.", "", "own.", "", "template.", "", "arabic.", "").Replace(f.Type.String())})
		}
	}
	return fields
}

// TypesIn are the structs of ours that a View holds, itself first, by their names.
func TypesIn(view reflect.Type) (types []reflect.Type) {
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array}, t.Kind()) {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || !strings.HasPrefix(t.PkgPath(), "warraq/") || slices.Contains(types, t) {
			return
		}
		types = append(types, t)
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				walk(t.Field(i).Type)
			}
		}
	}
	walk(view)
	return types
}

// Describe lists what a template of a View may name, and what the values in it have, a struct behind the
// other.
func Describe(view any) []byte {
	var b []byte
	for i, of := range TypesIn(reflect.TypeOf(view)) {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(append(b, of.Name()...), '\n')
		for _, f := range FieldsOf(of) {
			b = fmt.Appendf(b, "    .%-16s %s\n", f.Name, f.Type)
		}
	}
	return b
}

// noField is the error of a template that names a field which is not there.
var noField = regexp.MustCompile(`can't evaluate field (\S+) in type \*?(?:\w+\.)?(\w+)`)

// nameFields says which fields there are, where a template names another.
func nameFields(p *site.Problem, err error, view any) {
	m := noField.FindStringSubmatch(err.Error())
	if m == nil || view == nil {
		return
	}
	types := TypesIn(reflect.TypeOf(view))
	at := slices.IndexFunc(types, func(t reflect.Type) bool { return t.Name() == m[2] })
	if at < 0 {
		return
	}
	var names []string
	for _, f := range FieldsOf(types[at]) {
		names = append(names, f.Name)
	}
	all := strings.Join(names, " ")
	p.Hint = site.Say("حقوله: %s", "its fields: %s", all)
	if near := arabic.Nearest(m[1], slices.Values(names), strings.ToLower); near != "" {
		p.Hint = site.Say("لعلك تقصد %s؛ حقوله: %s", "did you mean %s? Its fields: %s", near, all)
	} else if i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, m[1]) }); i >= 0 {
		p.Hint = site.Say("اكتبه %s: الحروف الكبيرة غير الصغيرة", "write it %s: capital letters count", names[i])
	}
}
