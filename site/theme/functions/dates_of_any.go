package functions

import (
	"fmt"
	"html/template"
	"time"
)

// DatesOfAny are the functions of dates for values of the paper's own: a field that is not there is nothing, and one
// with words in the place of a date stays as it is, for one story's slip must stop no paper. Programs leave such
// values to html/template.
func DatesOfAny(plain template.FuncMap) template.FuncMap {
	out := template.FuncMap{}
	for name, f := range plain {
		switch f := f.(type) {
		case func(string, time.Time) string:
			out[name] = func(pos string, of any) string { return dateOfAny(of, func(t time.Time) string { return f(pos, t) }) }
		case func(time.Time) string:
			out[name] = func(of any) string { return dateOfAny(of, f) }
		case func(time.Time) bool: // zero
			out[name] = func(of any) bool {
				t, ok := of.(time.Time)
				return !ok && (of == nil || of == "") || ok && f(t)
			}
		case func(time.Time, bool) string:
			out[name] = func(of any, hour bool) string { return dateOfAny(of, func(t time.Time) string { return f(t, hour) }) }
		}
	}
	return out
}

func dateOfAny(of any, f func(time.Time) string) string {
	switch of := of.(type) {
	case nil:
		return ""
	case time.Time:
		return f(of)
	}
	return fmt.Sprint(of)
}
