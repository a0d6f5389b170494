package program

import (
	"cmp"
	"errors"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"time"
)

// direct calls a Go function with evaluated arguments.
type direct func(args []reflect.Value) (reflect.Value, error)

// applied evaluates all arguments, then calls f.
func applied(of reflect.Type, args []value, f func(m *machine, args []reflect.Value) (reflect.Value, error)) value {
	return value{of: of, eval: withArguments(args, f)}
}

// withArguments evaluates all arguments, then calls f. The arguments lie on the machine's stack
// while f runs.
func withArguments[R any](args []value, f func(m *machine, args []reflect.Value) (R, error)) func(m *machine, dot reflect.Value) (R, error) {
	return func(m *machine, dot reflect.Value) (result R, err error) {
		top := len(m.stack)
		for _, a := range args {
			v, err := a.eval(m, dot)
			if err != nil {
				return result, err
			}
			m.stack = append(m.stack, v)
		}
		result, err = f(m, m.stack[top:])
		m.stack = m.stack[:top]
		return result, err
	}
}

// strict is applied for a function that needs its arguments only.
func strict(of reflect.Type, args []value, f direct) value {
	return applied(of, args, func(_ *machine, args []reflect.Value) (reflect.Value, error) { return f(args) })
}

// function compiles a call. A plain function with constant arguments is called
// here and now.
func (s *scope) function(name string, args []value) (value, error) {
	if special, ok := s.functions.Special[name]; ok {
		return callSpecial(special, args)
	}
	var v value
	var err error
	if f, ok := s.functions.Plain[name]; ok {
		v, err = invoke(f, args)
	} else {
		v, err = builtin(name, args)
	}
	if err != nil {
		return v, err
	}
	for _, a := range args {
		if !a.constant.IsValid() {
			return v, nil
		}
	}
	result, err := v.eval(&machine{work: &s.constants, at: s.program.root}, reflect.Value{})
	if err != nil || v.of == nil {
		return v, errUnknown
	}
	return constant(result), nil
}

// Typed is a function of one argument, which is called without reflection.
func Typed[A, R any](f func(A) R) Special {
	return typed([]reflect.Type{reflect.TypeFor[A]()}, func(in []reflect.Value) (R, error) { return f(arg[A](in[0])), nil })
}

// Typed2 is a function of two arguments that may fail, which is called without reflection.
func Typed2[A, B, R any](f func(A, B) (R, error)) Special {
	return typed([]reflect.Type{reflect.TypeFor[A](), reflect.TypeFor[B]()}, func(in []reflect.Value) (R, error) {
		return f(arg[A](in[0]), arg[B](in[1]))
	})
}

func typed[R any](types []reflect.Type, f func(in []reflect.Value) (R, error)) Special {
	return func(args []Arg) (Call, bool) {
		fits := func(a Arg, of reflect.Type) bool { return a.Type == of }
		return Call{Result: reflect.TypeFor[R](), Do: func(_ any, in []reflect.Value) (reflect.Value, error) {
			result, err := f(in)
			return reflect.ValueOf(result), err
		}}, slices.EqualFunc(args, types, fits)
	}
}

func callSpecial(special Special, args []value) (value, error) {
	known := make([]Arg, len(args))
	for i, a := range args {
		known[i] = Arg{a.of, a.constant}
	}
	call, ok := special(known)
	if !ok {
		return value{}, errUnknown
	}
	return applied(call.Result, args, func(m *machine, args []reflect.Value) (reflect.Value, error) {
		v, err := call.Do(m.page, args)
		return inner(v), err
	}), nil
}

// invoke calls a Go function. The common signatures are called directly, the
// others by reflection.
func invoke(f any, args []value) (value, error) {
	fn := reflect.ValueOf(f)
	t := fn.Type()
	if t.IsVariadic() || t.NumIn() != len(args) || t.NumOut() > 2 || t.NumOut() == 0 || t.Out(0).Kind() == reflect.Interface {
		return value{}, errUnknown
	}
	for i, a := range args {
		if a.of == nil || a.of != anyType && !a.of.AssignableTo(t.In(i)) { // a value of another type than that panics, and html/template tells
			return value{}, errUnknown
		}
	}
	if text := directly(f); text != nil {
		return textual(t.Out(0), args, text), nil
	}
	if f, ok := f.(func(time.Time) bool); ok {
		return strict(boolType, args, func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(arg[time.Time](in[0]))), nil
		}), nil
	}
	return strict(t.Out(0), args, func(args []reflect.Value) (reflect.Value, error) {
		out := fn.Call(args)
		if len(out) == 2 && !out[1].IsNil() {
			err, _ := out[1].Interface().(error)
			return out[0], err
		}
		return out[0], nil
	}), nil
}

// textual is a call of a function that makes a text of a type.
func textual(of reflect.Type, args []value, f func(in []reflect.Value) (string, error)) value {
	text := withArguments(args, func(_ *machine, in []reflect.Value) (string, error) { return f(in) })
	return value{of: of, text: text, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		s, err := text(m, dot)
		if of == htmlType {
			return reflect.ValueOf(template.HTML(s)), err
		}
		return reflect.ValueOf(s), err
	}}
}

// directly gives a call without reflection for the signatures of which pages use most, and
// which make a text.
func directly(f any) func(in []reflect.Value) (string, error) {
	switch f := f.(type) {
	case func(string) string:
		return one(f)
	case func(string) template.HTML:
		return one(f)
	case func(time.Time) string:
		return one(f)
	case func(string, time.Time) string:
		return two(f)
	case func(time.Time, bool) string:
		return two(f)
	case func(time.Time, string) string: // time.Time.Format
		return two(f)
	case func(string) (string, error):
		return func(in []reflect.Value) (string, error) { return f(arg[string](in[0])) }
	case func(string, int) (string, error):
		return func(in []reflect.Value) (string, error) { return f(arg[string](in[0]), arg[int](in[1])) }
	}
	return nil
}

func one[A any, R ~string](f func(A) R) func(in []reflect.Value) (string, error) {
	return func(in []reflect.Value) (string, error) { return string(f(arg[A](in[0]))), nil }
}

func two[A, B any, R ~string](f func(A, B) R) func(in []reflect.Value) (string, error) {
	return func(in []reflect.Value) (string, error) {
		return string(f(arg[A](in[0]), arg[B](in[1]))), nil
	}
}

// arg reads an argument without copying it into an interface where it can.
func arg[T any](v reflect.Value) T {
	if v.CanAddr() {
		return *v.Addr().Interface().(*T)
	}
	return v.Interface().(T)
}

// builtin compiles the functions that text/template itself has.
func builtin(name string, args []value) (value, error) {
	switch {
	case name == "and" || name == "or":
		return logical(name == "or", args)
	case name == "not" && len(args) == 1:
		return strict(boolType, args, func(in []reflect.Value) (reflect.Value, error) { return reflect.ValueOf(!truth(in[0])), nil }), nil
	case name == "len" && len(args) == 1 && measurable(args[0].of):
		return strict(intType, args, func(in []reflect.Value) (reflect.Value, error) { return reflect.ValueOf(in[0].Len()), nil }), nil
	case name == "index" && len(args) == 2 && args[0].of != nil && args[0].of.Kind() == reflect.Slice && args[1].of == intType:
		return strict(args[0].of.Elem(), args, at), nil
	case name == "index" && len(args) == 2 && args[0].of != nil && isOwn(args[0].of) && args[1].of == stringType:
		return strict(anyType, args, func(in []reflect.Value) (reflect.Value, error) {
			return inner(in[0].MapIndex(in[1].Convert(in[0].Type().Key()))), nil
		}), nil
	case known(args) && (name == "print" || name == "printf" && len(args) > 0 && args[0].of == stringType):
		return applied(stringType, args, func(m *machine, in []reflect.Value) (reflect.Value, error) {
			of := make([]any, len(in))
			for i, v := range in {
				of[i] = v.Interface()
			}
			s, err := m.work.Print(name, of...)
			return reflect.ValueOf(s), m.beyond(err)
		}), nil
	}
	if holds := comparisons[name]; holds != nil && len(args) == 2 {
		return comparison(holds, args)
	}
	if name == "eq" && len(args) > 2 {
		return anyEqual(args)
	}
	return value{}, errUnknown
}

// anyEqual is eq of more than two: the first is compared with each other one.
func anyEqual(args []value) (value, error) {
	either := make([]value, 0, len(args)-1)
	for _, other := range args[1:] {
		v, err := comparison(comparisons["eq"], []value{args[0], other})
		if err != nil {
			return v, err
		}
		either = append(either, v)
	}
	return logical(true, either)
}

// known reports whether all arguments have a type.
func known(args []value) bool {
	return !slices.ContainsFunc(args, func(v value) bool { return v.of == nil })
}

func measurable(t reflect.Type) bool {
	if t == nil {
		return false
	}
	k := t.Kind()
	return k == reflect.String || k == reflect.Slice || k == reflect.Array || k == reflect.Map
}

func at(in []reflect.Value) (reflect.Value, error) {
	if i := int(in[1].Int()); i >= 0 && i < in[0].Len() {
		return inner(in[0].Index(i)), nil
	}
	return reflect.Value{}, errors.New("index out of range")
}

// logical is and/or: the first argument that decides, else the last.
func logical(stopAt bool, args []value) (value, error) {
	if len(args) == 0 {
		return value{}, errUnknown
	}
	of := args[0].of
	for _, a := range args {
		if a.of != of {
			of = nil
		}
	}
	return value{of: of, eval: func(m *machine, dot reflect.Value) (v reflect.Value, err error) {
		for _, a := range args {
			if v, err = a.eval(m, dot); err != nil || truth(v) == stopAt {
				return v, err
			}
		}
		return v, nil
	}}, nil
}

// comparisons are the two-argument ones, by the sign of a-b.
var comparisons = map[string]func(sign int) bool{
	"eq": func(s int) bool { return s == 0 },
	"ne": func(s int) bool { return s != 0 },
	"lt": func(s int) bool { return s < 0 },
	"le": func(s int) bool { return s <= 0 },
	"gt": func(s int) bool { return s > 0 },
	"ge": func(s int) bool { return s >= 0 },
}

func comparison(holds func(int) bool, args []value) (value, error) {
	a, b := args[0].of, args[1].of
	var sign func(x, y reflect.Value) int
	switch {
	case a == nil || b == nil:
		return value{}, errUnknown
	case a == anyType || b == anyType:
		return comparisonOfAny(holds, args), nil
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		sign = func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) }
	case isInt(a) && isInt(b):
		sign = func(x, y reflect.Value) int { return cmp.Compare(x.Int(), y.Int()) }
	default:
		return value{}, errUnknown
	}
	return strict(boolType, args, func(in []reflect.Value) (reflect.Value, error) {
		return reflect.ValueOf(holds(sign(in[0], in[1]))), nil
	}), nil
}

// comparisonOfAny compares two values when they are there.
func comparisonOfAny(holds func(int) bool, args []value) value {
	equality := holds(1) == holds(-1)
	return strict(boolType, args, func(in []reflect.Value) (reflect.Value, error) {
		x, y := in[0], in[1]
		switch {
		case x.Kind() == reflect.String && y.Kind() == reflect.String:
			return reflect.ValueOf(holds(strings.Compare(x.String(), y.String()))), nil
		case isInt(x.Type()) && isInt(y.Type()):
			return reflect.ValueOf(holds(cmp.Compare(x.Int(), y.Int()))), nil
		case equality && (x.Type() == anyType) != (y.Type() == anyType): // one of them is not there
			return reflect.ValueOf(holds(1)), nil
		}
		return reflect.Value{}, errUnknown
	})
}

func isInt(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 }
