package program

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"text/template/parse"
)

var (
	errBreak    = errors.New("break")
	errContinue = errors.New("continue")
)

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
		return s.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return s.branch(&n.BranchNode, true)
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
	if len(n.Pipe.Decl) > 0 {
		return s.assignment(n.Pipe)
	}
	cmds, escapers := splitEscapers(n.Pipe.Cmds)
	v, err := s.pipeline(cmds)
	if err != nil {
		return nil, err
	}
	write, err := writer(v.of, escapers)
	if err != nil {
		return nil, err
	}
	text, err := textOf(v)
	if err != nil {
		return nil, err
	}
	if v.constant.IsValid() {
		var b bytes.Buffer
		s, _ := text(nil, reflect.Value{})
		if err := write(&b, s); err != nil {
			return nil, err
		}
		return literal(b.String()), nil
	}
	return func(m *machine, dot reflect.Value) error {
		s, err := text(m, dot)
		if err != nil {
			return err
		}
		return write(m.out, s)
	}, nil
}

func (s *scope) assignment(pipe *parse.PipeNode) (op, error) {
	v, err := s.pipeline(pipe.Cmds)
	if err != nil || v.of == nil || len(pipe.Decl) != 1 {
		return nil, errUnknown
	}
	name := pipe.Decl[0].Ident[0]
	known, ok := s.lookup(name)
	switch {
	case !pipe.IsAssign:
		known.slot = s.declare(name, v.of)
	case !ok || known.of != v.of:
		return nil, errUnknown
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		m.set(known.slot, value)
		return err
	}, nil
}

// branch compiles if, and with, which moves dot.
func (s *scope) branch(n *parse.BranchNode, moves bool) (op, error) {
	in := s.inner(s.dot)
	v, err := in.pipeline(n.Pipe.Cmds)
	if err != nil {
		return nil, err
	}
	if (moves || len(n.Pipe.Decl) > 0) && v.of == nil || len(n.Pipe.Decl) > 1 || n.Pipe.IsAssign {
		return nil, errUnknown
	}
	slot, dot := -1, s.dot
	if len(n.Pipe.Decl) == 1 {
		slot = in.declare(n.Pipe.Decl[0].Ident[0], v.of)
	}
	if moves {
		dot = v.of
	}
	yes, no, err := in.arms(n, dot)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) error {
		value, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		m.set(slot, value)
		switch {
		case !truth(value):
			return runAll(no, m, dot)
		case moves:
			return runAll(yes, m, value)
		}
		return runAll(yes, m, dot)
	}, nil
}

// arms compiles the two lists of a branch; the first sees another dot.
func (s *scope) arms(n *parse.BranchNode, dot reflect.Type) (yes, no []op, err error) {
	if yes, err = s.inner(dot).list(n.List); err != nil {
		return nil, nil, err
	}
	no, err = s.inner(s.dot).list(n.ElseList)
	return yes, no, err
}

func (s *scope) rangeNode(n *parse.RangeNode) (op, error) {
	in := s.inner(s.dot)
	v, err := in.pipeline(n.Pipe.Cmds)
	if err != nil || v.of == nil || v.of != anyType && v.of.Kind() != reflect.Slice && v.of.Kind() != reflect.Array {
		return nil, errUnknown
	}
	elem := anyType
	if v.of != anyType {
		elem = v.of.Elem()
	}
	index, element := -1, -1
	switch decl := n.Pipe.Decl; {
	case n.Pipe.IsAssign || len(decl) > 2:
		return nil, errUnknown
	case len(decl) == 1:
		element = in.declare(decl[0].Ident[0], elem)
	case len(decl) == 2:
		index = in.declare(decl[0].Ident[0], intType)
		element = in.declare(decl[1].Ident[0], elem)
	}
	body, none, err := in.arms(&n.BranchNode, elem)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) error {
		list, err := v.eval(m, dot)
		if err != nil {
			return err
		}
		switch isList := list.Kind() == reflect.Slice || list.Kind() == reflect.Array; {
		case isList && list.Len() == 0, list.Kind() == reflect.Interface: // which is nil
			return runAll(none, m, dot)
		case !isList:
			return errUnknown
		}
		for i := range list.Len() {
			m.at = n
			if err := m.work.Step(m.written()); err != nil {
				return m.beyond(err)
			}
			item := list.Index(i)
			if elem == anyType {
				item = inner(item)
			}
			if index >= 0 {
				m.set(index, reflect.ValueOf(i))
			}
			m.set(element, item)
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
		m.at = n
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
