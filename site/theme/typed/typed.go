// Package typed looks at templates before they run: whether what they name is there in the Views that they show.
//
// It knows the type of a View, and so those of its fields, of the elements of lists, of what functions give, and of
// what a template hands on to another one. Of a value whose type is not known before it is there (a field of the
// paper's own, what two functions give in turn) it says nothing.
//
// Belongs here: what can be known of a template by types. Does not: which templates there are and what they may call
// (package theme), and what a fault is called (its caller).
package typed

import (
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
	"time"
)

// Fault is something that a template names and that is not there, or a call that cannot be made.
type Fault struct {
	At   parse.Node
	Name string       // of the field, or of the function
	Of   reflect.Type // that has no such field; nil: a call
	Want int          // arguments of the function; 0: one of them is of another type
	Got  int
	Arg  reflect.Type

	Beside reflect.Type // what Arg cannot be compared with
}

// Theme is what templates are looked at with.
type Theme struct {
	Tree      func(name string) *parse.Tree // of a template that others call; nil if there is none
	Functions map[string]any                // that templates may call
	Results   map[string]reflect.Type       // of those that have another result than their type says
	Handed    string                        // the function that hands a value on to a template by its name
	Kinds     map[reflect.Type][]string     // what the field Kind of a View holds: {{if eq .Kind "article"}} is of those alone that can hold it
}

// Check looks at a template that shows values of a type, and at all that it calls: reached are their names.
func (t Theme) Check(name string, of reflect.Type) (faults []Fault, reached map[string]bool) {
	c := &check{Theme: t, done: map[seen]bool{}, reached: map[string]bool{}}
	c.template(name, of)
	return c.faults, c.reached
}

type seen struct {
	name string
	of   reflect.Type
}

type check struct {
	Theme
	done    map[seen]bool
	faults  []Fault
	reached map[string]bool
}

func (c *check) template(name string, of reflect.Type) {
	tree := c.Tree(name)
	if tree == nil || c.done[seen{name, of}] {
		return
	}
	c.done[seen{name, of}], c.reached[name] = true, true
	s := scope{check: c, dot: of, vars: map[string]reflect.Type{"$": of}}
	s.list(tree.Root)
}

// scope is a place in a template: what dot is, and the variables in sight. An unknown type is nil.
type scope struct {
	*check
	dot  reflect.Type
	vars map[string]reflect.Type
}

func (s scope) inner(dot reflect.Type) scope {
	vars := make(map[string]reflect.Type, len(s.vars)+2)
	for name, of := range s.vars {
		vars[name] = of
	}
	return scope{s.check, dot, vars}
}

func (s scope) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			s.pipe(n.Pipe)
		case *parse.IfNode:
			in := s.inner(s.dot)
			if !in.never(n.Pipe) {
				in.pipe(n.Pipe)
				in.inner(s.dot).list(n.List)
			}
			in.inner(s.dot).list(n.ElseList)
		case *parse.WithNode:
			in := s.inner(s.dot)
			of := in.pipe(n.Pipe)
			in.inner(of).list(n.List)
			in.inner(s.dot).list(n.ElseList)
		case *parse.RangeNode:
			s.loop(n)
		case *parse.TemplateNode:
			var of reflect.Type
			if n.Pipe != nil {
				of = s.pipe(n.Pipe)
			}
			s.template(n.Name, of)
		}
	}
}

// never says that a question is false of this View whatever it holds: eq .Kind with kinds of other Views, or an "and"
// that asks so. A kind that no View has is a slip, of which nothing is known.
func (s scope) never(n parse.Node) bool {
	p, ok := n.(*parse.PipeNode)
	if !ok || len(p.Cmds) != 1 || len(p.Decl) > 0 {
		return false
	}
	args := p.Cmds[0].Args
	if fn, ok := args[0].(*parse.IdentifierNode); !ok || fn.Ident != "eq" || len(args) < 3 {
		return ok && fn.Ident == "and" && slices.ContainsFunc(args[1:], s.never)
	}
	var of reflect.Type
	switch n := args[1].(type) {
	case *parse.FieldNode:
		if len(n.Ident) == 1 && n.Ident[0] == "Kind" {
			of = s.dot
		}
	case *parse.VariableNode:
		if len(n.Ident) == 2 && n.Ident[1] == "Kind" {
			of = s.vars[n.Ident[0]]
		}
	}
	kinds := s.Kinds[deref(of)]
	return kinds != nil && !slices.ContainsFunc(args[2:], func(n parse.Node) bool {
		kind, ok := n.(*parse.StringNode)
		return !ok || slices.Contains(kinds, kind.Text) || !s.isKind(kind.Text)
	})
}

// isKind says whether some View has this kind.
func (t Theme) isKind(name string) bool {
	for _, kinds := range t.Kinds {
		if slices.Contains(kinds, name) {
			return true
		}
	}
	return false
}

func (s scope) loop(n *parse.RangeNode) {
	in := s.inner(s.dot)
	of := in.value(n.Pipe)
	var key, elem reflect.Type
	switch of := deref(of); {
	case of == nil:
	case of.Kind() == reflect.Slice || of.Kind() == reflect.Array:
		key, elem = reflect.TypeFor[int](), known(of.Elem())
	case of.Kind() == reflect.Map:
		key, elem = of.Key(), known(of.Elem())
	}
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		in.vars[decl[0].Ident[0]] = elem
	case 2:
		in.vars[decl[0].Ident[0]], in.vars[decl[1].Ident[0]] = key, elem
	}
	in.inner(elem).list(n.List)
	in.inner(s.dot).list(n.ElseList)
}

// pipe gives the type of a pipeline, and enters its variable.
func (s scope) pipe(p *parse.PipeNode) reflect.Type {
	of := s.value(p)
	for _, v := range p.Decl {
		if before, ok := s.vars[v.Ident[0]]; p.IsAssign && (!ok || before != of) {
			of = nil // it may be either
		}
		s.vars[v.Ident[0]] = of
	}
	return of
}

func (s scope) value(p *parse.PipeNode) (of reflect.Type) {
	for i, c := range p.Cmds {
		of = s.command(c, i > 0, of)
	}
	return of
}

// command gives the type of a call or an operand; last is what a pipe puts behind its arguments.
func (s scope) command(c *parse.CommandNode, piped bool, last reflect.Type) reflect.Type {
	args := make([]reflect.Type, 0, len(c.Args))
	fn, isCall := c.Args[0].(*parse.IdentifierNode)
	for _, a := range c.Args[1:] {
		if isCall && fn.Ident == "and" && s.never(a) {
			return reflect.TypeFor[bool]() // and asks no further
		}
		args = append(args, s.operand(a))
	}
	if piped {
		args = append(args, last)
	}
	if isCall {
		if fn.Ident == s.Handed && len(args) == 2 {
			if name, ok := c.Args[1].(*parse.StringNode); ok {
				s.template(name.Text, args[1])
			}
		}
		return s.call(fn, args)
	}
	return s.operand(c.Args[0])
}

func (s scope) operand(n parse.Node) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return s.fields(n, s.dot, n.Ident)
	case *parse.VariableNode:
		return s.fields(n, s.vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return s.fields(n, s.operand(n.Node), n.Field)
	case *parse.PipeNode:
		return s.value(n)
	case *parse.IdentifierNode:
		return s.call(n, nil)
	case *parse.StringNode:
		return reflect.TypeFor[string]()
	case *parse.BoolNode:
		return reflect.TypeFor[bool]()
	case *parse.NumberNode:
		if n.IsInt {
			return reflect.TypeFor[int]()
		}
		return reflect.TypeFor[float64]()
	}
	return nil
}

// fields follows .A.B.C.
func (s scope) fields(at parse.Node, of reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if of == nil {
			return nil
		}
		next, ok := field(of, name)
		if !ok {
			s.faults = append(s.faults, Fault{At: at, Name: name, Of: of})
			return nil
		}
		of = next
	}
	return of
}

// field is the type of a field, of what a method gives, or of the values of a map.
func field(of reflect.Type, name string) (reflect.Type, bool) {
	for _, receiver := range []reflect.Type{of, reflect.PointerTo(of)} {
		if m, ok := receiver.MethodByName(name); ok {
			return known(m.Type.Out(0)), true
		}
	}
	switch of = deref(of); of.Kind() {
	case reflect.Struct:
		f, ok := of.FieldByName(name)
		return known(f.Type), ok && f.IsExported()
	case reflect.Map:
		return known(of.Elem()), of.Key().Kind() == reflect.String
	case reflect.Interface:
		return nil, true
	}
	return nil, false
}

// known is a type of which something is known before a value is there, else nil.
func known(of reflect.Type) reflect.Type {
	if of == nil || of.Kind() == reflect.Interface {
		return nil
	}
	return of
}

func deref(of reflect.Type) reflect.Type {
	if of != nil && of.Kind() == reflect.Pointer {
		return of.Elem()
	}
	return of
}

// sameAs are functions that give a value as they get it, by the place of the argument.
var sameAs = map[string]int{"first": 1, "after": 1}

// call gives what a function gives, and looks whether it can be called so.
func (s scope) call(fn *parse.IdentifierNode, args []reflect.Type) reflect.Type {
	name := fn.Ident
	if of, ok := s.Results[name]; ok {
		return of
	}
	if i, ok := sameAs[name]; ok && i < len(args) {
		return args[i]
	}
	switch name {
	case "and", "or":
		if len(args) > 0 && !slices.ContainsFunc(args, func(a reflect.Type) bool { return a != args[0] }) {
			return args[0]
		}
		return nil
	case "index":
		if len(args) == 2 && args[0] != nil && slices.Contains([]reflect.Kind{reflect.Slice, reflect.Array, reflect.Map}, deref(args[0]).Kind()) {
			return known(deref(args[0]).Elem())
		}
		return nil
	}
	if slices.Contains(comparing, name) && len(args) > 1 {
		s.compare(fn, args)
		return reflect.TypeFor[bool]()
	}
	f, ok := s.Functions[name]
	if !ok || strings.HasPrefix(name, "_") {
		return nil
	}
	of := reflect.TypeOf(f)
	if fixed := of.NumIn(); !of.IsVariadic() && fixed != len(args) || of.IsVariadic() && len(args) < fixed-1 {
		s.faults = append(s.faults, Fault{At: fn, Name: name, Want: fixed, Got: len(args)})
		return known(of.Out(0))
	}
	for i, a := range args {
		if i < of.NumIn() && !(of.IsVariadic() && i >= of.NumIn()-1) && !fits(a, of.In(i)) {
			s.faults = append(s.faults, Fault{At: fn, Name: name, Arg: a})
		}
	}
	return known(of.Out(0))
}

// fits says that a value may be an argument: as text/template takes it. Dates take anything (DatesOfAny of package
// functions).
func fits(a, want reflect.Type) bool {
	isNumber := func(k reflect.Kind) bool { return k >= reflect.Int && k <= reflect.Float64 }
	return a == nil || want == reflect.TypeFor[time.Time]() || a.AssignableTo(want) || reflect.PointerTo(a).AssignableTo(want) ||
		a.Kind() == reflect.Pointer && a.Elem().AssignableTo(want) || isNumber(a.Kind()) && isNumber(want.Kind())
}

// comparing are the functions of text/template that compare.
var comparing = []string{"eq", "ne", "lt", "le", "gt", "ge"}

// compare looks whether values can be compared, by the rules of text/template: those of a basic type with those of the same
// one; what has an order, with what has one.
func (s scope) compare(fn *parse.IdentifierNode, args []reflect.Type) {
	hasOrder := fn.Ident != "eq" && fn.Ident != "ne"
	for _, other := range args[1:] {
		a, b := args[0], other
		if a == nil || b == nil {
			continue
		}
		k, l := basic(a), basic(b)
		if k != l || hasOrder && (k == reflect.Invalid || k == reflect.Bool) {
			s.faults = append(s.faults, Fault{At: fn, Name: fn.Ident, Arg: a, Beside: b})
		}
	}
}

// basic is the kind of a basic type, whole numbers of all sizes and signs being one; Invalid for any other.
func basic(of reflect.Type) reflect.Kind {
	switch k := of.Kind(); {
	case k == reflect.Bool, k == reflect.String:
		return k
	case k >= reflect.Int && k <= reflect.Uintptr:
		return reflect.Int
	case k == reflect.Float32, k == reflect.Float64:
		return reflect.Float64
	}
	return reflect.Invalid
}
