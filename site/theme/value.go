package theme

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
	"time"

	"warraq/site"
)

// value is an expression with its type. of is nil for the result of and/or
// over several types, which is good for a condition only.
type value struct {
	of       reflect.Type
	isConst  bool
	constant reflect.Value
	eval     func(m *machine, dot reflect.Value) (reflect.Value, error)
}

func constant(v reflect.Value) value {
	return value{of: v.Type(), isConst: true, constant: v, eval: func(*machine, reflect.Value) (reflect.Value, error) { return v, nil }}
}

// pipeline compiles a | b | c.
func (s *scope) pipeline(cmds []*parse.CommandNode) (value, error) {
	var v value
	for i, c := range cmds {
		var final *value
		if i > 0 {
			before := v
			final = &before
		}
		var err error
		if v, err = s.command(c, final); err != nil {
			return v, err
		}
	}
	if len(cmds) == 0 {
		return v, errUnknown
	}
	return v, nil
}

func (s *scope) command(c *parse.CommandNode, final *value) (value, error) {
	if fn, ok := c.Args[0].(*parse.IdentifierNode); ok {
		args := make([]value, 0, len(c.Args))
		for _, a := range c.Args[1:] {
			v, err := s.operand(a)
			if err != nil {
				return v, err
			}
			args = append(args, v)
		}
		if final != nil {
			args = append(args, *final)
		}
		return s.function(fn.Ident, args)
	}
	if final != nil {
		return value{}, errUnknown
	}
	if len(c.Args) == 1 {
		return s.operand(c.Args[0])
	}
	return s.methodCall(c)
}

// methodCall is .A.B.Method arg…
func (s *scope) methodCall(c *parse.CommandNode) (value, error) {
	f, ok := c.Args[0].(*parse.FieldNode)
	if !ok {
		return value{}, errUnknown
	}
	last := len(f.Ident) - 1
	v, err := fields(s.dotValue(), f.Ident[:last])
	if err != nil || v.of == nil {
		return v, errUnknown
	}
	args := []value{v}
	for _, a := range c.Args[1:] {
		arg, err := s.operand(a)
		if err != nil {
			return v, err
		}
		args = append(args, arg)
	}
	return method(f.Ident[last], args)
}

// method calls a method of a value type; args[0] is the receiver.
func method(name string, args []value) (value, error) {
	m, ok := args[0].of.MethodByName(name)
	if !ok || args[0].of.Kind() == reflect.Pointer || args[0].of.Kind() == reflect.Interface {
		return value{}, errUnknown
	}
	return invoke(m.Func.Interface(), args)
}

func (s *scope) dotValue() value {
	return value{of: s.dot, eval: func(_ *machine, dot reflect.Value) (reflect.Value, error) { return dot, nil }}
}

func (s *scope) operand(n parse.Node) (value, error) {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dotValue(), nil
	case *parse.FieldNode:
		return fields(s.dotValue(), n.Ident)
	case *parse.VariableNode:
		v, ok := s.lookup(n.Ident[0])
		if !ok {
			return value{}, errUnknown
		}
		slot := v.slot
		return fields(value{of: v.of, eval: func(m *machine, _ reflect.Value) (reflect.Value, error) {
			return m.stack[m.base+slot], nil
		}}, n.Ident[1:])
	case *parse.ChainNode:
		v, err := s.operand(n.Node)
		if err != nil {
			return v, err
		}
		return fields(v, n.Field)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			return value{}, errUnknown
		}
		return s.pipeline(n.Cmds)
	case *parse.StringNode:
		return constant(reflect.ValueOf(n.Text)), nil
	case *parse.BoolNode:
		return constant(reflect.ValueOf(n.True)), nil
	case *parse.NumberNode:
		if n.IsInt {
			return constant(reflect.ValueOf(int(n.Int64))), nil
		}
	case *parse.IdentifierNode:
		return s.function(n.Ident, nil)
	}
	return value{}, errUnknown
}

// fields follows .A.B.C through structs and pointers to them.
func fields(v value, names []string) (value, error) {
	for _, name := range names {
		next, err := field(v, name)
		if err != nil {
			return v, err
		}
		v = next
	}
	return v, nil
}

func field(v value, name string) (value, error) {
	if v.of == nil {
		return v, errUnknown
	}
	if _, isMethod := v.of.MethodByName(name); isMethod {
		return method(name, []value{v})
	}
	structure := v.of
	if structure.Kind() == reflect.Pointer {
		structure = structure.Elem()
	}
	if structure.Kind() != reflect.Struct {
		return v, errUnknown
	}
	if _, isMethod := reflect.PointerTo(structure).MethodByName(name); isMethod {
		return v, errUnknown
	}
	f, ok := structure.FieldByName(name)
	if !ok || !f.IsExported() {
		return v, errUnknown
	}
	index, from := f.Index, v.eval
	return value{of: f.Type, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		at, err := from(m, dot)
		if err != nil {
			return at, err
		}
		for _, i := range index {
			if at.Kind() == reflect.Pointer {
				if at.IsNil() {
					return at, errNil
				}
				at = at.Elem()
			}
			at = at.Field(i)
		}
		return at, nil
	}}, nil
}

// function compiles a call. All functions but once and those that ask are pure,
// so a call with constant arguments is made here and now.
func (s *scope) function(name string, args []value) (value, error) {
	if kind, ok := queries[name]; ok {
		return queryCall(kind, args)
	}
	if name == "once" && s.theme != nil {
		return s.theme.onceCall(args)
	}
	v, err := s.call1(name, args)
	if err != nil {
		return v, err
	}
	for _, a := range args {
		if !a.isConst {
			return v, nil
		}
	}
	result, err := v.eval(nil, reflect.Value{})
	if err != nil || v.of == nil {
		return v, errUnknown
	}
	return constant(result), nil
}

func (s *scope) call1(name string, args []value) (value, error) {
	if f, ok := s.funcs[name]; ok {
		if name == "first" || name == "after" {
			return cutting(name, args)
		}
		return invoke(f, args)
	}
	return builtin(name, args)
}

// cutting is first and after, whose result has the type of their list.
func cutting(name string, args []value) (value, error) {
	if len(args) != 2 || args[1].of == nil || args[1].of.Kind() != reflect.Slice || args[0].of.Kind() != reflect.Int {
		return value{}, errUnknown
	}
	n, list := args[0], args[1]
	return value{of: list.of, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		count, err := n.eval(m, dot)
		if err != nil {
			return count, err
		}
		l, err := list.eval(m, dot)
		if err != nil {
			return l, err
		}
		at := min(int(count.Int()), l.Len())
		if name == "first" {
			return l.Slice(0, at), nil
		}
		return l.Slice(at, l.Len()), nil
	}}, nil
}

// invoke calls a function of the map. The common signatures are called
// directly, the others by reflection.
func invoke(f any, args []value) (value, error) {
	fn := reflect.ValueOf(f)
	t := fn.Type()
	if t.IsVariadic() || t.NumIn() != len(args) || t.NumOut() > 2 || t.NumOut() == 0 {
		return value{}, errUnknown
	}
	for i, a := range args {
		if a.of == nil || !a.of.AssignableTo(t.In(i)) {
			return value{}, errUnknown
		}
	}
	if t.Out(0).Kind() == reflect.Interface {
		return value{}, errUnknown
	}
	direct := directly(f)
	return value{of: t.Out(0), eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		var buf [3]reflect.Value
		in := buf[:0]
		for _, a := range args {
			v, err := a.eval(m, dot)
			if err != nil {
				return v, err
			}
			in = append(in, v)
		}
		if direct != nil {
			return direct(in)
		}
		out := fn.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			err, _ := out[1].Interface().(error)
			return out[0], err
		}
		return out[0], nil
	}}, nil
}

// directly gives a call without reflection for the signatures that pages use
// most.
func directly(f any) func(in []reflect.Value) (reflect.Value, error) {
	switch f := f.(type) {
	case func(string) string:
		return func(in []reflect.Value) (reflect.Value, error) { return reflect.ValueOf(f(in[0].String())), nil }
	case func(string) template.HTML:
		return func(in []reflect.Value) (reflect.Value, error) { return reflect.ValueOf(f(in[0].String())), nil }
	case func(string) (string, error):
		return func(in []reflect.Value) (reflect.Value, error) {
			s, err := f(in[0].String())
			return reflect.ValueOf(s), err
		}
	case func(string, int) (string, error):
		return func(in []reflect.Value) (reflect.Value, error) {
			s, err := f(in[0].String(), int(in[1].Int()))
			return reflect.ValueOf(s), err
		}
	case func(string, time.Time) string:
		return func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(in[0].String(), structOf[time.Time](in[1]))), nil
		}
	case func(time.Time) string:
		return func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(structOf[time.Time](in[0]))), nil
		}
	case func(time.Time) bool:
		return func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(structOf[time.Time](in[0]))), nil
		}
	case func(time.Time, bool) string:
		return func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(structOf[time.Time](in[0]), in[1].Bool())), nil
		}
	case func(site.Head) template.JS: // site.Head.JSONLD
		return func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(structOf[site.Head](in[0]))), nil
		}
	case func(time.Time, string) string: // time.Time.Format
		return func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(f(structOf[time.Time](in[0]), in[1].String())), nil
		}
	}
	return nil
}

// structOf reads a struct without copying it into an interface where it can.
func structOf[T any](v reflect.Value) T {
	if v.CanAddr() {
		return *v.Addr().Interface().(*T)
	}
	return v.Interface().(T)
}

var (
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
)

// builtin compiles the functions that text/template itself has.
func builtin(name string, args []value) (value, error) {
	switch {
	case name == "and" || name == "or":
		return logical(name == "or", args)
	case name == "not" && len(args) == 1:
		return strict(boolType, args, func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(!truth(in[0])), nil
		})
	case name == "len" && len(args) == 1 && measurable(args[0].of):
		return strict(intType, args, func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(in[0].Len()), nil
		})
	case name == "index" && len(args) == 2 && args[0].of != nil && args[0].of.Kind() == reflect.Slice && args[1].of == intType:
		return strict(args[0].of.Elem(), args, at)
	case name == "print" || (name == "printf" && len(args) > 0 && args[0].of == stringType):
		return strict(stringType, args, func(in []reflect.Value) (reflect.Value, error) {
			return reflect.ValueOf(printed(name, in)), nil
		})
	}
	if compare := comparisons[name]; compare != nil && len(args) == 2 {
		return comparison(compare, args)
	}
	if name == "eq" && len(args) > 2 {
		return anyEqual(args)
	}
	return value{}, errUnknown
}

// anyEqual is eq of more than two: the first is held against each other one.
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

func measurable(t reflect.Type) bool {
	if t == nil {
		return false
	}
	k := t.Kind()
	return k == reflect.String || k == reflect.Slice || k == reflect.Array || k == reflect.Map
}

func at(in []reflect.Value) (reflect.Value, error) {
	if i := int(in[1].Int()); i >= 0 && i < in[0].Len() {
		return in[0].Index(i), nil
	}
	return reflect.Value{}, errors.New("index out of range")
}

func printed(name string, in []reflect.Value) string {
	args := make([]any, len(in))
	for i, v := range in {
		args[i] = v.Interface()
	}
	if name == "print" {
		return fmt.Sprint(args...)
	}
	return fmt.Sprintf(in[0].String(), args[1:]...)
}

// strict evaluates all arguments and calls f.
func strict(of reflect.Type, args []value, f func([]reflect.Value) (reflect.Value, error)) (value, error) {
	return value{of: of, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		var buf [4]reflect.Value
		in := buf[:0]
		for _, a := range args {
			v, err := a.eval(m, dot)
			if err != nil {
				return v, err
			}
			in = append(in, v)
		}
		return f(in)
	}}, nil
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
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		sign = func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) }
	case isInt(a) && isInt(b):
		sign = func(x, y reflect.Value) int {
			return int(min(max(x.Int()-y.Int(), -1), 1))
		}
	default:
		return value{}, errUnknown
	}
	return strict(boolType, args, func(in []reflect.Value) (reflect.Value, error) {
		return reflect.ValueOf(holds(sign(in[0], in[1]))), nil
	})
}

func isInt(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 }
