package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"sync"
	"text/template/parse"
)

// html/template escapes a template once, when it is first used: it writes the
// escapers into the parse tree. Executing that tree is what costs, because
// every field is looked up by name and every escaper is called by reflection.
//
// A program is the same escaped tree, compiled for the one type of View that
// its page has: fields by index, escapers by their kind. It gives the same
// bytes (TestProgramsAgree, FuzzProgram). What it does not know, and any page
// on which it fails, is left to html/template, which also finds the words for
// the error.

// program runs one template on values of one type.
type program struct {
	body  []op
	slots int // variables; slot 0 is $
}

// op writes a piece of the output.
type op func(m *machine, dot reflect.Value) error

// machine is one execution.
type machine struct {
	out    *bytes.Buffer
	stack  []reflect.Value
	base   int // of the running program's variables
	asking *asking
}

var (
	errBreak    = errors.New("break")
	errContinue = errors.New("continue")
	errNil      = errors.New("nil pointer")
)

// run executes p with its own variables.
func (p *program) run(m *machine, dot reflect.Value) error {
	base := m.base
	m.base = len(m.stack)
	for range p.slots {
		m.stack = append(m.stack, reflect.Value{})
	}
	m.stack[m.base] = dot
	err := runAll(p.body, m, dot)
	m.stack = m.stack[:m.base]
	m.base = base
	return err
}

func runAll(ops []op, m *machine, dot reflect.Value) error {
	for _, o := range ops {
		if err := o(m, dot); err != nil {
			return err
		}
	}
	return nil
}

var machines = sync.Pool{New: func() any { return &machine{} }}

// execute writes the template to out. It reports false, having written
// nothing, where html/template must do it.
func (p *program) execute(out *bytes.Buffer, dot reflect.Value, a *asking) bool {
	m := machines.Get().(*machine)
	defer machines.Put(m)
	m.out, m.stack, m.base, m.asking = out, m.stack[:0], 0, a
	start := out.Len()
	if err := p.run(m, dot); err != nil {
		out.Truncate(start)
		return false
	}
	return true
}

// compiler makes programs of one template set.
type compiler struct {
	theme *Theme // for once; nil where there is none
	set   *template.Template
	funcs template.FuncMap
	done  map[programKey]*program
}

type programKey struct {
	name string
	of   reflect.Type
}

// errUnknown is a construct that programs leave to html/template.
var errUnknown = errors.New("not compiled")

// compile makes the program of a template for values of a type. The set must
// have been escaped.
func (c *compiler) compile(name string, of reflect.Type) (*program, error) {
	key := programKey{name, of}
	if p := c.done[key]; p != nil {
		return p, nil
	}
	tmpl := c.set.Lookup(name)
	if tmpl == nil || tmpl.Tree == nil {
		return nil, errUnknown
	}
	p := &program{}
	c.done[key] = p // before the body: a template may call itself
	s := &scope{compiler: c, program: p, dot: of}
	s.declare("$", of)
	body, err := s.list(tmpl.Tree.Root)
	if err != nil {
		delete(c.done, key)
		return nil, err
	}
	p.body = body
	return p, nil
}

// scope is a place in a template: the type of dot, and the variables in sight.
type scope struct {
	*compiler
	program *program
	dot     reflect.Type
	vars    []variable
}

type variable struct {
	name string
	of   reflect.Type
	slot int
}

func (s *scope) declare(name string, of reflect.Type) int {
	slot := s.program.slots
	s.program.slots++
	s.vars = append(s.vars, variable{name, of, slot})
	return slot
}

func (s *scope) lookup(name string) (variable, bool) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return s.vars[i], true
		}
	}
	return variable{}, false
}

// inner is a scope whose variables end with it.
func (s *scope) inner(dot reflect.Type) *scope {
	return &scope{compiler: s.compiler, program: s.program, dot: dot, vars: s.vars[:len(s.vars):len(s.vars)]}
}

func (s *scope) list(l *parse.ListNode) ([]op, error) {
	if l == nil {
		return nil, nil
	}
	var out []op
	for _, n := range l.Nodes {
		o, err := s.node(n)
		if err != nil {
			return nil, fmt.Errorf("%.60s: %w", n, err)
		}
		if o != nil {
			out = append(out, o)
		}
	}
	return out, nil
}

func (s *scope) node(n parse.Node) (op, error) {
	switch n := n.(type) {
	case *parse.TextNode:
		return literal(string(n.Text)), nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		return s.action(n)
	case *parse.IfNode:
		return s.ifNode(n)
	case *parse.WithNode:
		return s.with(n)
	case *parse.RangeNode:
		return s.rangeNode(n)
	case *parse.TemplateNode:
		return s.call(n)
	case *parse.BreakNode:
		return func(*machine, reflect.Value) error { return errBreak }, nil
	case *parse.ContinueNode:
		return func(*machine, reflect.Value) error { return errContinue }, nil
	}
	return nil, errUnknown
}

func literal(text string) op {
	return func(m *machine, _ reflect.Value) error {
		m.out.WriteString(text)
		return nil
	}
}

// action writes a value through its escapers, or sets a variable.
func (s *scope) action(n *parse.ActionNode) (op, error) {
	pipe := n.Pipe
	if len(pipe.Decl) > 0 {
		return s.assignment(pipe)
	}
	cmds, escapers := splitEscapers(pipe.Cmds)
	v, err := s.pipeline(cmds)
	if err != nil {
		return nil, err
	}
	write, err := writer(v.of, escapers)
	if err != nil {
		return nil, err
	}
	if v.isConst {
		var b bytes.Buffer
		if err := write(&b, v.constant); err != nil {
			return nil, err
		}
		return literal(b.String()), nil
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		return write(m.out, value)
	}, nil
}

func (s *scope) assignment(pipe *parse.PipeNode) (op, error) {
	if len(pipe.Decl) != 1 {
		return nil, errUnknown
	}
	v, err := s.pipeline(pipe.Cmds)
	if err != nil || v.of == nil {
		return nil, errUnknown
	}
	name := pipe.Decl[0].Ident[0]
	var slot int
	if pipe.IsAssign {
		known, ok := s.lookup(name)
		if !ok || known.of != v.of {
			return nil, errUnknown
		}
		slot = known.slot
	} else {
		slot = s.declare(name, v.of)
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		m.stack[m.base+slot] = value
		return err
	}, nil
}

// condition compiles a pipeline of if or with, and the variable it may declare.
func (s *scope) condition(pipe *parse.PipeNode) (value, int, error) {
	v, err := s.pipeline(pipe.Cmds)
	if err != nil {
		return v, 0, err
	}
	slot := -1
	switch {
	case len(pipe.Decl) > 1 || pipe.IsAssign:
		return v, 0, errUnknown
	case len(pipe.Decl) == 1 && v.of == nil:
		return v, 0, errUnknown
	case len(pipe.Decl) == 1:
		slot = s.declare(pipe.Decl[0].Ident[0], v.of)
	}
	return v, slot, nil
}

func (s *scope) ifNode(n *parse.IfNode) (op, error) {
	in := s.inner(s.dot)
	v, slot, err := in.condition(n.Pipe)
	if err != nil {
		return nil, err
	}
	yes, err := in.list(n.List)
	if err != nil {
		return nil, err
	}
	no, err := in.inner(s.dot).list(n.ElseList)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		if slot >= 0 {
			m.stack[m.base+slot] = value
		}
		if truth(value) {
			return runAll(yes, m, dot)
		}
		return runAll(no, m, dot)
	}, nil
}

func (s *scope) with(n *parse.WithNode) (op, error) {
	in := s.inner(s.dot)
	v, slot, err := in.condition(n.Pipe)
	if err != nil || v.of == nil {
		return nil, errUnknown
	}
	yes, err := in.inner(v.of).list(n.List)
	if err != nil {
		return nil, err
	}
	no, err := in.inner(s.dot).list(n.ElseList)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		if slot >= 0 {
			m.stack[m.base+slot] = value
		}
		if truth(value) {
			return runAll(yes, m, value)
		}
		return runAll(no, m, dot)
	}, nil
}

func (s *scope) rangeNode(n *parse.RangeNode) (op, error) {
	in := s.inner(s.dot)
	v, err := in.pipeline(n.Pipe.Cmds)
	if err != nil || v.of == nil || (v.of.Kind() != reflect.Slice && v.of.Kind() != reflect.Array) {
		return nil, errUnknown
	}
	index, element := -1, -1
	switch decl := n.Pipe.Decl; {
	case n.Pipe.IsAssign || len(decl) > 2:
		return nil, errUnknown
	case len(decl) == 1:
		element = in.declare(decl[0].Ident[0], v.of.Elem())
	case len(decl) == 2:
		index = in.declare(decl[0].Ident[0], reflect.TypeFor[int]())
		element = in.declare(decl[1].Ident[0], v.of.Elem())
	}
	body, err := in.inner(v.of.Elem()).list(n.List)
	if err != nil {
		return nil, err
	}
	none, err := in.inner(s.dot).list(n.ElseList)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) error {
		list, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		if list.Len() == 0 {
			return runAll(none, m, dot)
		}
		for i := range list.Len() {
			item := list.Index(i)
			if index >= 0 {
				m.stack[m.base+index] = reflect.ValueOf(i)
			}
			if element >= 0 {
				m.stack[m.base+element] = item
			}
			if err := runAll(body, m, item); errors.Is(err, errBreak) {
				break
			} else if err != nil && !errors.Is(err, errContinue) {
				return err
			}
		}
		return nil
	}, nil
}

// call runs another template of the set.
func (s *scope) call(n *parse.TemplateNode) (op, error) {
	var v value
	if n.Pipe == nil { // the template's dot is nil
		v.eval = func(*machine, reflect.Value) (reflect.Value, error) { return reflect.Value{}, nil }
	} else {
		var err error
		if v, err = s.pipeline(n.Pipe.Cmds); err != nil || v.of == nil || len(n.Pipe.Decl) > 0 {
			return nil, errUnknown
		}
	}
	p, err := s.compile(n.Name, v.of)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		return p.run(m, value)
	}, nil
}

// truth is what text/template counts as true: all but the zero value and the
// empty.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}
