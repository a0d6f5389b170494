// Package functions has what templates call of lists, maps, numbers, texts and dates. Each function gives the
// same for the same arguments: no clock, no map order.
//
// Belongs here: functions of their arguments alone. Does not: what asks the edition, the theme's files or the
// locale (package theme).
package functions

import (
	"cmp"
	"encoding/json"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// All are the functions by their names.
func All() template.FuncMap {
	return template.FuncMap{
		"dict": dict, "list": list, "keys": keys, "contains": contains, "get": get,
		"where": where, "sort": sortBy, "last": last, "reverse": reverse, "uniq": uniq, "group": group, "groupDate": groupDate,
		"add": add, "sub": sub, "mul": mul, "div": div, "mod": mod, "min": least, "max": most, "round": round, "sum": sum, "percent": percent,
		"truncate": truncate, "textOf": textOf, "replace": replace, "split": split, "slug": arabic.Slug, "lower": strings.ToLower,
		"safeURL": func(s string) template.URL { return template.URL(s) }, "safeHTML": func(s string) template.HTML { return template.HTML(s) },
		"safeCSS": func(s string) template.CSS { return template.CSS(s) }, "safeAttr": func(s string) template.HTMLAttr { return template.HTMLAttr(s) },
		"json": toJSON, "parts": parts, "stands": stands,
		"days": days, "years": years, "addDays": func(n int, of any) any { return later(of, 0, n) }, "addMonths": func(n int, of any) any { return later(of, n, 0) },
	}
}

// toJSON is a value as JSON. In a page it stands in a script; in a JSON file each value is written so anyway.
func toJSON(v any) (template.JS, error) {
	out, err := json.Marshal(v)
	return template.JS(out), err
}

// dict makes a map of names and values in turn.
func dict(pairs ...any) (own.Params, error) {
	if len(pairs)%2 != 0 {
		return nil, site.Failure("dict تأخذ أسماء وقيمًا، اسمًا ثم قيمته", "dict wants names and values in turn")
	}
	out := make(own.Params, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, site.Failure("الاسم في dict نص بين علامتي \"", "a name of dict is text between \" marks")
		}
		out[name] = pairs[i+1]
	}
	return out, nil
}

func list(values ...any) []any { return values }

// keys are the names of a map, sorted.
func keys(m any) ([]string, error) {
	v := concrete(reflect.ValueOf(m))
	if !v.IsValid() {
		return nil, nil
	}
	if v.Kind() != reflect.Map || v.Type().Key().Kind() != reflect.String {
		return nil, site.Failure("keys تأخذ أسماء وقيمًا", "keys wants a map")
	}
	out := make([]string, 0, v.Len())
	for _, k := range v.MapKeys() {
		out = append(out, k.String())
	}
	slices.Sort(out)
	return out, nil
}

// get gives the field of a path, "team.name", of a map or of a card; nil where there is none.
func get(path string, of any) any { return valueAt(reflect.ValueOf(of), path) }

// contains says that a list has a value, or a text another.
func contains(in, value any) (bool, error) {
	v := concrete(reflect.ValueOf(in))
	switch {
	case !v.IsValid():
		return false, nil
	case v.Kind() == reflect.String:
		text, ok := value.(string)
		return ok && strings.Contains(v.String(), text), nil
	case v.Kind() != reflect.Slice && v.Kind() != reflect.Array:
		return false, site.Failure("contains تأخذ قائمة أو نصًا", "contains wants a list or a text")
	}
	for i := range v.Len() {
		if equal(interfaceOf(v.Index(i)), value) {
			return true, nil
		}
	}
	return false, nil
}

// where gives the items of a list whose field is a value: where .Cards "Type" "opinion". With a sign
// between them the field is compared: where .rows "votes" ">" 100.
func where(of any, path string, args ...any) (any, error) {
	sign := "=="
	switch len(args) {
	case 1:
	case 2:
		s, ok := args[0].(string)
		if !ok {
			return nil, errSign
		}
		sign, args = s, args[1:]
	default:
		return nil, site.Failure("where تأخذ قائمة واسم حقل وقيمة، وبينهما علامة إن شئت", "where wants a list, the name of a field and a value, with a sign between them if there is one")
	}
	holds, ok := signs[sign]
	if !ok {
		return nil, errSign
	}
	return keep("where", of, func(item any) bool { return holds(valueAt(reflect.ValueOf(item), path), args[0]) })
}

var errSign = site.Failure("العلامة في where واحدة من: == != < <= > >= in has", "a sign of where is one of == != < <= > >= in has")

var signs = map[string]func(a, b any) bool{
	"==":  equal,
	"!=":  func(a, b any) bool { return !equal(a, b) },
	"<":   func(a, b any) bool { c, ok := compare(a, b); return ok && c < 0 },
	"<=":  func(a, b any) bool { c, ok := compare(a, b); return ok && c <= 0 },
	">":   func(a, b any) bool { c, ok := compare(a, b); return ok && c > 0 },
	">=":  func(a, b any) bool { c, ok := compare(a, b); return ok && c >= 0 },
	"in":  func(a, b any) bool { ok, err := contains(b, a); return ok && err == nil },
	"has": func(a, b any) bool { ok, err := contains(a, b); return ok && err == nil },
}

// keep gives the items of a list that a function holds for, in a list of the same type.
func keep(name string, of any, holds func(item any) bool) (any, error) {
	v, err := listOf(name, of)
	if err != nil || !v.IsValid() {
		return nil, err
	}
	out := reflect.MakeSlice(reflect.SliceOf(v.Type().Elem()), 0, v.Len())
	for i := range v.Len() {
		if holds(interfaceOf(v.Index(i))) {
			out = reflect.Append(out, v.Index(i))
		}
	}
	return out.Interface(), nil
}

// sortBy gives a list in order: of its values, or of a field of each; "desc" turns it. Words are in the order of
// the dictionary; what has no value comes last.
func sortBy(of any, args ...string) (any, error) {
	v, err := listOf("sort", of)
	if err != nil || !v.IsValid() {
		return nil, err
	}
	path, down := "", false
	switch {
	case len(args) > 2 || len(args) == 2 && args[1] != "desc" && args[1] != "asc":
		return nil, site.Failure(`sort تأخذ قائمة، ثم اسم حقل و"desc" إن شئت`, `sort wants a list, and perhaps the name of a field and "desc"`)
	case len(args) == 2:
		path, down = args[0], args[1] == "desc"
	case len(args) == 1 && (args[0] == "desc" || args[0] == "asc"):
		down = args[0] == "desc"
	case len(args) == 1:
		path = args[0]
	}
	type keyed struct {
		item reflect.Value
		key  any
	}
	items := make([]keyed, v.Len())
	for i := range items {
		items[i] = keyed{v.Index(i), valueAt(v.Index(i), path)}
	}
	slices.SortStableFunc(items, func(a, b keyed) int {
		switch {
		case a.key == nil || b.key == nil:
			return cmp.Compare(isNil(a.key), isNil(b.key))
		case down:
			a, b = b, a
		}
		c, _ := compare(a.key, b.key)
		return c
	})
	out := reflect.MakeSlice(reflect.SliceOf(v.Type().Elem()), 0, len(items))
	for _, item := range items {
		out = reflect.Append(out, item.item)
	}
	return out.Interface(), nil
}

func isNil(v any) int {
	if v == nil {
		return 1
	}
	return 0
}

// last gives the last n of a list.
func last(n int, of any) (any, error) {
	v, err := listOf("last", of)
	if err != nil || !v.IsValid() {
		return nil, err
	}
	return v.Slice(max(0, v.Len()-max(0, n)), v.Len()).Interface(), nil
}

func reverse(of any) (any, error) {
	v, err := listOf("reverse", of)
	if err != nil || !v.IsValid() {
		return nil, err
	}
	out := reflect.MakeSlice(reflect.SliceOf(v.Type().Elem()), 0, v.Len())
	for i := v.Len() - 1; i >= 0; i-- {
		out = reflect.Append(out, v.Index(i))
	}
	return out.Interface(), nil
}

// uniq gives each value of a list once.
func uniq(of any) (any, error) {
	var seen []any
	return keep("uniq", of, func(item any) bool {
		if slices.ContainsFunc(seen, func(known any) bool { return equal(known, item) }) {
			return false
		}
		seen = append(seen, item)
		return true
	})
}

// Group is the items of a list that have one value of a field.
type Group struct {
	Key   any       // the value
	Date  time.Time // of groupDate: where the day, the month or the year begins
	Items []any
}

// group parts a list by a field, in the order in which its values come.
func group(of any, path string) ([]*Group, error) {
	return grouped("group", of, func(item any) (any, time.Time) { return valueAt(reflect.ValueOf(item), path), time.Time{} })
}

// groupDate parts a list by the day, the month or the year of a date: that of cards, or of a field.
func groupDate(unit string, of any, field ...string) ([]*Group, error) {
	layout, ok := map[string]string{"day": time.DateOnly, "month": "2006-01", "year": "2006"}[unit]
	if !ok || len(field) > 1 {
		return nil, site.Failure(`groupDate تأخذ "day" أو "month" أو "year"، ثم قائمة، ثم اسم الحقل إن لم يكن Date`, `groupDate wants "day", "month" or "year", then a list, then the name of the field if it is not Date`)
	}
	path := "Date"
	if len(field) > 0 {
		path = field[0]
	}
	return grouped("groupDate", of, func(item any) (any, time.Time) {
		t, ok := valueAt(reflect.ValueOf(item), path).(time.Time)
		if !ok || t.IsZero() {
			return nil, time.Time{}
		}
		y, m, d := t.Date()
		switch unit {
		case "month":
			d = 1
		case "year":
			m, d = 1, 1
		}
		return t.Format(layout), time.Date(y, m, d, 0, 0, 0, 0, t.Location())
	})
}

func grouped(name string, of any, key func(item any) (any, time.Time)) (out []*Group, err error) {
	v, err := listOf(name, of)
	if err != nil || !v.IsValid() {
		return nil, err
	}
	for i := range v.Len() {
		item := interfaceOf(v.Index(i))
		k, date := key(item)
		at := slices.IndexFunc(out, func(g *Group) bool { return equal(g.Key, k) })
		if at < 0 {
			at = len(out)
			out = append(out, &Group{Key: k, Date: date})
		}
		out[at].Items = append(out[at].Items, item)
	}
	return out, nil
}
