package program

import (
	"errors"
	"reflect"
	"text/template/parse"
)

// value is an expression with its type. of is nil for the result of and/or
// over several types, which is good for a condition only.
type value struct {
	of       reflect.Type
	constant reflect.Value // valid if the expression is constant
	eval     func(m *machine, dot reflect.Value) (reflect.Value, error)
	text     func(m *machine, dot reflect.Value) (string, error) // the same, of a function that makes a text; else nil
}

var (
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
	anyType    = reflect.TypeFor[any]() // of a value whose own type is known when it is there: a field of the paper's own
	errNil     = errors.New("nil pointer")
)

func constant(v reflect.Value) value {
	return value{of: v.Type(), constant: v, eval: func(*machine, reflect.Value) (reflect.Value, error) { return v, nil }}
}

// pipeline compiles a | b | c.
func (s *scope) pipeline(cmds []*parse.CommandNode) (v value, err error) {
	if len(cmds) == 0 {
		return v, errUnknown
	}
	for i, c := range cmds {
		var before []value
		if i > 0 {
			before = []value{v}
		}
		if v, err = s.command(c, before); err != nil {
			return v, err
		}
	}
	return v, nil
}

// command compiles one call or operand. last is what a pipe puts after the
// arguments, if anything.
func (s *scope) command(c *parse.CommandNode, last []value) (value, error) {
	fn, isCall := c.Args[0].(*parse.IdentifierNode)
	switch {
	case !isCall && len(last) > 0:
		return value{}, errUnknown
	case !isCall && len(c.Args) == 1:
		return s.operand(c.Args[0])
	}
	args := make([]value, 0, len(c.Args))
	for _, a := range c.Args[1:] {
		v, err := s.operand(a)
		if err != nil {
			return v, err
		}
		args = append(args, v)
	}
	if isCall {
		return s.function(fn.Ident, append(args, last...))
	}
	f, ok := c.Args[0].(*parse.FieldNode) // .A.B.Method arg…
	if !ok {
		return value{}, errUnknown
	}
	method := len(f.Ident) - 1
	receiver, err := fields(s.dotValue(), f.Ident[:method])
	if err != nil || receiver.of == nil {
		return receiver, errUnknown
	}
	return callMethod(f.Ident[method], append([]value{receiver}, args...))
}

// callMethod calls a method of a value type; args[0] is the receiver.
func callMethod(name string, args []value) (value, error) {
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
		return fields(value{of: v.of, eval: func(m *machine, _ reflect.Value) (reflect.Value, error) {
			return m.stack[m.base+v.slot], nil
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
		return callMethod(name, []value{v})
	}
	if v.of == anyType || isOwn(v.of) {
		return entry(v, name), nil
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
	dynamic := f.Type == anyType
	return value{of: f.Type, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		at, err := v.eval(m, dot)
		if err != nil {
			return at, err
		}
		for _, i := range f.Index {
			if at.Kind() == reflect.Pointer {
				if at.IsNil() {
					return at, errNil
				}
				at = at.Elem()
			}
			at = at.Field(i)
		}
		if dynamic {
			at = inner(at)
		}
		return at, nil
	}}, nil
}

// isOwn says that a type is that of fields of the paper's own: a map of names to anything.
func isOwn(t reflect.Type) bool {
	return t.Kind() == reflect.Map && t.Key().Kind() == reflect.String && t.Elem() == anyType
}

// entry is the value of a name in a map of anything.
func entry(v value, name string) value {
	return value{of: anyType, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		at, err := v.eval(m, dot)
		if err != nil {
			return at, err
		}
		if !isOwn(at.Type()) {
			return at, errUnknown
		}
		return inner(at.MapIndex(reflect.ValueOf(name).Convert(at.Type().Key()))), nil
	}}
}

// inner is what an interface holds; what holds nothing is a nil interface.
func inner(v reflect.Value) reflect.Value {
	switch {
	case !v.IsValid():
		return reflect.Zero(anyType)
	case v.Kind() == reflect.Interface && v.Type() == anyType && !v.IsNil():
		return v.Elem()
	}
	return v
}
