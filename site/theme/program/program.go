// Package program runs escaped html/template trees fast.
//
// html/template escapes a template once, when it is first used: it writes the
// escapers into the parse tree. Executing that tree is what costs, because
// every field is looked up by name and every escaper is called by reflection.
//
// A Program is the same tree, compiled for the one type of data that it is
// executed with: fields by index, escapers by their kind. It writes the same
// bytes as html/template (TestProgramsAgree, FuzzProgram). A template with a
// construct that this package does not know does not compile, and a Program
// fails where html/template would fail; in both cases the caller executes the
// template with html/template, which also words the error. Only what goes beyond
// the bounds of Work is a Program's own to tell.
//
//	program.go  Compile, Execute and the machine
//	node.go     actions, branches, loops, calls of other templates
//	value.go    expressions: fields, variables, methods
//	call.go     calls of functions
//	escape.go   html/template's escapers
//	work.go     the bounds of depth, steps and size
//
// Not here: which functions there are, and what they mean. Package theme says
// that.
package program

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"sync"
	"text/template/parse"
)

// Functions are what templates may call besides the built-ins of text/template.
type Functions struct {
	// Plain functions give the same result for the same arguments: a call with
	// constants only is made once, by Compile.
	Plain template.FuncMap
	// Special functions are bound to each of their calls by Compile. They win
	// over a plain function of the same name.
	Special map[string]Special
}

// Special binds a function to one call. It reports false if the call has
// arguments that the function does not take.
type Special func(args []Arg) (Call, bool)

// Arg is what is known of an argument when a template is compiled.
type Arg struct {
	Type  reflect.Type  // nil if it differs from run to run
	Const reflect.Value // the value of a constant; else the zero Value
}

// Is reports whether the argument is of a kind.
func (a Arg) Is(k reflect.Kind) bool { return a.Type != nil && a.Type.Kind() == k }

// Call is one call of a special function. Do gets the page that Execute was
// given. It may not keep args.
type Call struct {
	Result reflect.Type
	Do     func(page any, args []reflect.Value) (reflect.Value, error)
}

// Program runs one template on data of one type. It is safe for concurrent use.
type Program struct {
	root  parse.Node
	body  []op
	slots int // variables; slot 0 is $
}

// Compile makes the program of a template for data of a type. The set must
// have been escaped, as its first execution does. The error tells which
// construct is left to html/template.
func Compile(set *template.Template, name string, of reflect.Type, f Functions) (*Program, error) {
	c := &compiler{set: set, functions: f, done: map[programKey]*Program{}}
	return c.compile(name, of)
}

// ErrLeft is given for what html/template must do.
var ErrLeft = errors.New("left to html/template")

// Execute writes the template to out. page is for special functions. The error is
// a BeyondError, or ErrLeft; then nothing is written, and w is as it was.
func (p *Program) Execute(out *bytes.Buffer, data reflect.Value, w *Work, page any) (err error) {
	m := machines.Get().(*machine)
	start, before := out.Len(), *w
	m.out, m.stack, m.base, m.page, m.work, m.start, m.at = out, m.stack[:0], 0, page, w, start, p.root
	defer func() {
		var beyond *BeyondError
		if recover() != nil || err != nil && !errors.As(err, &beyond) {
			err = ErrLeft // html/template fails in the same place, and says why
		}
		if err != nil {
			out.Truncate(start)
			*w = before
			return
		}
		machines.Put(m)
	}()
	if err = p.run(m, data); err == nil && m.written() > MaxOutput {
		err = m.beyond(ErrLarge)
	}
	return err
}

// op writes a piece of the output.
type op func(m *machine, dot reflect.Value) error

// machine is one execution. Its stack holds the variables of the running
// programs and, above them, the arguments of the calls that are being made.
type machine struct {
	out   *bytes.Buffer
	stack []reflect.Value
	base  int // of the running program's variables
	page  any
	work  *Work
	start int        // of what is written
	at    parse.Node // the last loop or call of a template
}

func (m *machine) written() int { return m.out.Len() - m.start }

// beyond says where a bound was met.
func (m *machine) beyond(err error) error {
	var known *BeyondError
	if err == nil || errors.As(err, &known) {
		return err
	}
	place, _ := (*parse.Tree)(nil).ErrorContext(m.at)
	return &BeyondError{place, err}
}

var machines = sync.Pool{New: func() any { return new(machine) }}

// set gives a variable its value; slot -1 stands for none.
func (m *machine) set(slot int, v reflect.Value) {
	if slot >= 0 {
		m.stack[m.base+slot] = v
	}
}

// run executes p with its own variables.
func (p *Program) run(m *machine, dot reflect.Value) error {
	if err := m.work.Enter(m.written()); err != nil {
		return m.beyond(err)
	}
	base := m.base
	m.base = len(m.stack)
	for range p.slots {
		m.stack = append(m.stack, reflect.Value{})
	}
	m.set(0, dot)
	err := runAll(p.body, m, dot)
	m.stack = m.stack[:m.base]
	m.base = base
	m.work.Leave()
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

// compiler makes programs of one template set.
type compiler struct {
	set       *template.Template
	functions Functions
	constants Work // what was done for them
	done      map[programKey]*Program
}

type programKey struct {
	name string
	of   reflect.Type
}

// errUnknown is a construct that programs leave to html/template.
var errUnknown = errors.New("not compiled")

func (c *compiler) compile(name string, of reflect.Type) (*Program, error) {
	key := programKey{name, of}
	if p := c.done[key]; p != nil {
		return p, nil
	}
	tmpl := c.set.Lookup(name)
	if tmpl == nil || tmpl.Tree == nil {
		return nil, fmt.Errorf("template %q: %w", name, errUnknown)
	}
	p := &Program{root: tmpl.Tree.Root}
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
	program *Program
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
